"""The addresses at which items have pages or redirects, for whatever readers."""

from __future__ import annotations

from collections.abc import Iterable

from cxsite.model.items.item import Item
from cxsite.model.kinds import Kind
from cxsite.model.roadmap import Key


def item_addresses(items: Iterable[tuple[Kind, Key, Item]]) -> dict[str, Key]:
    """Every address of an item with the item: by its id, by those that `wording` gives, by its old ones."""
    found: dict[str, Key] = {}
    for kind, key, item in items:
        worded = [words["id"] for words in item.wording.values() if "id" in words]
        for id_ in (key[1], *worded, *(alias.id for alias in item.aliases)):
            found.setdefault(f"{kind.folder}/{id_}/", key)
    return found
