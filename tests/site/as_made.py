"""Pages of MkDocs, to be compared."""

from __future__ import annotations

from typing import Any

from mkdocs.structure.pages import Page


def as_made(page: Page) -> list[Any]:
    """All that MkDocs keeps of a page that it has made."""
    toc = [[(one.level, one.url, one.title, str(one)) for one in page.toc], str(page.toc)]
    links = {file.src_uri: found for file, found in (page.links_to_anchors or {}).items()}
    return [page.content, toc, page._title_from_render, page.present_anchor_ids, links]
