"""The packages that a site may be made with: which of their files it may hold as they are, and which words they use."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from cxsite.pipeline.explanation import Usage
from cxsite.site.engines.overrides import mermaid_files

if TYPE_CHECKING:
    from importlib import metadata

_GROUPS = frozenset(("mkdocs.plugins", "mkdocs.themes", "markdown.extensions", "properdocs.plugins"))
_ENGINES = frozenset(("mkdocs", "properdocs", "zensical", "jinja2", "markdown", "babel", "cxsite"))
_STATIC = frozenset(
    (".js", ".mjs", ".css", ".map", ".svg", ".png", ".ico", ".gif", ".jpg", ".webp", ".woff", ".woff2", ".ttf")
)
_CODE = frozenset((".js", ".mjs", ".css"))
_PROSE = frozenset((".py", ".html", ".md", ".txt", ".xml"))
# Thousands of names of things in pictures, and what tools say of words, are nobody's own words.
_LISTS = re.compile(r"[/\\](?:\.icons|locale[-_]?data|locales?|tests?|vendor|starter)[/\\]|_db\.py$|[/\\]lunr[/\\]")
_WORD = re.compile(r"[a-z\u00df-\u024f]{4,}")
_NUMBER = re.compile(r"(?<![\w.#])(?:\d{4,}|\d{1,3}(?:,\d{3})+)(?![\w.])")


@cache
def usage() -> Usage:
    """What the packages use. Takes a second or two, so it is asked only where something is found."""
    words: set[str] = set()
    numbers: set[str] = set()
    for path in _files():
        if path.suffix in _CODE | _PROSE or path.name == "METADATA":
            text = path.read_text("utf-8", errors="ignore").casefold()
            words.update(_WORD.findall(text))
            if path.suffix in _CODE:
                numbers.update(number.replace(",", "") for number in _NUMBER.findall(text))
    return Usage(frozenset(words), frozenset(numbers), frozenset(map(_hash, _static())))


def _static() -> Iterator[Path]:
    return (path for path in _files() if path.suffix in _STATIC)


def _files() -> Iterator[Path]:
    yield from (path for _, path in mermaid_files())
    for one in _distributions():
        for name in one.files or ():
            path = Path(str(one.locate_file(name)))
            if not _LISTS.search(str(name)) and path.suffix in _STATIC | _PROSE | {""} and path.is_file():
                yield path


def _distributions() -> Iterator[metadata.Distribution]:
    # It takes a while to load, for what is hardly ever asked.
    from importlib import metadata

    seen: set[str] = set()
    for one in metadata.distributions():
        name = str(one.metadata["Name"]).casefold()
        used = name in _ENGINES or any(point.group in _GROUPS for point in one.entry_points)
        if used and name not in seen:
            seen.add(name)
            yield one


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
