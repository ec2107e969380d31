"""The derived values of journeys: where they feel worst, and which of their pain points nobody answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cxsite.measures import journey
from cxsite.measures.record import Derived, Given, Whole
from cxsite.model.initiative import UNDER_WAY, Initiative
from cxsite.model.journey import Journey


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


VALUES: tuple[Derived, ...] = (
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
