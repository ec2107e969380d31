"""The theme's search: entries without reading each page's HTML as if anybody could have written it, and words apart
where the page shows them apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cxsite.matching.chinese import has_words_of_chinese
from cxsite.site.engines.sections import sections_of
from cxsite.site.engines.separators import PLAIN, WITHOUT_SPACES, separator_for
from cxsite.site.engines.words_apart import words_apart

SEARCH = ("search", "material/search")
"""What mkdocs.yml calls the theme's search."""
_PLUGIN = "material.plugins.search.plugin"


def index_of(plugins: Mapping[str, Any]) -> Any:
    """The index of the theme's search plugin, of this build; `None` without that plugin."""
    for plugin in plugins.values():
        index: Any = getattr(plugin, "search_index", None)
        if type(plugin).__module__ == _PLUGIN and type(index).__module__ == _PLUGIN:
            return index
    return None


def search_settings(said: Mapping[str, Any], language: str, texts: Iterable[str] = ()) -> dict[str, Any]:
    """The options of the search, completed for a content's language where mkdocs.yml says nothing of them: what parts
    words, in the scripts of `texts` too."""
    ours: dict[str, Any] = {"separator": separator_for(texts, words_of_chinese=has_words_of_chinese())}
    if language.split("-")[0] in WITHOUT_SPACES:
        # Theirs would part what is read by other rules than what is typed.
        ours |= {"lang": ["en"], "pipeline": []}
    return {
        **{name: value for name, value in said.items() if value is not None},
        **{name: value for name, value in ours.items() if said.get(name) is None},
    }


def set_search(plugins: Mapping[str, Any], language: str) -> None:
    """Complete the options of the theme's search plugin, before it reads them."""
    for plugin in plugins.values():
        if type(plugin).__module__ == _PLUGIN:
            plugin.config.load_dict(search_settings(plugin.config, language))


def quicken_search(plugins: Mapping[str, Any]) -> None:
    """Let the theme's search plugin take the sections of our pages from `sections_of`; it makes entries of them, and
    reads pages that are not regular, as ever. For each build: its index is a new one. Another plugin is left alone."""
    index = index_of(plugins)
    if index is not None:
        index.add_entry_from_context = _Quick(index)
        if index.config["separator"] == PLAIN:
            index.generate_search_index = _apart(index)


class _Quick:
    """Adds the sections of a page to an index."""

    def __init__(self, index: Any) -> None:
        self._index = index
        self._slowly = index.add_entry_from_context

    def __call__(self, page: Any) -> None:
        if (page.meta.get("search") or {}).get("exclude"):
            return
        sections = sections_of(words_apart(page.content))
        if sections is None:
            self._slowly(page)
            return
        for section in sections:
            if not section.is_excluded():
                self._index.create_entry_for_section(section, page.toc, page.url, page)


def _apart(index: Any) -> Any:
    """What writes the index, with the separator for the scripts of its entries."""
    write = index.generate_search_index

    def written(previous: Any) -> str:
        texts = (entry[part] for entry in index.entries for part in ("title", "text"))
        index.config["separator"] = separator_for(texts, words_of_chinese=has_words_of_chinese())
        return str(write(previous))

    return written
