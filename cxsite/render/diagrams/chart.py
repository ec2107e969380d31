"""Geometry of the small charts that pages draw as SVG: where lines, dots and labels stand. No markup, no colours."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 640, 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 14, 26, 34
_SPARK_WIDTH, _SPARK_HEIGHT, _SPARK_EDGE = 120, 32, 3
_LABELS = 6
_MONTH = 22


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a chart (`at` on its axis, in units of the drawing) with its label."""

    at: str
    label: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A measured point; `open` where its period still runs."""

    x: str
    y: str
    label: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class Whisker:
    """The interval of a measured point: its bounds on the way up."""

    x: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Trend:
    """A line over time, in pieces. `target` and `base` are heights of horizontal lines, empty where there is none."""

    width: int
    height: int
    left: int
    right: int
    bottom: str
    rows: tuple[Mark, ...]
    columns: tuple[Mark, ...]
    lines: tuple[str, ...]
    dots: tuple[Dot, ...]
    whiskers: tuple[Whisker, ...] = ()
    breaks: tuple[str, ...] = ()
    target: str = ""
    base: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a curve: its name and its unbroken pieces; `dots` stand on every value."""

    name: str
    pieces: tuple[str, ...]
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """Scores from 1 to 5 over steps, a line for each series; `breaks` are the places between groups of steps."""

    width: int
    height: int
    left: int
    right: int
    bottom: str
    rows: tuple[Mark, ...]
    columns: tuple[Mark, ...]
    breaks: tuple[str, ...]
    series: tuple[Series, ...]


def spark(measured: Sequence[tuple[dt.date, float]]) -> str:
    """The points of a line that shows the shape of a series over time; empty below two days."""
    if len(measured) < 2:
        return ""
    days, values = [day.toordinal() for day, _ in measured], [value for _, value in measured]
    low, high = min(values), max(values)
    inner_width, inner_height = _SPARK_WIDTH - 2 * _SPARK_EDGE, _SPARK_HEIGHT - 2 * _SPARK_EDGE
    points = [
        (
            _SPARK_EDGE + inner_width * (day - days[0]) / max(1, days[-1] - days[0]),
            _SPARK_HEIGHT / 2 if high == low else _SPARK_EDGE + inner_height * (high - value) / (high - low),
        )
        for day, value in zip(days, values, strict=True)
    ]
    return _points(points)


@dataclass(frozen=True, slots=True)
class Measured:
    """A value of a series: its day, its interval where it has one, and whether its period still runs."""

    day: dt.date
    value: float
    low: float | None = None
    high: float | None = None
    running: bool = False


def trend(
    measured: Sequence[Measured],
    target: float | None,
    base: float | None,
    number: Callable[[float], str],
    value_text: Callable[[float], str],
    month: Callable[[dt.date], str],
    breaks: Sequence[dt.date] = (),
) -> Trend | None:
    """The chart of a series in time order, on an axis that holds target, baseline and intervals; `None` without values.

    `number` writes the ticks, `value_text` the newest value. The line is broken where the way of measuring changed.
    """
    if not measured:
        return None
    heights = [one.value for one in measured] + [value for value in (target, base) if value is not None]
    heights += [bound for one in measured for bound in (one.low, one.high) if bound is not None]
    ticks = nice_ticks(min(heights), max(heights))
    days = [one.day.toordinal() for one in measured]
    bottom, left, right = HEIGHT - _BOTTOM, _LEFT, WIDTH - _RIGHT

    def x(day: int) -> float:
        # Half the label of a month: "Sept. 2026" stands below the last dot.
        inner = right - left - 2 * _MONTH
        return left + _MONTH + (inner / 2 if days[0] == days[-1] else inner * (day - days[0]) / (days[-1] - days[0]))

    def y(value: float) -> float:
        return bottom - (bottom - _TOP) * (value - ticks[0]) / (ticks[-1] - ticks[0])

    places = [(x(day), y(one.value)) for day, one in zip(days, measured, strict=True)]
    cuts = [day.toordinal() for day in breaks if days[0] < day.toordinal() <= days[-1]]
    return Trend(
        width=WIDTH,
        height=HEIGHT,
        left=left,
        right=right,
        bottom=_text(bottom),
        rows=tuple(Mark(_text(y(tick)), number(tick)) for tick in ticks),
        columns=tuple(Mark(_text(places[index][0]), month(measured[index].day)) for index in _spread(len(measured))),
        lines=tuple(_points(piece) for piece in _pieces(days, places, cuts) if len(piece) > 1),
        dots=tuple(
            Dot(_text(px), _text(py), value_text(one.value) if one is measured[-1] else "", one.running)
            for (px, py), one in zip(places, measured, strict=True)
        ),
        whiskers=tuple(
            Whisker(_text(x(day)), _text(y(one.low)), _text(y(one.high)))
            for day, one in zip(days, measured, strict=True)
            if one.low is not None and one.high is not None
        ),
        breaks=tuple(_text(x(day)) for day in cuts),
        target=_text(y(target)) if target is not None else "",
        base=_text(y(base)) if base is not None else "",
    )


def _pieces(
    days: Sequence[int], places: Sequence[tuple[float, float]], cuts: Sequence[int]
) -> list[list[tuple[float, float]]]:
    """The places of a line, parted where a cut lies between two days."""
    pieces: list[list[tuple[float, float]]] = [[]]
    for at, (day, place) in enumerate(zip(days, places, strict=True)):
        if at and any(days[at - 1] < cut <= day for cut in cuts):
            pieces.append([])
        pieces[-1].append(place)
    return pieces


def curve(labels: Sequence[str], groups: Sequence[int], series: Sequence[tuple[str, Sequence[float | None]]]) -> Curve:
    """Scores over steps. `labels` name the steps, `groups` are the numbers of steps that belong together."""
    step = max(34, min(64, 560 // max(1, len(labels))))
    left, width = 30, 30 + step * len(labels) + 10
    bottom = HEIGHT - _BOTTOM

    def x(index: int) -> float:
        return left + step * (index + 0.5)

    def y(score: float) -> float:
        return bottom - (bottom - _TOP) * (score - 1) / 4

    ends = [sum(groups[: position + 1]) for position in range(len(groups) - 1)]
    return Curve(
        width=width,
        height=HEIGHT,
        left=left,
        right=width - 10,
        bottom=_text(bottom),
        rows=tuple(Mark(_text(y(score)), str(score)) for score in range(1, 6)),
        columns=tuple(Mark(_text(x(index)), label) for index, label in enumerate(labels)),
        breaks=tuple(_text(left + step * end) for end in ends),
        series=tuple(_series(name, scores, x, y) for name, scores in series),
    )


def nice_ticks(low: float, high: float, wanted: int = 4) -> list[float]:
    """Round values, evenly apart, that reach from below `low` to above `high`: 4 or 5 steps of 1, 2, 2.5 or 5."""
    # Ticks closer than a millionth of the values would all have the same label.
    span = (
        max(high - low, abs(high) * 1e-6, abs(low) * 1e-6, 1e-12)
        if high > low
        else max(abs(high), 1e-12)
        if high
        else 1.0
    )
    raw = span / wanted
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= raw * (1 - 1e-9))
    first = math.floor(low / step + 1e-9)
    last = max(math.ceil(high / step - 1e-9), first + 1)
    # 12 digits: 3 × 0.1 is 0.3.
    return [float(f"{index * step:.12g}") for index in range(first, last + 1)]


def _series(
    name: str, scores: Sequence[float | None], x: Callable[[int], float], y: Callable[[float], float]
) -> Series:
    pieces: list[list[tuple[float, float]]] = [[]]
    for index, score in enumerate(scores):
        if score is None:
            pieces.append([])
        else:
            pieces[-1].append((x(index), y(score)))
    dots = tuple(Dot(_text(px), _text(py)) for piece in pieces for px, py in piece)
    return Series(name, tuple(_points(piece) for piece in pieces if len(piece) > 1), dots)


def _spread(count: int) -> list[int]:
    """At most `_LABELS` positions of `count`, evenly spread, the first and the last among them."""
    if count <= _LABELS:
        return list(range(count))
    return sorted({round(index * (count - 1) / (_LABELS - 1)) for index in range(_LABELS)})


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{_text(x)},{_text(y)}" for x, y in points)


def _text(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
