"""Reviews: what was looked at and decided, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cxsite.model.items.initiative import Initiative
from cxsite.model.items.strategy import Review, Team
from cxsite.render.site import Site
from cxsite.render.stage import StagePage


def pages(site: Site) -> Iterator[StagePage]:
    """The index, then a page for each review."""
    reviews = site.all(Review)
    yield site.index("review", "reviews.html", items=reviews)
    yield from site.item_pages(Review, "review.html", lambda item: _context(site, item))


def _context(site: Site, review: Review) -> Mapping[str, object]:
    return {
        "attendees": site.pick(Team, review.attendees),
        "initiatives": site.pick(Initiative, review.initiatives),
        "open": [(one, site.find(Team, one.owner)) for one in review.open],
        "decisions": [(decision, site.pick(Initiative, decision.initiatives)) for decision in review.decisions],
    }
