"""Entries of a list of texts that are read as one text, because their dashes are missing or are other signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from cxsite.load.fields.raw_values import shape_at
from cxsite.load.findings import Reporter
from cxsite.load.rules.cx00_fields import INVALID_YAML
from cxsite.load.rules.cx02_stray_files import JOINED_ENTRIES
from cxsite.model.declare import Declared
from cxsite.model.finding import Fix, dotted
from cxsite.model.shape import Leaf, Many, Path, Record, Shape
from cxsite.syntax.compose import ScalarNode, find, places
from cxsite.syntax.edits import TextEdit
from cxsite.syntax.phrases import short
from cxsite.syntax.positions import TextFile
from cxsite.syntax.quoting import quote

_TRACES = (
    re.compile(r"^ *- +[^\s\"'|>\[{&*!#-].*\n +(?!- |#|[A-Za-z_-]+:(?:\s|$))\S", re.MULTILINE),
    re.compile(r"^ *[a-z_]+:[ \t]*\n +(?!-\s|#|[^\s:]+:(?:\s|$))\S", re.MULTILINE),
)
_SIGN = re.compile(r"(?:[•·‣▪●○◦–—*+→✓]|\(?\d{1,2}[.)]|[a-z]\))[ \t\u00a0]+(?=\S)|-[ \t]+(?=\S)")
_WIDTH = 72
"""A word that would have ended before this column was not put on the next line for want of room."""
_LEAST = 3


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a text: where its words begin (an offset), the column of that, and the words."""

    start: int
    column: int
    text: str


def tell_joined(model: type[Declared], file: TextFile, prefix: Path, report: Reporter) -> tuple[Path, ...]:
    """Tell the texts in lists that seem to be several; the places of those that surely are."""
    if not file.traces(_TRACES):
        return ()
    _, root, taken = find(file.root, prefix)
    if root is None or taken < len(prefix):
        return ()
    surely: list[Path] = []
    for at, node in places(root):
        if node.style or "\n" not in file.yaml[node.start_mark.index : node.end_mark.index]:
            continue
        listed = _of_texts(shape_at(model, at)) if at and not isinstance(at[-1], int) else False
        if not listed and not (at and isinstance(at[-1], int) and _of_texts(shape_at(model, at[:-1]))):
            continue
        lines = list(_lines(node, file.yaml))
        if listed:
            # A dash without its space is told as that.
            if any(_SIGN.match(line.text) for line in lines) and not re.match(r"-\w", lines[0].text):
                _tell_signs(lines, at, file, report)
                surely.append(at)
        elif any(_SIGN.match(line.text) for line in lines[1:]):
            _tell_signs(lines[1:], at, file, report)
            surely.append(at[:-1])
        elif found := _without_dash(lines):
            _tell_dash(found, at, file, report)
    return tuple(surely)


def _of_texts(shape: Shape | None) -> bool:
    """Whether this is a list of texts in the author's own words."""
    if not isinstance(shape, Many):
        return False
    entry = shape.entry
    if not isinstance(entry, Leaf):
        return isinstance(entry, Record) and entry.or_text
    free = entry.type is str and entry.ref is None and not (entry.choices or entry.level_name or entry.asset)
    return entry.wordable or free


def _lines(node: ScalarNode, yaml: str) -> Iterator[_Line]:
    start = int(node.start_mark.index)
    while start < node.end_mark.index:
        end = yaml.find("\n", start)
        end = len(yaml) if end < 0 else end
        text = yaml[start:end]
        begin = start + len(text) - len(text.lstrip())
        if text.strip():
            yield _Line(begin, begin - (yaml.rfind("\n", 0, begin) + 1), text.strip())
        start = end + 1


def _without_dash(lines: list[_Line]) -> list[_Line]:
    """The lines that seem to begin an entry: with a capital, where the line above had room and was no half sentence."""
    found = []
    for above, line in pairwise(lines):
        word = line.text.split()[0]
        room = above.column + len(above.text) + 1 + len(word) <= _WIDTH
        ended = above.text[-1] not in ",;:-–—(&/" and len(above.text.split()[-1]) > _LEAST
        if room and ended and word[0].isupper() and lines[0].text[0].isupper() and len(above.text.split()) > 1:
            found.append(line)
    return found


def _entry(text: str) -> str:
    """A text as an entry of a list in lines."""
    risky = text[0] in "[]{},&*!|>'\"%@`#?-" or ": " in text or " #" in text or text.endswith(":")
    return f"- {quote(text)}" if risky else f"- {text}"


def _tell_signs(lines: list[_Line], at: Path, file: TextFile, report: Reporter) -> None:
    """Other signs stand in the place of dashes, or only some entries have theirs."""
    first = next(line for line in lines if _SIGN.match(line.text))
    match = _SIGN.match(first.text)
    assert match is not None
    sign = match[0].strip()
    column = _dash_column(lines[0], file.yaml) if isinstance(at[-1], int) else min(line.column for line in lines)
    bare = [_SIGN.sub("", line.text, count=1) for line in lines]
    message = "only some entries have a dash here, so all of them are read as one text"
    if sign != "-":
        message = f"`{sign}` is no dash, so all of these lines are read as one text"
    help_ = f"begin each entry with a dash and a space: `{short(_entry(bare[0]))}`"
    placed = file.placed([_rewritten(line, column, text) for line, text in zip(lines, bare, strict=True)])
    whole = all(_SIGN.match(line.text) for line in lines)
    fix = Fix("safe" if whole else "unsafe", help_ if whole else f"{help_}: each line may not be an entry", placed)
    place = file.between(first.start, first.start + len(sign))
    report.add(INVALID_YAML, place, message, help_, dotted(at), fix=fix if placed else None)


def _rewritten(line: _Line, column: int, text: str) -> TextEdit:
    """A line as an entry whose dash stands at `column`."""
    return TextEdit(line.start - line.column, line.start + len(line.text), " " * column + _entry(text))


def _dash_column(line: _Line, yaml: str) -> int:
    """The column of the dash of the entry that a line belongs to."""
    above = yaml[: line.start - line.column]
    dash = re.search(r"^( *)- (?![\s\S]*^ *- )", above, re.MULTILINE)
    return len(dash[1]) if dash else line.column


def _tell_dash(found: list[_Line], at: Path, file: TextFile, report: Reporter) -> None:
    """An entry whose dash was forgotten goes on with the text of the one above."""
    line = found[0]
    message = "this line goes on with the text of the entry above it"
    help_ = f"if it is an entry of its own, write `{short(_entry(line.text))}`, with its dash below the other dashes"
    column = _dash_column(line, file.yaml)
    placed = file.placed([_rewritten(one, column, one.text) for one in found])
    fix = Fix("unsafe", "begin a new entry here: the line may belong to the text above", placed) if placed else None
    report.add(
        JOINED_ENTRIES, file.between(line.start, line.start + len(line.text)), message, help_, dotted(at), fix=fix
    )
