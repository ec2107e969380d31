"""The roadmap on a page: every horizon in a column of one sheet, to print and to present."""

from __future__ import annotations

from collections.abc import Iterator

from cxsite.render.pages.board import columns
from cxsite.render.site import Site
from cxsite.render.stage import StagePage

MOST = 10
"""So many items of a column fit on a sheet of A4; what comes after them is counted."""


def pages(site: Site) -> Iterator[StagePage]:
    """The one page."""
    found = [(column, column.items[:MOST], len(column.items) - MOST) for column in columns(site)]
    yield site.index("on_a_page", "on_a_page.html", columns=found)
