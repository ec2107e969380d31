"""The Stage: a whole site as plain Markdown pages and files, for any engine."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

GIVE_WAY = frozenset({"robots.txt"})
"""Files of a Stage that are left out where the site's owner has their own."""


class StagePage:
    """A Markdown page with its front matter. `uri` is its place in the docs folder, such as `board/index.md`.

    `raw` are those of its paragraphs that are finished HTML. Held are the bytes of the text, since one letter beyond
    Latin-1 doubles the memory of a string, and where such paragraphs stand: a site has thousands of pages.
    """

    __slots__ = ("_data", "_places", "uri")

    def __init__(self, uri: str, text: str, raw: Collection[str] = ()) -> None:
        self.uri = uri
        self._data = text.encode("utf-8", "surrogatepass")
        self._places = tuple(number for number, part in enumerate(_paragraphs(text)) if part in raw) if raw else ()

    @property
    def text(self) -> str:
        """The whole text."""
        return self._data.decode("utf-8", "surrogatepass")

    @property
    def raw(self) -> frozenset[str]:
        """Those of its paragraphs that are finished HTML."""
        return frozenset(part for part, is_raw in self.paragraphs() if is_raw)

    @property
    def size(self) -> int:
        """The bytes of its text."""
        return len(self._data)

    @property
    def said(self) -> tuple[bytes, bytes]:
        """What the page is, in bytes: another page says something else."""
        return self._data, repr(self._places).encode()

    @property
    def digest(self) -> str:
        """What the page is, in short."""
        data, places = self.said
        return hashlib.sha256(b"%d %s%s" % (len(data), data, places)).hexdigest()

    def forget(self) -> None:
        """Let go of the text: the site has the page, and nobody asks again."""
        self._data, self._places = b"", ()

    def paragraphs(self) -> list[tuple[str, bool]]:
        """Its text between empty lines, and whether each is finished HTML."""
        raw = set(self._places)
        return [(part, number in raw) for number, part in enumerate(_paragraphs(self.text))]

    @property
    def head(self) -> str:
        """The page as far as its front matter reaches."""
        if not self._data.startswith(b"---\n"):
            return ""
        end = self._data.find(b"\n---\n", 3)
        return self._data[: end + 5].decode("utf-8", "surrogatepass") if end >= 0 else ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, StagePage) and (self.uri, self.said) == (other.uri, other.said)

    def __hash__(self) -> int:
        return hash((self.uri, self.said))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.uri!r}, {self.text!r})"


def _paragraphs(text: str) -> list[str]:
    # The last of them often is the longest: a list of all items.
    return text.removesuffix("\n").split("\n\n")


MadeText = tuple[str, frozenset[str]]
"""The text below the front matter, and what of it is finished HTML."""


class LaterPage(StagePage):
    """A page whose text is made when somebody asks for it; what stands in its front matter is known before."""

    __slots__ = ("_head", "_make")

    def __init__(self, uri: str, head: str, make: Callable[[], MadeText]) -> None:
        self.uri, self._head, self._make = uri, head, make

    def __getattr__(self, name: str) -> Any:
        """Make what makes up a page when it is asked for the first time."""
        if name not in ("_data", "_places"):
            raise AttributeError(name)
        body, raw = self._make()
        StagePage.__init__(self, self.uri, f"{self._head}\n{body}\n", raw)
        return object.__getattribute__(self, name)

    @property
    def head(self) -> str:
        """The page as far as its front matter reaches."""
        return self._head

    def now(self) -> StagePage:
        """The same page, made."""
        body, raw = self._make()
        return StagePage(self.uri, f"{self._head}\n{body}\n", raw)


class KnownPage(LaterPage):
    """A page of which it is known what it says, by its digest: its text is made only where somebody needs it."""

    __slots__ = ("_digest", "_size")

    def __init__(self, page: LaterPage, digest: str, size: int) -> None:
        super().__init__(page.uri, page.head, page._make)
        self._digest, self._size = digest, size

    @property
    def size(self) -> int:
        """The bytes of its text."""
        return self._size

    @property
    def digest(self) -> str:
        """What the page is, in short."""
        return self._digest

    def __reduce__(self) -> tuple[Any, ...]:
        # What makes it is for this process only.
        return StagePage, (self.uri, self.text, self.raw)


@dataclass(frozen=True, slots=True)
class PageRecord:
    """What is remembered of a page: a digest of all that it hangs on besides its questions, these with their answers,
    a digest of what it says, and how many bytes that is."""

    basis: str
    asked: Mapping[tuple[str, ...], str]
    digest: str
    size: int


PageRecords = Mapping[str, PageRecord]
"""What is remembered of the pages of a site, by their places."""


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
    in it on purpose. `records` is what is to be remembered of its pages.
    """

    site_name: str
    site_url: str
    language: str
    pages: tuple[StagePage, ...]
    files: Mapping[str, bytes]
    nav: tuple[NavEntry, ...]
    extra: Mapping[str, str | bool | dict[str, str]] = field(default_factory=dict)
    records: PageRecords = field(default_factory=dict, compare=False)
