"""Phases: the roadmap in stretches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cxsite.model.items.initiative import Initiative
from cxsite.model.items.kpi import Kpi
from cxsite.model.items.risk import Risk
from cxsite.model.items.strategy import Phase, Team
from cxsite.render.site import Site
from cxsite.render.stage import StagePage


def pages(site: Site) -> Iterator[StagePage]:
    """The index, then a page for each phase."""
    items = site.all(Phase)
    yield site.index("phase", "phases.html", entries=[(item, _context(site, item)) for item in items])
    yield from site.item_pages(Phase, "phase.html", lambda item: _context(site, item))


def _context(site: Site, item: Phase) -> Mapping[str, object]:
    today = site.view.today
    return {
        "risks": site.related(Risk, (site.fact(item, "exposure") or {}).get("risks", ())),
        "kpis": site.related(Kpi, item.kpis),
        "initiatives": site.referring("phase", item.id, Initiative, "phase"),
        "responsible": site.find(Team, item.responsible),
        "accountable": site.find(Team, item.accountable),
        "running": bool(item.start and item.end and item.start.first <= today <= item.end.last),
    }
