"""Geometry of bars that lie beside each other: groups, dimensions, reasons. No markup, no colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 400, 14


@dataclass(frozen=True, slots=True)
class Amount:
    """A value that is to be drawn, with its text and, where it has one, its interval."""

    value: float
    text: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: where it begins, how long it is, the bounds of its interval (empty where there is none), its text."""

    x: str
    width: str
    low: str
    high: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """The bars of one name, from the first kind of value on."""

    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Rows on one axis, in units of the drawing. `zero` is where bars begin; `total` a line across all, or empty."""

    width: int
    height: int
    zero: str
    total: str
    rows: tuple[Row, ...]

    @property
    def intervals(self) -> bool:
        """Whether any bar has an interval."""
        return any(bar.low for row in self.rows for bar in row.bars)


def bars(rows: Sequence[tuple[str, Sequence[Amount]]], total: float | None = None) -> Bars | None:
    """Rows of amounts on one axis that holds 0, all intervals and `total`; `None` without rows.

    A bar begins at 0, so its length is its value.
    """
    values = [amount for _, amounts in rows for amount in amounts]
    if not values:
        return None
    held = [0.0, *(one.value for one in values), *([total] if total is not None else [])]
    held += [bound for one in values for bound in (one.low, one.high) if bound is not None]
    low, high = min(held), max(held)
    span = high - low or 1.0

    def x(value: float) -> float:
        # A line at an edge is drawn whole.
        return 2 + (WIDTH - 4) * (value - low) / span

    def bar(one: Amount) -> Bar:
        ends = sorted((x(0), x(one.value)))
        whole = one.low is not None and one.high is not None
        return Bar(
            _text(ends[0]),
            _text(ends[1] - ends[0]),
            _text(x(one.low)) if whole and one.low is not None else "",
            _text(x(one.high)) if whole and one.high is not None else "",
            one.text,
        )

    return Bars(
        WIDTH,
        HEIGHT,
        _text(x(0)),
        _text(x(total)) if total is not None else "",
        tuple(Row(name, tuple(map(bar, amounts))) for name, amounts in rows),
    )


def _text(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
