"""Where somebody is typing in YAML that need not be whole yet: told by how lines are indented, not by a parser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from cxsite.model.shape import Path

_LINE = re.compile(r"(?P<indent> *)(?P<dashes>(?:-(?: +|$))*)(?P<rest>.*)")
_KEY = re.compile(r"(?P<key>[^\s:#\[\]{},'\"&*!|>-][^:#\[\]{},'\"]*?|\"[^\"]*\"|'[^']*')\s*:(?:\s+|$)")
_BLOCK_TEXT = re.compile(r"[|>][-+0-9]*\s*(?:#.*)?$")


@dataclass(frozen=True, slots=True)
class Cursor:
    """What is typed at a place: the value of the field `at`, or with `is_key` the name of a field of what lies at `at`.

    `text` is what stands left of the cursor, `start` and `end` are the columns (from 0) of all of it, `whole` is that
    text; `beside` are the fields that the mapping has already. `bare`: without a colon, where it may be a value too.
    """

    at: Path
    is_key: bool
    text: str
    whole: str
    start: int
    end: int
    beside: frozenset[str] = frozenset()
    bare: bool = False


@dataclass(slots=True)
class _Open:
    """Something that is open in a line: a field, or an entry of a list, the column where it begins, and the number of
    entries so far."""

    indent: int
    step: str | int
    entries: int = 0
    lines_of_text: bool = False


@dataclass(frozen=True, slots=True)
class _Written:
    """A field or an entry, where it is written: its place, its line and the columns of its name."""

    at: Path
    line: int
    start: int
    end: int
    kind: Literal["key", "entry"]


def cursor_at(lines: Sequence[str], number: int, column: int) -> Cursor | None:
    """What is typed in a line (from 0), left of a column; None in a remark, or in a text of several lines."""
    stack: list[_Open] = []
    for line in lines[:number]:
        _take(stack, line)
    line = lines[number] if number < len(lines) else ""
    left = line[:column]
    if _is_remark(left) or _in_text(stack, line):
        return None
    match = _LINE.fullmatch(left)
    assert match is not None
    indent = len(match["indent"])
    if not left.strip():
        # On an empty line the column decides where the next field would stand.
        indent = column
    _close(stack, indent, is_dash=bool(match["dashes"]))
    position = _enter(stack, match["dashes"], indent)
    rest = match["rest"]
    key = _KEY.match(rest)
    beside = _beside(lines, number, _path(stack), position)
    if key is None:
        end = position + len(re.split(r":(?:\s|$)", line[position:], maxsplit=1)[0])
        if rest[:1] in ("[", "{"):
            return _in_brackets(_path(stack), line, position, column)
        whole = line[position:end].rstrip()
        return Cursor(_path(stack), True, rest, whole, position, position + len(whole), beside, bare=True)
    at = (*_path(stack), _unquoted(key["key"]))
    start = position + key.end()
    if line[start : start + 1] in ("[", "{") and column > start:
        return _in_brackets(at, line, start, column)
    value = re.split(r"\s+#", line[start:], maxsplit=1)[0].rstrip()
    quoted = 1 if value[:1] in ("'", '"') else 0
    bare = value[quoted:].rstrip(value[:quoted] or " ")
    start += quoted
    return Cursor(at, False, line[start:column], bare, start, start + len(bare))


def written_at(lines: Sequence[str], number: int, column: int) -> Path | None:
    """The place of the field whose name stands at a column of a line."""
    for one in fields_written(lines):
        if one.kind == "key" and one.line == number and one.start <= column <= one.end:
            return one.at
    return None


def fields_written(lines: Sequence[str]) -> Iterator[_Written]:
    """Every field and entry that begins in a line of its own, with its place."""
    stack: list[_Open] = []
    for number, line in enumerate(lines):
        before = [(one.step, one.indent) for one in stack]
        _take(stack, line)
        match = _LINE.fullmatch(line)
        if match is None or not stack or not line.strip() or before == [(one.step, one.indent) for one in stack]:
            continue
        top = stack[-1]
        if isinstance(top.step, str) and (found := _KEY.match(match["rest"])):
            start = len(match["indent"]) + len(match["dashes"])
            yield _Written(_path(stack), number, start, start + len(found["key"]), "key")
        elif isinstance(top.step, int):
            yield _Written(_path(stack), number, top.indent, len(line), "entry")


def _take(stack: list[_Open], line: str) -> None:
    """Read a line that stands above."""
    if not line.strip() or _is_remark(line) or _in_text(stack, line):
        return
    match = _LINE.fullmatch(line)
    if match is None:
        return
    indent = len(match["indent"])
    key = _KEY.match(match["rest"])
    if not match["dashes"] and key is None:
        return
    _close(stack, indent, is_dash=bool(match["dashes"]))
    position = _enter(stack, match["dashes"], indent)
    if key is not None:
        value = match["rest"][key.end() :]
        stack.append(_Open(position, _unquoted(key["key"]), lines_of_text=bool(_BLOCK_TEXT.match(value))))
    elif _BLOCK_TEXT.match(match["rest"]) and stack:
        stack[-1].lines_of_text = True


def _close(stack: list[_Open], indent: int, *, is_dash: bool) -> None:
    """End what a line that begins at this column does not belong to."""
    while stack:
        top = stack[-1]
        beside = top.indent == indent and is_dash and isinstance(top.step, str)
        if top.indent < indent or beside:
            return
        stack.pop()


def _enter(stack: list[_Open], dashes: str, indent: int) -> int:
    """Enter the entries that a line begins; the column behind its dashes."""
    for dash in re.finditer(r"- *", dashes):
        owner = stack[-1] if stack else None
        number = owner.entries if owner is not None else 0
        if owner is not None:
            owner.entries += 1
        stack.append(_Open(indent + dash.start(), number))
    return indent + len(dashes)


def _in_text(stack: list[_Open], line: str) -> bool:
    """Whether a line is part of a text of several lines."""
    top = stack[-1] if stack else None
    return top is not None and top.lines_of_text and (not line.strip() or _indent(line) > top.indent)


def _in_brackets(at: Path, line: str, start: int, column: int) -> Cursor:
    """What is typed in a list or mapping in brackets that begins at `start`."""
    left = line[start:column]
    open_ = max(left.rfind("["), left.rfind("{"))
    inside = re.split(r"[,\[{]", left)[-1]
    begin = column - len(inside) + (len(inside) - len(inside.lstrip()))
    end = begin + len(re.split(r"[,\]}]", line[begin:], maxsplit=1)[0].rstrip())
    number = left[open_ + 1 :].count(",")
    place: Path = at
    if left[open_ : open_ + 1] == "{":
        if "[" in left[:open_]:
            place = (*at, left[:open_].count("{"))
        key, colon, value = line[begin:column].partition(":")
        if not colon:
            return Cursor(place, True, key, line[begin:end].partition(":")[0], begin, end)
        value_start = column - len(value.lstrip())
        return Cursor((*place, key.strip()), False, value.lstrip(), line[value_start:end], value_start, end)
    return Cursor((*place, number), False, line[begin:column], line[begin:end], begin, end)


def _beside(lines: Sequence[str], number: int, at: Path, column: int) -> frozenset[str]:
    """The fields that are written in the mapping at `at`, in other lines."""
    found = set()
    match = _LINE.fullmatch(lines[number] if number < len(lines) else "")
    begun = match["indent"] + match["dashes"] if match else ""
    for one in fields_written([*lines[:number], begun, *lines[number + 1 :]]):
        if one.kind == "key" and one.at[:-1] == at and one.start == column:
            found.add(str(one.at[-1]))
    return frozenset(found)


def _path(stack: Sequence[_Open]) -> Path:
    return tuple(one.step for one in stack)


def _unquoted(key: str) -> str:
    return key[1:-1] if key[:1] in ("'", '"') else key.strip()


def _is_remark(line: str) -> bool:
    return line.lstrip().startswith("#") or (re.search(r"\s#[^'\"]*$", line) is not None and ":" not in line)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
