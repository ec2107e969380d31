"""Guesses about names whose colon is missing, by the lines around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cxsite.syntax.names import field_names
from cxsite.syntax.phrases import short
from cxsite.syntax.repair import Repair

NO_COLON = re.compile(r"(?P<head>\s*(?:- +)*)(?P<key>[a-z_]+) +(?P<value>[^\s:=].*)")
"""A name, no colon, a value."""


def missing_colons(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """Guesses that a line is a name without its colon: above lines that are indented more, or beside fields."""
    yield from _bare_name(lines, number)
    yield from _among_fields(lines, number)


def _bare_name(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """A name without its colon, above lines that are indented more."""
    line = lines[number]
    name = re.fullmatch(r"( *)([a-z][\w-]*) *", line)
    below = lines[number + 1] if number + 1 < len(lines) else ""
    if name is None or len(below) - len(below.lstrip(" ")) <= len(name[1]) or not re.match(r" +[a-z_]+:(?: |$)", below):
        return
    written = f"{name[1]}{name[2]}:"
    place = len(written) - 1
    message = f"there is no colon after `{name[2]}`"
    yield Repair(number, place, place + 1, message, f"write `{name[2]}:`", ((number, written),))


def _among_fields(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """A name of somebody's own without its colon, in the first line of what stands below a field, where the next line
    is written as it was meant."""
    match = NO_COLON.fullmatch(lines[number])
    above, below = (lines[at] if 0 <= at < len(lines) else "" for at in (number - 1, number + 1))
    if match is None or not match["head"].isspace() or match["key"] in field_names():
        return
    indent = match["head"]
    beside = re.match(rf"{indent}[A-Za-z_][\w-]*: ", below)
    if (
        beside is None
        or not re.fullmatch(r" *(?:- +)*[a-z_]+:\s*(?:#.*)?", above)
        or len(above) - len(above.lstrip(" ")) >= len(indent)
    ):
        return
    column, text = match.end("key"), f"{indent}{match['key']}: {match['value']}"
    help_ = f"write `{short(text.strip())}`"
    yield Repair(number, column, column + 1, f"there is no colon after `{match['key']}`", help_, ((number, text),))
