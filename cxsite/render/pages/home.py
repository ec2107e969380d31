"""The home page: for customers what is going on, for colleagues also what waits for them."""

from __future__ import annotations

from collections.abc import Iterator

from cxsite.render.attention import attention
from cxsite.render.files.calendar import has_calendar
from cxsite.render.files.feed import has_feed
from cxsite.render.frontmatter import PageMeta
from cxsite.render.news import news
from cxsite.render.pages.board import columns
from cxsite.render.site import Site
from cxsite.render.stage import StagePage

LATEST = 5


def pages(site: Site) -> Iterator[StagePage]:
    """The one page that is always there."""
    charter, text = site.view.charter, site.view.pages.get("index")
    horizons = charter.horizons
    by_horizon = {column.horizon: column.items for column in columns(site)}
    counts = {key: len(by_horizon.get(key, ())) for key in ("now", "next", "later", "shipped")}
    meta = PageMeta(charter.title, charter.vision, hide=("navigation", "toc", "path"))
    yield site.page(
        "",
        "home.html",
        meta,
        now=by_horizon.get("now", ()),
        counts=counts,
        latest=news(site)[:LATEST],
        meanings=[
            (key, meaning)
            for key, meaning in (("now", horizons.now), ("next", horizons.next), ("later", horizons.later))
            if meaning
        ],
        text=text,
        more=lambda: {"waiting": attention(site) if site.colleagues else None},
        subscribe=[
            (path, word)
            for path, word, there in (
                ("feed.xml", "feed", has_feed(site)),
                ("roadmap.ics", "calendar", has_calendar(site)),
                ("roadmap.json", "json", True),
            )
            if there
        ],
    )
