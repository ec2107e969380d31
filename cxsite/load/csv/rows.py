"""CSV to rows of cells with their lines."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass

from cxsite.load.findings import Reporter
from cxsite.load.rules.cx01_files import INVALID_CSV
from cxsite.model.finding import Span
from cxsite.syntax.phrases import listed

MAX_TOLD = 20
MOST_COLUMNS = 500


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the file (1-based), the line's text, and its cells."""

    line: int
    text: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file. `decimal_comma`: its cells are separated by `;`, so a number's decimal sign is a comma."""

    path: str
    heading: Row
    rows: tuple[Row, ...]
    decimal_comma: bool

    def span(self, row: Row, column: int | None = None) -> Span:
        """The place of a row, or of a cell where it can be told."""
        start, end = 0, len(row.text)
        if column is not None and row.cells[column : column + 1] not in ((), ("",)):
            for cell in row.cells[:column]:
                start = max(row.text.find(cell, start), start) + len(cell)
            found = row.text.find(row.cells[column], start)
            # A cell that goes over several lines, or holds quotation marks, is not found in the text of its line.
            start, end = (found, found + len(row.cells[column])) if found >= 0 else (0, end)
        return Span(self.path, row.line, start + 1, end + 1, row.text)


class RowReporter:
    """Notes what is wrong in the rows of one table, and stops naming them where they are too many."""

    def __init__(self, table: Table, report: Reporter) -> None:
        self._table = table
        self._report = report
        self._untold = 0

    def add(self, row: Row, message: str, help_: str, column: int | None = None) -> None:
        """Note one problem of a row."""
        if self._untold < MAX_TOLD:
            self._report.add(INVALID_CSV, self._table.span(row, column), message, help_)
        self._untold += 1

    def close(self, last: Row) -> None:
        """Say how many problems were not named."""
        if self._untold > MAX_TOLD:
            self._report.add(
                INVALID_CSV,
                self._table.span(last),
                f"{self._untold - MAX_TOLD} more problems in the rows of this file",
                "mend the first ones; mostly the others have the same cause",
            )


def read_table(path: str, text: str, report: Reporter) -> Table | None:
    """The rows of a CSV file, separated by commas or semicolons; None where it has no heading.

    Empty rows are left out. A row with more or fewer cells than the heading is told, and left out.
    """
    lines = text.split("\n")
    first = next((line for line in lines if line.strip(" \t,;")), "")
    semicolon = first.count(";") > first.count(",")
    reader = csv.reader([line + "\n" for line in lines], delimiter=";" if semicolon else ",", strict=True)
    rows: list[Row] = []
    try:
        begin = 0
        for cells in reader:
            number, begin = begin, reader.line_num
            if any(cell.strip() for cell in cells):
                rows.append(Row(number + 1, lines[number], tuple(cell.strip() for cell in cells)))
    except csv.Error as error:
        number = min(max(reader.line_num, 1), len(lines))
        report.add(
            INVALID_CSV,
            Span(path, number, 1, len(lines[number - 1]) + 1, lines[number - 1]),
            f"from here on the file can't be read as CSV: {error}",
            "look for a quotation mark that is not closed; within quotes a quotation mark is written twice",
        )
        return None
    if not rows:
        report.add(INVALID_CSV, Span(path), "this file has no heading", "name its columns in its first line")
        return None
    table = Table(path, rows[0], tuple(rows[1:]), semicolon)
    if not _has_good_heading(table, report):
        return None
    return Table(path, table.heading, _full_rows(table, report), semicolon)


def _has_good_heading(table: Table, report: Reporter) -> bool:
    names = table.heading.cells
    twice = sorted(name for name, count in Counter(names).items() if count > 1 and name)
    if len(names) > MOST_COLUMNS:
        report.add(
            INVALID_CSV,
            table.span(table.heading),
            f"this file has {len(names):,} columns",
            f"keep the columns that count, {MOST_COLUMNS} at most",
        )
        return False
    if "" in names:
        report.add(
            INVALID_CSV,
            table.span(table.heading),
            "a column has no name",
            "name every column in the first line, and delete separators at its end",
        )
    if twice:
        report.add(
            INVALID_CSV,
            table.span(table.heading),
            f"two columns are called {listed(twice)}",
            "give each column a name of its own",
        )
    return "" not in names and not twice


def _full_rows(table: Table, report: Reporter) -> tuple[Row, ...]:
    told = RowReporter(table, report)
    width = len(table.heading.cells)
    full: list[Row] = []
    for row in table.rows:
        if len(row.cells) == width:
            full.append(row)
        else:
            told.add(
                row,
                f"this row has {len(row.cells)} cells, the heading has {width}",
                "a cell that holds a separator goes in quotes" if len(row.cells) > width else "fill in all cells",
            )
    if table.rows:
        told.close(table.rows[-1])
    return tuple(full)
