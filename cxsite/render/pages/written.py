"""Hand-written pages: a title and a body."""

from __future__ import annotations

from collections.abc import Iterator

from cxsite.model.roadmap import Page
from cxsite.render.frontmatter import PageMeta
from cxsite.render.site import Site
from cxsite.render.stage import StagePage


def pages(site: Site) -> Iterator[StagePage]:
    """A page for each, without the text of the home page."""
    for page in site.written:
        level = "" if site.view.audience.is_public else page.visibility or ""
        meta = PageMeta(page.title, level=level)
        yield site.page(written_address(page), "written.html", meta, about=("page", page.path), page=page)


def written_address(page: Page) -> str:
    """The address of a hand-written page: its place below `pages/`."""
    return f"{page.path.removesuffix('/index')}/"
