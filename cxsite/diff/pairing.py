"""Which item of one View is which of another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from cxsite.diff.plain import plain
from cxsite.model.items.item import Item
from cxsite.model.roadmap import Key, View

_ALIKE = 0.6
"""The share of fields that two items have alike when one is taken for the other under a new id."""


@dataclass(frozen=True, slots=True)
class Side:
    """One state of the content for one audience: `written` are the ids in the content of the items in the View,
    `exist` all items of the content, seen or not."""

    view: View
    written: Mapping[Key, Key]
    exist: frozenset[Key]

    def item(self, key: Key) -> Item:
        """The item of this key in the View."""
        return self.view.items[key[0]][key[1]]


class Pairs(NamedTuple):
    """The keys of items that are the same in both, that are gone, and that are new."""

    same: list[tuple[Key, Key]]
    gone: list[Key]
    new: list[Key]


def pair(before: Side, after: Side, followed: Mapping[Key, Key]) -> Pairs:
    """Match by the id in the content and by old ids; then, within a kind, what has the same title or is much alike."""
    by_written = {written: key for key, written in after.written.items()}
    same: list[tuple[Key, Key]] = []
    gone: list[Key] = []
    for key, written in before.written.items():
        now = by_written.pop(followed[written], None) if written in followed else None
        if now is None:
            gone.append(key)
        else:
            same.append((key, now))
    new = list(by_written.values())
    for key in list(gone):
        if before.written[key] in followed:
            continue
        like = [other for other in new if other[0] == key[0] and _is_like(before.item(key), after.item(other))]
        if like:
            same.append((key, like[0]))
            gone.remove(key)
            new.remove(like[0])
    return Pairs(same, gone, new)


def _is_like(one: Item, other: Item) -> bool:
    if one.title.casefold() == other.title.casefold():
        return True
    was, now = (plain(item) for item in (one, other))
    told = [name for name in was.keys() | now.keys() if name not in ("id", "visibility", "aliases")]
    alike = sum(was.get(name) == now.get(name) for name in told)
    return len(told) >= 4 and alike / len(told) >= _ALIKE
