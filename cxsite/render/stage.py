"""The Stage: a whole site as plain Markdown pages and files, for any engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

GIVE_WAY = frozenset({"robots.txt"})
"""Files of a Stage that are left out where the site's owner has their own."""


@dataclass(frozen=True, slots=True)
class StagePage:
    """A Markdown page with its front matter. `uri` is its place in the docs folder, such as `board/index.md`.

    `raw` are those of its paragraphs that are finished HTML.
    """

    uri: str
    text: str
    raw: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NavEntry:
    """An entry of the navigation: a page (`uri`) or a group of entries (`children`)."""

    title: str
    uri: str = ""
    children: tuple[NavEntry, ...] = ()

    def uris(self) -> Iterator[str]:
        """The pages of this entry and of all below it."""
        if self.uri:
            yield self.uri
        for child in self.children:
            yield from child.uris()


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything that an engine needs to build the site of one audience.

    `files` are copied as they are (path in the site, then content): assets, feeds, redirects. `extra` is what the
    theme reads as `config.extra.cxsite`, with its words as `labels`. Pages that the navigation does not name are not
    in it on purpose.
    """

    site_name: str
    site_url: str
    language: str
    pages: tuple[StagePage, ...]
    files: Mapping[str, bytes]
    nav: tuple[NavEntry, ...]
    extra: Mapping[str, str | bool | dict[str, str]] = field(default_factory=dict)
