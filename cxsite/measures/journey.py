"""Measures of a journey: its lowest touchpoints, and how many of its pain points are addressed."""

import itertools
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from cxsite.model.items.journey import PainPoint, Stage
from cxsite.model.items.part import SaidAtTouchpoint

# One score for everybody, or a score for each persona.
TouchpointScore = float | Mapping[str, float]


def lowest_touchpoints(scores: Mapping[str, TouchpointScore | None]) -> tuple[str, ...]:
    """Give the touchpoints with the lowest score of the journey, in the order of `scores`.

    `scores` is touchpoint → score. Where personas differ, the lowest of their scores counts. Touchpoints
    without a score are left out.
    """
    lowest = {id_: value for id_, score in scores.items() if (value := _lowest(score)) is not None}
    bottom = min(lowest.values(), default=None)
    return tuple(id_ for id_, value in lowest.items() if value == bottom)


def touchpoint_of(stage: Stage, said: PainPoint | SaidAtTouchpoint) -> str | None:
    """Give the id of the touchpoint that something said of a stage belongs to; None where it is the stage as a whole.

    It is the one that it names, or else the only one of the stage.
    """
    here = [point.id for point in stage.touchpoints]
    if said.touchpoint in here:
        return said.touchpoint
    return here[0] if len(here) == 1 else None


def unaddressed(pain_points: Iterable[str], addressed: Collection[str]) -> tuple[str, ...]:
    """Give the pain points that no initiative addresses, in their order."""
    return tuple(point for point in pain_points if point not in addressed)


def coverage(pain_points: Collection[str], addressed: Collection[str]) -> float | None:
    """Give the share, 0–1, of the pain points that an initiative addresses; None without pain points."""
    if not pain_points:
        return None
    return 1 - len(unaddressed(pain_points, addressed)) / len(pain_points)


FREQUENCIES = ("rare", "sometimes", "often", "always")
STAKE_FORMULA = "affected × share × cost of a case, a year"
STAKE_RANK_FORMULA = "severity × frequency (rare 1 … always 4)"


@dataclass(frozen=True, slots=True)
class Stake:
    """What a pain point is worth a year, in money; or else a rank, which is no money. `formula` says which."""

    value: float
    money: bool
    formula: str


def value_at_stake(
    affected: float | None,
    share: float | None,
    case_cost: float | None,
    severity: int | None,
    frequency: str | None,
) -> Stake | None:
    """Give what a pain point costs a year; without the inputs for that, a rank of 1 to 20 by severity and frequency."""
    if affected is not None and share is not None and case_cost is not None:
        return Stake(affected * share * case_cost, True, STAKE_FORMULA)
    if severity is None or frequency not in FREQUENCIES:
        return None
    return Stake(float(severity * (FREQUENCIES.index(frequency) + 1)), False, STAKE_RANK_FORMULA)


def mean_score(scores: Iterable[float | None]) -> float | None:
    """Give the mean of the scores that are known; None where none is."""
    known = [score for score in scores if score is not None]
    return sum(known) / len(known) if known else None


def scores_of(score: TouchpointScore | None) -> list[float]:
    """Give the scores of a touchpoint: that of everybody, or those of the personas."""
    if isinstance(score, Mapping):
        return list(score.values())
    return [] if score is None else [score]


def drop_off(values: Sequence[float | None]) -> list[tuple[int, int, float]]:
    """Give, between stages whose numbers are known, the positions of both and the share that is lost, 0–1.

    Below 0 where there are more than before. Stages without a number are passed over.
    """
    known = [(at, value) for at, value in enumerate(values) if value is not None]
    return [
        (first, second, 1 - after / before)
        for (first, before), (second, after) in itertools.pairwise(known)
        if before > 0
    ]


def _lowest(score: TouchpointScore | None) -> float | None:
    return min(scores_of(score), default=None)
