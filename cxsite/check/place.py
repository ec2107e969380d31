"""A place in the content, as rules name it."""

from __future__ import annotations

from typing import NamedTuple

from cxsite.model.roadmap import Key
from cxsite.model.shape import Path


class Place(NamedTuple):
    """A place in the content: an item (or page, or roadmap.yml) and where in it; `key` is the field's name itself.

    `body` is a piece (offset and length) of the body, or of the text of Markdown at `at`."""

    item: Key
    at: Path = ()
    key: bool = False
    body: tuple[int, int] | None = None

    def within(self, start: int, end: int) -> Place:
        """A part of a body, from `start` to `end` of this one; a field is told as a whole."""
        return self if self.body is None else self._replace(body=(self.body[0] + start, end - start))
