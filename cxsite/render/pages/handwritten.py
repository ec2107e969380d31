"""Hand-written pages: a title and a body."""

from __future__ import annotations

from collections.abc import Iterator

from cxsite.model.addresses import page_address
from cxsite.render.frontmatter import PageMeta
from cxsite.render.site import Site
from cxsite.render.stage import StagePage


def pages(site: Site) -> Iterator[StagePage]:
    """A page for each, without the text of the home page."""
    for page in site.written:
        level = "" if site.view.audience.is_public else page.visibility or ""
        source = site.view.sources.get(("page", page.path))
        meta = PageMeta(page.title, level=level, more={"source": source} if source else {})
        yield site.page(page_address(page.path), "handwritten.html", meta, about=("page", page.path), page=page)
