"""Prioritization models: quadrant, RICE, ICE, WSJF, weighted scoring, and the ranking by a score."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Quadrant = Literal["quick-win", "big-bet", "fill-in", "reconsider"]

# In the order in which work is taken up.
QUADRANTS: tuple[Quadrant, ...] = ("quick-win", "big-bet", "fill-in", "reconsider")
RICE_IMPACTS = (3.0, 2.0, 1.0, 0.5, 0.25)
WSJF_SIZES = (1, 2, 3, 5, 8, 13, 20)

RICE_FORMULA = "reach × impact × confidence ÷ effort"
ICE_FORMULA = "impact × confidence × ease"
WSJF_FORMULA = "(value + time criticality + risk reduction) ÷ job size"
WEIGHTED_FORMULA = "Σ weight × normalised score ÷ Σ weight × 100"


@dataclass(frozen=True, slots=True)
class Score:
    """A score with the inputs it was made from, by field name, and its formula."""

    value: float
    inputs: Mapping[str, float]
    formula: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion of weighted scoring: its weight, the ends of its scale; for a `cost`, less is better."""

    weight: float
    min: float
    max: float
    cost: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item to be ranked by `value`; without a value it gets no rank."""

    id: str
    title: str
    value: float | None


def quadrant(
    impact: float | None, effort: float | None, high_impact: float = 4, low_effort: float = 2
) -> Quadrant | None:
    """Place an initiative in the impact–effort matrix, both 1–5.

    Impact from `high_impact` on is high, effort up to `low_effort` is low. None when an input is missing.
    """
    if impact is None or effort is None:
        return None
    if impact >= high_impact:
        return "quick-win" if effort <= low_effort else "big-bet"
    return "fill-in" if effort <= low_effort else "reconsider"


def rice(reach: float | None, impact: float | None, confidence: float | None, effort: float | None) -> Score | None:
    """Give reach × impact × confidence ÷ effort.

    Reach in people per stated period, impact of `RICE_IMPACTS`, confidence 0–1, effort in person-months.
    Values off their scale are computed as they stand. None when an input is missing or effort is not above
    0. Source: the RICE model of Intercom.
    """
    if reach is None or impact is None or confidence is None or effort is None or effort <= 0:
        return None
    inputs = {"reach": reach, "impact": impact, "confidence": confidence, "effort": effort}
    return Score(reach * impact * confidence / effort, inputs, RICE_FORMULA)


def ice(impact: float | None, confidence: float | None, ease: float | None) -> Score | None:
    """Give impact × confidence × ease, 1–10 each, so 1–1000. None when an input is missing."""
    if impact is None or confidence is None or ease is None:
        return None
    inputs = {"impact": impact, "confidence": confidence, "ease": ease}
    return Score(impact * confidence * ease, inputs, ICE_FORMULA)


def wsjf(
    value: float | None, time_criticality: float | None, risk_reduction: float | None, job_size: float | None
) -> Score | None:
    """Give weighted shortest job first: the cost of delay ÷ the size of the job, each of `WSJF_SIZES`.

    None when an input is missing or the job size is not above 0. Source: the Scaled Agile Framework.
    """
    if value is None or time_criticality is None or risk_reduction is None or job_size is None or job_size <= 0:
        return None
    inputs = {
        "value": value,
        "time_criticality": time_criticality,
        "risk_reduction": risk_reduction,
        "job_size": job_size,
    }
    return Score((value + time_criticality + risk_reduction) / job_size, inputs, WSJF_FORMULA)


def weighted(scores: Mapping[str, float] | None, criteria: Mapping[str, Criterion]) -> Score | None:
    """Give the weighted score, 0–100, from a score for each criterion.

    A score is normalised to (score − min) ÷ (max − min), a cost to 1 − that. None when there are no
    criteria, when a criterion has no score or a scale without length, or when the weights sum to 0. Scores
    without criterion are left out.
    """
    if not scores or not criteria or any(name not in scores for name in criteria):
        return None
    if any(c.max == c.min for c in criteria.values()):
        return None
    total = math.fsum(c.weight for c in criteria.values())
    if total == 0:
        return None
    value = math.fsum(c.weight * _normalised(scores[name], c) for name, c in criteria.items()) / total * 100
    return Score(value, {name: scores[name] for name in criteria}, WEIGHTED_FORMULA)


def rank(candidates: Iterable[Candidate]) -> dict[str, int]:
    """Rank by value, highest first, from 1 on: id → rank, in the order of the ranks.

    Equal values (to 12 digits) rank by title, then id, so that every rank is given once. Candidates without
    a value are left out. For the quadrant model give `-QUADRANTS.index(quadrant)` as value.
    """
    valued = sorted((order_of(c, c.value), c.id) for c in candidates if c.value is not None)
    return {id_: position for position, (_, id_) in enumerate(valued, start=1)}


def order_of(candidate: Candidate, value: float) -> tuple[float, str, str, str]:
    """Where a candidate with this value stands among others: the smallest comes first."""
    # 12 digits: 0.1 × 3 and 0.3 are one value, whatever the order of the multiplication.
    return -float(f"{value:.12g}"), candidate.title.casefold(), candidate.title, candidate.id


def _normalised(score: float, criterion: Criterion) -> float:
    share = (score - criterion.min) / (criterion.max - criterion.min)
    return 1 - share if criterion.cost else share
