"""A data file reduced to counts: no row of it is kept."""

from __future__ import annotations

import math
from collections import Counter

from cxsite.load.csv.rows import Table
from cxsite.model.research import ColumnSummary, DataSummary
from cxsite.model.scalars import parse_number

MAX_DISTINCT = 12
MAX_LENGTH = 60
"""A longer value is somebody's own words, not a category."""
_HUGE = 1e100


def summarize(name: str, table: Table) -> DataSummary:
    """Count the values of each column.

    How often each value occurs is kept only for columns of at most 12 different short ones, the most frequent first.
    """
    columns = []
    for number, heading in enumerate(table.heading.cells):
        values = [row.cells[number] for row in table.rows if row.cells[number]]
        counted = Counter(values)
        few = len(counted) <= MAX_DISTINCT and all(len(value) <= MAX_LENGTH for value in counted)
        ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
        columns.append(
            ColumnSummary(
                name=heading,
                filled=len(values),
                distinct=len(counted),
                mean=_mean(values, table.decimal_comma),
                counts=dict(ordered) if few else {},
            )
        )
    return DataSummary(file=name, rows=len(table.rows), columns=tuple(columns))


def _mean(values: list[str], decimal_comma: bool) -> float | None:
    numbers = []
    for value in values:
        try:
            number = parse_number(value.replace(",", ".") if decimal_comma else value)
        except ValueError:
            return None
        assert isinstance(number, float)
        numbers.append(number)
    if not numbers or max(map(abs, numbers)) > _HUGE:
        return None
    # fsum: the same mean whatever the order of the rows.
    return math.fsum(numbers) / len(numbers)
