"""A CSV file as a heading and rows of cells, read one after the other."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from cxsite.load.csv.problems import Problems
from cxsite.load.csv.stream import DataStream, Unreadable
from cxsite.load.files.listing import FoundFile
from cxsite.syntax.separated import headings_of, said_separator, separator_of

Numbered = tuple[int, list[str]]
"""A row: the line at which it begins (1-based), and its cells."""

MOST_COLUMNS = 5_000
_HEAD = 40
_ENDS = "look for a quotation mark that is not closed; within quotes a quotation mark is written twice"


@dataclass(slots=True)
class Table:
    """A CSV file that is being read: `names` are its headings, `rows` come once.

    `left_out` counts, by cause, the rows that are no data. `separator` other than a comma: a number's decimal sign may
    be a comma.
    """

    stream: DataStream
    names: tuple[str, ...]
    line: int
    separator: str
    rows: Iterator[Numbered]
    problems: Problems
    above: int = 0
    read: int = 0
    left_out: Counter[str] = field(default_factory=Counter)

    @property
    def decimal_comma(self) -> bool:
        """Whether a comma may be a decimal sign."""
        return self.separator != ","

    def body(self, date: int | None = None) -> Iterator[Numbered]:
        """The rows below the heading, as wide as it; rows that go on with the heading are left out.

        `date` is the column of days, by which those are known. What can't be read is noted, with all that follows.
        """
        width = len(self.names)
        try:
            first = list(islice(self.rows, 3))
            more = _headings(first, date)
            self.left_out["heading"] += more
            for row in chain(first[more:], self.rows):
                self.read += 1
                cells = row[1]
                if len(cells) == width:
                    yield row
                elif len(cells) > width and not any(cell.strip() for cell in cells[width:]):
                    yield row[0], cells[:width]
                else:
                    self._tell_width(row[0], len(cells) > width)
        except Unreadable as found:
            self.problems.tell_unreadable(found)

    def _tell_width(self, line: int, wide: bool) -> None:
        what = f"this row has {'more' if wide else 'fewer'} cells than the heading, which has {len(self.names)}"
        help_ = "a cell that holds a separator goes in quotes" if wide else "fill in all cells, or delete the row"
        self.problems.add(line, what, help_)


def open_table(
    file: FoundFile, problems: Problems, fits: Callable[[tuple[str, ...]], bool], skip: int | None = None
) -> Table | None:
    """Open a CSV file at its heading; None where it has none, which is told.

    Separators are comma, semicolon, tab or bar, or what a line `sep=` says. The heading is the first row behind
    `skip` lines, or unless said the first one that `fits`, or else the first with several cells that are filled: what
    stands above that is a title.
    """
    stream = DataStream(file)
    try:
        separator, rows = _rows(stream)
        first = list(islice(rows, _HEAD))
    except Unreadable as found:
        problems.tell_unreadable(found)
        return None
    at = next((at for at, row in enumerate(first) if row[0] > skip), None) if skip is not None else None
    if at is None and skip is None:
        at = next((at for at, row in enumerate(first) if fits(headings_of(row[1]))), None)
    if at is None and skip is None:
        several = (at for at, row in enumerate(first) if sum(map(bool, map(str.strip, row[1]))) > 1)
        at = next(several, 0 if first else None)
    if at is None:
        problems.tell(1, "this file has no heading", "name its columns in its first line")
        return None
    line, cells = first[at]
    if len(cells) > MOST_COLUMNS:
        problems.tell(line, f"this file has {len(cells):,} columns", f"keep {MOST_COLUMNS:,} at most")
        return None
    return Table(stream, headings_of(cells), line, separator, chain(first[at + 1 :], rows), problems, above=at)


def _rows(stream: DataStream) -> tuple[str, Iterator[Numbered]]:
    lines = stream.lines()
    first = list(islice(lines, _HEAD))
    begin = 0
    separator = None
    if first and (separator := said_separator(first[0])):
        begin = 1
    if separator is None:
        separator = separator_of(first)
    return separator, _numbered(chain(first[begin:], lines), separator, begin)


def _numbered(lines: Iterator[str], separator: str, before: int) -> Iterator[Numbered]:
    """Rows with the line at which each begins; empty ones are left out."""
    reader = csv.reader(lines, delimiter=separator, strict=True)
    begin = before
    try:
        for cells in reader:
            number, begin = begin, before + reader.line_num
            # Most rows begin with something: the rest of them is not looked at.
            if cells and (cells[0].strip() or any(map(str.strip, cells))):
                yield number + 1, cells
    except csv.Error as error:
        line = max(before + reader.line_num, 1)
        raise Unreadable(f"from here on the file can't be read as CSV: {error}", _ENDS, line) from error


def _headings(rows: list[Numbered], date: int | None) -> int:
    """How many of the first rows go on with the heading: codes of the questions, or their parts."""
    for at, (_, cells) in enumerate(rows[:2]):
        if any(cell.startswith('{"ImportId"') for cell in cells):
            return at + 1
    if date is None or not rows or len(rows[0][1]) <= date:
        return 0
    cells = rows[0][1]
    day = cells[date].strip()
    if day:
        return 0 if any(c.isdigit() for c in day) else 1
    return 0 if cells[0].strip() else 1
