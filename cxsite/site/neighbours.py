"""Plugins beside cxsite: what to say where one can't work with pages that are made."""

from __future__ import annotations

import inspect
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mkdocs.structure.nav import Navigation

_ADVICE: Mapping[str, str] = {
    "rss": "cxsite writes a feed of its own, `feed.xml`",
    "i18n": "cxsite speaks the language that roadmap.yml names; build one site for each language",
    "awesome-nav": "the navigation is made from the content; `nav` in mkdocs.yml arranges it",
    "awesome-pages": "the navigation is made from the content; `nav` in mkdocs.yml arranges it",
    "literate-nav": "the navigation is made from the content; `nav` in mkdocs.yml arranges it",
}


def plugin_failure(error: Exception, plugins: Mapping[str, Any]) -> str | None:
    """What to say of an error that another plugin raised; `None` where none did.

    MkDocs would show a traceback, from which nobody can see what to do.
    """
    files = [Path(frame.filename) for frame in traceback.extract_tb(error.__traceback__)]
    for name, folder in _folders(plugins):
        if any(file.is_relative_to(folder) for file in files):
            said = " ".join(str(error).split())
            return f"the plugin `{name}` failed: {type(error).__name__}: {said}; {_leave_out(name)}"
    return None


def _folders(plugins: Mapping[str, Any]) -> Iterator[tuple[str, Path]]:
    for name, plugin in plugins.items():
        # A hook is a module among them; what it raises is its owner's, and shown as it is.
        if not inspect.ismodule(plugin) and not type(plugin).__module__.startswith(("cxsite.", "mkdocs.")):
            yield name.rsplit("/", 1)[-1], Path(inspect.getfile(type(plugin))).parent


def _leave_out(name: str) -> str:
    why = _ADVICE.get(name, "the pages of cxsite are made from the content, and are no files that it could read")
    return f"leave `{name}` out of `plugins` in mkdocs.yml: {why}"


def navigation_lost(nav: Navigation, wanted: object, plugins: Mapping[str, Any]) -> str | None:
    """What to say where another plugin has replaced the navigation `wanted`; `None` where all of it is there."""
    there = {page.file.src_uri for page in nav.pages}
    if all(uri in there for uri in _uris(wanted)):
        return None
    names = [name.rsplit("/", 1)[-1] for name, plugin in plugins.items() if hasattr(plugin, "on_nav")]
    name = next((name for name in names if name in _ADVICE), "")
    if not name:
        return "another plugin has replaced the navigation that is made from the content: leave it out of `plugins`"
    return f"the plugin `{name}` has replaced the navigation: {_leave_out(name)}"


def _uris(wanted: object) -> Iterator[str]:
    """The pages that a navigation of MkDocs names."""
    if isinstance(wanted, str):
        yield from (wanted,) if wanted.endswith(".md") else ()
    elif isinstance(wanted, dict | list):
        for entry in wanted.values() if isinstance(wanted, dict) else wanted:
            yield from _uris(entry)
