"""Geometry of the matrix of impact and effort: a field for each pair of ratings, and marks in their fields.

Places across are percent of the drawing, heights pixels, so nothing is stretched at any width.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

RATINGS = 5
MARK = 26
"""How high a mark with its room is: a target of 24 pixels and a gap."""
_LEAST, _EDGE = 2, 8
_LABEL = 24
"""As many letters of a title fit beside a mark."""


@dataclass(frozen=True, slots=True)
class Rated:
    """Something with a number, a title, a look, and ratings of effort and impact, 1 to 5 each."""

    number: int
    title: str
    look: str
    url: str
    effort: int
    impact: int


@dataclass(frozen=True, slots=True)
class MatrixMark:
    """Where something stands: the left edge of its field in percent, its middle in pixels from the top."""

    rated: Rated
    x: str
    y: int
    label: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """The fields of one impact: from which height on, and how high."""

    impact: int
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """The drawing. `low_effort` is the percentage at which effort begins to be high, `high_impact` the height at which
    impact begins to be low."""

    height: int
    rows: tuple[MatrixRow, ...]
    columns: tuple[str, ...]
    width: str
    low_effort: str
    high_impact: int
    marks: tuple[MatrixMark, ...]


def matrix(rated: Sequence[Rated], most_effort: int, least_impact: int) -> Matrix | None:
    """The matrix of what is rated; effort up to `most_effort` is low, impact from `least_impact` on is high.

    What shares a field stands one below the other, in the order given; each row is as high as its fullest field.
    """
    if not rated:
        return None
    fields: dict[tuple[int, int], list[Rated]] = {}
    for one in rated:
        fields.setdefault((one.effort, one.impact), []).append(one)
    rows, top = [], 0
    for impact in range(RATINGS, 0, -1):
        fullest = max(len(some) for (_, at), some in [*fields.items(), ((0, impact), [])] if at == impact)
        height = MARK * max(_LEAST, fullest) + 2 * _EDGE
        rows.append(MatrixRow(impact, top, height))
        top += height
    tops = {row.impact: row.y for row in rows}
    return Matrix(
        height=top,
        rows=tuple(rows),
        columns=tuple(_percent(effort) for effort in range(RATINGS)),
        width=_percent(1),
        low_effort=_percent(most_effort),
        high_impact=tops.get(least_impact - 1, top),
        marks=tuple(
            MatrixMark(one, _percent(effort - 1), tops[impact] + _EDGE + MARK * at + MARK // 2, _short(one.title))
            for (effort, impact), some in fields.items()
            for at, one in enumerate(some)
        ),
    )


def _percent(fields: int) -> str:
    return f"{100 * fields // RATINGS}%"


def _short(title: str) -> str:
    return title if len(title) <= _LABEL else title[: _LABEL - 1].rstrip() + "…"
