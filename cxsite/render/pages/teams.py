"""Teams: who works on the roadmap, and on what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cxsite.model.items.initiative import UNDER_WAY, Initiative
from cxsite.model.items.item import Item
from cxsite.model.items.journey import Touchpoint
from cxsite.model.items.strategy import Phase, Review, Team
from cxsite.model.kinds import KINDS
from cxsite.model.period import Period
from cxsite.render.site import Site
from cxsite.render.stage import StagePage
from cxsite.render.steps import open_steps


def pages(site: Site) -> Iterator[StagePage]:
    """The index, then a page for each team."""
    items = site.all(Team)
    yield site.index("team", "teams.html", more=lambda: {"entries": [(item, _context(site, item)) for item in items]})
    yield from site.item_pages(Team, "team.html", lambda item: _context(site, item))


def _context(site: Site, item: Team) -> Mapping[str, object]:
    me = ("team", item.id)
    owned = site.referring(*me, Initiative, "owner", "responsible", "accountable")
    known = {one.id for one in owned}
    others = site.referring(*me, Initiative, "consulted", "informed", "actions")
    return {
        "initiatives": owned,
        "under_way": sum(one.status in UNDER_WAY for one in owned),
        "load": [(Period.parse(quarter), peak) for quarter, peak in (site.fact(item, "load") or {}).items()],
        "takes_part": [one for one in others if one.id not in known],
        "touchpoints": [
            point
            for point in site.points.values()
            if isinstance(point.part, Touchpoint) and point.part.owner == item.id
        ],
        "owned": [
            (kind.name, found)
            for kind in KINDS
            if kind.model not in (Initiative, Team, Review) and (found := _owned(site, item.id, kind.model))
        ],
        "risk_steps": open_steps(site, item.id),
        "reviews": site.referring(*me, Review, "attendees"),
        "department": site.view.charter.departments.get(item.department, item.department) if item.department else "",
    }


def _owned(site: Site, team: str, model: type[Item]) -> tuple[Item, ...]:
    return site.referring("team", team, model, "owner", *(("responsible", "accountable") if model is Phase else ()))
