"""Geometry of what waits for what: columns from what is needed first to what waits last, and the lines between them.

Boxes have one height and one gap, so where a line begins and ends is known without looking at them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

BOX, GAP, GUTTER = 76, 12, 40
"""Pixels: how high a box is, the gap below it, how wide the room for lines is."""
MOST_COLUMNS, MOST_ROWS = 4, 8
"""What can be read beside each other on a page, and below each other."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line through the room between two columns: the middles of the boxes at its ends, in pixels from the top.
    `head`: whether it ends there, and does not only pass."""

    begin: int
    end: int
    critical: bool
    head: bool


@dataclass(frozen=True, slots=True)
class Column:
    """The ids of the boxes of a column, one below the other; `None` where a line passes. `lines` lead to the next."""

    boxes: tuple[str | None, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class DependencyMap:
    """The columns, and the height of the drawing."""

    columns: tuple[Column, ...]
    height: int


def dependency_map(
    ids: Sequence[str], edges: Sequence[tuple[str, str]], about: str, critical: frozenset[tuple[str, str]] = frozenset()
) -> DependencyMap | None:
    """The map of `ids` and the `edges` between them (what is needed, what needs it); `None` where it would say nothing.

    Of more columns than can be read those around `about` are kept. An edge against the order, in a circle, is left out.
    """
    ranks = _ranks(ids, edges)
    first, last = _around(ranks[about], max(ranks.values()))
    kept = [id_ for id_ in ids if first <= ranks[id_] <= last]
    forward = [(begin, end) for begin, end in edges if begin in kept and end in kept and ranks[begin] < ranks[end]]
    if not forward:
        return None
    columns: list[list[str | None]] = [[id_ for id_ in kept if ranks[id_] == rank] for rank in range(first, last + 1)]
    if max(map(len, columns)) > MOST_ROWS:
        return None
    lines: list[list[Line]] = [[] for _ in columns]
    for begin, end in sorted(forward, key=lambda edge: (ranks[edge[1]] - ranks[edge[0]], edge)):
        _lay(columns, lines, (begin, ranks[begin] - first), (end, ranks[end] - first), (begin, end) in critical)
    height = max(len(column) for column in columns) * (BOX + GAP) - GAP
    found = zip(columns, lines, strict=True)
    return DependencyMap(tuple(Column(tuple(boxes), tuple(some)) for boxes, some in found), height)


def _lay(
    columns: list[list[str | None]], lines: list[list[Line]], begin: tuple[str, int], end: tuple[str, int], bold: bool
) -> None:
    """One edge: a line to the next column, through a free place in each column between."""
    at = columns[begin[1]].index(begin[0])
    for column in range(begin[1] + 1, end[1] + 1):
        if column == end[1]:
            to = columns[column].index(end[0])
        else:
            columns[column].append(None)
            to = len(columns[column]) - 1
        lines[column - 1].append(Line(middle(at), middle(to), bold, column == end[1]))
        at = to


def middle(row: int) -> int:
    """The middle of a box, in pixels from the top."""
    return row * (BOX + GAP) + BOX // 2


def _ranks(ids: Sequence[str], edges: Sequence[tuple[str, str]]) -> Mapping[str, int]:
    rank = dict.fromkeys(ids, 0)
    # A circle has no last rank; as many rounds as there are boxes are enough for everything else.
    for _ in ids:
        moved = {end: rank[begin] + 1 for begin, end in edges if rank[begin] + 1 > rank[end]}
        if not moved:
            break
        rank.update(moved)
    used = sorted(set(rank.values()))
    return {id_: used.index(value) for id_, value in rank.items()}


def _around(rank: int, highest: int) -> tuple[int, int]:
    """The first and the last column of those that are kept: what is needed before what waits."""
    first = max(0, min(rank - (MOST_COLUMNS - 2), highest - (MOST_COLUMNS - 1)))
    return first, min(highest, first + MOST_COLUMNS - 1)
