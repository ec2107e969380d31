"""What somebody else made of a file while others were read."""

from __future__ import annotations

from typing import NamedTuple

from cxsite.model.items.item import Item
from cxsite.syntax.source_text import Parts


class Done(NamedTuple):
    """An item that somebody else read of a file in order, the text and pieces of the file, and what is to be known of
    it by which name; empty where nothing is."""

    item: Item
    text: str
    parts: Parts
    name: str
    said: str


def nothing_done(path: str) -> Done | None:
    """Nobody else reads files."""
    return None
