"""The derived values of initiatives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cxsite.measures import horizon, network, prioritization, schedule
from cxsite.measures.record import Derived, Facts, Given, Whole
from cxsite.model.charter import Charter
from cxsite.model.items.initiative import COMMITTED, OPEN, Initiative, Milestone
from cxsite.model.period import Period, Precision

RANKING = ("prioritization",)
SCORES = ("rice", "ice", "wsjf", "weighted")


def _horizon(item: Initiative, given: Given) -> horizon.Horizon | None:
    return horizon.horizon(item.status, item.horizon)


def _quadrant(item: Initiative, given: Given) -> prioritization.Quadrant | None:
    limits = given.charter.prioritization.quick_win
    return prioritization.quadrant(item.impact, item.effort, limits.impact, limits.effort)


def _rice(item: Initiative, given: Given) -> Facts | None:
    return _score(prioritization.rice(*_inputs(item.rice, "reach", "impact", "confidence", "effort")))


def _ice(item: Initiative, given: Given) -> Facts | None:
    return _score(prioritization.ice(*_inputs(item.ice, "impact", "confidence", "ease")))


def _wsjf(item: Initiative, given: Given) -> Facts | None:
    names = ("value", "time_criticality", "risk_reduction", "job_size")
    return _score(prioritization.wsjf(*_inputs(item.wsjf, *names)))


def _weighted(item: Initiative, given: Given) -> Facts | None:
    criteria = criteria_of(given.charter)
    return _score(prioritization.weighted(item.weighted or None, criteria) if criteria else None)


def criteria_of(charter: Charter) -> Mapping[str, prioritization.Criterion]:
    """The criteria of the weighted score, as roadmap.yml has them."""
    return {
        name: prioritization.Criterion(one.weight, one.min, one.max, one.cost)
        for name, one in charter.prioritization.criteria.items()
    }


_BY_MODEL = {"rice": _rice, "ice": _ice, "wsjf": _wsjf, "weighted": _weighted}


def _by_model(item: Initiative, given: Given) -> float | None:
    compute = _BY_MODEL.get(given.charter.prioritization.model)
    found = compute(item, given) if compute else None
    return found["value"] if found else None


def _inputs(value: Any, *names: str) -> tuple[float | None, ...]:
    return tuple(getattr(value, name) if value is not None else None for name in names)


def _score(score: prioritization.Score | None) -> Facts | None:
    if score is None:
        return None
    return {"value": score.value, "inputs": dict(score.inputs), "formula": score.formula}


def _updated(item: Initiative, given: Given) -> dt.date | None:
    days = [*(update.date for update in item.updates), *([item.shipped] if item.shipped else [])]
    return max((day for day in days if day <= given.today), default=None)


def initiatives_of(whole: Whole) -> Mapping[str, Initiative]:
    """The initiatives that an audience sees, by id."""
    return {id_: item for id_, item in whole.items.get("initiative", {}).items() if isinstance(item, Initiative)}


def _schedule(whole: Whole) -> dict[str, Facts]:
    """The slots of what is linked with something; what stands alone has no place in a network."""
    initiatives = initiatives_of(whole)
    slots = schedule.schedule(network.activities(initiatives.values()), whole.today)
    return {
        id_: slot
        for id_, found in slots.items()
        if (slot := _slot(initiatives[id_], found, network.conflicts(initiatives[id_], initiatives)))
    }


def _slot(item: Initiative, slot: schedule.Slot, conflicts: list[str]) -> Facts:
    if slot.slack_days is None and not conflicts and not item.depends_on:
        return {}
    exact = slot.precision == "day"
    late = item.end is not None and slot.expected_end is not None and slot.expected_end > item.end.last
    values = {
        "earliest_start": _answer(slot.earliest_start, slot.precision),
        "expected_end": _answer(slot.expected_end, slot.precision),
        "slack_days": slot.slack_days if exact else None,
        "slip_days": _days_between(item, slot) if exact and late else None,
        "late": late,
        "critical": slot.critical,
        "conflicts": conflicts,
    }
    return {name: value for name, value in values.items() if value is not None}


def _answer(day: dt.date | None, precision: Precision) -> Period | None:
    return schedule.answer(day, precision) if day else None


def _days_between(item: Initiative, slot: schedule.Slot) -> int | None:
    return (slot.expected_end - item.end.last).days if slot.expected_end and item.end else None


def _unblocks(whole: Whole) -> dict[str, int | None]:
    found = schedule.unblocks(network.activities(initiatives_of(whole).values()))
    return {id_: count or None for id_, count in found.items()}


def _states(whole: Whole) -> dict[str, str]:
    initiatives = initiatives_of(whole)
    return {id_: _state(item, initiatives, whole.today) for id_, item in initiatives.items()}


def _state(item: Initiative, initiatives: Mapping[str, Initiative], today: dt.date) -> str:
    if item.status in COMMITTED and item.end and item.end.last < today:
        return "overdue"
    return "waiting" if network.waits(item, initiatives) else item.status


def _milestone_states(item: Initiative, given: Given) -> list[str] | None:
    return [_milestone_state(item, one, given.today) for one in item.milestones] or None


def _milestone_state(item: Initiative, milestone: Milestone, today: dt.date) -> str:
    if milestone.done:
        return "reached"
    missed = item.status in OPEN and milestone.date is not None and milestone.date.last < today
    return "missed" if missed else "open"


VALUES: tuple[Derived, ...] = (
    Derived(
        "initiative",
        "state",
        "Its status, or `overdue` once its end has passed, or `waiting` for something that it needs.",
        many=_states,
        inputs=("status",),
        optional=("end", "depends_on"),
        internal=True,
        soften=lambda item, value: item.status,
    ),
    Derived(
        "initiative",
        "milestone_state",
        "Of each milestone: open, reached or missed.",
        one=_milestone_states,
        inputs=("milestones", "status"),
        internal=True,
        names_parts=True,
        part="milestones",
        soften=lambda item, value: ["open" if one == "missed" else one for one in value],
    ),
    Derived(
        "initiative",
        "horizon",
        "Now, next, later or shipped, from the status.",
        one=_horizon,
        inputs=("status", "horizon"),
    ),
    Derived(
        "initiative",
        "quadrant",
        "Quick win, big bet, fill-in or reconsider, from impact and effort.",
        one=_quadrant,
        inputs=("impact", "effort"),
        settings=RANKING,
    ),
    Derived("initiative", "rice", prioritization.RICE_FORMULA, one=_rice, inputs=("rice",)),
    Derived("initiative", "ice", prioritization.ICE_FORMULA, one=_ice, inputs=("ice",)),
    Derived("initiative", "wsjf", prioritization.WSJF_FORMULA, one=_wsjf, inputs=("wsjf",)),
    Derived(
        "initiative",
        "weighted",
        prioritization.WEIGHTED_FORMULA,
        one=_weighted,
        inputs=("weighted",),
        settings=RANKING,
    ),
    Derived(
        "initiative",
        "score",
        "The score by the site's model of prioritization.",
        one=_by_model,
        inputs=SCORES,
        settings=RANKING,
    ),
    Derived(
        "initiative",
        "schedule",
        "Earliest start, expected end, slack, critical path, conflicts, as it stands today.",
        many=_schedule,
        inputs=("start", "end", "depends_on", "shipped"),
        internal=True,
    ),
    Derived(
        "initiative",
        "unblocks",
        "How many wait for it, directly or through others.",
        many=_unblocks,
        inputs=("depends_on",),
        optional=("start", "end", "shipped"),
        internal=True,
    ),
    Derived(
        "initiative",
        "updated",
        "The newest date of a visible fact.",
        one=_updated,
        optional=("updates", "shipped"),
    ),
)
