"""Geometry of the small charts that pages draw as SVG: where lines, dots and labels stand. No markup, no colours."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

HEIGHT = 240
_TOP, _BOTTOM = 26, 34


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a chart (`at` on its axis, in units of the drawing) with its label."""

    at: str
    label: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A measured point."""

    x: str
    y: str


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


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{_text(x)},{_text(y)}" for x, y in points)


def _text(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
