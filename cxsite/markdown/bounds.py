"""Texts over which an engine would sit for hours: its Markdown takes time with the square of what stands open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cxsite.model.body import lines_of

LONGEST = 100_000
"""Characters of a body: a short book."""
DEEPEST = 50
"""Levels of brackets, parentheses, quotes, HTML elements and lists. Nobody writes ten."""
MOST = 10_000
"""Marks of emphasis and code in a paragraph."""
MOST_LINES = 1_000
"""Headings, definitions, rules and blocks in a row, without an empty line."""

_PAIRS = (("[", "]"), ("(", ")"))
_BRACKET = re.compile(r"(?P<open>[\[(])|(?P<close>[\])])|\n[ \t]*\n")
_TAG = re.compile(r"<(?P<close>/?)[a-z][a-z0-9-]*\b[^<>]*>", re.IGNORECASE)
_VOID = re.compile(r"<(?:br|hr|img|input|wbr|col|source|track|area)\b", re.IGNORECASE)
_ENTRY = re.compile(rf"^[ \t]{{{2 * DEEPEST},}}(?:[-*+]|\d+[.)])[ \t]", re.MULTILINE)
_MARKERS = re.compile(r"^(?:[ \t]*(?:[-*+>]|\d{1,9}[.)]))+", re.MULTILINE)
_MARK = re.compile(r"[-*+>]|\d[.)]")
_EMPHASIS = re.compile(r"[*_~`]")
_BLOCK = re.compile(r"[ \t>]*+(?:#|:|/{3}|`{3}|~{3}|[=-]++[ \t]*+$)")
_NESTED = re.compile(r"[ \t]*+/{3,}[ \t]*+(?P<name>\S?)")


class TooMuch(NamedTuple):
    """Where a text is too much for an engine, and what to do."""

    offset: int
    message: str
    help: str


def too_much(body: str) -> Iterator[TooMuch]:
    """Where a body is too long, or nests too deep; the first place of each sort. Takes linear time."""
    if len(body) > LONGEST:
        yield TooMuch(0, f"this text is longer than {LONGEST:,} characters", "split it into several pages")
        return
    for offset in (_brackets(body, *pair) for pair in _PAIRS):
        if offset is not None:
            yield TooMuch(offset, f"more than {DEEPEST} brackets stand open here", "close them")
    if (offset := _elements(body)) is not None:
        yield TooMuch(offset, f"more than {DEEPEST} HTML elements stand open here", "close them")
    if (offset := _begun(body)) is not None:
        yield TooMuch(offset, f"more than {DEEPEST} tags of HTML are begun and not ended", "end each with `>`")
    if entry := _ENTRY.search(body):
        yield TooMuch(entry.start(), f"a list is nested deeper than {DEEPEST} levels", "make it flatter")
    for match in _MARKERS.finditer(body):
        if len(match[0]) > DEEPEST and len(_MARK.findall(match[0])) > DEEPEST and set(match[0]) - set("-* \t"):
            yield TooMuch(match.start(), f"this line begins more than {DEEPEST} lists or quotes", "make it flatter")
            break
    yield from _in_paragraphs(body)


def _brackets(body: str, opening: str, closing: str) -> int | None:
    """Where, within a paragraph, too many brackets of a sort stand open."""
    if body.count(opening) <= DEEPEST:
        return None
    depth = 0
    for match in _BRACKET.finditer(body):
        if match[0] == opening:
            depth += 1
            if depth > DEEPEST:
                return match.start()
        elif match[0] == closing:
            depth = max(0, depth - 1)
        elif not match["open"] and not match["close"]:
            depth = 0
    return None


def _elements(body: str) -> int | None:
    """Where too many elements of HTML stand open; to a browser, `<b/>` opens one."""
    if body.count("<") <= DEEPEST:
        return None
    depth = 0
    for match in _TAG.finditer(body):
        if match["close"]:
            depth = max(0, depth - 1)
        elif not _VOID.match(match[0]):
            depth += 1
            if depth > DEEPEST:
                return match.start()
    return None


def _begun(body: str) -> int | None:
    """Where too many tags are begun, and the next begins before they end."""
    if body.count("<") <= DEEPEST:
        return None
    begun = 0
    for match in re.finditer(r"<[a-z/!?]|>", body, re.IGNORECASE):
        begun = max(0, begun - 1) if match[0] == ">" else begun + 1
        if begun > DEEPEST:
            return match.start()
    return None


def _in_paragraphs(body: str) -> Iterator[TooMuch]:
    """Where lines without an empty one hold too many marks or blocks, and where too many blocks stand open."""
    lines = body.count("\n") + 1
    if lines <= MOST_LINES and body.count("///") <= DEEPEST and sum(map(body.count, "*_~`")) <= MOST:
        # All lines together hold no more than one paragraph may.
        return
    marks = blocks = depth = 0
    for line in lines_of(body):
        if not line.text.strip():
            marks = blocks = 0
            continue
        blocks += _BLOCK.match(line.text) is not None
        if not line.is_code:
            marks += len(_EMPHASIS.findall(line.text))
            if nested := _NESTED.match(line.text):
                depth = depth + 1 if nested["name"] else max(0, depth - 1)
        if marks > MOST:
            yield TooMuch(line.offset, f"more than {MOST:,} marks of emphasis in one paragraph", _DIVIDE)
            return
        if blocks > MOST_LINES:
            yield TooMuch(line.offset, f"more than {MOST_LINES:,} headings or blocks in a row", _DIVIDE)
            return
        if depth > DEEPEST:
            yield TooMuch(line.offset, f"more than {DEEPEST} blocks stand open here", "close them with `///`")
            return


_DIVIDE = "divide it by empty lines"
