"""Where in files stands what was told of them, so that they need not be taken apart again to tell it once more.

A place in a file hangs on its text, and on the way to the place; so does what has to be typed there.
"""

from __future__ import annotations

from typing import Any

from cxsite.check.known.answers import Answers
from cxsite.model.finding import Change, Edit, Origin, Span
from cxsite.model.shape import Path
from cxsite.syntax.positions import Source


def known_span(answers: Answers, origin: Origin, at: Path, *, key: bool) -> Span:
    """What the `span` of an origin gives."""
    said = _said(origin, "span", at, key)
    if not said:
        return origin.span(at, key=key)

    def ask() -> list[Any]:
        found = origin.span(at, key=key)
        return [found.line, found.column, found.end_column, found.source]

    return Span(origin.path, *answers.of(said, ask))


def known_edits(answers: Answers, origin: Origin, change: Change) -> tuple[Edit, ...]:
    """What the `edits` of an origin give."""
    said = _said(origin, "edits", change)
    if not said:
        return origin.edits(change)

    def ask() -> list[Any]:
        found = origin.edits(change)
        return [[one.line, one.column, one.end_line, one.end_column, one.text] for one in found]

    return tuple(Edit(origin.path, *one) for one in answers.of(said, ask))


def _said(origin: Origin, *asked: object) -> str:
    """A question with all that the answer hangs on; empty where that is more than one text as written."""
    if not isinstance(origin, Source) or not origin.whole_text or origin.is_mended:
        return ""
    # What `repr` writes of steps and changes is written of nothing else.
    return "\0".join((repr(asked), origin.path, origin.whole_text))
