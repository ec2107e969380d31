"""Headings: which column a name means, also where headings are repeated or spelled with other spaces."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cxsite.load.csv.cells import fold

_NUMBERED = re.compile(r"(.*\S)\s*\[(\d+)\]")


class Ambiguous(Exception):  # noqa: N818 - it is no error of the program
    """Several columns have the name that is looked for."""


def find_column(names: tuple[str, ...], name: str) -> int | None:
    """The column of this name; None where there is none. Raises `Ambiguous` where there are several.

    Capitals and spaces count only where names differ in nothing else. `Comment [2]` is the second column `Comment`.
    """
    exact = [at for at, heading in enumerate(names) if heading == " ".join(name.split())]
    if len(exact) == 1:
        return exact[0]
    match = _NUMBERED.fullmatch(name)
    alike = exact or [at for at, heading in enumerate(names) if fold(heading) == fold(name)]
    if not alike and match:
        same = [at for at, heading in enumerate(names) if fold(heading) == fold(match[1])]
        number = int(match[2])
        return same[number - 1] if 1 <= number <= len(same) else None
    if len(alike) > 1:
        raise Ambiguous
    return alike[0] if alike else None


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
