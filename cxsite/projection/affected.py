"""Which items of two states of the content may look different to an audience: a comparison looks at no others.

What an audience sees of an item hangs on the item, on roadmap.yml, and on what is asked about all that it refers to. So
an item that is the same in both states looks the same, unless it names one that is not, or something else that differs.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping

from cxsite.model.items.initiative import Initiative
from cxsite.model.items.item import Item
from cxsite.model.kinds import BY_NAME
from cxsite.model.roadmap import Key, Roadmap
from cxsite.model.shape import references
from cxsite.projection.names import Names

_MOST = 0.25
"""The share of items from which on looking at all is as quick."""
_DISGUISED = re.compile(r"%[0-9a-fA-F]{2}|&#?\w+;|\\[^\w\s]")
"""What an id can be written with in a link so that it is not found as it is."""
Vocabulary = tuple[str, str]
"""An entry of a list of roadmap.yml: the list and the entry."""


class Affected:
    """Two states that differ in a few items, with the items that name others. For several audiences."""

    def __init__(self, before: Roadmap, after: Roadmap, followed: Mapping[Key, Key]) -> None:
        self._states = before, after
        self._changed = set(_changed(before, after))
        self._followed = followed
        self._few = _differ_in_items_only(before, after) and len(self._changed) <= _MOST * _count(before, after)
        self._named: dict[str, list[Key]] = {}
        if self._few:
            fresh = ((key, item) for key, item in _items(after) if key in self._changed)
            for key, item in itertools.chain(_items(before), fresh):
                for name in _names_in(item, key[0]):
                    self._named.setdefault(name, []).append(key)

    def keys(self, names: tuple[Names, Names]) -> frozenset[Key] | None:
        """The items to look at, for an audience with these names in the two states; None for all."""
        if not self._few:
            return None
        moved = self._changed | _differing(*(one.items for one in names)) | _differing(*(one.levels for one in names))
        moved |= {("journey", journey) for journey, _ in _differing(*(one.points for one in names))}
        ids = {id_ for _, id_ in moved} | {
            shown[key] for shown in (one.items for one in names) for key in moved & shown.keys()
        }
        found = moved | {key for id_ in ids for key in self._named.get(id_, ())} | set(self._in_bodies(ids))
        found |= {key for key in self._followed if self._followed[key] in found}
        found |= {self._followed[key] for key in found if key in self._followed}
        return frozenset(found | set(self._needs(found)))

    def users(self, entries: Iterable[Vocabulary]) -> frozenset[Key]:
        """The items that name one of these entries."""
        return frozenset(key for entry in entries for key in self._named.get(_entry(*entry), ()))

    def _needs(self, keys: Iterable[Key]) -> Iterator[Key]:
        """What the initiatives among these wait for, which tells their state."""
        for state in self._states:
            for key in keys:
                item = state.get(*key)
                if isinstance(item, Initiative):
                    yield from (("initiative", id_) for id_ in item.depends_on)

    def _in_bodies(self, ids: Iterable[str]) -> Iterator[Key]:
        if not ids:
            return
        any_ = re.compile("|".join(sorted(map(re.escape, ids))), re.IGNORECASE)
        for key, item in _items(self._states[0]):
            texts = (item.body, *(words.get("body", "") for words in item.wording.values()))
            if any(_DISGUISED.search(text) or any_.search(text) for text in texts if text):
                yield key


def _differ_in_items_only(before: Roadmap, after: Roadmap) -> bool:
    """Whether all that many items hang on is the same: settings, levels, what pages are called, assets."""
    return (
        (before.charter, before.charter.model_fields_set) == (after.charter, after.charter.model_fields_set)
        and before.levels == after.levels
        and (before.roots, before.additions, before.asset_floors) == (after.roots, after.additions, after.asset_floors)
        and _titles(before) == _titles(after)
        and before.assets.keys() == after.assets.keys()
        and all(before.assets[name].read_bytes() == after.assets[name].read_bytes() for name in before.assets)
    )


def _titles(roadmap: Roadmap) -> dict[str, tuple[object, ...]]:
    return {path: (page.title, page.visibility) for path, page in roadmap.pages.items()}


def _changed(before: Roadmap, after: Roadmap) -> Iterator[Key]:
    for kind in {**before.items, **after.items}:
        was, now = before.items.get(kind, {}), after.items.get(kind, {})
        for id_ in was.keys() | now.keys():
            one, other = was.get(id_), now.get(id_)
            if one is not other and not _is_same(one, other):
                yield kind, id_


def _is_same(one: Item | None, other: Item | None) -> bool:
    return one is not None and other is not None and one == other and one.model_fields_set == other.model_fields_set


def _count(*states: Roadmap) -> int:
    return max(sum(map(len, state.items.values())) for state in states)


def _items(roadmap: Roadmap) -> Iterator[tuple[Key, Item]]:
    return (((kind, id_), item) for kind, items in roadmap.items.items() for id_, item in items.items())


def _names_in(item: Item, kind: str) -> set[str]:
    """Every id that an item names, those of the parts of what it names and old ones of its own included; and entries
    of lists."""
    found = {str(alias.id) for alias in item.aliases}
    for _, ref, value in references(BY_NAME[kind].model, item):
        if ref.vocabulary:
            found.add(_entry(ref.vocabulary, value))
        elif not ref.local:
            found.update(re.split("[:/]", value))
    return found


def _entry(vocabulary: str, value: str) -> str:
    # No id holds a space.
    return f"{vocabulary} {value}"


def _differing(one: Mapping[Key, object], other: Mapping[Key, object]) -> set[Key]:
    return {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)}
