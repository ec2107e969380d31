"""Pages as an engine has made them: kept by their text and by all that it was made with."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from mkdocs.structure.files import File, Files

from cxsite.pipeline.cache.store import Store
from cxsite.render.stage import StagePage

KEPT_SITE = "site-"
"""What the name of an entry begins with that says what a site was made of."""
_MOST_SITES = 16
"""Of how many sites it is remembered what they were made of."""


@dataclass(frozen=True, slots=True)
class MadePage:
    """What an engine made of a page: its bytes, its entries for searching, and where links of its text lead."""

    html: bytes
    entries: list[Any]
    links: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Known:
    """What a site was made of: by what names and texts its pages are kept, what all hang on, and the files of the
    content with their hashes."""

    pages: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    content: Mapping[str, str] = field(default_factory=dict)


class PageStore:
    """The kept pages of one site. `site` says whose they are, `inputs` what all of them hang on."""

    def __init__(self, store: Store, site: str, inputs: Mapping[str, str]) -> None:
        self._store = store
        self._site = KEPT_SITE + store.name(b"site", site.encode())
        self._inputs = json.dumps(dict(inputs), sort_keys=True).encode()

    def name_of(self, page: StagePage) -> tuple[str, str]:
        """By what name a page is kept, and by which one its text goes."""
        text = self._store.name(b"text", page.digest.encode())
        return self._store.name(b"page", page.uri.encode(), text.encode(), self._inputs), text

    def get(self, name: str) -> MadePage | None:
        """What was made of a page; `None` where that is not known."""
        data = self._store.get(name)
        if data is None:
            return None
        said, _, html = zlib.decompress(data).partition(b"\n")
        entries, links = json.loads(said)
        return MadePage(html, entries, links)

    def put(self, name: str, made: MadePage) -> None:
        """Keep what was made of a page."""
        said = json.dumps([made.entries, made.links]).encode()
        self._store.put(name, zlib.compress(said + b"\n" + made.html, 1))

    def known(self) -> Known | None:
        """What the site was made of the last time; `None` where that is not known."""
        data = self._store.get(self._site)
        return Known(**json.loads(zlib.decompress(data))) if data is not None else None

    def remember(self, known: Known) -> None:
        """Remember what the site is made of, and forget the pages that no site has any more."""
        said = {"pages": dict(known.pages), "inputs": dict(known.inputs), "content": dict(known.content)}
        self._store.put(self._site, zlib.compress(json.dumps(said).encode(), 1))
        sites = self._store.names(KEPT_SITE)[:_MOST_SITES]
        wanted = set(sites)
        for site in sites:
            data = self._store.get(site)
            if data is not None:
                wanted.update(name for name, _ in json.loads(zlib.decompress(data))["pages"].values())
        self._store.keep_only(wanted, self._site)


@contextmanager
def links_noted(files: Files) -> Iterator[dict[str, str | None]]:
    """What the engine asks about the places of other files meanwhile, with the answers."""
    asked: dict[str, str | None] = {}
    really = files.get_file_from_path

    def noted(path: str) -> File | None:
        found = really(path)
        asked[path] = found.dest_uri if found is not None else None
        return found

    files.get_file_from_path = noted  # type: ignore[method-assign]
    try:
        yield asked
    finally:
        del files.get_file_from_path


def links_hold(files: Files, links: Mapping[str, str | None]) -> bool:
    """Whether links lead where they led."""
    found = ((files.get_file_from_path(path), place) for path, place in links.items())
    return all((file.dest_uri if file is not None else None) == place for file, place in found)
