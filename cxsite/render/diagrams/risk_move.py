"""Geometry of a risk before and after its response: two places on the scale of scores, in percent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cxsite.measures.risk import HIGHEST_SCORE, Band


@dataclass(frozen=True, slots=True)
class Move:
    """Where the score stands, and where it will stand after the response (empty where nobody said); `begin` and
    `width` are the stretch between the two."""

    now: str
    rest: str
    begin: str
    width: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A band of the scale: its name, where it begins, how wide it is."""

    name: str
    x: str
    width: str


def move(score: int, rest: int | None) -> Move:
    """The places of two scores of 1 to 25: each in the middle of its step."""
    ends = sorted((_middle(score), _middle(rest if rest is not None else score)))
    return Move(
        _percent(_middle(score)),
        _percent(_middle(rest)) if rest is not None else "",
        _percent(ends[0]),
        _percent(ends[1] - ends[0]),
    )


def zones(bands: Sequence[Band]) -> tuple[Zone, ...]:
    """The bands from the least to the worst; each holds the steps of its scores."""
    found = sorted(bands, key=lambda band: band.low)
    return tuple(Zone(one.name, _percent(_step(one.low - 1)), _percent(_step(one.high - one.low + 1))) for one in found)


def _middle(score: int) -> float:
    return _step(score) - _step(1) / 2


def _step(score: float) -> float:
    return 100 * score / HIGHEST_SCORE


def _percent(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"
