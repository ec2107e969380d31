"""Comparison: journeys of today beside their target pictures, and over all of them personas, channels, lifecycle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args

from cxsite.measures.journey import scores_of
from cxsite.model.items.journey import Journey, Lifecycle
from cxsite.model.roadmap import View
from cxsite.render.diagrams.journey_scores import journey_scores
from cxsite.render.maps.comparison import Pair, pair_of
from cxsite.render.maps.heat import by_channel, by_lifecycle, feel_of, heat_of
from cxsite.render.maps.journey_targets import target_of
from cxsite.render.pain_answers import Hurt, hurts_of
from cxsite.render.site import Site
from cxsite.render.stage import StagePage


def holds(view: View) -> bool:
    """Whether journeys of today have scores that the audience sees, and anything to compare them by."""
    journeys = [item for item in view.items.get("journey", {}).values() if isinstance(item, Journey)]
    today = [journey for journey in journeys if journey.state == "as-is"]
    if not any(map(_scored, today)):
        return False
    pictured = {journey.as_is for journey in journeys if journey.state == "to-be"}
    return (
        any(journey.id in pictured or journey.validated for journey in today)
        or any(journey.personas for journey in today if _scored(journey))
        or any(_by_persona(journey) for journey in today)
        or bool(by_channel(today, {}))
        or len(by_lifecycle(today, {}, get_args(Lifecycle))) > 1
    )


def pages(site: Site) -> Iterator[StagePage]:
    """The one page."""
    yield site.index("compare", "compare.html", more=lambda: _side_by_side(site))


def _side_by_side(site: Site) -> Mapping[str, object]:
    today = [journey for journey in site.all(Journey) if journey.state == "as-is"]
    hurts = {journey.id: hurts_of(site, journey) for journey in today}
    scored = [journey for journey in today if _scored(journey)]
    lifecycles = by_lifecycle(today, hurts, get_args(Lifecycle))
    return {
        "pairs": [pair for journey in today if (pair := _pair(site, journey, hurts[journey.id]))],
        "heat": heat_of(site, scored, hurts),
        "channels": by_channel(today, hurts),
        "lifecycles": lifecycles if len(lifecycles) > 1 else (),
        "checked": [(journey, max(journey.validated, key=lambda one: one.date, default=None)) for journey in today]
        if any(journey.validated for journey in today)
        else [],
        "feel_of": feel_of,
    }


def _by_persona(journey: Journey) -> bool:
    points = (point for stage in journey.stages for point in stage.touchpoints)
    return any(isinstance(point.score, dict) and point.score for point in points)


def _scored(journey: Journey) -> bool:
    return journey.state == "as-is" and any(
        scores_of(point.score) for stage in journey.stages for point in stage.touchpoints
    )


def _pair(site: Site, journey: Journey, hurts: list[Hurt]) -> Pair | None:
    target = target_of(site, journey)
    return pair_of(site, journey, target, journey_scores(site, journey), hurts) if target else None
