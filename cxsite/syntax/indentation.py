"""Guesses about lines that begin in a column where nothing can begin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cxsite.syntax.names import entry_fields
from cxsite.syntax.phrases import short
from cxsite.syntax.repair import Repair

_SOME_FIELD = re.compile(r"\s*(?:-\s|[^\s:]+\s*:(?:\s|$))")
_VALUED = re.compile(r"\s*[A-Za-z_][\w-]*:\s+[^\s|>#]")


def reindented(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """Guesses that a line, and what belongs to it, is indented too much or too little."""
    line = lines[number]
    has = len(line) - len(line.lstrip(" "))
    if not line.strip():
        return
    yield from _without_dash(lines, number, has)
    inner = _inner(lines, number, has)
    for wanted in sorted(_indents(lines, number), key=lambda indent: (indent != inner, abs(indent - has), indent)):
        if wanted == has:
            continue
        for belonging in _belonging(lines, number, has):
            moved = [(n, " " * wanted + lines[n][has:]) for n in belonging]
            if not moved:
                continue
            if _SOME_FIELD.match(line):
                message = f"this line begins with {_spaces_in_words(has)}, which fits no line above"
                help_ = f"begin it with {_spaces_in_words(wanted)}, as the lines that it belongs with"
            else:
                message = "this line is no field: a name, a colon and a space are missing"
                help_ = f"write `name: value`; if it belongs to the text above, indent it by {wanted}"
            yield Repair(number, max(has - 1, 0), has + 1, message, help_, tuple(moved))


def _belonging(lines: Sequence[str], number: int, has: int) -> Iterator[list[int]]:
    """The lines that may have slipped together: one alone, the entries or lines beside it, all that lies below it."""
    line = lines[number]
    if _VALUED.match(line) or line.lstrip().startswith("- "):
        yield [number]
    if not _SOME_FIELD.match(line) or line.lstrip().startswith("- "):
        # Lines of a text, and entries of a list, slip together; never the fields that follow them.
        is_entry = line.lstrip().startswith("- ")
        beside = [number]
        for following in range(number + 1, len(lines)):
            text = lines[following]
            alike = text.lstrip().startswith("- ") if is_entry else not _SOME_FIELD.match(text)
            if not text.strip() or len(text) - len(text.lstrip(" ")) != has or not alike:
                break
            beside.append(following)
        yield beside
        if not is_entry:
            return
    yield list(_below(lines, number, has, True))
    yield list(_below(lines, number, has, False))


def _without_dash(lines: Sequence[str], number: int, has: int) -> Iterator[Repair]:
    """A line that stands where the dashes of the entries above it stand, and has none."""
    text = lines[number].strip()
    above = next((line for line in reversed(lines[:number]) if line.strip() and not line.lstrip().startswith("#")), "")
    dash = re.match(r"( *)- +(?![\"'|>])", above)
    if dash is None or len(dash[1]) != has or _SOME_FIELD.match(lines[number]):
        return
    message = "this entry has no dash, and stands where the dashes of the others stand"
    written = " " * has + "- " + text
    yield Repair(number, has, has + 1, message, f"write `- {short(text)}`", ((number, written),))


def _inner(lines: Sequence[str], number: int, has: int) -> int:
    """The column of the fields of the entry above, where a line begins below its dash; -1 where it does not."""
    for line in reversed(lines[max(0, number - 40) : number]):
        dash = re.match(r" *(?:- +)", line)
        if dash is not None:
            fits = line.index("-") == has and _name(lines[number]) in _fields_of_entries(lines, number, has)
            return dash.end() if fits else -1
        if line.strip() and len(line) - len(line.lstrip(" ")) < has:
            return -1
    return -1


def _name(line: str) -> str:
    """The name of the field in a line."""
    return line.strip().partition(":")[0]


def _fields_of_entries(lines: Sequence[str], number: int, has: int) -> frozenset[str]:
    """The fields that entries of the list around a line may have, by the name of the list."""
    for line in reversed(lines[:number]):
        owner = re.fullmatch(r"( *)(?:- +)?([a-z_]+): *(?:#.*)?", line)
        if owner is not None and len(owner[1]) <= has:
            return entry_fields().get(owner[2], frozenset())
    return frozenset()


def _indents(lines: Sequence[str], number: int) -> set[int]:
    """The columns at which a line could begin, judged by the lines above."""
    found: set[int] = set()
    for line in lines[max(0, number - 40) : number]:
        if line.strip() and not line.lstrip().startswith("#"):
            indent = len(line) - len(line.lstrip(" "))
            found |= {indent, indent + 2}
            if dash := re.match(r" *(?:- +)+", line):
                found.add(dash.end())
    return found


def _below(lines: Sequence[str], number: int, indent: int, same: bool) -> Iterator[int]:
    """The line, the deeper ones that follow, and with `same` also those at its own indentation."""
    yield number
    for following in range(number + 1, len(lines)):
        text = lines[following]
        has = len(text) - len(text.lstrip(" "))
        if text.strip() and (has < indent or (has == indent and not same)):
            return
        if text.strip():
            yield following


def _spaces_in_words(count: int) -> str:
    return {0: "no space", 1: "1 space"}.get(count, f"{count} spaces")
