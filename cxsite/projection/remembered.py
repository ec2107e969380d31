"""What one projection found out, for that of another state of the content: only what changed is looked at again.

What an audience sees of an item hangs on the item, on roadmap.yml, and on the answers to what the walk through it asks
about everything else. Where all of them are the same, so is what it sees.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cxsite.model.charter import Charter
from cxsite.model.declare import Ref
from cxsite.model.items.item import Item
from cxsite.model.levels import Level
from cxsite.model.link_grammar import Target
from cxsite.model.roadmap import Key, Roadmap

Counts = dict[tuple[str, str], dict[str, int]]
Answer = Any


@dataclass(frozen=True, slots=True)
class Asks:
    """What the walk through one item asks about all else: what a reference and a link lead to, whether an asset is
    there, whether a text may be published."""

    ref: Callable[[Ref, str], str | None]
    link: Callable[[Target], tuple[str, str] | None]
    asset: Callable[[str], bool]
    fit: Callable[[Key, str], bool]


class Seen(NamedTuple):
    """What an audience sees of an item, and what was counted of it."""

    value: Any
    counts: Counts


@dataclass(frozen=True, slots=True)
class _Kept:
    item: Item
    shown: str
    level: Level
    seen: Seen
    asked: list[tuple[str, tuple[Any, ...], Answer]]


@dataclass(slots=True)
class Remembered:
    """What was seen last of each item by one audience, and of what it was made.

    `names` are the derived values that anybody will ask a View for, where that is not all; nobody will ask such a View
    for what refers to what.
    """

    names: frozenset[str] | None = None
    _rules: tuple[Any, ...] = ()
    _items: dict[Key, _Kept] = field(default_factory=dict)
    _facts: dict[Key, tuple[Item, Item, dict[str, Any]]] = field(default_factory=dict)
    _facts_rules: tuple[Any, ...] = ()

    def begin(self, roadmap: Roadmap, audience: Level) -> None:
        """Look at another state, on any day; what was found by other rules is forgotten.

        Of who sees an item only its level hangs on the day, and that is asked for with each.
        """
        rules = (roadmap.charter, roadmap.levels, audience)
        if not (self._rules and rules[0] is self._rules[0] and rules[1:] == self._rules[1:]):
            self._rules = rules
            self._items.clear()
            self._facts.clear()

    def seen(
        self, key: Key, item: Item, shown: str, level: Level, asks: Asks, look: Callable[[Asks, Counts], Any]
    ) -> Seen:
        """What the audience sees of an item, which is `shown` under an id; `look` finds it out where it has to be."""
        kept = self._items.get(key)
        if kept is not None and kept.item is item and (kept.shown, kept.level) == (shown, level) and _hold(kept, asks):
            return kept.seen
        asked: list[tuple[str, tuple[Any, ...], Answer]] = []

        def noted(name: str) -> Callable[..., Answer]:
            def ask(*about: Any) -> Answer:
                answer = getattr(asks, name)(*about)
                asked.append((name, about, answer))
                return answer

            return ask

        counts: Counts = {}
        seen = Seen(look(Asks(noted("ref"), noted("link"), noted("asset"), noted("fit")), counts), counts)
        self._items[key] = _Kept(item, shown, level, seen, asked)
        return seen

    def begin_facts(self, charter: Charter, today: dt.date) -> None:
        """Derive values with these settings, as the audience sees them; those of others are forgotten."""
        if (charter, charter.model_fields_set, today) != self._facts_rules:
            self._facts_rules = (charter, charter.model_fields_set, today)
            self._facts.clear()

    def facts(self, key: Key, item: Item, original: Item, derive: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """The values derived of an item as the audience sees it, and of the `original` behind it."""
        kept = self._facts.get(key)
        if kept is None or kept[0] is not item or kept[1] is not original:
            kept = self._facts[key] = (item, original, derive())
        return dict(kept[2])


def _hold(kept: _Kept, asks: Asks) -> bool:
    """Whether all answers are what they were. They are asked for in the order of the walk, which goes the same way
    until one differs: so what asking does besides is the same."""
    return all(getattr(asks, name)(*about) == answer for name, about, answer in kept.asked)
