"""Evidence: the table of all of it, and a page each: what it shows, and what rests on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cxsite.model.items.item import Item
from cxsite.model.items.journey import Journey, PainPoint
from cxsite.model.items.research import Evidence, Persona
from cxsite.model.period import Period
from cxsite.render.maps.journey_points import JourneyPoint
from cxsite.render.site import Site
from cxsite.render.stage import StagePage


def pages(site: Site) -> Iterator[StagePage]:
    """The index, newest first, then a page for each piece of evidence."""
    pieces = site.all(Evidence)
    newest = sorted(pieces, key=lambda item: item.date.toordinal() if item.date else 0, reverse=True)
    yield site.index("evidence", "evidences.html", items=newest, listening=_listening(site))
    yield from site.item_pages(Evidence, "evidence.html", lambda item: _context(site, item))


def _listening(site: Site) -> list[tuple[Period, Item]]:
    """What is to be asked next, the soonest first: planned research, journeys to check again."""
    found: list[tuple[Period, Item]] = [
        (item.planned, item) for item in site.all(Evidence) if item.planned and not item.date
    ]
    for journey in site.all(Journey):
        if day := site.fact(journey, "next_validation"):
            found.append((Period.of(day, "day"), journey))
    return sorted(found, key=lambda one: (one[0].last, one[1].title.casefold()))


def _context(site: Site, evidence: Evidence) -> Mapping[str, object]:
    means = [one.mean for one in evidence.data.columns if one.mean is not None] if evidence.data else []
    return {
        "mean_digits": 2 if any(mean != int(mean) for mean in means) else 0,
        "points": _points(site, evidence),
        "journeys": site.referring("evidence", evidence.id, Journey, "evidence"),
        "personas": site.referring("evidence", evidence.id, Persona, "evidence"),
    }


def _points(site: Site, evidence: Evidence) -> list[JourneyPoint]:
    """The pain points that this evidence shows, in the order of their journeys."""
    found = (point for point in site.points.values() if isinstance(point.part, PainPoint))
    return [point for point in found if isinstance(point.part, PainPoint) and evidence.id in point.part.evidence]
