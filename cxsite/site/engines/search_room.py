"""Pages for Zensical's search, which ends the build where a section of a page has more text than there is room for.

It numbers all sections of a site, and all places in the text of each, in 30 bits together: of so many sections each may
have so many bytes. What is too long is kept out of the search: lists and tables first, since what stands in them has
pages of its own, then what people wrote. Pages, and the titles by which they are found, stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cxsite.markdown.dialect import ConversionError, to_html
from cxsite.render.stage import StagePage
from cxsite.site.engines.outline import filled, outlined
from cxsite.site.engines.sections import VOID, sections_of

_BITS = 30
# What an engine's own extensions add to a text.
_MARGIN = 15 / 16
_MAY_BEGIN = re.compile(r"<h[1-6]|^#|^[-=]+ *$", re.MULTILINE)
_TAG = re.compile(r'</?([a-z][a-z0-9-]*)(?:\s[^<>"]*(?:"[^"]*"[^<>"]*)*)?>')
_HEADING = re.compile(r"<h[1-6]\s[^>]*?\bid=")
_HEADING_LINE = re.compile(r"#{1,6} ")
_EXCLUDED = ' data-search-exclude=""'
_AROUND = "section"
_OPENS, _CLOSES = f'<{_AROUND}{_EXCLUDED} markdown="1">\n\n', f"\n\n</{_AROUND}>"
_IS_EXCLUDED = re.compile(r"^search:\s*\{?\s*\"?exclude\"?: *true", re.MULTILINE)
_EXCLUDED_PAGE = 'search: {"exclude": true}\n'


def room_for(sections: int) -> int:
    """How many bytes of text a section may have, of so many sections."""
    return int(2 ** max(_BITS - max(sections - 1, 0).bit_length(), 0) * _MARGIN)


def sections_at_most(text: str) -> int:
    """As many sections as a Markdown page can have, or more."""
    return 1 + sum(1 for _ in _MAY_BEGIN.finditer(text))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a page's text, from `begin` to `end`, that may be kept out of the search: an element, whose attributes
    stand at `attributes`, or Markdown. `made`: what we wrote ourselves, as finished HTML."""

    begin: int
    end: int
    size: int
    attributes: int = 0
    made: bool = False

    @property
    def is_markdown(self) -> bool:
        """Whether it is what people wrote."""
        return not self.attributes


def fitted(page: StagePage, room: int) -> StagePage:
    """A page whose sections have room in the search; itself where they have already."""
    if _IS_EXCLUDED.search(page.head) or len(page.text.encode()) <= room or _size(page.text) <= room:
        return page
    if _fits(page, room):
        return page
    pieces = sorted(_pieces(page), key=lambda piece: (piece.is_markdown, -piece.size))
    # As few as will do: pieces are many where a list is long, and each look reads the whole page.
    low, high = 1, len(pieces)
    while low < high:
        middle = (low + high) // 2
        if _fits(_cut(page, pieces[:middle]), room):
            high = middle
        else:
            low = middle + 1
    chosen = pieces[:low]
    if not _fits(_cut(page, chosen), room) or any(_has_ours(page, piece) for piece in chosen):
        return _excluded(page)
    marked = _marked(page, chosen)
    return marked if all(piece.made for piece in chosen) or _same(page, marked) else _excluded(page)


def _has_ours(page: StagePage, piece: _Piece) -> bool:
    """Whether the element that we would put around Markdown stands in it already."""
    return piece.is_markdown and f"<{_AROUND}" in page.text[piece.begin : piece.end]


def keeps_out_text(page: StagePage, fit: StagePage) -> bool:
    """Whether what people wrote is out of the search in `fit`, more than lists and tables."""
    return fit is not page and (_EXCLUDED_PAGE in fit.head or fit.text.count(_OPENS) > page.text.count(_OPENS))


def _size(html: str) -> int:
    """The bytes of a text without its tags, and a few for each that Zensical keeps."""
    return len(_TAG.sub("    ", html).encode())


def _fits(page: StagePage, room: int) -> bool:
    html = _html(page)
    found = None if html is None else sections_of(html)
    return found is not None and all(len("".join(section.text).encode()) <= room for section in found)


def _html(page: StagePage) -> str | None:
    body = StagePage(page.uri, page.text[len(page.head) :], page.raw)
    try:
        return filled(to_html(outlined(body)), body)[0]
    except ConversionError:
        return None


def _pieces(page: StagePage) -> Iterator[_Piece]:
    begin, text, raw = len(page.head), page.text.removesuffix("\n"), page.raw
    run = begin
    for part in text[begin:].split("\n\n"):
        end = begin + len(part)
        if part in raw or part.startswith("<"):
            yield from _written(text, run, begin)
            yield from _elements(part, begin, made=part in raw)
            run = end
        elif _HEADING_LINE.match(part):
            yield from _written(text, run, begin)
            # Of a heading without an empty line below it, the line.
            run = begin + len(part.split("\n", 1)[0])
        begin = end + 2
    yield from _written(text, run, len(text))


def _written(text: str, begin: int, end: int) -> Iterator[_Piece]:
    """Markdown, unless there is nothing but space."""
    if text[begin:end].strip():
        yield _Piece(begin, end, len(text[begin:end].encode()))


class _Open(NamedTuple):
    """An element that is open: its tag; of what is in it pieces, the names, and whether a section begins there."""

    tag: re.Match[str] | None
    pieces: list[_Piece]
    names: set[str]
    parted: bool


def _elements(part: str, begin: int, *, made: bool) -> Iterator[_Piece]:
    """The largest elements of a block in which no section begins, nor another element of their name: at the end of such
    a one, the search of Material takes the whole to be over, and stops at the next end."""
    opened = [_Open(None, [], set(), parted=True)]
    for tag in _TAG.finditer(part):
        if tag[1] in VOID or tag[0].endswith("/>"):
            continue
        if not tag[0].startswith("</"):
            opened.append(_Open(tag, [], set(), bool(_HEADING.match(tag[0]))))
            continue
        closed = opened[-1]
        if closed.tag is None or closed.tag[1] != tag[1]:
            break
        opened.pop()
        outer = opened[-1]
        outer.names.update((tag[1], *closed.names))
        if closed.parted:
            inner = [] if _HEADING.match(closed.tag[0]) else closed.pieces
            opened[-1] = _Open(outer.tag, [*outer.pieces, *inner], outer.names, parted=True)
        elif tag[1] in closed.names:
            outer.pieces.extend(closed.pieces)
        elif "data-search-exclude" not in closed.tag[0]:
            size = _size(part[closed.tag.start() : tag.end()])
            start, end = begin + closed.tag.start(), begin + tag.end()
            outer.pieces.append(_Piece(start, end, size, attributes=begin + closed.tag.end(1), made=made))
    # Of a block that is not whole, what is whole in it.
    for still in opened:
        yield from still.pieces


def _cut(page: StagePage, pieces: Sequence[_Piece]) -> StagePage:
    """The page without some of its pieces."""
    return StagePage(page.uri, _replaced(page.text, pieces, lambda piece, text: ""), page.raw)


def _marked(page: StagePage, pieces: Sequence[_Piece]) -> StagePage:
    """The page with some of its pieces marked, so that the search leaves them out."""
    made = _replaced(page.text, pieces, _mark)
    return StagePage(page.uri, made, frozenset(_known(made, page.raw)))


def _mark(piece: _Piece, text: str) -> str:
    if piece.is_markdown:
        return f"\n\n{_OPENS}{text.strip(chr(10))}{_CLOSES}\n\n"
    place = piece.attributes - piece.begin
    return text[:place] + _EXCLUDED + text[place:]


def _replaced(text: str, pieces: Sequence[_Piece], by: Callable[[_Piece, str], str]) -> str:
    parts: list[str] = []
    done = 0
    for piece in sorted(pieces, key=lambda piece: piece.begin):
        parts += text[done : piece.begin], by(piece, text[piece.begin : piece.end])
        done = piece.end
    return "".join([*parts, text[done:]])


def _known(text: str, raw: frozenset[str]) -> Iterator[str]:
    """Those paragraphs that are finished HTML: as before but for our mark."""
    for part in text.split("\n\n"):
        if part in raw or (_EXCLUDED in part and part.replace(_EXCLUDED, "") in raw):
            yield part


def _same(page: StagePage, without: StagePage) -> bool:
    """Whether both are the same HTML but for what we put around pieces: a fence or a list may not be divided."""
    before, after = _html(page), _html(without)
    return before is not None and after is not None and _plain(before) == _plain(after)


def _plain(html: str) -> str:
    return "".join(html.replace(_EXCLUDED, "").replace(f"<{_AROUND}>", "").replace(f"</{_AROUND}>", "").split())


def _excluded(page: StagePage) -> StagePage:
    """The page without a place in the search at all."""
    head = page.head
    lines = [line for line in head.splitlines(keepends=True) if not line.startswith("search:")]
    new = "".join([*lines[:-1], _EXCLUDED_PAGE, lines[-1]]) if lines else f"---\n{_EXCLUDED_PAGE}---\n"
    return StagePage(page.uri, new + page.text[len(head) :], page.raw)
