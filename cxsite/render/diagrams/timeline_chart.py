"""Geometry of the timeline: what stands where between its first and its last day, in percent. No HTML, no words.

A day is as wide everywhere, so what is drawn is as long as it takes. A time that is only known as a month, a quarter
or a half-year is drawn as wide as it is vague.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from cxsite.model.items.initiative import Initiative, Milestone
from cxsite.model.period import Period

Unit = Literal["month", "quarter", "half", "year"]
MOST_TICKS = 24
"""More lines than this can't be told apart."""
MOST_YEARS = 12
"""What lies further ahead is drawn to the edge."""
_LABELLED, _LETTER, _GAP = 660, 6.2, 8
"""Pixels: the narrowest track with words beside its bars, one of their letters, and how far from the bar they begin."""
_ONE_DAY = dt.timedelta(days=1)
_ROOM_FOR_NAME = 2 / 3


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar, in percent of the axis. `look`: `sure`, `vague` (somewhere in here) or `late` (past its
    end)."""

    x: str
    width: str
    look: Literal["sure", "vague", "late"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A milestone in the middle of its time; `low` and `high` are the ends of that where it is longer than a day."""

    milestone: Milestone
    state: str
    x: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Row:
    """An initiative: its bar and its milestones. What is drawn of it reaches from `begin` to `end`, in percent."""

    item: Initiative
    parts: tuple[Part, ...]
    marks: tuple[Mark, ...]
    begin: float
    end: float


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside a bar: at `x`, and `dx` pixels beyond it, after the bar or, where that is negative, before it."""

    text: str
    x: str
    dx: int
    alarm: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a unit of time; `year` says that a year begins."""

    period: Period
    x: str
    year: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """The days from `first` to `last`, both included."""

    first: dt.date
    last: dt.date

    def x(self, day: dt.date) -> float:
        """Where a day begins, in percent; what lies outside stands at the edge."""
        days = (self.last - self.first).days + 1
        return 100 * min(max((day - self.first).days, 0), days) / days

    def part(self, first: dt.date, last: dt.date, look: Literal["sure", "vague", "late"]) -> Part | None:
        """The stretch from one day to another, both included; nothing where it is empty or lies outside."""
        begin, end = self.x(first), self.x(last + _ONE_DAY)
        return Part(_percent(begin), _percent(end - begin), look) if end > begin else None

    def ticks(self, unit: Unit) -> tuple[Tick, ...]:
        """Where the units of time begin; nothing where they would be too many. The rest of a unit that began before
        has no tick where its name would not fit."""
        found: list[Tick] = []
        period = Period.of(self.first, unit)
        whole, rest = period.last - period.first + _ONE_DAY, period.last - self.first + _ONE_DAY
        if rest < whole * _ROOM_FOR_NAME and period.last < self.last:
            period = Period.of(period.last + _ONE_DAY, unit)
        while period.first <= self.last and len(found) <= MOST_TICKS:
            found.append(Tick(period, _percent(self.x(period.first)), period.first.month == 1))
            period = Period.of(period.last + _ONE_DAY, unit)
        return tuple(found) if len(found) <= MOST_TICKS else ()

    def units(self) -> tuple[Unit, ...]:
        """The units that can be told apart, the finest first."""
        every: tuple[Unit, ...] = ("month", "quarter", "half", "year")
        return tuple(unit for unit in every if len(self.ticks(unit)) > 1) or ("year",)

    def row(self, item: Initiative, state: str, milestones: Sequence[str], today: dt.date) -> Row | None:
        """Where an initiative stands; nowhere if all of it lies outside. `milestones` are the states of its own."""
        parts = tuple(self._parts(item, state, today))
        if not parts:
            return None
        marks = tuple(
            self._mark(one, state_of, one.date)
            for one, state_of in zip(item.milestones, milestones, strict=True)
            if one.date is not None and self._holds(one.date)
        )
        dates = [one.milestone.date for one in marks if one.milestone.date]
        spans = [(self.x(date.first), self.x(date.last + _ONE_DAY)) for date in dates]
        spans += [(_number(part.x), _number(part.x) + _number(part.width)) for part in parts]
        return Row(item, parts, marks, min(begin for begin, _ in spans), max(end for _, end in spans))

    def _parts(self, item: Initiative, state: str, today: dt.date) -> Iterable[Part]:
        start, end = item.start or item.end, end_of(item)
        if start is None or end is None:
            return
        found: list[Part | None] = []
        if start.precision == "day" and end.precision == "day":
            found.append(self.part(start.first, max(end.last, start.first), "sure"))
        elif start.last >= end.first:
            # Somewhere in here, and no part of it for sure.
            found.append(self.part(min(start.first, end.first), end.last, "vague"))
        else:
            sure_from = start.first if start.precision == "day" else start.last + _ONE_DAY
            sure_to = end.last if end.precision == "day" else end.first - _ONE_DAY
            found += [
                self.part(start.first, sure_from - _ONE_DAY, "vague"),
                self.part(sure_from, sure_to, "sure"),
                self.part(sure_to + _ONE_DAY, end.last, "vague"),
            ]
        if state == "overdue":
            found.append(self.part(end.last + _ONE_DAY, today, "late"))
        yield from (part for part in found if part is not None)

    def _mark(self, milestone: Milestone, state: str, date: Period) -> Mark:
        begin, end = self.x(date.first), self.x(date.last + _ONE_DAY)
        vague = date.precision != "day"
        middle = _percent((begin + end) / 2)
        return Mark(milestone, state, middle, _percent(begin) if vague else "", _percent(end) if vague else "")

    def _holds(self, period: Period) -> bool:
        return period.last >= self.first and period.first <= self.last


def new_axis(items: Iterable[Initiative], plans: Sequence[Period], today: dt.date, earliest: dt.date) -> Axis | None:
    """The axis of whole quarters that holds all of `items`, `plans` and `today` from `earliest` on; `None` without
    any."""
    periods = [*plans]
    for item in items:
        periods += [period for period in (item.start, end_of(item)) if period is not None]
        periods += [one.date for one in item.milestones if one.date is not None]
    periods = [period for period in periods if period.last >= earliest]
    if not periods:
        return None
    first = Period.of(max(min(min(period.first for period in periods), today), earliest), "quarter").first
    furthest = dt.date(first.year + MOST_YEARS, 12, 31)
    last = min(max(max(period.last for period in periods), today), furthest)
    return Axis(first, Period.of(last, "quarter").last)


def beside(row: Row, text: str, alarm: bool) -> Label | None:
    """Words after a bar, else before it; nothing where they fit on neither side of the narrowest track that has any."""
    width = 100 * (_GAP + len(text) * _LETTER) / _LABELLED
    if row.end + width <= 100:
        return Label(text, _percent(row.end), _GAP, alarm)
    return Label(text, _percent(row.begin), -_GAP, alarm) if row.begin >= width else None


def end_of(item: Initiative) -> Period | None:
    """The day it was there, where it is; else the plan."""
    return Period.of(item.shipped, "day") if item.shipped else item.end or item.start


def _percent(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") + "%"


def _number(percent: str) -> float:
    return float(percent.removesuffix("%"))
