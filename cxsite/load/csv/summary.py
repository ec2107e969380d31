"""A data file reduced to counts: no row of it is kept, and no value that few rows have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import islice

from cxsite.load.csv.problems import Problems
from cxsite.load.csv.table import open_table
from cxsite.load.files.listing import FoundFile
from cxsite.load.findings import Reporter
from cxsite.model.items.research import ColumnSummary, DataSummary
from cxsite.model.scalars import parse_number
from cxsite.model.visibility import FEWEST_IN_FILES

MAX_DISTINCT = 12
MAX_LENGTH = 60
"""A longer value is somebody's own words, not a category."""
_MOST_KEPT = 10_000
_HUGE = 1e100
_AT_ONCE = 1_000


class _Sum:
    """Numbers added without rounding, and without holding them: the sum does not depend on their order."""

    def __init__(self) -> None:
        self._parts: list[float] = []
        self._more = Fraction()
        self.largest = 0.0
        self.n = 0

    def add(self, number: float, times: int) -> None:
        """Add a number as many times."""
        self.n += times
        self.largest = max(self.largest, abs(number))
        if self.largest > _HUGE:
            return
        if times > 1:
            self._more += Fraction(number) * times
            return
        # Shewchuk's: parts that don't overlap, whose sum is exact.
        kept = 0
        for part in self._parts:
            high, low = (number, part) if abs(number) > abs(part) else (part, number)
            number = high + low
            if rest := low - (number - high):
                self._parts[kept] = rest
                kept += 1
        self._parts[kept:] = [number]

    def __float__(self) -> float:
        return float(sum(map(Fraction, self._parts), self._more))


class _Column:
    """What one column holds, as it is read."""

    def __init__(self, decimal_comma: bool) -> None:
        self._decimal_comma = decimal_comma
        self._sum: _Sum | None = _Sum()
        self.filled = 0
        self.counted: Counter[str] | None = Counter()

    def add(self, cells: Sequence[str]) -> None:
        """Count cells; those that are empty are none."""
        if self.counted is None and self._sum is None:
            self.filled += sum(map(bool, map(str.strip, cells)))
            return
        for cell, times in Counter(cells).items():
            if text := cell.strip():
                self._add(text, times)

    def _add(self, text: str, times: int) -> None:
        self.filled += times
        if self.counted is not None:
            self.counted[text] += times
            if len(self.counted) > _MOST_KEPT:
                self.counted = None
        if self._sum is not None:
            try:
                number = parse_number(text.replace(",", ".") if self._decimal_comma else text)
            except ValueError:
                self._sum = None
            else:
                assert isinstance(number, float)
                self._sum.add(number, times)

    @property
    def mean(self) -> float | None:
        """The mean, where all cells are numbers and enough of them that it is nobody's own."""
        total = self._sum
        if total is None or total.n < FEWEST_IN_FILES or total.largest > _HUGE:
            return None
        return float(total) / total.n

    @property
    def counts(self) -> dict[str, int]:
        """How often each value occurs, the most frequent first; none where they are no categories.

        Values that are all different are names of something, and a rare one may be one person's.
        """
        if self.counted is None or len(self.counted) > MAX_DISTINCT or any(map(_is_long, self.counted)):
            return {}
        ordered = sorted(self.counted.items(), key=lambda pair: (-pair[1], pair[0]))
        return {_printable(value): times for value, times in ordered if times >= FEWEST_IN_FILES}


def summarize(found: FoundFile, report: Reporter) -> DataSummary | None:
    """Count the values of each column; None where the file can't be read.

    How often each value occurs is kept only for columns of at most 12 different short ones, and of these only what
    at least five rows have.
    """
    problems = Problems(found.shown, report)
    table = open_table(found, problems, lambda names: False)
    if table is None:
        return None
    columns = [_Column(table.decimal_comma) for _ in table.names]
    body = table.body()
    while rows := [cells for _, cells in islice(body, _AT_ONCE)]:
        for column, cells in zip(columns, zip(*rows, strict=True), strict=True):
            column.add(cells)
    problems.close()
    return DataSummary(
        file=found.name,
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
