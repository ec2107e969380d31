"""What is valid YAML and still not what its author meant: texts cut short, spaces left out.

Each search begins with a pattern over the whole text, so that files without a trace of the problem cost nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cxsite.load.fields.raw_values import at_home, put, remove, shape_at, value_at
from cxsite.load.findings import Reporter
from cxsite.load.rules.cx00_fields import INVALID_YAML
from cxsite.load.rules.cx01_files import CUT_TEXT
from cxsite.model.declare import Declared
from cxsite.model.finding import Fix, Rule, dotted
from cxsite.model.roadmap import ANY
from cxsite.model.shape import Leaf, Many, Path, Record, Shape, fields_of
from cxsite.syntax.compose import MappingNode, Node, ScalarNode, SequenceNode, find, is_unset, places
from cxsite.syntax.edits import TextEdit
from cxsite.syntax.phrases import short
from cxsite.syntax.positions import TextFile
from cxsite.syntax.quoting import quote

_HASH = re.compile(r"[ \t]#")
_HASHED = re.compile(r"(?P<gap>[ \t]+)#(?P<next>[^\n]?)[^\n]*")
_HASHED_BELOW = re.compile(r"\n(?P<indent> +)#(?![\s#]|[A-Za-z_]+:)[^\n]*")
_DASHED = re.compile(r"^ *-[A-Za-z]", re.MULTILINE)
_SQUEEZED_BELOW = re.compile(r"^ +(?P<name>[a-z_]+):\S[^\n]*$", re.MULTILINE)
_SQUEEZED_ENTRY = re.compile(r"^ *- +[a-z_]+:\S", re.MULTILINE)
_SQUEEZED = re.compile(r"(?P<name>[A-Za-z_]+):(?P<value>\S.*)", re.DOTALL)
_ENTRY_BELOW = re.compile(
    r"^(?P<above> *)- (?! *[|>-])(?P<text>[^\n]*[^\s:])\n(?P<dash>(?P=above) +)- +(?=\S)", re.MULTILINE
)
_BLOCK = re.compile(r": +[|>][-+0-9]*[ \t]*\n")
_FIELD_IN_BLOCK = re.compile(r"^(?P<indent> +)(?P<name>[a-z_]+):(?: +\S[^\n]*)?$", re.MULTILINE)
_TRACES = (_HASH, _DASHED, _SQUEEZED_BELOW, _SQUEEZED_ENTRY, re.compile(r"\{"), _ENTRY_BELOW, _BLOCK)


@dataclass(frozen=True, slots=True)
class _Slip:
    """One problem: its place (offsets in the YAML), words, and the value that is not what was meant.

    `meant` goes in its place; without one the value is taken out. `beside` is the field that it was meant to be.
    """

    rule: Rule
    start: int
    end: int
    message: str
    help: str
    at: Path
    meant: str | dict[str, Any] | None = None
    beside: tuple[str, str] | None = None
    instead: TextEdit | None = None


def lint(
    model: type[Declared],
    values: dict[str, Any],
    file: TextFile,
    prefix: Path,
    report: Reporter,
) -> tuple[Path, ...]:
    """Tell the slips in one item, and take the values that they spoil out of `values`; the places of those."""
    yaml = file.yaml
    hashes, dashes, squeezed, entries, braces, below, blocks = (trace in file.traces(_TRACES) for trace in _TRACES)
    if not (hashes or dashes or squeezed or entries or braces or below or blocks):
        return ()
    _, root, taken = find(file.root, prefix)
    if root is None or taken < len(prefix):
        return ()
    slips: list[_Slip] = list(_commas(root, yaml, ())) if braces else []
    if hashes or dashes or squeezed or entries or below or blocks:
        for at, node in places(root):
            if node.style in ("|", ">"):
                slips += _field_in_block(node, at, model, yaml, root)
            if node.style:
                continue
            shape = shape_at(model, at)
            if hashes:
                slips += _hash(node, at, shape, yaml)
            if entries:
                slips += _entry(node, at, shape)
            if dashes:
                slips += _dash(node, at, shape, yaml)
            if squeezed and "\n" in yaml[node.start_mark.index : node.end_mark.index]:
                slips += _swallowed(node, at, model, yaml)
            if below:
                slips += _entry_below(node, at, yaml)
    for slip in slips:
        if report.is_full(file.path):
            break
        place = file.between(slip.start, slip.end)
        report.add(slip.rule, place, slip.message, slip.help, dotted(slip.at), fix=_fix(slip, file))
        if slip.meant is not None:
            put(values, slip.at, slip.meant)
        else:
            remove(values, slip.at)
        if slip.beside is not None and isinstance(parent := value_at(values, slip.at[:-1]), dict):
            parent.setdefault(*slip.beside)
    # What a text swallowed, or a line that should have been a field, may be anything.
    return tuple(place for slip in slips for place in (slip.at, (*slip.at[:-1], ANY)))


def _fix(slip: _Slip, file: TextFile) -> Fix | None:
    """What to type instead; of a `#`, nobody can be sure that it is no remark."""
    if slip.instead is None:
        return None
    edits = file.placed([slip.instead])
    if not edits:
        return None
    if slip.rule is CUT_TEXT:
        return Fix("unsafe", "put the text in quotes: what stands behind the `#` becomes a part of it", edits)
    return Fix("safe", slip.help, edits)


def _hash(node: ScalarNode, at: Path, shape: Shape | None, yaml: str) -> Iterator[_Slip]:
    """A `#` that cuts a text.

    After the author's own words only two spaces (or a tab) and a space behind the `#` make a comment; behind other
    values one space before it will do. An empty field is followed by a comment unless the `#` touches a word.
    """
    if isinstance(shape, Many):
        shape = shape.entry
    said = isinstance(shape, Record) and shape.or_text
    if not said and not (isinstance(shape, Leaf) and shape.type is str and not shape.choices):
        return
    words = said or (isinstance(shape, Leaf) and shape.wordable)
    end = node.end_mark.index
    match = _HASHED.match(yaml, end)
    if match is not None:
        touching = bool(match["next"].strip())
        tight = words and node.value != "" and match["gap"] == " "
    else:
        match = _HASHED_BELOW.match(yaml, end) if node.value else None
        line = yaml[yaml.rfind("\n", 0, node.start_mark.index) + 1 : node.start_mark.index]
        touching = match is not None and len(match["indent"]) > len(line) - len(line.lstrip(" -"))
        tight = False
    if match is None or not (touching or tight):
        return
    start = yaml.index("#", match.start())
    text = f"{node.value} {yaml[start : match.end()].strip()}".strip()
    message = f"the text ends before `#`, which begins a comment: `{short(node.value)}` is all that is read"
    if not node.value:
        message = "`#` begins a comment here, so nothing is read"
    help_ = f"put the text in quotes: `{short(quote(text))}`"
    if tight and not touching:
        help_ += "; or, if it is a comment, write two spaces before the `#`"
    instead = TextEdit(node.start_mark.index if node.value else start, match.end(), quote(text))
    yield _Slip(CUT_TEXT, start, match.end(), message, help_, at, node.value or text, instead=instead)


def _entry(node: ScalarNode, at: Path, shape: Shape | None) -> Iterator[_Slip]:
    """`- title:Pilot`, which is a text and no part with a title."""
    squeezed = _SQUEEZED.fullmatch(node.value)
    if squeezed and isinstance(shape, Record) and not shape.or_text and squeezed["name"] in fields_of(shape.model):
        name, value = squeezed["name"], squeezed["value"]
        colon = node.start_mark.index + len(name)
        message = f"there is no space after the colon of `{name}:`"
        help_ = f"write `{short(f'{name}: {value}')}`"
        space = TextEdit(colon + 1, colon + 1, " ")
        yield _Slip(INVALID_YAML, colon, colon + 1, message, help_, at, {name: value}, instead=space)


def _dash(node: ScalarNode, at: Path, shape: Shape | None, yaml: str) -> Iterator[_Slip]:
    """`-entry`, which is a text and no entry of a list."""
    start = node.start_mark.index
    line = yaml[yaml.rfind("\n", 0, start) + 1 : start]
    if not line.strip(" ") and len(line) and isinstance(shape, Many) and re.match(r"-[A-Za-z]", node.value):
        first = yaml[start:].split("\n", 1)[0]
        help_ = f"write `- {short(first[1:])}`"
        yield _Slip(INVALID_YAML, start, start + 1, "there is no space after the dash", help_, at)


def _swallowed(node: ScalarNode, at: Path, model: type[Declared], yaml: str) -> Iterator[_Slip]:
    """`visibility:public` below a text: it becomes a part of the text."""
    home = at_home(model, at[:-1])
    names = {*fields_of(model), *(fields_of(home) if home else ())}
    for match in _SQUEEZED_BELOW.finditer(yaml, node.start_mark.index, node.end_mark.index):
        if match["name"] in names:
            colon = match.end("name")
            name, value = match["name"], yaml[colon + 1 : match.end()]
            message = f"there is no space after the colon of `{name}:`, so this line belongs to the text above it"
            help_ = f"write `{short(f'{name}: {value}')}`, and begin it where the other fields begin"
            yield _Slip(INVALID_YAML, colon, colon + 1, message, help_, at, node.value)


def _entry_below(node: ScalarNode, at: Path, yaml: str) -> Iterator[_Slip]:
    """An entry that is indented more than the one above it: it becomes a part of its text."""
    start = yaml.rfind("\n", 0, node.start_mark.index) + 1
    for match in _ENTRY_BELOW.finditer(yaml, start, node.end_mark.index):
        dash = match.end("dash")
        if match.start("text") <= node.start_mark.index <= match.end("text") < dash < node.end_mark.index:
            message = "this entry is indented more than the one above it, so it belongs to that one's text"
            spaces = len(match["above"])
            help_ = f"begin it with {spaces} space{'' if spaces == 1 else 's'}, as the entries beside it"
            instead = TextEdit(match.start("dash"), dash, match["above"])
            yield _Slip(INVALID_YAML, dash, dash + 1, message, help_, at, node.value, instead=instead)


def _field_in_block(node: ScalarNode, at: Path, model: type[Declared], yaml: str, root: Node) -> Iterator[_Slip]:
    """The field below a text of several lines, indented as that is: it becomes its last line."""
    home = at_home(model, at[:-1])
    lines = list(_FIELD_IN_BLOCK.finditer(yaml, node.start_mark.index, node.end_mark.index))
    if home is None or not lines or yaml[lines[-1].end() : node.end_mark.index].strip():
        return
    last = lines[-1]
    _, owner, taken = find(root, at[:-1])
    written = {key.value for key, _ in owner.value} if isinstance(owner, MappingNode) else set()
    if taken < len(at) - 1 or last["name"] not in fields_of(home) or last["name"] in written:
        return
    start, end = last.start("name"), last.end("name")
    message = f"`{last['name']}:` is indented as the text above it is, so it belongs to that text"
    help_ = "begin it where the other fields begin; if it is meant as text, write it as a sentence"
    yield _Slip(INVALID_YAML, start, end, message, help_, at, node.value)


def _commas(node: Node, yaml: str, at: Path) -> Iterator[_Slip]:
    """In `{text: a, b}` the comma ends the text, and `b` is a field without a value."""
    if isinstance(node, SequenceNode):
        for index, entry in enumerate(node.value):
            yield from _commas(entry, yaml, (*at, index))
    if not isinstance(node, MappingNode):
        return
    before: tuple[ScalarNode, Node] | None = None
    for key, value in node.value:
        if not isinstance(key, ScalarNode):
            continue
        if node.flow_style and not key.style and is_unset(value) and not _has_colon(key, yaml):
            yield from _comma(key, before, (*at, key.value))
        else:
            before = (key, value)
        yield from _commas(value, yaml, (*at, key.value))


def _has_colon(key: ScalarNode, yaml: str) -> bool:
    return yaml[key.end_mark.index : key.end_mark.index + 40].lstrip()[:1] == ":"


def _comma(key: ScalarNode, before: tuple[ScalarNode, Node] | None, at: Path) -> Iterator[_Slip]:
    start, end = key.start_mark.index, key.end_mark.index
    if squeezed := _SQUEEZED.fullmatch(key.value):
        name, value = squeezed["name"], squeezed["value"]
        help_ = f"write `{short(f'{name}: {value}')}`"
        message = f"there is no space after the colon of `{name}:`"
        yield _Slip(INVALID_YAML, start + len(name), start + len(name) + 1, message, help_, at, beside=(name, value))
    elif before is not None and isinstance(before[1], ScalarNode) and not before[1].style:
        name, text = before[0].value, f"{before[1].value}, {key.value}"
        message = f"the comma ends the text of `{name}`, so `{short(key.value)}` is read as a field"
        yield _Slip(CUT_TEXT, start, end, message, f"put the text in quotes: `{short(f'{name}: {quote(text)}')}`", at)
