"""Pain points as pages tell them: how far each is answered, how bad it is, and by whom it is answered."""

from __future__ import annotations

from dataclasses import dataclass

from cxsite.measures.journey import value_at_stake
from cxsite.model.items.initiative import Initiative
from cxsite.model.items.journey import Journey, PainPoint, Stage, Touchpoint
from cxsite.model.items.kpi import Kpi
from cxsite.model.items.research import Evidence, Persona
from cxsite.render.maps.journey_points import JourneyPoint
from cxsite.render.site import Site

STATES = ("open", "being-fixed", "solved")
"""How far a pain point is answered, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Hurt:
    """A pain point with what is known of it and what is being done.

    `state` is how far it is answered; empty where the audience may not know. `weight` is how bad it is:
    `rating`, severity × frequency, or without a frequency the severity.
    """

    place: JourneyPoint
    stage: Stage
    point: PainPoint
    state: str
    rating: float | None
    weight: float
    personas: tuple[Persona, ...]
    kpis: tuple[Kpi, ...]
    evidence: tuple[Evidence, ...]
    answers: tuple[Initiative, ...]


def hurts_of(site: Site, journey: Journey) -> list[Hurt]:
    """The pain points of a journey: what is open first, and the worst first among those."""
    found = [_hurt(site, journey, stage, point) for stage in journey.stages for point in stage.pain_points]
    return sorted(found, key=_worst)


def _worst(hurt: Hurt) -> tuple[int, float]:
    return {"open": 0, "solved": 2}.get(hurt.state, 1), -hurt.weight


def answers(site: Site, journey: Journey, point: PainPoint) -> tuple[Initiative, ...]:
    """The initiatives that answer a pain point; given up ones are no answer."""
    found = site.referring("pain_point", f"{journey.id}/{point.id}", Initiative, "addresses")
    return tuple(item for item in found if item.status != "dropped")


def weight_of(point: PainPoint | Touchpoint) -> float:
    """How bad a pain point is among others; a touchpoint is not bad."""
    if isinstance(point, Touchpoint):
        return 0.0
    rank = _rating(point)
    return float(point.severity or 0) if rank is None else rank


def _rating(point: PainPoint) -> float | None:
    rank = value_at_stake(None, None, None, point.severity, point.frequency)
    return rank.value if rank else None


def _hurt(site: Site, journey: Journey, stage: Stage, point: PainPoint) -> Hurt:
    place = JourneyPoint(journey, stage, point)
    return Hurt(
        place,
        stage,
        point,
        site.point_state(place),
        _rating(point),
        weight_of(point),
        site.pick(Persona, point.personas),
        site.pick(Kpi, point.kpis),
        site.pick(Evidence, point.evidence),
        answers(site, journey, point),
    )
