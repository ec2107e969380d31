"""Initiatives: the table of all of them, and the page of each: why, what, when, how far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cxsite.model.items.initiative import Initiative
from cxsite.model.items.journey import Journey
from cxsite.model.items.kpi import Kpi
from cxsite.model.items.research import Persona
from cxsite.model.items.risk import Risk
from cxsite.model.items.strategy import Objective, Phase, Review, Team
from cxsite.render.address import item_address
from cxsite.render.diagrams.dependencies import chart_map, dependencies
from cxsite.render.figures import column_digits
from cxsite.render.files.feed import has_item_feed
from cxsite.render.filters import STATUS_ORDER, filters
from cxsite.render.news import news_of
from cxsite.render.path import path_of
from cxsite.render.site import Site
from cxsite.render.stage import StagePage


def pages(site: Site) -> Iterator[StagePage]:
    """The index, then a page for each initiative."""
    items = site.all(Initiative)
    scores = [score for item in items if (score := site.fact(item, "score")) is not None]
    yield site.index(
        "initiative",
        "initiatives.html",
        items=sorted(items, key=site.place),
        filters=filters(site, items),
        status_order=STATUS_ORDER,
        scored=bool(scores),
        digits=column_digits(scores),
    )
    yield from site.item_pages(Initiative, "initiative.html", lambda item: _context(site, item))


def _context(site: Site, item: Initiative) -> Mapping[str, object]:
    """What the page of one initiative tells beside its own fields."""
    me = ("initiative", item.id)
    schedule = site.fact(item, "schedule") or {}
    needs = site.related(Initiative, item.depends_on)
    needed_by = site.referring(*me, Initiative, "depends_on")
    chart = dependencies(site, item, item_address(*me)) if needs or needed_by else None
    near = {item.id, *(one.id for one in (*needs, *needed_by))}
    return {
        "points": [site.points[id_] for id_ in item.addresses if id_ in site.points],
        "objectives": site.pick(Objective, item.objectives),
        "personas": site.pick(Persona, item.personas),
        "journeys": site.pick(Journey, item.journeys),
        # What it is expected to move is a promise, whether `kpis` names it or not.
        "measured": site.related(Kpi, dict.fromkeys((*item.kpis, *item.expected))),
        "phase": site.find(Phase, item.phase),
        "roles": [
            (name, site.pick(Team, ids))
            for name, ids in (
                ("responsible", (item.responsible or "",)),
                ("accountable", (item.accountable or "",)),
                ("consulted", item.consulted),
                ("informed", item.informed),
            )
        ],
        "needs": needs,
        "needed_by": needed_by,
        "map": chart_map(chart, item.id) if chart else None,
        "boxes": {node.id: site.find(Initiative, node.id) for node in chart.nodes} if chart else {},
        # A few boxes in a row say no more than the map.
        "chart": chart if chart and len(chart.nodes) > 3 else None,
        "further": site.related(Initiative, (node.id for node in chart.nodes if node.id not in near)) if chart else (),
        "successor": site.find(Initiative, item.superseded_by),
        "predecessors": site.referring(*me, Initiative, "superseded_by"),
        "threats": site.referring(*me, Risk, "affects"),
        "mitigates": site.referring(*me, Risk, "mitigated_by"),
        "reviews": site.referring(*me, Review),
        "expected": [(kpi, item.expected[kpi.id]) for kpi in site.pick(Kpi, item.expected)],
        "action_owners": {action.owner: site.find(Team, action.owner) for action in item.actions},
        "schedule": schedule,
        "conflicts": site.pick(Initiative, schedule.get("conflicts", ())),
        "scores": [
            (name, score)
            for name in ("rice", "ice", "wsjf", "weighted")
            if (score := site.fact(item, name)) is not None
        ],
        "quadrant": site.fact(item, "quadrant"),
        "rank": site.fact(item, "rank"),
        "case": site.fact(item, "business_case"),
        "spending": site.fact(item, "spending"),
        "horizon": site.fact(item, "horizon"),
        "done": sum(milestone.done for milestone in item.milestones),
        "updates": tuple(reversed(item.updates)),
        "changes": tuple(reversed(news_of(site, item))) if site.view.past else (),
        "path": path_of(site, item),
        "feed": has_item_feed(site, item),
    }
