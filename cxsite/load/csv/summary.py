"""A data file reduced to counts: no row of it is kept, and no value that few rows have."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from pathlib import Path

from cxsite.load.csv.problems import Problems
from cxsite.load.csv.table import open_table
from cxsite.load.findings import Reporter
from cxsite.model.items.research import ColumnSummary, DataSummary
from cxsite.model.scalars import parse_number
from cxsite.model.visibility import FEWEST_IN_FILES

MAX_DISTINCT = 12
MAX_LENGTH = 60
"""A longer value is somebody's own words, not a category."""
_MOST_KEPT = 10_000
_HUGE = 1e100


class _Column:
    """What one column holds, as it is read."""

    def __init__(self, decimal_comma: bool) -> None:
        self._decimal_comma = decimal_comma
        self._numbers: array[float] | None = array("d")
        self.filled = 0
        self.counted: Counter[str] | None = Counter()

    def add(self, text: str) -> None:
        """Count one cell that is not empty."""
        self.filled += 1
        if self.counted is not None:
            self.counted[text] += 1
            if len(self.counted) > _MOST_KEPT:
                self.counted = None
        if self._numbers is not None:
            try:
                number = parse_number(text.replace(",", ".") if self._decimal_comma else text)
            except ValueError:
                self._numbers = None
            else:
                assert isinstance(number, float)
                self._numbers.append(number)

    @property
    def mean(self) -> float | None:
        """The mean, where all cells are numbers and enough of them that it is nobody's own."""
        numbers = self._numbers
        if not numbers or len(numbers) < FEWEST_IN_FILES or max(map(abs, numbers)) > _HUGE:
            return None
        # fsum: the same mean whatever the order of the rows.
        return math.fsum(numbers) / len(numbers)

    @property
    def counts(self) -> dict[str, int]:
        """How often each value occurs, the most frequent first; none where they are no categories.

        Values that are all different are names of something, and a rare one may be one person's.
        """
        if self.counted is None or len(self.counted) > MAX_DISTINCT or any(map(_is_long, self.counted)):
            return {}
        ordered = sorted(self.counted.items(), key=lambda pair: (-pair[1], pair[0]))
        return {_printable(value): times for value, times in ordered if times >= FEWEST_IN_FILES}


def summarize(place: Path, name: str, shown: str, report: Reporter) -> DataSummary | None:
    """Count the values of each column; None where the file can't be read.

    How often each value occurs is kept only for columns of at most 12 different short ones, and of these only what
    at least five rows have.
    """
    problems = Problems(shown, report)
    table = open_table(place, problems, lambda names: False)
    if table is None:
        return None
    columns = [_Column(table.decimal_comma) for _ in table.names]
    for _, cells in table.body():
        for column, cell in zip(columns, cells, strict=True):
            if text := cell.strip():
                column.add(text)
    problems.close()
    return DataSummary(
        file=name,
        rows=table.read - problems.rows,
        columns=tuple(
            ColumnSummary(
                name=heading,
                filled=column.filled,
                distinct=None if column.counted is None else len(column.counted),
                mean=column.mean,
                counts=column.counts,
            )
            for heading, column in zip(_numbered(table.names), columns, strict=True)
            if heading
        ),
    )


def _numbered(names: tuple[str, ...]) -> list[str]:
    """Names with a number where several columns have the same one."""
    times, seen = Counter(names), Counter[str]()
    found = []
    for name in names:
        seen[name] += 1
        found.append(f"{name} [{seen[name]}]" if name and times[name] > 1 else name)
    return found


def _is_long(text: str) -> bool:
    return len(text) > MAX_LENGTH


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)
