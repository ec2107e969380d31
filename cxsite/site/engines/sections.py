"""A page's sections for the search index, as Material's search plugin divides it, in a tenth of its time.

The plugin reads each page with Python's tolerant parser of HTML. Nearly all pages here are regular: every tag is whole,
every attribute in double quotes. So this splits a page at its tags and reads each different tag once. A page that is
not regular is left to the plugin.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape, unescape
from itertools import islice

TAG = r'<[^<>"]*(?:"[^"]*"[^<>"]*)*>'
"""A tag of a regular page."""
_SPLIT = re.compile(f"({TAG})")
_OPENS = re.compile(r'<([a-z][a-z0-9-]*)((?:\s+[a-z@:_][a-z0-9@:_.-]*(?:="[^"]*")?)*)\s*(/?)>', re.IGNORECASE)
_CLOSES = re.compile(r"</([a-z][a-z0-9-]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r'([a-z@:_][a-z0-9@:_.-]*)(?:="([^"]*)")?', re.IGNORECASE)
# What is read by rules of its own, or until the end of the page.
_IRREGULAR = frozenset({"script", "style", "textarea", "plaintext", "xmp", "iframe", "noembed", "noframes"})
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"],
)
"""The elements that have no end."""
_KEPT = frozenset({"p", "code", "pre", "li", "ol", "ul", "sub", "sup"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SKIPPED = frozenset({"object", "script", "style"})
# Elements of which the reader notes more than that they are open.
_NOTED = VOID | _KEPT | _HEADINGS | _SKIPPED | {"a"}
_ENDED = float("inf")


@dataclass(slots=True)
class Section:
    """A heading (`title`) and what stands below it (`text`), in pieces; `id` leads there. `depth`: how many elements it
    stands in."""

    tag: str
    depth: float = 0
    excluded: bool = False
    id: str | None = None
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def is_excluded(self) -> bool:
        """Whether the heading says that it is not for searching."""
        return self.excluded


@dataclass(frozen=True, slots=True)
class _Tag:
    """A tag: what it opens or closes, and what of it matters here. `id` is that of a heading. `plain`: nothing does but
    its name."""

    name: str
    closes: bool = False
    empty: bool = False
    excluded: bool = False
    skipped: bool = False
    permalink: bool = False
    id: str | None = None
    plain: bool = False


def sections_of(html: str) -> list[Section] | None:
    """The sections of a page as Material's search plugin finds them; `None` for a page that is not regular."""
    pieces = _SPLIT.split(html)
    pieces.append("")
    reader = _Reader()
    names, text_of, skip = reader.names, reader.text, reader.skip
    for text, found in zip(islice(pieces, 0, None, 2), islice(pieces, 1, None, 2), strict=True):
        if text:
            if "<" in text:
                return None
            text_of(text)
        if not found:
            break  # behind the last text
        tag = _tag(found)
        if tag is None:
            return None
        name, section = tag.name, reader.section
        # Most tags only open or close an element: what `begin` and `end` would do, without calling them.
        if not tag.plain or section is None or name in skip:
            (reader.end if tag.closes else reader.begin)(tag)
        elif not tag.closes:
            names.append(name)
        elif section.depth > len(names):
            reader.end(tag)
        elif names and names[-1] == name:
            names.pop()
    return reader.sections


@lru_cache(maxsize=20_000)
def _tag(found: str) -> _Tag | None:
    if closing := _CLOSES.fullmatch(found):
        name = closing[1].lower()
        return None if name in _IRREGULAR else _Tag(name, closes=True, plain=name not in _NOTED)
    opening = _OPENS.fullmatch(found)
    if opening is None or opening[1].lower() in _IRREGULAR:
        return None
    name = opening[1].lower()
    said = {key.lower(): unescape(value) for key, value in _ATTRIBUTE.findall(opening[2])}
    excluded = "data-search-exclude" in said
    skipped = excluded or said.get("class") == "linenodiv"
    return _Tag(
        name,
        empty=bool(opening[3]),
        excluded=excluded,
        skipped=skipped,
        permalink=name == "a" and said.get("class") == "headerlink",
        id=said.get("id") if name in _HEADINGS else None,
        plain=name not in _NOTED and not opening[3] and not skipped,
    )


class _Reader:
    """Follows the plugin's own parser step by step, so that the entries are the same. `names` are the elements that are
    open, `skip` those of which nothing is taken."""

    def __init__(self) -> None:
        self.sections: list[Section] = []
        self.section: Section | None = None
        self.names: list[str] = []
        self.skip = set(_SKIPPED)
        # Of the links that are open, whether they are those of a heading to itself.
        self._links: list[bool] = []
        self._headings = 0
        self._skipped = 0
        self._preformatted = 0

    def begin(self, tag: _Tag) -> None:
        name = tag.name
        if name in VOID:
            return
        self.names.append(name)
        self._skipped += name in self.skip
        self._preformatted += name == "pre"
        self._headings += name in _HEADINGS
        if name == "a":
            self._links.append(tag.permalink)
        if tag.id is not None:
            self._head(tag)
        section = self._current()
        if tag.skipped:
            self.skip.add(name)
            self._count_skipped()
        elif name in _KEPT and not self._skipped:
            (section.title if self._heads(section) else section.text).append(f"<{name}>")
        if tag.empty:
            self.end(tag)

    def _head(self, tag: _Tag) -> None:
        depth = len(self.names)
        if tag.name != "h1" and not self.sections:
            self.sections.append(Section("hx", depth))
        self.section = Section(tag.name, depth, tag.excluded, tag.id if self.sections else None)
        self.sections.append(self.section)

    def _current(self) -> Section:
        if self.section is None:
            self.section = Section("hx")
            self.sections.append(self.section)
        return self.section

    def _heads(self, section: Section) -> bool:
        """Whether we are in a heading such as that of the section."""
        return self._headings > 0 and section.tag in self.names

    def _count_skipped(self) -> None:
        self._skipped = sum(name in self.skip for name in self.names)

    def end(self, tag: _Tag) -> None:
        name = tag.name
        if not self.names or self.names[-1] != name:
            return
        section = self._current()
        if section.depth > len(self.names):
            section = self._left(section)
        self.names.pop()
        self._preformatted -= name == "pre"
        self._headings -= name in _HEADINGS
        if name == "a":
            self._links.pop()
        if name in self.skip:
            if name not in _SKIPPED:
                self.skip.remove(name)
            self._count_skipped()
        elif name in _KEPT and not self._skipped:
            data = section.title if self._heads(section) else section.text
            _close(data, name)

    def _left(self, section: Section) -> Section:
        """The section that goes on where the element ends in which another one began."""
        for outer in reversed(self.sections):
            if outer.depth <= len(self.names):
                section.depth = _ENDED
                self.section = outer
                return outer
        return section

    def text(self, written: str) -> None:
        if self._skipped:
            return
        data = unescape(written) if "&" in written else written
        blank = data.isspace()
        if not self._preformatted:
            data = " " if blank else data.replace("\n", " ")
        section = self.section or self._current()
        if self._headings and section.tag in self.names:
            if not any(self._links):
                section.title.append(escape(data, quote=False))
        elif not blank:
            section.text.append(escape(data, quote=False) if "&" in written or ">" in data else data)
        elif not section.text or not section.text[-1].isspace() or self._preformatted:
            section.text.append(data)


def _close(data: list[str], name: str) -> None:
    """Close an element that is kept; without anything in it, it is not. (The plugin stops at one that it skipped.)"""
    try:
        first = data.index(f"<{name}>")
    except ValueError:
        return
    if any(not piece.isspace() for piece in islice(data, first + 1, None)):
        data.append(f"</{name}>")
    else:
        del data[first:]
