"""Personas: the cards of all of them, and the page of each: who they are and what is done for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cxsite.model.items.initiative import Initiative
from cxsite.model.items.journey import Journey, PainPoint
from cxsite.model.items.kpi import Kpi
from cxsite.model.items.research import Evidence, Persona
from cxsite.model.items.strategy import Segment
from cxsite.render.maps.journey_points import JourneyPoint
from cxsite.render.pain_answers import weight_of
from cxsite.render.site import Site
from cxsite.render.stage import StagePage


def pages(site: Site) -> Iterator[StagePage]:
    """The index, then a page for each persona."""
    personas = site.all(Persona)
    cards = [(persona, site.find(Segment, persona.segment), initials(persona.title)) for persona in personas]
    yield site.index("persona", "personas.html", cards=cards)
    yield from site.item_pages(Persona, "persona.html", lambda item: _context(site, item))


def initials(title: str) -> str:
    """What stands in place of a portrait: the first letters of the first and the last word."""
    names = title.split()
    return "".join(name[0] for name in (names if len(names) < 3 else (names[0], names[-1]))).upper()


def _context(site: Site, persona: Persona) -> Mapping[str, object]:
    helped = site.referring("persona", persona.id, Initiative, "personas")
    return {
        "initials": initials(persona.title),
        "segment": site.find(Segment, persona.segment),
        "journeys": site.referring("persona", persona.id, Journey, "personas"),
        "hurts": _hurts(site, persona),
        "initiatives": [item for item in helped if item.status != "dropped"],
        "kpis": site.referring("persona", persona.id, Kpi, "personas"),
        "evidence": site.pick(Evidence, persona.evidence),
    }


_SOLVED_LAST = {"solved": 1}


def _hurts(site: Site, persona: Persona) -> list[JourneyPoint]:
    """The pain points that hurt this persona, the worst first."""
    found = [
        point
        for point in site.points.values()
        if isinstance(point.part, PainPoint) and persona.id in point.part.personas
    ]
    return sorted(found, key=lambda point: (_SOLVED_LAST.get(site.point_state(point), 0), *_worst(point)))


def _worst(point: JourneyPoint) -> tuple[float, str, str]:
    return (-weight_of(point.part), point.part.title.casefold(), point.address)
