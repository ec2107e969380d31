"""Bodies over which an engine would sit for hours: its Markdown takes time with the square of what stands open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cxsite.check.markup import Unsafe

LONGEST = 500_000
"""Characters of a body: several books."""
DEEPEST = 50
"""Levels of brackets, parentheses, HTML elements and, by their indent, lists. Nobody writes ten."""

_PAIRS = (("[", "]"), ("(", ")"))
_BRACKET = re.compile(r"(?P<open>[\[(])|(?P<close>[\])])|\n[ \t]*\n")
_TAG = re.compile(r"<(?P<close>/?)[a-z][a-z0-9-]*\b[^<>]*?(?P<void>/?)>", re.IGNORECASE)
_VOID = re.compile(r"<(?:br|hr|img|input|wbr|col|source|track|area)\b", re.IGNORECASE)
_ENTRY = re.compile(rf"^[ \t]{{{2 * DEEPEST},}}(?:[-*+]|\d+[.)])[ \t]", re.MULTILINE)


def too_much(body: str) -> Iterator[Unsafe]:
    """Where a body is too long, or nests too deep; the first place of each sort."""
    if len(body) > LONGEST:
        yield 0, 1, f"this text is longer than {LONGEST:,} characters", "split it into several pages"
    for offset in (_brackets(body, *pair) for pair in _PAIRS):
        if offset is not None:
            yield offset, 1, f"more than {DEEPEST} brackets stand open here", "close them"
    if (offset := _elements(body)) is not None:
        yield offset, 1, f"more than {DEEPEST} HTML elements stand open here", "close them"
    if entry := _ENTRY.search(body):
        yield entry.start(), len(entry[0]), f"a list is nested deeper than {DEEPEST} levels", "make it flatter"


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
    """Where too many elements of HTML stand open."""
    if body.count("<") <= DEEPEST:
        return None
    depth = 0
    for match in _TAG.finditer(body):
        if match["close"]:
            depth = max(0, depth - 1)
        elif not match["void"] and not _VOID.match(match[0]):
            depth += 1
            if depth > DEEPEST:
                return match.start()
    return None
