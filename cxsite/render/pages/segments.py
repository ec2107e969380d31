"""Segments of customers: the cards of all of them, and a page each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cxsite.model.items.kpi import Kpi
from cxsite.model.items.research import Persona
from cxsite.model.items.strategy import Segment
from cxsite.render.site import Site
from cxsite.render.stage import StagePage


def pages(site: Site) -> Iterator[StagePage]:
    """The index, then a page for each segment."""
    segments = site.all(Segment)
    cards = [(segment, site.referring("segment", segment.id, Persona, "segment")) for segment in segments]
    yield site.index("segment", "segments.html", cards=cards)
    yield from site.item_pages(Segment, "segment.html", lambda item: _context(site, item))


def _context(site: Site, segment: Segment) -> Mapping[str, object]:
    return {
        "personas": site.referring("segment", segment.id, Persona, "segment"),
        "kpis": site.referring("segment", segment.id, Kpi, "segments"),
    }
