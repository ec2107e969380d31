"""Journeys: the cards of all of them, and the page of each: how it feels, stage by stage, and what is done about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cxsite.model.items.initiative import Initiative
from cxsite.model.items.journey import Journey
from cxsite.model.items.kpi import Kpi
from cxsite.model.items.research import Evidence, Persona
from cxsite.render.diagrams.journey_scores import journey_diagrams, journey_scores
from cxsite.render.maps.journey_columns import lifecycle_of
from cxsite.render.maps.journey_map import journey_map
from cxsite.render.maps.journey_targets import target_of
from cxsite.render.pages.personas import initials
from cxsite.render.pain_answers import STATES, hurts_of
from cxsite.render.site import Site
from cxsite.render.stage import StagePage


def pages(site: Site) -> Iterator[StagePage]:
    """The index, then a page for each journey."""
    journeys = site.all(Journey)
    cards = [(journey, journey_scores(site, journey), site.pick(Persona, journey.personas)) for journey in journeys]
    yield site.index("journey", "journeys.html", cards=cards)
    # The map needs the width.
    yield from site.item_pages(Journey, "journey.html", lambda item: _context(site, item), hide=("toc",))


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
        "states": [state for state in (*STATES, "") if any(hurt.state == state for hurt in hurts)],
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


def head(people: Sequence[Persona]) -> Mapping[str, str | None] | None:
    """What stands at the beginning of a line: the portrait of the first who has one, else initials."""
    if not people:
        return None
    portrait = next((one.portrait for one in people if one.portrait), None)
    return {"portrait": portrait, "initials": initials(people[0].title)}
