"""Journeys: the cards of all of them, and the page of each: how it feels, stage by stage, and what is done about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cxsite.measures.journey import value_at_stake
from cxsite.model.items.initiative import Initiative
from cxsite.model.items.journey import Journey, PainPoint
from cxsite.model.items.kpi import Kpi
from cxsite.model.items.research import Evidence, Persona
from cxsite.render.diagrams.journey_scores import journey_diagrams, journey_scores
from cxsite.render.maps.journey_columns import Hurt, lifecycle_of
from cxsite.render.maps.journey_map import journey_map
from cxsite.render.maps.journey_targets import target_of
from cxsite.render.pages.personas import initials
from cxsite.render.site import Site
from cxsite.render.stage import StagePage

POINT_STATES = ("open", "being-fixed", "solved", "")
"""How far a pain point is answered, what is open first; empty where the audience may not know."""


def pages(site: Site) -> Iterator[StagePage]:
    """The index, then a page for each journey."""
    journeys = site.all(Journey)
    cards = [(journey, journey_scores(site, journey), site.pick(Persona, journey.personas)) for journey in journeys]
    yield site.index("journey", "journeys.html", cards=cards)
    # The map needs the width.
    yield from site.item_pages(Journey, "journey.html", lambda item: _context(site, item), hide=("toc",))


def answers(site: Site, journey: Journey, point: PainPoint) -> tuple[Initiative, ...]:
    """The initiatives that answer a pain point; given up ones are no answer."""
    found = site.referring("pain_point", f"{journey.id}/{point.id}", Initiative, "addresses")
    return tuple(item for item in found if item.status != "dropped")


def hurts_of(site: Site, journey: Journey) -> list[Hurt]:
    """The pain points of a journey: what is open first, and the worst first among those."""
    return sorted(_hurts(site, journey), key=_worst)


def _context(site: Site, journey: Journey) -> Mapping[str, object]:
    found = journey_scores(site, journey)
    hurts = hurts_of(site, journey)
    drawn = journey_map(site, journey, found, hurts, target_of(site, journey))
    changes = site.referring("journey", journey.id, Initiative, "journeys")
    to_be = site.referring("journey", journey.id, Journey, "as_is")
    return {
        "found": found,
        "map": drawn,
        "heads": [head(found.people[line]) for line in drawn.lines],
        "lifecycle_of": lifecycle_of,
        "states": [state for state in POINT_STATES if any(hurt.state == state for hurt in hurts)],
        "stakes": site.fact(journey, "pain_point_value_at_stake") or {},
        "drawn": [(who, diagrams) for who, diagrams in journey_diagrams(site, journey, found) if diagrams],
        "stage_titles": {stage.id: stage.title for stage in journey.stages},
        "personas": site.pick(Persona, journey.personas),
        "evidence": site.pick(Evidence, journey.evidence),
        "kpis": site.referring("journey", journey.id, Kpi, "journeys"),
        "initiatives": [item for item in changes if item.status != "dropped"],
        "as_is": site.find(Journey, journey.as_is),
        "to_be": to_be,
        "parent": site.find(Journey, journey.parent),
        "children": site.referring("journey", journey.id, Journey, "parent"),
    }


def _hurts(site: Site, journey: Journey) -> Iterator[Hurt]:
    states = site.fact(journey, "pain_point_state") or {}
    for stage in journey.stages:
        for point in stage.pain_points:
            stake = value_at_stake(None, None, None, point.severity, point.frequency)
            yield Hurt(
                point,
                stage,
                states.get(point.id, ""),
                stake.value if stake else float(point.severity or 0),
                site.pick(Persona, point.personas),
                site.pick(Kpi, point.kpis),
                site.pick(Evidence, point.evidence),
                answers(site, journey, point),
            )


def head(people: Sequence[Persona]) -> Mapping[str, str | None] | None:
    """What stands at the beginning of a line: the portrait of the first who has one, else initials."""
    if not people:
        return None
    portrait = next((one.portrait for one in people if one.portrait), None)
    return {"portrait": portrait, "initials": initials(people[0].title)}


def _worst(hurt: Hurt) -> tuple[int, float]:
    """What is open comes first and what is solved last; the worst first among those."""
    return {"open": 0, "solved": 2}.get(hurt.state, 1), -hurt.weight
