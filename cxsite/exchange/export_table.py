"""A table as programs export it: repeated headings, rows wider and shorter than the heading, lines above it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from cxsite.model.finding import CxsiteError
from cxsite.model.typed.nearest import fold
from cxsite.syntax.separated import headings_of, said_separator, separator_of

_LOOKED_AT = 20
_MAX_CELL = 1_000_000


@dataclass(frozen=True, slots=True)
class Step:
    """Something on the way that a tool keeps in a list of its own: a title, whether it is done, its day as typed."""

    title: str
    done: bool = False
    date: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said about an entry: its day as typed, and the text."""

    date: str
    text: str


@dataclass(slots=True)
class Row:
    """One entry: `cells` has every filled cell by its heading, several where the heading stands several times.

    `line` is where it begins in the file (1-based), or its number in a list.
    """

    line: int
    cells: dict[str, list[str]]
    steps: tuple[Step, ...] = ()
    comments: tuple[Comment, ...] = ()

    def first(self, heading: str | None) -> str:
        """The first filled cell below a heading; empty without one."""
        return next(iter(self.cells.get(heading, ())), "") if heading else ""


@dataclass(slots=True)
class Table:
    """The headings of an export, each once, and its rows."""

    headings: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)

    def named(self, *names: str) -> str | None:
        """The heading that is one of `names`, by its letters; the first of `names` that is there."""
        known = {fold(heading): heading for heading in reversed(self.headings)}
        return next((known[fold(name)] for name in names if fold(name) in known), None)

    def values(self, heading: str) -> list[str]:
        """Every filled cell below a heading, from top to bottom."""
        return [cell for row in self.rows for cell in row.cells.get(heading, ())]


def read_table(text: str, fits: Callable[[Sequence[str]], bool]) -> Table:
    """Read text with separators. The heading is the first row that `fits`, otherwise the first with two filled cells.

    Raises `CxsiteError` where there is none, and for a quotation mark that is not closed.
    """
    lines = text.split("\n", _LOOKED_AT)
    said = said_separator(lines[0])
    separator = said or separator_of(lines[:_LOOKED_AT])
    rows = _rows(text if not said else "\n" + text.partition("\n")[2], separator)
    begun = rows[:_LOOKED_AT]
    at = next((n for n, (_, cells) in enumerate(begun) if fits(headings_of(cells))), None)
    if at is None:
        at = next((n for n, (_, cells) in enumerate(begun) if sum(bool(cell.strip()) for cell in cells) > 1), None)
    if at is None:
        raise CxsiteError("it has no row of headings: the first row names the columns")
    names = headings_of(rows[at][1])
    table = Table(tuple(dict.fromkeys(name for name in names if name)))
    for line, cells in rows[at + 1 :]:
        if headings_of(cells) == names:
            continue
        found: dict[str, list[str]] = {}
        for name, cell in zip(names, cells, strict=False):
            if name and (value := cell.strip()):
                found.setdefault(name, []).append(value)
        # What stands beyond the last heading belongs to no column, but is not lost.
        beyond = [value for cell in cells[len(names) :] if (value := cell.strip())]
        if beyond:
            found.setdefault("", []).extend(beyond)
        if found:
            table.rows.append(Row(line, found))
    return table


def _rows(text: str, separator: str) -> list[tuple[int, list[str]]]:
    """The rows with the line at which each begins."""
    csv.field_size_limit(_MAX_CELL)
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=False)
    found: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            if cells:
                found.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise CxsiteError(
            f"it can't be read from line {line} on ({error}): look for a quotation mark that is not closed"
        ) from None
    last = found[-1][1] if found else []
    if any(cell.count("\n") > 2 * _LOOKED_AT and separator in cell and cell.endswith("\n") for cell in last):
        raise CxsiteError(f"a quotation mark in line {found[-1][0]} is never closed, so the rest of it is one cell")
    return found
