"""Promises: what was promised first, what became of it, who kept how many; for readers who may know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median_low

from cxsite.model.items.initiative import COMMITTED, Initiative
from cxsite.model.items.item import Item
from cxsite.model.items.strategy import Phase, Team
from cxsite.model.roadmap import View
from cxsite.render.news import news_of
from cxsite.render.path import path_of
from cxsite.render.site import Site
from cxsite.render.stage import StagePage


@dataclass(frozen=True, slots=True)
class Kept:
    """How many promises of a phase or team have come due, how many of them were kept, and by how many days its ends
    have moved in the middle; `None` where none of that is told."""

    item: Item
    kept: int
    due: int
    slip: int | None


def is_told(view: View) -> bool:
    """Whether the audience may know of any first promise."""
    return any("first_promised" in facts for (kind, _), facts in view.facts.items() if kind == "initiative")


def pages(site: Site) -> Iterator[StagePage]:
    """The one page."""
    found = [(item, path) for item in site.all(Initiative) if (path := path_of(site, item)) is not None]
    yield site.index(
        "promises",
        "promises.html",
        paths=sorted(found, key=lambda one: (one[1].slip is None, -(one[1].slip or 0), one[0].title.casefold())),
        by_phase=_kept(site, site.all(Phase)),
        by_team=_kept(site, site.all(Team)),
        quiet=_quiet(site),
    )


def _kept(site: Site, items: tuple[Phase, ...] | tuple[Team, ...]) -> list[Kept]:
    """Those that have a promise that came due, where the audience may know of both numbers."""
    slips: dict[str, list[int]] = {}
    for one in site.all(Initiative):
        if (slip := site.fact(one, "slip_days")) is not None:
            for whose in {one.phase, one.responsible or one.owner} - {None}:
                slips.setdefault(str(whose), []).append(slip)
    counts = ((item, site.fact(item, "kept"), site.fact(item, "due")) for item in items)
    return [
        Kept(item, kept, due, median_low(slips[item.id]) if item.id in slips else None)
        for item, kept, due in counts
        if kept is not None and due
    ]


def _quiet(site: Site) -> list[Initiative]:
    """What is planned or under way, and of which nothing was told for two editions."""
    since = site.view.past.quiet_since
    if since is None:
        return []
    open_ones = (item for item in site.all(Initiative) if item.status in COMMITTED)
    return [item for item in open_ones if all(entry.date < since for entry in news_of(site, item))]
