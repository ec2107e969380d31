"""The texts of markup: what stands between tags, inside of them, and across them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby

from cxsite.audit.dedupe import Deduplicator
from cxsite.matching.characters import IGNORABLE, UNSPACED, beyond_ascii
from cxsite.matching.normal import BLOCK, GAP, INLINE
from cxsite.matching.numbers import SEPARATORS

# What a browser draws as a block of its own, and the parts of documents and sheets; all else flows with the text.
_BLOCKS = frozenset(
    re.findall(
        r"\S+",
        """address area article aside base basefont blockquote body button caption center circle col colgroup dd details
        dialog dir div dl dt ellipse embed fieldset figcaption figure footer form frame frameset g h1 h2 h3 h4 h5 h6
        head header hgroup hr html iframe img input legend li line link listing main menu meta nav noframes noscript
        object ol optgroup option p param path picture plaintext polygon polyline pre rect script search section select
        source style summary svg symbol table tbody td template text textarea tfoot th thead title tr track ul use
        video xmp c row si is sheetdata tc h table-cell table-row list-item entry item guid pubdate updated description
        loc url lastmod""",
    )
)
_TAG = re.compile(r"<[/!?]?[a-zA-Z][^<>]*>")
_TAGS = re.compile(f"({_TAG.pattern})")
_NAME = re.compile(r"</?(?:[\w-]+:)?([\w-]*)")
_COMMENT = re.compile(r"<!--[^\x1e]*?-->")
_CUT = r"<(?:/?[a-zA-Z][^<>]*|!--[^\x1e]*?--)>"
# Begins with a sign that is quickly found; what stands before that is asked then.
_IN_WORD = re.compile(rf"<(?<=[\w/:-]<){_CUT[1:]}(?:{_CUT})*[\w/:-]")
_APART = rf"[{SEPARATORS}\n\t]"
_IN_NUMBER = re.compile(rf"<(?:(?<=\d<)|(?<=\d{_APART}<)){_CUT[1:]}(?:{_CUT}|{_APART})*\d")
# Names of things have hyphens and slashes in them.
_BETWEEN_LETTERS = re.compile(rf"<(?<=[\w/:-]<){_CUT[1:]}(?:{_CUT})*(?=[\w/:-])")
# With the digit before: a pattern that begins with one is found sooner than one that looks back.
_BETWEEN_DIGITS = re.compile(rf"\d(?:{_CUT}|{_APART})*{_CUT}(?:{_CUT}|{_APART})*(?=\d)")
_INVISIBLE = re.compile(f"[{IGNORABLE}]")
_UNSPACED = re.compile(f"[{UNSPACED}]+")
# Begin and end each begin with a sign that is quickly found.
_SVG = re.compile(r"<(?i:svg)\b")
_SVG_END = re.compile(r"</(?i:svg)\s*>")
_COORDINATES = re.compile(
    r"(?<=[\s\"'])(?:d|points|viewBox|transform|width|height|offset|[xy][12]?|[dcf][xy]|r[xy]?)\s*=\s*"
    r"(?:\"[-+\d.,\s%a-zA-Z()]*\"|'[-+\d.,\s%a-zA-Z()]*')"
)
_WORDS_IN = re.compile(r"[a-zA-Z]{4}")
_BORDER = f" {INLINE} "
_BESIDE = 12
"""Pieces before and behind one with markup in a word that are read with it: no phrase, title or term is as long."""
_ICON = 2000
"""Characters below which a drawing is likely to come again."""
_LONG_RUN = 300
"""Characters from which tags in a row are unlikely to come again."""
_NEAR = 500
"""Characters before and behind a word in pieces that are read with it, whatever borders are there."""


def without_coordinates(text: str) -> str:
    """The text without the coordinates of its drawings, which are numbers that mean nothing; of equal length."""
    if "<svg" not in text:
        return text
    pieces: list[str] = []
    at = 0
    while (begin := _SVG.search(text, at)) and (end := _SVG_END.search(text, begin.end())):
        svg = text[begin.start() : end.end()]
        blank = _blank_icon if len(svg) < _ICON else _blank_all
        pieces += (text[at : begin.start()], blank(svg))
        at = end.end()
    return "".join([*pieces, text[at:]])


def _blank_all(svg: str) -> str:
    return _COORDINATES.sub(_blank, svg)


# The same icons stand on all pages.
_blank_icon = lru_cache(maxsize=1024)(_blank_all)


def _blank(match: re.Match[str]) -> str:
    """A text in the place of coordinates is read."""
    return match[0] if _WORDS_IN.search(match[0], match[0].index("=")) else " " * len(match[0])


def markup_texts(text: str, lines: Deduplicator) -> Iterator[tuple[str, str]]:
    """The texts of markup, each with how they were found; entities are left."""
    if "<" not in text:
        yield in_blocks(text), ""
        return
    text = without_coordinates(text)
    parts = _TAGS.split(text)
    # What stands in tags: an attribute's value is a block of its own.
    yield in_blocks("".join(lines.new_tags(parts[1::2]))), ""
    # What stands between them, and in comments and scripts.
    yield _marked(parts), ""
    # A tag or comment in the middle of a word joins, between words it parts: both are read.
    flat = unescaped_html(text)
    of_its_own = any(flat.count(sign) != text.count(sign) for sign in "<>")
    found = _cut_lines(_INVISIBLE.sub("", flat) if _INVISIBLE.search(beyond_ascii(flat)) else flat)
    if cut := "\n".join(piece for piece, _ in found) if of_its_own else _joining(found):
        yield _joined(cut), "across tags"


def _joining(lines: Iterable[tuple[str, bool]]) -> str:
    """Of the pieces with markup in words and numbers those in which some joins what it parts, and those near them.

    In all others the borders of blocks stay, so that they say what the text between the tags says, which is read.
    """
    pieces = list(lines)
    near = bytearray(len(pieces))
    for place, (_, joins) in enumerate(pieces):
        if joins:
            begin = max(place - _BESIDE, 0)
            near[begin : place + _BESIDE + 1] = b"\x01" * len(near[begin : place + _BESIDE + 1])
    runs = groupby(zip(pieces, near, strict=True), lambda one: one[1])
    return f"\n{GAP}\n".join("\n".join(piece for (piece, _), _ in run) for is_near, run in runs if is_near)


def _joins(run: str) -> bool:
    """Whether tags in a row, with what stands between them, join what stands beside them: there is no block."""
    return (_join if len(run) < _LONG_RUN else _join.__wrapped__)(run)


@lru_cache(maxsize=1024)
def _join(run: str) -> bool:
    return "<!--" in run or all(_mark(tag) == _BORDER for tag in _TAG.findall(run))


def _mark(tag: str) -> str:
    # What stands before a space says it all, and comes again.
    return _mark_of(tag.split(" ", 1)[0])


@lru_cache(maxsize=4096)
def _mark_of(tag: str) -> str:
    name = _NAME.match(tag)
    return BLOCK if name is None or name[1].lower() in _BLOCKS or tag[1] in "!?" else _BORDER


def _joined(text: str) -> str:
    """The text without the tags that stand inside of words and numbers; others part what they part."""
    text = _BETWEEN_DIGITS.sub(_without_inline, _BETWEEN_LETTERS.sub(_between_letters, text))
    return _marked(_TAGS.split(text))


def _marked(parts: list[str]) -> str:
    """A text that was parted at its tags, with a mark in the place of each."""
    marks = {tag: _mark(tag) for tag in {*parts[1::2]}}
    parts[1::2] = map(marks.__getitem__, parts[1::2])
    return "".join(parts).replace("<!--", BLOCK).replace("-->", BLOCK)


def _between_letters(match: re.Match[str]) -> str:
    """Scripts without spaces have no middle of a word: there markup is a border, over which longer runs are read."""
    around = match.string[match.start() - 1] + match.string[match.end()]
    return match[0] if _UNSPACED.fullmatch(around) else _without_inline(match)


def _without_inline(match: re.Match[str]) -> str:
    return (_blocks_of if len(match[0]) < _LONG_RUN else _blocks_of.__wrapped__)(match[0])


# The same tags in a row stand in many places.
@lru_cache(maxsize=1024)
def _blocks_of(run: str) -> str:
    return _TAG.sub(lambda tag: "" if _mark(tag[0]) == _BORDER else tag[0], _COMMENT.sub("", run))


def in_blocks(text: str) -> str:
    """Each text of markup or data as a block of its own."""
    return text.replace("<", BLOCK).replace(">", BLOCK).replace('"', BLOCK).replace("=", BLOCK)


def _cut_lines(text: str) -> Iterator[tuple[str, bool]]:
    """The lines in which markup stands inside of words and numbers, and whether some of it joins them; of data, which
    is one line, the texts there and near by."""
    # Who looks for one where there is none, looks through the whole text each time.
    has_blocks = BLOCK in text
    for pattern in (_IN_WORD, _IN_NUMBER):
        begin, end, joins = 0, -1, False
        for match in pattern.finditer(text):
            if match.start() >= end:
                if end >= 0:
                    yield text[begin:end], joins
                joins = False
                begin, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
                end = len(text) if end < 0 else end
                if has_blocks:
                    begin = max(begin, text.rfind(BLOCK, begin, max(match.start() - _NEAR, begin)) + 1)
                    after = text.find(BLOCK, match.end() + _NEAR, end)
                    end = end if after < 0 else after
            joins = joins or _joins(match[0])
        if end >= 0:
            yield text[begin:end], joins


def unescaped_html(text: str) -> str:
    """The text with its entities as characters."""
    return html.unescape(text) if "&" in text else text
