"""The derived values of journeys: where they feel worst, and which of their pain points nobody answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from cxsite.measures import journey
from cxsite.measures.record import Derived, Facts, Given, Whole
from cxsite.model.items.initiative import UNDER_WAY, Initiative
from cxsite.model.items.journey import Journey, Stage
from cxsite.model.items.kpi import Kpi
from cxsite.model.scalars import after


def _lowest(item: Journey, given: Given) -> list[str] | None:
    scores = {point.id: point.score for stage in item.stages for point in stage.touchpoints}
    return list(journey.lowest_touchpoints(scores)) or None


def _points(whole: Whole) -> Iterator[tuple[str, list[str]]]:
    """Every journey that has pain points, with their full ids."""
    for id_, item in whole.items.get("journey", {}).items():
        assert isinstance(item, Journey)
        points = [f"{id_}/{point.id}" for stage in item.stages for point in stage.pain_points]
        if points:
            yield id_, points


def _addressed(whole: Whole) -> set[str]:
    found = whole.items.get("initiative", {}).values()
    running = (item for item in found if isinstance(item, Initiative) and item.status != "dropped")
    return {point for item in running for point in item.addresses}


def _unaddressed(whole: Whole) -> dict[str, list[str]]:
    addressed = _addressed(whole)
    return {
        id_: [point.split("/", 1)[1] for point in journey.unaddressed(points, addressed)]
        for id_, points in _points(whole)
    }


def _coverage(whole: Whole) -> dict[str, float | None]:
    addressed = _addressed(whole)
    return {id_: journey.coverage(points, addressed) for id_, points in _points(whole)}


def _point_states(whole: Whole) -> dict[str, dict[str, str]]:
    answers: dict[str, list[Initiative]] = {}
    for item in whole.items.get("initiative", {}).values():
        assert isinstance(item, Initiative)
        for point in item.addresses if item.status != "dropped" else ():
            answers.setdefault(point, []).append(item)
    return {
        id_: {point.split("/", 1)[1]: _point_state(answers.get(point, ())) for point in points}
        for id_, points in _points(whole)
    }


def _point_state(answers: Sequence[Initiative]) -> str:
    """How far a pain point is answered; `answers` are the initiatives that address it and were not dropped."""
    if answers and all(one.status == "shipped" for one in answers):
        return "solved"
    return "being-fixed" if any(one.status in UNDER_WAY for one in answers) else "open"


def _stakes(item: Journey, given: Given) -> dict[str, Facts] | None:
    found = {
        point.id: asdict(stake)
        for stage in item.stages
        for point in stage.pain_points
        if (
            stake := journey.value_at_stake(
                point.affected, point.share, point.case_cost, point.severity, point.frequency
            )
        )
    }
    return found or None


def _by_severity(whole: Whole) -> dict[str, dict[str, dict[str, int]]]:
    """For each severity that occurs, the worst first: how many pain points, and how many are addressed."""
    addressed = _addressed(whole)
    found = {}
    for id_, item in whole.items.get("journey", {}).items():
        assert isinstance(item, Journey)
        counts: dict[int, dict[str, int]] = {}
        for stage in item.stages:
            for point in stage.pain_points:
                if point.severity is not None:
                    count = counts.setdefault(point.severity, {"addressed": 0, "all": 0})
                    count["all"] += 1
                    count["addressed"] += f"{id_}/{point.id}" in addressed
        if counts:
            found[id_] = {str(severity): counts[severity] for severity in sorted(counts, reverse=True)}
    return found


def _unmeasured(item: Journey, given: Given) -> list[str] | None:
    points = (point for stage in item.stages for point in stage.touchpoints)
    return [point.id for point in points if point.moment_of_truth and not point.kpis] or None


def _drop_offs(whole: Whole) -> dict[str, list[Facts] | None]:
    """From stage to stage, by the first KPI of each that counts the same thing on the same day."""
    return {
        id_: _drop_off(item, whole) or None
        for id_, item in whole.items.get("journey", {}).items()
        if isinstance(item, Journey)
    }


def _drop_off(item: Journey, whole: Whole) -> list[Facts]:
    counted = [_counted(stage, whole) for stage in item.stages]
    first = next((one for one in counted if one), None)
    values = [one.value if one and first and one.same_as(first) else None for one in counted]
    return [
        {"from": item.stages[before].id, "to": item.stages[after].id, "share": share}
        for before, after, share in journey.drop_off(values)
    ]


@dataclass(frozen=True, slots=True)
class _Counted:
    value: float
    unit: str
    day: dt.date

    def same_as(self, other: _Counted) -> bool:
        return (self.unit, self.day) == (other.unit, other.day)


def _counted(stage: Stage, whole: Whole) -> _Counted | None:
    for id_ in stage.kpis:
        kpi, current = whole.items.get("kpi", {}).get(id_), whole.facts.get(("kpi", id_), {}).get("current")
        if isinstance(kpi, Kpi) and kpi.metric == "count" and current:
            return _Counted(current["value"], kpi.unit, current["date"])
    return None


def _next_validation(item: Journey, given: Given) -> dt.date | None:
    days = [one.date for one in item.validated if one.date <= given.today]
    return after(max(days), item.review_every) if days and item.review_every else None


VALUES: tuple[Derived, ...] = (
    Derived(
        "journey",
        "pain_point_value_at_stake",
        "Of each pain point: affected × share × cost of a case, a year; else a rank, severity × frequency.",
        one=_stakes,
        inputs=("stages",),
        internal=True,
        names_parts=True,
        part="pain_points",
    ),
    Derived(
        "journey",
        "coverage_by_severity",
        "By severity: how many pain points there are, and how many are addressed.",
        many=_by_severity,
        inputs=("stages",),
        internal=True,
    ),
    Derived(
        "journey",
        "unmeasured_moments",
        "Moments of truth that no KPI measures.",
        one=_unmeasured,
        inputs=("stages",),
        internal=True,
        names_parts=True,
    ),
    Derived(
        "journey",
        "drop_off",
        "From stage to stage, where KPIs count the same on the same day: the share that is lost.",
        many=_drop_offs,
        inputs=("stages",),
        names_parts=True,
    ),
    Derived(
        "journey",
        "next_validation",
        "When it is to be checked with customers again: the last validation + `review_every`.",
        one=_next_validation,
        inputs=("validated", "review_every"),
    ),
    Derived(
        "journey",
        "pain_point_state",
        "Of each pain point: solved, being-fixed or open.",
        many=_point_states,
        inputs=("stages",),
        internal=True,
        names_parts=True,
        part="pain_points",
        soften=lambda item, value: {id_: state for id_, state in value.items() if state != "open"} or None,
    ),
    Derived(
        "journey",
        "lowest_touchpoints",
        "The touchpoints with the lowest score.",
        one=_lowest,
        inputs=("stages",),
        names_parts=True,
    ),
    Derived(
        "journey",
        "unaddressed",
        "Pain points that no initiative addresses.",
        many=_unaddressed,
        inputs=("stages",),
        internal=True,
        names_parts=True,
    ),
    Derived("journey", "coverage", "Addressed pain points ÷ all.", many=_coverage, inputs=("stages",), internal=True),
)
