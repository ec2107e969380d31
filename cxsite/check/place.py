"""A place in the content, as rules name it."""

from __future__ import annotations

from typing import NamedTuple

from cxsite.model.roadmap import Key
from cxsite.model.shape import Path


class Place(NamedTuple):
    """A place in the content: an item (or page, or roadmap.yml) and where in it; `key` is the field's name itself."""

    item: Key
    at: Path = ()
    key: bool = False
    body: tuple[int, int] | None = None
