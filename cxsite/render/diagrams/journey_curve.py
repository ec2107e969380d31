"""Geometry of a journey's curve: where each mark stands. No markup, no words.

The drawing is as wide as its columns, and never scaled: `x` is a share of the width in percent, the middle of a column;
`y` is in px. `dx` is what a mark stands beside that middle, in px, where several have one place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

HEIGHT = 232
"""Of the drawing, in px; style sheets reserve as much."""
TOP, STEP = 46, 34
"""Where a score of 5 stands, and how far a point of score is, in px."""
PINS = 214
"""The middle of the strip of pain points, in px."""
MOST_LINES = 4
"""More lines can't be told apart."""
MOST_PINS = 3
_FEW_LINES = 3
_BESIDE, _PIN, _STAR, _START = 15, 28, 21, 13


@dataclass(frozen=True, slots=True)
class Column:
    """What a column says: a score for each line, that of the target picture, the lowest and highest of those without
    a line of their own, whether it is a moment of truth, and how many pain points it has."""

    scores: tuple[float | None, ...]
    target: float | None = None
    rest: tuple[float, float] | None = None
    moment: bool = False
    pains: int = 0


@dataclass(frozen=True, slots=True)
class Dot:
    """A score in its column (from 0)."""

    column: int
    score: float
    x: str
    dx: str
    y: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight piece of a line."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True, slots=True)
class Start:
    """The head of a line at the edge of its first column, where its portrait stands."""

    x: str
    y: str
    portrait: str


@dataclass(frozen=True, slots=True)
class Line:
    """The scores of one line, joined where columns beside each other have one. `start` is where it begins."""

    dots: tuple[Dot, ...]
    segments: tuple[Segment, ...]
    start: Start | None = None


@dataclass(frozen=True, slots=True)
class Pin:
    """A pain point (from 0, in its column) in the strip below the curve."""

    column: int
    number: int
    x: str
    dx: str


@dataclass(frozen=True, slots=True)
class Curve:
    """All of the drawing. `stars` mark moments of truth, `stems` join pain points to the lowest score above them."""

    middles: tuple[str, ...]
    lines: tuple[Line, ...]
    target: Line
    rests: tuple[Segment, ...]
    stars: tuple[Segment, ...]
    stems: tuple[Segment, ...]
    pins: tuple[Pin, ...]


def height_of(score: float) -> float:
    """Where a score stands, in px from the top."""
    return TOP + (5 - score) * STEP


def journey_curve(columns: Sequence[Column]) -> Curve:
    """The drawing of columns from the first to the last; each has as many scores as there are lines."""
    middles = tuple(_percent((index + 0.5) / len(columns)) for index in range(len(columns)))
    placed = list(zip(middles, columns, strict=True))
    lines = [_line(columns, middles, number) for number in range(len(columns[0].scores) if columns else 0)]
    return Curve(
        middles=middles,
        lines=_with_starts(lines, len(columns)),
        target=_target(columns, middles),
        rests=tuple(_upright(x, height_of(one.rest[1]), height_of(one.rest[0])) for x, one in placed if one.rest),
        stars=tuple(
            _upright(x, min(heights) - _STAR, min(heights) - _STAR)
            for x, one in placed
            if one.moment and (heights := _heights(one))
        ),
        stems=tuple(
            _upright(x, max(heights), PINS - _PIN / 2) for x, one in placed if one.pains and (heights := _heights(one))
        ),
        pins=tuple(pin for index, (x, one) in enumerate(placed) for pin in _pins(index, x, one)),
    )


def lines_shown(lines: Sequence[Sequence[float | None]]) -> list[int]:
    """Which lines are drawn, in their order: all that can be told apart, else those with the lowest mean, and of equal
    ones those that vary most."""
    if len(lines) <= MOST_LINES:
        return list(range(len(lines)))

    def place(number: int) -> tuple[float, float, int]:
        known = [score for score in lines[number] if score is not None] or [5.0]
        return sum(known) / len(known), min(known) - max(known), number

    return sorted(sorted(range(len(lines)), key=place)[:_FEW_LINES])


def _line(columns: Sequence[Column], middles: Sequence[str], number: int) -> Line:
    dots = []
    for index, column in enumerate(columns):
        score = column.scores[number]
        if score is None:
            continue
        same = [other for other, value in enumerate(column.scores) if value == score]
        beside = (same.index(number) - (len(same) - 1) / 2) * _BESIDE
        dots.append(Dot(index, score, middles[index], _text(beside), _text(height_of(score))))
    return Line(tuple(dots), _segments(dots))


def _with_starts(lines: Sequence[Line], count: int) -> tuple[Line, ...]:
    """The lines with their heads; those at the edge of one column stand below each other."""
    last: dict[int, float] = {}
    found: dict[int, Line] = {}
    for number in sorted((n for n, line in enumerate(lines) if line.dots), key=lambda n: -lines[n].dots[0].score):
        dots = lines[number].dots
        y = max(height_of(dots[0].score), last.get(dots[0].column, 0.0) + 2 * _START)
        last[dots[0].column] = y
        start = Start(_percent(dots[0].column / count), dots[0].y, _text(y))
        found[number] = Line(dots, lines[number].segments, start)
    return tuple(found.get(number, line) for number, line in enumerate(lines))


def _target(columns: Sequence[Column], middles: Sequence[str]) -> Line:
    """The target picture: one line over all that it names, also where steps between them go away."""
    dots = [
        Dot(index, one.target, middles[index], "0", _text(height_of(one.target)))
        for index, one in enumerate(columns)
        if one.target is not None
    ]
    return Line(tuple(dots), _segments(dots, over_gaps=True))


def _segments(dots: Sequence[Dot], *, over_gaps: bool = False) -> tuple[Segment, ...]:
    return tuple(
        Segment(one.x, one.y, other.x, other.y)
        for one, other in pairwise(dots)
        if over_gaps or other.column == one.column + 1
    )


def _heights(column: Column) -> list[float]:
    """Where the marks of a column stand, in px."""
    scores = [*column.scores, column.target, *(column.rest or ())]
    return [height_of(score) for score in scores if score is not None]


def _pins(index: int, x: str, column: Column) -> list[Pin]:
    count = min(column.pains, MOST_PINS)
    return [Pin(index, number, x, _text((number - (count - 1) / 2) * _PIN)) for number in range(count)]


def _upright(x: str, y1: float, y2: float) -> Segment:
    return Segment(x, _text(y1), x, _text(y2))


def _percent(share: float) -> str:
    return f"{100 * share:.3f}".rstrip("0").rstrip(".") + "%"


def _text(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
