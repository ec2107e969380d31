"""How far a place in a ranking carries: every estimate moved by one step on its own scale, one at a time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cxsite.measures.prioritization import RICE_IMPACTS, WSJF_SIZES, Candidate, Criterion, order_of

SHARE = 0.2
"""What has no steps of its own moves by a fifth: reach, effort, weights."""
CONFIDENCE = 0.1
SCALE_PART = 0.25
"""A score of a criterion moves by a quarter of its scale: one point of 1 to 5."""
_TEN = tuple(range(1, 11))
_FIVE = tuple(range(1, 6))
_STEPS: Mapping[str, Mapping[str, Sequence[float]]] = {
    "rice": {"impact": sorted(RICE_IMPACTS)},
    "ice": {"impact": _TEN, "confidence": _TEN, "ease": _TEN},
    "wsjf": dict.fromkeys(("value", "time_criticality", "risk_reduction", "job_size"), WSJF_SIZES),
    "quadrant": {"impact": _FIVE, "effort": _FIVE},
}


def moved_inputs(
    model: str, inputs: Mapping[str, float], criteria: Mapping[str, Criterion]
) -> Iterator[Mapping[str, float]]:
    """The inputs of a score by `model`, with one of them a step lower or higher; none leaves its scale."""
    for name, value in inputs.items():
        for other in _moved(model, name, value, criteria):
            if other != value:
                yield {**inputs, name: other}


def _moved(model: str, name: str, value: float, criteria: Mapping[str, Criterion]) -> Sequence[float]:
    steps = _STEPS.get(model, {}).get(name)
    if steps is not None:
        lower, higher = [step for step in steps if step < value], [step for step in steps if step > value]
        return [*lower[-1:], *higher[:1]]
    if model == "weighted":
        ends = sorted((criteria[name].min, criteria[name].max))
        step = SCALE_PART * (ends[1] - ends[0])
        return [min(max(value + way * step, ends[0]), ends[1]) for way in (-1, 1)]
    if name == "confidence":
        return [min(max(value + way * CONFIDENCE, 0.0), 1.0) for way in (-1, 1)]
    return [value * (1 - SHARE), value * (1 + SHARE)]


def moved_weights(criteria: Mapping[str, Criterion]) -> Iterator[Mapping[str, Criterion]]:
    """The criteria with one of their weights a fifth lower or higher."""
    for name, one in criteria.items():
        for factor in (1 - SHARE, 1 + SHARE):
            yield {**criteria, name: Criterion(one.weight * factor, one.min, one.max, one.cost)}


def places(ranked: Sequence[Candidate], others: Mapping[str, Iterable[float]]) -> dict[str, tuple[int, int]]:
    """The best and the worst place of each candidate: id → both, 1 is the first.

    `others` are the values that a candidate might have instead, by id, while all else stays as it is.
    """
    order = sorted(order_of(one, one.value) for one in ranked if one.value is not None)
    found = {}
    for one in ranked:
        if one.value is None:
            continue
        own = order_of(one, one.value)
        at = [bisect_left(order, own)]
        for value in others.get(one.id, ()):
            moved = order_of(one, value)
            # Its own old place is no longer taken.
            at.append(bisect_left(order, moved) - (own < moved))
        found[one.id] = (min(at) + 1, max(at) + 1)
    return found
