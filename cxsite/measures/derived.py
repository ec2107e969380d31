"""How the derived values of items (see `catalogue`) are computed from model items.

`of_item` needs one item, so its values are as restricted as what it is given. `of_view` looks at many and is
computed from what an audience sees. Values that would assert an absence are internal by declaration.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from cxsite.measures import finance, horizon, journey, prioritization, progress, risk, schedule, series, survey
from cxsite.measures.answers import NpsCounts
from cxsite.model.charter import Charter
from cxsite.model.initiative import Initiative
from cxsite.model.item import Item
from cxsite.model.journey import Journey
from cxsite.model.kpi import Kpi, Measurement
from cxsite.model.risk import Risk

Facts = dict[str, Any]
Items = Mapping[str, Mapping[str, Item]]


def of_item(kind: str, item: Item, charter: Charter, today: dt.date) -> Facts:
    """The derived values of one item; values without an input are absent."""
    compute = _OF_ITEM.get(kind)
    return {} if compute is None else {k: v for k, v in compute(item, charter, today).items() if v is not None}


def of_view(
    items: Items, facts: Mapping[tuple[str, str], Mapping[str, Any]], charter: Charter
) -> dict[tuple[str, str], Facts]:
    """The derived values that need other items, for all of `items`; `facts` are those of `of_item`."""
    found: dict[tuple[str, str], Facts] = {}
    initiatives = {k: v for k, v in items.get("initiative", {}).items() if isinstance(v, Initiative)}
    for id_, slot in _schedule(initiatives).items():
        found.setdefault(("initiative", id_), {})["schedule"] = slot
    by_quadrant = charter.prioritization.model == "quadrant"
    for id_, place in _ranks(initiatives, facts, by_quadrant).items():
        found.setdefault(("initiative", id_), {})["rank"] = place
    addressed = {point for item in initiatives.values() if item.status != "dropped" for point in item.addresses}
    for id_, item_ in items.get("journey", {}).items():
        assert isinstance(item_, Journey)
        points = [f"{id_}/{point.id}" for stage in item_.stages for point in stage.pain_points]
        if points:
            open_points = journey.unaddressed(points, addressed)
            found["journey", id_] = {
                "unaddressed": [point.split("/", 1)[1] for point in open_points],
                "coverage": journey.coverage(points, addressed),
            }
    return found


def _schedule(initiatives: Mapping[str, Initiative]) -> dict[str, Facts]:
    """The slots of what is linked with something; what stands alone has no place in a network."""
    slots = schedule.schedule(
        schedule.Activity(
            id_,
            item.start.first if item.start else None,
            item.end.last if item.end else None,
            item.depends_on,
        )
        for id_, item in initiatives.items()
        if item.status != "dropped"
    )
    return {
        id_: {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(slot).items() if v is not None}
        for id_, slot in slots.items()
        if slot.slack_days is not None or slot.conflicts or initiatives[id_].depends_on
    }


def _ranks(
    initiatives: Mapping[str, Initiative],
    facts: Mapping[tuple[str, str], Mapping[str, Any]],
    by_quadrant: bool,
) -> dict[str, int]:
    """Places of what can still be decided; without a scoring model, the better quadrant comes first."""

    def value(id_: str) -> float | None:
        known = facts.get(("initiative", id_), {})
        if by_quadrant:
            return -prioritization.QUADRANTS.index(known["quadrant"]) if "quadrant" in known else None
        found: float | None = known.get("score")
        return found

    return prioritization.rank(
        prioritization.Candidate(id_, item.title, value(id_))
        for id_, item in initiatives.items()
        if item.status not in ("shipped", "dropped")
    )


def _initiative(item: Item, charter: Charter, today: dt.date) -> Facts:
    assert isinstance(item, Initiative)
    limits = charter.prioritization.quick_win
    rice = prioritization.rice(*_inputs(item.rice, "reach", "impact", "confidence", "effort"))
    ice = prioritization.ice(*_inputs(item.ice, "impact", "confidence", "ease"))
    wsjf = prioritization.wsjf(*_inputs(item.wsjf, "value", "time_criticality", "risk_reduction", "job_size"))
    criteria = {
        name: prioritization.Criterion(c.weight, c.min, c.max, c.cost)
        for name, c in charter.prioritization.criteria.items()
    }
    weighted = prioritization.weighted(item.weighted or None, criteria) if criteria else None
    quadrant = prioritization.quadrant(item.impact, item.effort, limits.impact, limits.effort)
    scores = {"rice": rice, "ice": ice, "wsjf": wsjf, "weighted": weighted}
    by_model = scores.get(charter.prioritization.model)
    benefit: finance.Benefit | None = None
    if item.benefit:
        benefit = item.benefit[0] if len(item.benefit) == 1 else item.benefit
    facts = [*(update.date for update in item.updates), *([item.shipped] if item.shipped else [])]
    return {
        "horizon": horizon.horizon(item.status, item.horizon),
        "quadrant": quadrant,
        **{name: _score(score) for name, score in scores.items()},
        "score": by_model.value if by_model else None,
        "roi": finance.roi(item.cost, benefit, _horizon_years(item, benefit)),
        "payback_years": finance.payback_years(item.cost, benefit),
        "updated": max((day for day in facts if day <= today), default=None),
    }


def _horizon_years(item: Initiative, benefit: finance.Benefit | None) -> float | None:
    if item.horizon_years is not None:
        return item.horizon_years
    return None if isinstance(benefit, tuple) else 1.0


def _inputs(value: Any, *names: str) -> tuple[float | None, ...]:
    return tuple(getattr(value, name) if value is not None else None for name in names)


def _score(score: prioritization.Score | None) -> Facts | None:
    if score is None:
        return None
    return {"value": score.value, "inputs": dict(score.inputs), "formula": score.formula}


def _kpi(item: Item, charter: Charter, today: dt.date) -> Facts:
    assert isinstance(item, Kpi)
    known = series.known_at([m.date for m in item.measurements], today)
    current = item.measurements[known[-1]] if known else None
    previous = item.measurements[known[-2]] if len(known) > 1 else None
    at = progress.active_target([target.date.last for target in item.targets], today)
    target = item.targets[at] if at is not None else None
    done = progress.progress(
        item.baseline.value if item.baseline else None,
        current.value if current else None,
        target.value if target else None,
    )
    expected = progress.expected_progress(
        item.baseline.date if item.baseline else None, target.date.last if target else None, today
    )
    limits = item.thresholds
    trend = series.trend(previous.value if previous else None, current.value if current else None, item.direction)
    return {
        "current": {"date": current.date, "value": current.value, "n": current.n} if current else None,
        "interval": _interval(item, current),
        "target": {"date": target.date, "value": target.value} if target else None,
        "progress": done,
        "expected_progress": expected,
        "rag": progress.rag(
            done,
            expected,
            progress.Thresholds(limits.on_track, limits.at_risk) if limits else progress.DEFAULT_THRESHOLDS,
        ),
        "trend": asdict(trend) if trend else None,
    }


def _interval(item: Kpi, current: Measurement | None) -> Facts | None:
    """From the counts behind the current value; from the share and n where only these are known."""
    if current is None:
        return None
    interval = None
    if item.metric == "nps" and len(current.counts) == 3:
        estimate = survey.nps(NpsCounts(*current.counts))
        interval = estimate.interval if estimate else None
    elif item.metric == "csat" and current.counts:
        estimate = survey.csat(current.counts, "mean" if item.method == "mean" else "top-box")
        interval = estimate.interval if estimate else None
    elif item.metric == "ces" and current.counts:
        estimate = survey.ces(current.counts, item.method or "mean")
        interval = estimate.interval if estimate else None
    elif item.metric in ("csat", "rate") and item.unit == "%" and item.method in (None, "top-box"):
        interval = survey.share_interval(current.value, current.n)
    return asdict(interval) if interval else None


def _risk(item: Item, charter: Charter, today: dt.date) -> Facts:
    assert isinstance(item, Risk)
    bands = [risk.Band(name, *band_ends(text)) for name, text in charter.risk_bands.items()]
    inherent = risk.assess(item.likelihood, item.impact, bands, charter.risk_matrix)
    rest = item.residual
    residual = risk.assess(rest.likelihood, rest.impact, bands, charter.risk_matrix) if rest else None
    return {
        "score": inherent.score,
        "level": inherent.level,
        "residual_score": residual.score if residual else None,
        "residual_level": residual.level if residual else None,
    }


def band_ends(text: str) -> tuple[int, int]:
    """Lowest and highest score of a band written as `5-9` or `5`."""
    low, _, high = text.partition("-")
    return int(low), int(high or low)


def _journey(item: Item, charter: Charter, today: dt.date) -> Facts:
    assert isinstance(item, Journey)
    scores = {point.id: point.score for stage in item.stages for point in stage.touchpoints}
    return {"lowest_touchpoints": list(journey.lowest_touchpoints(scores)) or None}


_OF_ITEM: dict[str, Callable[[Item, Charter, dt.date], Facts]] = {
    "initiative": _initiative,
    "kpi": _kpi,
    "risk": _risk,
    "journey": _journey,
}
