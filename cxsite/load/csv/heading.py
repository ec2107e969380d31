"""Headings: which column a name means, also where headings are repeated or spelled with other spaces."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cxsite.load.csv.labels import fold

_NUMBERED = re.compile(r"(.*\S)\s*\[(\d+)\]")


class Ambiguous(Exception):  # noqa: N818 - it is no error of the program
    """Several columns have the name that is looked for."""


def find_column(names: tuple[str, ...], name: str) -> int | None:
    """The column of this name; None where there is none. Raises `Ambiguous` where there are several.

    Capitals and spaces count only where names differ in nothing else. `Comment [2]` is the second column `Comment`, or
    where there is one only, the column without a name behind it: the parts of one question stand side by side.
    """
    exact = [at for at, heading in enumerate(names) if heading == " ".join(name.split())]
    if len(exact) == 1:
        return exact[0]
    match = _NUMBERED.fullmatch(name)
    alike = exact or [at for at, heading in enumerate(names) if fold(heading) == fold(name)]
    if not alike and match:
        same = [at for at, heading in enumerate(names) if fold(heading) == fold(match[1])]
        number = int(match[2])
        if len(same) == 1 and number > 1:
            behind = names[same[0] + 1 : same[0] + number]
            return same[0] + number - 1 if len(behind) == number - 1 and not any(behind) else None
        return same[number - 1] if 1 <= number <= len(same) else None
    if len(alike) > 1:
        raise Ambiguous
    return alike[0] if alike else None


def column_names(names: tuple[str, ...]) -> dict[int, str]:
    """By what name `find_column` finds each column; those that it can't find are left out."""
    found: dict[int, str] = {}
    for at, name in enumerate(names):
        if name and names.count(name) == 1:
            found[at] = name
        elif not name and at and at - 1 in found:
            first, number = _part_of(found[at - 1])
            found[at] = f"{first} [{number + 1}]"
    return {at: name for at, name in found.items() if find_column(names, name) == at}


def _part_of(name: str) -> tuple[str, int]:
    match = _NUMBERED.fullmatch(name)
    return (match[1], int(match[2])) if match else (name, 1)


def own_columns(names: tuple[str, ...], wanted: frozenset[str]) -> Mapping[str, int]:
    """The columns whose heading is one of our names, each once; a repeated one is nobody's."""
    found: dict[str, int] = {}
    twice: set[str] = set()
    for at, heading in enumerate(names):
        name = fold(heading)
        if name in wanted or (name.isdecimal() and len(name) <= 2):
            twice |= {name} & found.keys()
            found[name] = at
    return {name: at for name, at in found.items() if name not in twice}
