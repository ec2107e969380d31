"""The Stage: a whole site as plain Markdown pages and files, for any engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

GIVE_WAY = frozenset({"robots.txt"})
"""Files of a Stage that are left out where the site's owner has their own."""


@dataclass(frozen=True)
class StagePage:
    """A Markdown page with its front matter. `uri` is its place in the docs folder, such as `board/index.md`.

    `raw` are those of its paragraphs that are finished HTML.
    """

    uri: str
    text: str
    raw: frozenset[str] = frozenset()

    @property
    def head(self) -> str:
        """The page as far as its front matter reaches."""
        end = self.text.find("\n---\n", 3) if self.text.startswith("---\n") else -1
        return self.text[: end + 5] if end >= 0 else ""


MadeText = tuple[str, frozenset[str]]
"""The text below the front matter, and what of it is finished HTML."""


class LaterPage(StagePage):
    """A page whose text is made when somebody asks for it; what stands in its front matter is known before."""

    def __init__(self, uri: str, head: str, make: Callable[[], MadeText]) -> None:
        self.__dict__.update(uri=uri, _head=head, _make=make)

    @cached_property
    def _made(self) -> MadeText:
        make: Callable[[], MadeText] = self.__dict__["_make"]
        return make()

    @property
    def head(self) -> str:
        """The page as far as its front matter reaches."""
        return str(self.__dict__["_head"])

    @property
    def text(self) -> str:
        """The whole text."""
        return f"{self.head}\n{self._made[0]}\n"

    @property
    def raw(self) -> frozenset[str]:
        """Those of its paragraphs that are finished HTML."""
        return self._made[1]

    def now(self) -> StagePage:
        """The same page, made."""
        return StagePage(self.uri, self.text, self.raw)


class LaterFiles(Mapping[str, bytes]):
    """Files by their places, some of which are made when somebody asks for them: those that are `late`."""

    def __init__(self, ready: Mapping[str, bytes], late: Mapping[str, Callable[[], bytes]]) -> None:
        self._ready, self.late = dict(ready), dict(late)

    @property
    def made(self) -> frozenset[str]:
        """The files that are there by now."""
        return frozenset(self._ready)

    def __getitem__(self, name: str) -> bytes:
        if name not in self._ready and name in self.late:
            self._ready[name] = self.late[name]()
        return self._ready[name]

    def __contains__(self, name: object) -> bool:
        # Whether a file is there is known before it is made.
        return name in self._ready or name in self.late

    def __iter__(self) -> Iterator[str]:
        return iter({**self._ready, **self.late})

    def __len__(self) -> int:
        return len({**self._ready, **self.late})


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
