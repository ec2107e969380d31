"""Ways to write a value into a YAML text: in the place of another one, or as a field that was not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cxsite.model.shape import Path
from cxsite.syntax.compose import MappingNode, ScalarNode, SequenceNode, is_unset
from cxsite.syntax.edits import TextEdit
from cxsite.syntax.values_as_yaml import Raw, after_colon, block_text, entry_lines, flow_value, scalar_ways
from cxsite.syntax.whereabouts import CannotChange, Spot, YamlText, is_flow, spot_at

Ways = Iterator[list[TextEdit]]


def setting(yaml_text: YamlText, at: Path, value: Raw, order: Sequence[str]) -> Ways:
    """Write `value` at `at`, with the mappings that it needs."""
    spot, left = spot_at(yaml_text.root, at)
    if left and (len(left) == len(at) or not is_unset(spot.node)):
        for step in reversed(left[1:]):
            value = [value] if isinstance(step, int) else {step: value}
        if isinstance(left[0], int):
            raise CannotChange(f"there is no entry {left[0] + 1} there")
        yield from _inserting(yaml_text, spot, left[0], value, order)
        return
    for step in reversed(left):
        value = [value] if isinstance(step, int) else {step: value}
    yield from _replacing(yaml_text, spot, value)


def _replacing(yaml_text: YamlText, spot: Spot, value: Raw) -> Ways:
    node, key = spot.node, spot.key
    start = int(node.start_mark.index)
    end = max(yaml_text.end(node, key), start)
    if isinstance(node, ScalarNode) and isinstance(value, str):
        if node.style in ("|", ">"):
            yield from _block_ways(yaml_text, node, end, value)
        elif start < int(node.end_mark.index):
            for way in scalar_ways(value, node.style, flow=spot.in_flow) if "\n" not in value or spot.in_flow else ():
                yield [TextEdit(start, int(node.end_mark.index), way)]
    if spot.in_flow:
        if start == end and key is not None:
            yield [TextEdit(end, end, " " + flow_value(value))]
        yield [TextEdit(start, end, flow_value(value))]
        yield [TextEdit(start, int(node.end_mark.index), flow_value(value))]
    elif key is not None:
        colon = yaml_text.colon(key) + 1
        habits = yaml_text.habits()
        for way in after_colon(value, yaml_text.column(int(key.start_mark.index)), habits):
            yield [TextEdit(colon, end, way)]
    elif spot.parent is not None and isinstance(spot.parent.node, SequenceNode):
        dash = yaml_text.dash(spot.parent.node, spot.number)
        lines = entry_lines(value, yaml_text.column(dash), yaml_text.habits())
        yield [TextEdit(dash, end, "\n".join(lines).lstrip(" "))]


def _block_ways(yaml_text: YamlText, node: ScalarNode, end: int, value: str) -> Ways:
    """A block of text stays one, with its header and its indentation."""
    start = int(node.start_mark.index)
    header_end = yaml_text.line_end(start)
    header = yaml_text.text[start:header_end]
    first = next((line for line in yaml_text.text[header_end + 1 : end].split("\n") if line.strip()), "")
    indent = len(first) - len(first.lstrip(" "))
    sign = node.style or "|"
    rest = header[1:]
    for other in (rest, rest.replace("-", ""), "-" + rest.replace("-", "").replace("+", "")):
        yield [TextEdit(start, end, block_text(value, sign + other, indent))]
        yield [TextEdit(start, int(node.end_mark.index), block_text(value, sign + other, indent) + "\n")]
    if sign == ">":
        yield [TextEdit(start, end, block_text(value, "|-", indent))]


def _inserting(yaml_text: YamlText, spot: Spot, name: str, value: Raw, order: Sequence[str]) -> Ways:
    """One more field in the mapping at `spot`."""
    node = spot.node
    if not isinstance(node, MappingNode):
        raise CannotChange(f"there are no fields where `{name}` should be")
    key = (
        next(scalar_ways(name, None, flow=True))
        if name.replace("-", "").replace("_", "").isalnum()
        else flow_value(name)
    )
    if is_flow(node) or spot.in_flow:
        pair = f"{key}: {flow_value(value)}"
        if node.value:
            end = yaml_text.end(node.value[-1][1], node.value[-1][0])
            yield [TextEdit(end, end, f", {pair}")]
        else:
            yield [TextEdit(int(node.start_mark.index), int(node.end_mark.index), f"{{{pair}}}")]
        return
    habits = yaml_text.habits()
    if not node.value:
        for way in after_colon(value, 0, habits):
            kept = yaml_text.text
            gap = "" if not kept or kept.endswith("\n") else "\n"
            yield [TextEdit(len(kept), len(kept), f"{gap}{key}:{way}\n")]
        return
    indent = yaml_text.column(int(node.value[0][0].start_mark.index))
    before = _neighbour(node, name, order)
    for way in after_colon(value, indent, habits):
        line = f"{key}:{way}"
        if before is None:
            start = int(node.value[0][0].start_mark.index)
            yield [TextEdit(start, start, f"{line}\n{' ' * indent}")]
        else:
            child = Spot(node.value[before][1], node.value[before][0], spot, before)
            end, following = yaml_text.between(child)
            yield [TextEdit(end, end, f"\n{' ' * indent}{line}")]
            last = following if following > end else len(yaml_text.text.rstrip("\n"))
            yield [TextEdit(last, last, f"{line}\n{' ' * indent}" if following > end else f"\n{' ' * indent}{line}")]


def _neighbour(node: MappingNode, name: str, order: Sequence[str]) -> int | None:
    """The field behind which a new one comes: the nearest one before it in `order` that is written; else the last, or
    None for the beginning where only later ones are written."""
    written = {key.value: number for number, (key, _) in enumerate(node.value) if isinstance(key, ScalarNode)}
    if name not in order:
        return len(node.value) - 1
    place = order.index(name)
    for earlier in reversed(order[:place]):
        if earlier in written:
            return written[earlier]
    later = [written[key] for key in order[place + 1 :] if key in written]
    return min(later) - 1 if later and min(later) > 0 else None if later else len(node.value) - 1
