"""Objectives: what is to be reached for customers, and what is done for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cxsite.model.items.initiative import Initiative
from cxsite.model.items.kpi import Kpi
from cxsite.model.items.risk import Risk
from cxsite.model.items.strategy import Objective
from cxsite.render.site import Site
from cxsite.render.stage import StagePage


def pages(site: Site) -> Iterator[StagePage]:
    """The index, then a page for each objective."""
    items = site.all(Objective)
    yield site.index(
        "objective", "objectives.html", more=lambda: {"entries": [(item, _context(site, item)) for item in items]}
    )
    yield from site.item_pages(Objective, "objective.html", lambda item: _context(site, item))


def _context(site: Site, item: Objective) -> Mapping[str, object]:
    me = ("objective", item.id)
    found = site.referring(*me, Initiative, "objectives")
    return {
        "kpis": site.related(Kpi, item.kpis),
        # What was given up is no longer done for it.
        "initiatives": [one for one in found if one.status != "dropped"],
        "parent": site.find(Objective, item.parent),
        "children": site.referring(*me, Objective, "parent"),
        "threats": site.referring(*me, Risk, "affects"),
    }
