"""The board: what is done now, what comes next, what may come later, what has been done, and what will not be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cxsite.model.items.initiative import Initiative
from cxsite.model.scalars import after
from cxsite.render.filters import filters
from cxsite.render.site import Site
from cxsite.render.stage import StagePage

HORIZONS = ("now", "next", "later", "shipped")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the board. `note` says what its horizon means on this roadmap."""

    horizon: str
    note: str
    items: tuple[Initiative, ...]


def pages(site: Site) -> Iterator[StagePage]:
    """The one page."""
    yield site.index("board", "board.html", more=lambda: _whole(site))


def _whole(site: Site) -> Mapping[str, object]:
    items = site.all(Initiative)
    return {
        "columns": columns(site),
        "archive": [item for item in by_day_shipped(items) if not still_on_board(site, item)],
        "dropped": [item for item in items if item.status == "dropped"],
        "filters": [one for one in filters(site, items) if one.key != "status"],
    }


def columns(site: Site) -> tuple[Column, ...]:
    """The columns that have something in them, in the order of time."""
    items = site.all(Initiative)
    horizons = site.view.charter.horizons
    notes = {
        "now": horizons.now,
        "next": horizons.next,
        "later": horizons.later,
        "shipped": site.words["horizon_shipped_note"],
    }
    found = []
    for horizon in HORIZONS:
        chosen = [item for item in items if site.fact(item, "horizon") == horizon]
        if horizon == "shipped":
            chosen = [item for item in by_day_shipped(items) if still_on_board(site, item)]
        else:
            chosen.sort(key=_by_end)
        found.append(Column(horizon, notes[horizon], tuple(chosen)))
    return tuple(column for column in found if column.items)


def still_on_board(site: Site, item: Initiative) -> bool:
    """Whether a shipped item is recent enough for the board; one without its day stays there."""
    return item.shipped is None or after(item.shipped, site.view.charter.shipped_for) >= site.view.today


def by_day_shipped(items: tuple[Initiative, ...]) -> list[Initiative]:
    """The shipped ones among `items`, the newest first."""
    shipped = [item for item in items if item.status == "shipped"]
    return sorted(shipped, key=lambda item: -(item.shipped or dt.date.min).toordinal())


def _by_end(item: Initiative) -> tuple[bool, dt.date]:
    """Paused ones last, then by when they are to be there; without a time after those with one."""
    plan = item.end or item.start
    return (item.status == "paused", plan.last if plan else dt.date.max)
