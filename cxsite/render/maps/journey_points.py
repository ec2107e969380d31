"""The pain points and touchpoints of all journeys, each with where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cxsite.model.items.journey import Journey, PainPoint, Stage, Touchpoint
from cxsite.model.roadmap import View
from cxsite.render.address import item_address
from cxsite.render.known.asked import Asked, NotedMapping


@dataclass(frozen=True, slots=True)
class JourneyPoint:
    """A pain point or touchpoint with where it stands: its journey and stage."""

    journey: Journey
    stage: Stage
    part: PainPoint | Touchpoint

    @property
    def address(self) -> str:
        """The anchor of this point on its journey's page."""
        return item_address("pain_point", f"{self.journey.id}/{self.part.id}")


def points_of(view: View) -> Mapping[str, JourneyPoint]:
    """Those of a View, as references name them: `journey/point`."""
    return {
        f"{journey.id}/{part.id}": JourneyPoint(journey, stage, part)
        for journey in view.items.get("journey", {}).values()
        if isinstance(journey, Journey)
        for stage in journey.stages
        for part in _parts(stage)
    }


def _parts(stage: Stage) -> tuple[PainPoint | Touchpoint, ...]:
    return (*stage.touchpoints, *stage.pain_points)


def noted_points(points: Mapping[str, JourneyPoint], asked: Asked) -> Mapping[str, JourneyPoint]:
    """The same, where to ask for one is to ask for its journey."""
    return NotedMapping(points, asked.note, ("items", "journey"), lambda key: ("items", "journey", key.split("/")[0]))
