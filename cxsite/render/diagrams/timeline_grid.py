"""The timeline as lanes on a grid of months or quarters: what stands in which column. No HTML, no words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from cxsite.model.items.initiative import Initiative
from cxsite.model.period import Period

Unit = Literal["month", "quarter"]
_MONTHS_OF: dict[Unit, int] = {"month": 1, "quarter": 3}
MAX_MONTHS = 30
"""Above this many columns of months, quarters are easier to read."""
MAX_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class Bar:
    """An initiative in its columns (from 1); `open_start` and `open_end` say that it goes beyond them."""

    item: Initiative
    start: int
    length: int
    open_start: bool = False
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """A quarter or a year above its columns; `first` is its first day."""

    first: dt.date
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns: units of time from `first` (the first day of the first), `count` of them."""

    unit: Unit
    first: dt.date
    count: int

    def column(self, day: dt.date) -> int:
        """The column of a day, from 1; outside of the grid, below 1 or above `count`."""
        months = (day.year - self.first.year) * 12 + day.month - self.first.month
        return months // _MONTHS_OF[self.unit] + 1

    def heads(self) -> tuple[Head, ...]:
        """The quarters that the columns belong to."""
        width = 3 // _MONTHS_OF[self.unit]
        starts = range(0, self.count, width)
        return tuple(
            Head(_add_months(self.first, start * _MONTHS_OF[self.unit]), start + 1, min(width, self.count - start))
            for start in starts
        )

    def bar(self, item: Initiative) -> Bar | None:
        """Where an initiative stands in the grid; nowhere if all of it lies outside."""
        start, end = item.start or item.end, _end(item)
        if start is None or end is None:
            return None
        first, last = self.column(start.first), self.column(end.last)
        if last < 1 or first > self.count:
            return None
        begin, finish = max(first, 1), min(max(last, first), self.count)
        before = first < 1 or item.start is None
        after = last > self.count or (item.end is None and item.shipped is None)
        return Bar(item, begin, finish - begin + 1, before, after)


def new_grid(items: Iterable[Initiative], plans: Sequence[Period], earliest: dt.date) -> Grid | None:
    """The grid that holds all of `items` and `plans` from the quarter of `earliest` on; `None` without any.

    Months where somebody plans in months and they fit, else quarters.
    """
    chosen = tuple(items)
    periods = [period for item in chosen for period in (item.start, _end(item)) if period is not None]
    periods += plans
    # Only plans say how precisely somebody plans: the day on which something was there is a fact.
    planned = [*plans, *(period for item in chosen for period in (item.start, item.end) if period is not None)]
    periods = [period for period in periods if period.last >= earliest]
    if not periods:
        return None
    first = Period.of(max(min(period.first for period in periods), earliest), "quarter").first
    last = Period.of(max(period.last for period in periods), "quarter").last
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    fine = any(period.precision in ("day", "month") for period in planned)
    unit: Unit = "month" if fine and months <= MAX_MONTHS else "quarter"
    return Grid(unit, first, min(months // _MONTHS_OF[unit], MAX_COLUMNS))


def _end(item: Initiative) -> Period | None:
    """The day it was there, where it is; else the plan."""
    return Period.of(item.shipped, "day") if item.shipped else item.end or item.start


def _add_months(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, 1)
