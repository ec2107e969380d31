"""Tables as text: which sign parts their cells, and what their headings say."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence

_SEPARATORS = (",", ";", "\t", "|")
_SAID = re.compile(r'"?sep=(.)"?')


def said_separator(line: str) -> str | None:
    """The sign that a first line names, as in `sep=;`; `None` where it is no such line."""
    found = _SAID.fullmatch(line.strip("\r\n "))
    return found[1] if found else None


def separator_of(lines: Sequence[str]) -> str:
    """The sign that cuts most of the first lines into rows of one width."""
    best, found = (0, 0), ","
    for separator in _SEPARATORS:
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator) if len(row) > 1)
        except csv.Error:
            continue
        width, times = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
        if (times, width) > best:
            best, found = (times, width), separator
    return found


def headings_of(cells: Iterable[str]) -> tuple[str, ...]:
    """Headings in one line each, without characters that can't be seen."""
    return tuple(" ".join("".join(c if c.isprintable() else " " for c in cell).split()) for cell in cells)
