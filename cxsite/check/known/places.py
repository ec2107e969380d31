"""Where in files stands what was told of them, so that they need not be taken apart again to tell it once more.

A place in a file hangs on its text, and on the way to the place; so does what has to be typed there. What somebody
asked of a file that is all of one item is kept by these, as JSON.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from cxsite.model.finding import Change, Edit, Origin, Span
from cxsite.model.shape import Path
from cxsite.syntax.positions import Source

_SIZE = 16


class KnownPlaces:
    """What is known of places, and which of them somebody asked for: `written` keeps those only."""

    def __init__(self, written: bytes = b"") -> None:
        """With what `written` gave to another process of the same code."""
        lines = written.decode("ascii", "replace").splitlines()
        self._known = {line[: 2 * _SIZE]: line[2 * _SIZE :] for line in lines}
        self._used: dict[str, str] = {}

    def begin(self) -> None:
        """Begin a check; what only earlier ones asked for is forgotten."""
        if self._used:
            self._known, self._used = self._used, {}

    def span(self, origin: Origin, at: Path, *, key: bool) -> Span:
        """What the `span` of an origin gives."""
        name = _name(origin, "span", at, key)
        if not name:
            return origin.span(at, key=key)

        def ask() -> list[Any]:
            found = origin.span(at, key=key)
            return [found.line, found.column, found.end_column, found.source]

        return Span(origin.path, *self._said(name, ask))

    def edits(self, origin: Origin, change: Change) -> tuple[Edit, ...]:
        """What the `edits` of an origin give."""
        name = _name(origin, "edits", change)
        if not name:
            return origin.edits(change)

        def ask() -> list[Any]:
            found = origin.edits(change)
            return [[one.line, one.column, one.end_line, one.end_column, one.text] for one in found]

        return tuple(Edit(origin.path, *one) for one in self._said(name, ask))

    def _said(self, name: str, ask: Callable[[], list[Any]]) -> list[Any]:
        text = self._used.get(name) or self._known.get(name)
        if text is None:
            text = json.dumps(ask(), separators=(",", ":"))
        self._used[name] = text
        found: list[Any] = json.loads(text)
        return found

    @property
    def used(self) -> Mapping[str, str]:
        """What somebody asked for."""
        return self._used

    def hear(self, used: Mapping[str, str]) -> None:
        """Add what was asked for elsewhere."""
        self._used.update(used)

    @property
    def is_news(self) -> bool:
        """Whether other places were asked for than before."""
        return self._used.keys() != self._known.keys()

    def written(self) -> bytes:
        """What is known of the places that somebody asked for."""
        return "".join(f"{name}{text}\n" for name, text in sorted(self._used.items())).encode("ascii")


def _name(origin: Origin, *asked: object) -> str:
    """The name of a question by all that the answer hangs on; empty where that is more than one text as written."""
    if not isinstance(origin, Source) or not origin.whole_text or origin.is_mended:
        return ""
    # What `repr` writes of steps and changes is written of nothing else.
    said = "\0".join((repr(asked), origin.path, origin.whole_text))
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=_SIZE).hexdigest()
