"""The derived values that compare initiatives: places by each model, and how far they carry."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from cxsite.measures import prioritization, sensitivity
from cxsite.measures.prioritization import Candidate
from cxsite.measures.record import Derived, Facts, Whole
from cxsite.measures.values.initiative import RANKING, SCORES, criteria_of, initiatives_of
from cxsite.model.items.initiative import OPEN, Initiative

_OF_INPUTS = (*SCORES, "impact", "effort")


def _ranks(whole: Whole) -> dict[str, int]:
    """Places by the site's model of what can still be decided."""
    return prioritization.rank(_candidates(whole, whole.charter.prioritization.model))


def _ranks_by_model(whole: Whole) -> dict[str, dict[str, int]]:
    """Places by every model that has scores to compare, side by side."""
    found: dict[str, dict[str, int]] = {}
    for model in ("quadrant", *SCORES):
        places = prioritization.rank(_candidates(whole, model))
        for id_, place in places.items() if len(places) > 1 else ():
            found.setdefault(id_, {})[model] = place
    return found


def _candidates(whole: Whole, model: str) -> list[Candidate]:
    """What can still be decided, with its value by one model; without a score, the better quadrant comes first."""

    def value(id_: str) -> float | None:
        known = whole.facts.get(("initiative", id_), {}).get(model)
        if known is None:
            return None
        return -prioritization.QUADRANTS.index(known) if model == "quadrant" else known["value"]

    return [
        Candidate(id_, item.title, value(id_)) for id_, item in initiatives_of(whole).items() if item.status in OPEN
    ]


def _ranges(whole: Whole) -> dict[str, Facts]:
    """The best and worst place by the site's model, with every estimate moved by one step, one at a time."""
    model = whole.charter.prioritization.model
    ranked = [one for one in _candidates(whole, model) if one.value is not None]
    if len(ranked) < 2:
        return {}
    items = initiatives_of(whole)
    others = {one.id: list(_other_values(items[one.id], model, whole)) for one in ranked}
    found = sensitivity.places(ranked, others)
    criteria = criteria_of(whole.charter) if model == "weighted" else {}
    for weights in sensitivity.moved_weights(criteria):
        values = {one.id: prioritization.weighted(items[one.id].weighted, weights) for one in ranked}
        moved = prioritization.rank(
            Candidate(one.id, one.title, score.value) for one in ranked if (score := values[one.id]) is not None
        )
        found = {id_: (min(best, moved[id_]), max(worst, moved[id_])) for id_, (best, worst) in found.items()}
    return {id_: {"best": best, "worst": worst} for id_, (best, worst) in found.items()}


def _other_values(item: Initiative, model: str, whole: Whole) -> Iterator[float]:
    """The values by `model` that an initiative would have with one of its estimates moved."""
    criteria = criteria_of(whole.charter)
    for inputs in sensitivity.moved_inputs(model, _inputs(item, model, whole), criteria):
        if model == "quadrant":
            limits = whole.charter.prioritization.quick_win
            placed = prioritization.quadrant(inputs["impact"], inputs["effort"], limits.impact, limits.effort)
            if placed is not None:
                yield -prioritization.QUADRANTS.index(placed)
            continue
        score = prioritization.weighted(inputs, criteria) if model == "weighted" else _SCORE[model](**inputs)
        if score is not None:
            yield score.value


_SCORE: Mapping[str, Callable[..., prioritization.Score | None]] = {
    "rice": prioritization.rice,
    "ice": prioritization.ice,
    "wsjf": prioritization.wsjf,
}


def _inputs(item: Initiative, model: str, whole: Whole) -> Mapping[str, float]:
    if model == "quadrant":
        return {"impact": item.impact or 0, "effort": item.effort or 0}
    inputs: Mapping[str, float] = whole.facts["initiative", item.id][model]["inputs"]
    return inputs


VALUES: tuple[Derived, ...] = (
    Derived(
        "initiative",
        "rank",
        "The place by score; ties by title, then id.",
        many=_ranks,
        inputs=_OF_INPUTS,
        settings=RANKING,
    ),
    Derived(
        "initiative",
        "rank_range",
        "The best and the worst place that it would have with one of its estimates, or one weight, a step off.",
        many=_ranges,
        inputs=_OF_INPUTS,
        settings=RANKING,
    ),
    Derived(
        "initiative",
        "ranks",
        "The place by each model, where there is something to compare.",
        many=_ranks_by_model,
        inputs=_OF_INPUTS,
        settings=RANKING,
    ),
)
