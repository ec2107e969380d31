"""Fields that are written twice in one place: what mostly led to it, said once."""

from __future__ import annotations

from cxsite.load.findings import MOST_TOLD, Reporter
from cxsite.load.rules.cx00_fields import DUPLICATE_KEY
from cxsite.model.finding import Edit, Fix, Related
from cxsite.syntax.compose import MappingNode, Node, Repeated, ScalarNode, SequenceNode, Tree, is_unset
from cxsite.syntax.edits import TextEdit
from cxsite.syntax.phrases import listed, short
from cxsite.syntax.positions import TextFile


def tell_repeated(tree: Tree, root: MappingNode, file: TextFile, report: Reporter) -> None:
    """Tell the fields that are written twice, those of one mapping together where one slip explains them."""
    homes: dict[int, list[Repeated]] = {}
    for one in tree.twice:
        homes.setdefault(id(one.home), []).append(one)
    for repeated in list(homes.values())[:MOST_TOLD]:
        first, home = repeated[0], repeated[0].home
        others = tuple(Related(file.of(one.key), "and this") for one in repeated[1:])
        related = (Related(file.of(first.first), "first written here"), *others)
        if _is_entry(home, file) and first.key.value == home.value[0][0].value:
            message = f"`{first.key.value}` is written twice in this entry: a new entry begins here without its dash"
            line = file.yaml_lines.line(file.yaml_lines.place(first.key.start_mark.index)[0]).strip()
            help_ = f"write `- {short(line)}`, with its dash below the other dashes"
            fix = _dash(first.key, file)
            report.add(DUPLICATE_KEY, file.of(first.key), message, help_, first.key.value, related, fix)
        elif owner := _owner(home, repeated):
            names = listed(one.key.value for one in repeated).replace(" or ", " and ")
            message = (
                f"{names} {'are' if len(repeated) > 1 else 'is'} written twice here, the second time below `{owner}`"
            )
            help_ = f"if they belong to `{owner}`, which has no value, indent them by two spaces"
            report.add(
                DUPLICATE_KEY, file.of(first.key), message, help_, first.key.value, related, _deeper(repeated, file)
            )
        elif home is root and len(repeated) > 1 and first.key.value == home.value[0][0].value:
            message = f"a second item seems to begin here: `{first.key.value}` and more fields are written twice"
            help_ = "move the lines from here on into a file of their own"
            report.add(DUPLICATE_KEY, file.of(first.key), message, help_, first.key.value, related[:1])
        else:
            for one in repeated[:MOST_TOLD]:
                _alone(one, file, report)


def _alone(one: Repeated, file: TextFile, report: Reporter) -> None:
    related = (Related(file.of(one.first), "first written here"),)
    message = f"`{one.key.value}` is written twice here"
    before, now = (_value_of(key, one.home) for key in (one.first, one.key))
    fix = None
    help_ = "keep one of the two"
    if isinstance(before, ScalarNode) and isinstance(now, ScalarNode):
        if before.value == now.value:
            help_ = "it says the same both times: delete one of the two lines"
            fix = _without(one.key, now, one.home, file)
        elif not is_unset(before) and not is_unset(now) and "\n" not in before.value + now.value:
            help_ = f"keep one of the two: `{short(before.value)}` or `{short(now.value)}`"
    elif isinstance(before, SequenceNode) and isinstance(now, SequenceNode):
        help_ = f"write all entries below the first `{one.key.value}:`, and delete the second one"
    report.add(DUPLICATE_KEY, file.of(one.key), message, help_, one.key.value, related, fix)


def _value_of(key: ScalarNode, home: MappingNode) -> Node:
    value: Node = next(value for found, value in home.value if found is key)
    return value


def _without(key: ScalarNode, value: ScalarNode, home: MappingNode, file: TextFile) -> Fix | None:
    """The line of a field taken out, where it is a line of its own."""
    lines = file.yaml_lines
    line, last = lines.place(int(key.start_mark.index))[0], lines.place(int(value.end_mark.index))[0]
    alone = not home.flow_style and lines.line(line)[: lines.place(int(key.start_mark.index))[1]].isspace()
    if line != last or not (alone or not lines.place(int(key.start_mark.index))[1]):
        return None
    placed = file.placed(
        [TextEdit(lines.start(line), min(lines.start(line) + len(lines.line(line)) + 1, len(file.yaml)), "")]
    )
    return Fix("safe", "delete the second line, which says the same", placed) if placed else None


def _is_entry(home: MappingNode, file: TextFile) -> bool:
    """Whether a mapping is an entry of a list of lines with dashes."""
    start = int(home.start_mark.index)
    return not home.flow_style and file.yaml[start - 2 : start] == "- "


def _dash(key: ScalarNode, file: TextFile) -> Fix | None:
    """A dash in the place of two of the spaces before a field."""
    start = int(key.start_mark.index)
    if file.yaml[start - 2 : start] != "  " or file.yaml != file.parts.yaml:
        return None
    place = file.between(start - 2, start)
    edit = Edit(place.path, place.line, place.column, place.line, place.end_column, "- ")
    return Fix("safe", "begin a new entry here", (edit,))


def _owner(home: MappingNode, repeated: list[Repeated]) -> str:
    """The field without a value right above fields that stand here for the second time; empty without one."""
    keys = [id(key) for key, _ in home.value]
    at = keys.index(id(repeated[0].key))
    if not at or keys[at : at + len(repeated)] != [id(one.key) for one in repeated]:
        return ""
    above, value = home.value[at - 1]
    return above.value if isinstance(above, ScalarNode) and is_unset(value) else ""


def _deeper(repeated: list[Repeated], file: TextFile) -> Fix | None:
    """The lines of fields, begun two spaces further to the right."""
    edits = []
    for one in repeated:
        place = file.of(one.key)
        edits.append(Edit(place.path, place.line, place.column, place.line, place.column, "  "))
    if any(
        not isinstance(value, ScalarNode) for key, value in repeated[0].home.value if key in [r.key for r in repeated]
    ):
        return None
    return Fix("unsafe", "indent these lines: if they belong to the field above", tuple(edits))
