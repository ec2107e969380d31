"""Geometry of a KPI over time: what was measured, where it began, where it is to go. No markup, no colours.

Times are percent of the drawing's width, heights pixels of its height, so nothing is stretched. Lines are in
thousandths of the width. What lies outside of the axis is not drawn at its edge, where it would be somewhere else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cxsite.render.diagrams.timeline_chart import Axis

WIDTH = 1000
"""The units of lines across the drawing."""
_EDGE = 7
"""Room for half a mark above and below."""
_DOTS = 40
"""With more values than this, a dot for each would be a band."""


@dataclass(frozen=True, slots=True)
class Value:
    """A measured value: its day, its lowest and highest (of its interval or its period), and whether it still runs."""

    day: dt.date
    value: float
    low: float | None = None
    high: float | None = None
    running: bool = False


@dataclass(frozen=True, slots=True)
class Goal:
    """A target with its last day; `next` is the one that counts."""

    day: dt.date
    value: float
    next: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: `x` in percent, `y` in pixels."""

    x: str
    y: str


@dataclass(frozen=True, slots=True)
class GoalSpot:
    """Where a target stands."""

    goal: Goal
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Height:
    """A value on the way up, and its label."""

    y: str
    value: float


@dataclass(frozen=True, slots=True)
class Frame:
    """The axes: the days, and the values from `low` at the bottom to `high` at the top of `height` pixels."""

    axis: Axis
    low: float
    high: float
    height: int

    def x(self, day: dt.date) -> float:
        """Where a day is, in percent, outside of the axis too."""
        return 100 * (day - self.axis.first).days / ((self.axis.last - self.axis.first).days + 1)

    def y(self, value: float) -> float:
        """Where a value is, in pixels from the top."""
        share = (self.high - value) / (self.high - self.low) if self.high > self.low else 0.5
        return _EDGE + (self.height - 2 * _EDGE) * share

    def spot(self, day: dt.date, value: float) -> Spot | None:
        """Where a value of a day stands; nowhere outside of the axis."""
        if not self.axis.first <= day <= self.axis.last:
            return None
        return Spot(_percent(self.x(day)), _text(self.y(value)))

    def points(self, places: Sequence[tuple[dt.date, float]]) -> str:
        """The points of a line."""
        return " ".join(f"{_text(self.x(day) * WIDTH / 100)},{_text(self.y(value))}" for day, value in places)


@dataclass(frozen=True, slots=True)
class KpiChart:
    """The drawing. `lines` are pieces of what was measured, `open` leads to a period that still runs, `bands` are the
    intervals (or the lowest and highest), `way` the expected path, `old` the stretch since the value that counts.
    """

    frame: Frame
    lines: tuple[str, ...]
    open: str
    bands: tuple[str, ...]
    way: str
    dots: tuple[Spot, ...]
    running: Spot | None
    end: Spot | None
    start: Spot | None
    goals: tuple[GoalSpot, ...]
    breaks: tuple[str, ...]
    heights: tuple[Height, ...]
    today: str
    old: tuple[str, str] | None


def kpi_chart(
    frame: Frame,
    values: Sequence[Value],
    start: tuple[dt.date, float] | None,
    goals: Sequence[Goal],
    today: dt.date,
    current: dt.date | None,
    *,
    way: bool,
    breaks: Sequence[dt.date] = (),
    ticks: Sequence[float] = (),
) -> KpiChart:
    """The chart of values in time order. `current` is the day of the value that counts, `way` whether the path that is
    expected from `start` to the next target is drawn, `breaks` the days where the line is parted."""
    whole = [one for one in values if not one.running]
    running = [one for one in values if one.running]
    pieces = list(_pieces(whole, breaks))
    counts = next((one for one in reversed(values) if one.day == current), None)
    goal = next((one for one in goals if one.next), None)
    tail = [(one.day, one.value) for one in (*whole[-1:], *running)] if running and whole else []
    placed = [(one, frame.spot(one.day, one.value)) for one in goals]
    return KpiChart(
        frame=frame,
        lines=tuple(frame.points([(one.day, one.value) for one in piece]) for piece in pieces if len(piece) > 1),
        open=frame.points(tail) if len(tail) > 1 else "",
        bands=tuple(_band(frame, piece) for piece in pieces if _has_band(piece)),
        way=frame.points([start, (goal.day, goal.value)]) if way and start and goal else "",
        dots=_dots(frame, whole),
        running=frame.spot(running[-1].day, running[-1].value) if running else None,
        end=frame.spot(counts.day, counts.value) if counts else None,
        start=frame.spot(*start) if start else None,
        goals=tuple(GoalSpot(one, spot.x, spot.y) for one, spot in placed if spot),
        breaks=tuple(_percent(frame.x(day)) for day in breaks if frame.axis.first <= day <= frame.axis.last),
        heights=tuple(Height(_text(frame.y(tick)), tick) for tick in ticks),
        today=_percent(frame.x(today)),
        old=_old(frame, counts.day, today) if counts else None,
    )


def time_axis(days: Sequence[dt.date], today: dt.date) -> Axis:
    """Whole months from the first to the last of `days`, today among them."""
    first, last = min((*days, today)), max((*days, today))
    after = dt.date(last.year + last.month // 12, last.month % 12 + 1, 1) if last.year < dt.MAXYEAR else last
    return Axis(first.replace(day=1), after - dt.timedelta(days=1))


def span(values: Sequence[float]) -> tuple[float, float]:
    """The lowest and the highest with an eighth of the room around them; never without room."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    room = (high - low) * 0.12 or max(abs(high), 1e-12) * 0.12
    return low - room, high + room


def _pieces(values: Sequence[Value], breaks: Sequence[dt.date]) -> Iterator[list[Value]]:
    """The values, parted where a break lies between two of them."""
    piece: list[Value] = []
    for one in values:
        if piece and any(piece[-1].day < day <= one.day for day in breaks):
            yield piece
            piece = []
        piece.append(one)
    if piece:
        yield piece


def _has_band(piece: Sequence[Value]) -> bool:
    return sum(one.low is not None and one.high is not None for one in piece) > 1


def _band(frame: Frame, piece: Sequence[Value]) -> str:
    held = [(one.day, one.low, one.high) for one in piece if one.low is not None and one.high is not None]
    above, below = [(day, high) for day, _, high in held], [(day, low) for day, low, _ in reversed(held)]
    return frame.points([*above, *below])


def _dots(frame: Frame, values: Sequence[Value]) -> tuple[Spot, ...]:
    if len(values) > _DOTS:
        return ()
    return tuple(spot for one in values if (spot := frame.spot(one.day, one.value)))


def _old(frame: Frame, day: dt.date, today: dt.date) -> tuple[str, str]:
    """Where the stretch from a day until today begins, and how wide it is."""
    begin = max(frame.x(day), 0.0)
    return _percent(begin), _percent(max(frame.x(today) - begin, 0.0))


def _percent(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") + "%"


def _text(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
