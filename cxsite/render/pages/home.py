"""The home page: for customers what has got better and what is going on, for colleagues where everything stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cxsite.model.items.initiative import Initiative
from cxsite.model.items.kpi import Kpi
from cxsite.render import standing
from cxsite.render.attention import attention
from cxsite.render.files.calendar import has_calendar
from cxsite.render.files.feed import has_feed
from cxsite.render.frontmatter import PageMeta
from cxsite.render.news import news
from cxsite.render.pages.board import columns
from cxsite.render.pages.risks import looks
from cxsite.render.site import Site
from cxsite.render.site_sections import SERIES
from cxsite.render.stage import StagePage

LATEST = 5
_FIGURES, _CARDS, _LISTED = 3, 4, 2
"""How much of each fits on the first screen of customers."""


def pages(site: Site) -> Iterator[StagePage]:
    """The one page that is always there."""
    charter = site.view.charter
    meta = PageMeta(charter.title, charter.vision, hide=("navigation", "toc", "path"), behind=True)
    yield site.page("", "home.html", meta, more=lambda: _context(site))


def _context(site: Site) -> Mapping[str, Any]:
    horizons = site.view.charter.horizons
    by_horizon = {column.horizon: column.items for column in columns(site)}
    counts = {key: len(by_horizon.get(key, ())) for key in ("now", "next", "later", "shipped")}
    first = _for_colleagues if site.colleagues else _for_customers
    return {
        "counts": counts,
        "meanings": [
            (key, meaning)
            for key, meaning in (("now", horizons.now), ("next", horizons.next), ("later", horizons.later))
            if meaning
        ],
        "text": site.view.pages.get("index"),
        "subscribe": [
            (path, word)
            for path, word, there in (
                ("feed.xml", "feed", has_feed(site)),
                ("roadmap.ics", "calendar", has_calendar(site)),
                ("roadmap.json", "json", True),
                (SERIES, "series", any(kpi.measurements for kpi in site.all(Kpi))),
            )
            if there
        ],
        **first(site, by_horizon),
    }


def _for_customers(site: Site, by_horizon: Mapping[str, tuple[Initiative, ...]]) -> Mapping[str, Any]:
    now = by_horizon.get("now", ())[:_CARDS]
    told = news(site)
    better = standing.better(site, _FIGURES)
    return {
        "now": now,
        "better": better,
        "reached": {kpi.id: standing.reached(site, kpi) for kpi in better},
        "steps": {item.id: standing.steps(site, item) for item in now},
        "newest": told[0] if told else None,
        "done": by_horizon.get("shipped", ())[:_LISTED],
        "next": by_horizon.get("next", ())[:_LISTED],
        "latest": told[1:LATEST],
        "waiting": None,
        "review": None,
    }


def _for_colleagues(site: Site, by_horizon: Mapping[str, tuple[Initiative, ...]]) -> Mapping[str, Any]:
    review = standing.last_review(site)
    since = review.date if review is not None else site.view.today - standing.SOON
    return {
        "now": by_horizon.get("now", ()),
        "latest": news(site)[:LATEST],
        "waiting": attention(site),
        "measures": standing.measures(site),
        "asked": standing.decisions(site),
        "taken": standing.taken(site, since),
        "phases": standing.phases(site),
        "moved": standing.moved(site, since),
        "since": since,
        "review": review,
        "top_risks": standing.risks(site),
        "coming": standing.coming(site, site.view.today + standing.SOON),
        "initiatives": len(site.all(Initiative)),
        "looks": looks(site),
    }
