"""Search entries without reading each page's HTML as if anybody could have written it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cxsite.site.engines.sections import sections_of

_PLUGIN = "material.plugins.search.plugin"


def index_of(plugins: Mapping[str, Any]) -> Any:
    """The index of the theme's search plugin, of this build; `None` without that plugin."""
    for plugin in plugins.values():
        index: Any = getattr(plugin, "search_index", None)
        if type(plugin).__module__ == _PLUGIN and type(index).__module__ == _PLUGIN:
            return index
    return None


def quicken_search(plugins: Mapping[str, Any]) -> None:
    """Let the theme's search plugin take the sections of our pages from `sections_of`; it makes entries of them, and
    reads pages that are not regular, as ever. For each build: its index is a new one. Another plugin is left alone."""
    index = index_of(plugins)
    if index is not None:
        index.add_entry_from_context = _Quick(index)


class _Quick:
    """Adds the sections of a page to an index."""

    def __init__(self, index: Any) -> None:
        self._index = index
        self._slowly = index.add_entry_from_context

    def __call__(self, page: Any) -> None:
        if (page.meta.get("search") or {}).get("exclude"):
            return
        sections = sections_of(page.content)
        if sections is None:
            self._slowly(page)
            return
        for section in sections:
            if not section.is_excluded():
                self._index.create_entry_for_section(section, page.toc, page.url, page)
