"""Ways to add an entry to a list of a YAML text, and to take an entry or a field out."""

from __future__ import annotations

from collections.abc import Iterator

from cxsite.syntax.compose import MappingNode, Node, ScalarNode, SequenceNode
from cxsite.syntax.edits import TextEdit
from cxsite.syntax.values_as_yaml import Raw, entry_lines, flow_value, list_lines
from cxsite.syntax.whereabouts import CannotChange, Spot, YamlText, is_flow

Ways = Iterator[list[TextEdit]]


def appending(yaml_text: YamlText, spot: Spot, before: Raw, value: Raw) -> Ways:
    """Write one more entry behind those of the list at `spot`, which hold `before`."""
    node = spot.node
    if isinstance(node, SequenceNode) and is_flow(node):
        if node.value:
            end = yaml_text.end(node.value[-1])
            yield [TextEdit(end, end, f", {flow_value(value)}")]
        yield [TextEdit(int(node.start_mark.index), int(node.end_mark.index), flow_value([value]))]
    elif isinstance(node, SequenceNode):
        last = Spot(node.value[-1], None, spot, len(node.value) - 1)
        end = yaml_text.line_end(yaml_text.end(last.node))
        column = yaml_text.column(int(node.start_mark.index))
        yield [TextEdit(end, end, "\n" + "\n".join(entry_lines(value, column, yaml_text.habits())))]
    elif isinstance(node, ScalarNode) and spot.key is not None:
        start, end = int(node.start_mark.index), yaml_text.end(node, spot.key)
        if spot.in_flow or (isinstance(value, str) and node.style not in ("|", ">") and "\n" not in value):
            kept = yaml_text.text[start:end] if node.style in ("'", '"') else flow_value(before)
            yield [TextEdit(start, end, f"[{kept}, {flow_value(value)}]")]
        habits = yaml_text.habits()
        indent = yaml_text.column(int(spot.key.start_mark.index))
        lines = list_lines([before, value], indent + habits.list_step, habits)
        yield [TextEdit(yaml_text.colon(spot.key) + 1, end, "\n" + "\n".join(lines))]
    elif isinstance(node, MappingNode) and spot.key is not None:
        yield from _listed(yaml_text, spot, before, value)


def _listed(yaml_text: YamlText, spot: Spot, before: Raw, value: Raw) -> Ways:
    """A mapping that stands for a list of one becomes the first of two."""
    node = spot.node
    start, end = int(node.start_mark.index), yaml_text.end(node)
    if is_flow(node):
        yield [TextEdit(start, end, f"[{yaml_text.text[start:end]}, {flow_value(value)}]")]
        return
    column = yaml_text.column(start)
    edits = [TextEdit(start, start, "- ")]
    line = yaml_text.line_end(start) + 1
    while line < end:
        if yaml_text.text[line : yaml_text.line_end(line)].strip():
            edits.append(TextEdit(line, line, "  "))
        line = yaml_text.line_end(line) + 1
    after = yaml_text.line_end(end)
    added = "\n".join(entry_lines(value, column, yaml_text.habits()))
    yield [*edits, TextEdit(after, after, "\n" + added)]


def removing(yaml_text: YamlText, spot: Spot) -> Ways:
    """Take out what stands at `spot`, with its lines; something else has to be left beside it."""
    parent = spot.parent
    if parent is None:
        raise CannotChange("nothing would be left of it")
    if is_flow(parent.node) or parent.in_flow:
        yield from _removing_in_brackets(yaml_text, spot, parent.node)
        return
    key_start = int(spot.key.start_mark.index) if spot.key is not None else 0
    start = yaml_text.dash(parent.node, spot.number) if isinstance(parent.node, SequenceNode) else key_start
    end, following = yaml_text.between(spot)
    line = yaml_text.line_start(start)
    if not yaml_text.text[line:start].strip():
        if end < len(yaml_text.text):
            yield [TextEdit(line, end + 1, "")]
        elif line:
            yield [TextEdit(line - 1, end, "")]
        else:
            yield [TextEdit(line, end, "")]
    elif not yaml_text.text[end:following].strip():
        yield [TextEdit(start, following, "")]
    else:
        yield [TextEdit(start, end, "")]


def _removing_in_brackets(yaml_text: YamlText, spot: Spot, parent: Node) -> Ways:
    key = spot.key if isinstance(parent, MappingNode) else None
    start = int((key or spot.node).start_mark.index)
    end = yaml_text.end(spot.node, key)
    if spot.number > 0:
        other = parent.value[spot.number - 1]
        before = yaml_text.end(other[1], other[0]) if isinstance(parent, MappingNode) else yaml_text.end(other)
        yield [TextEdit(before, end, "")]
    if spot.number + 1 < len(parent.value):
        other = parent.value[spot.number + 1]
        after = int((other[0] if isinstance(parent, MappingNode) else other).start_mark.index)
        yield [TextEdit(start, after, "")]
    yield [TextEdit(start, end, "")]
