"""What of two states of the content can be compared: not what one of them writes in a way that nobody can read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from cxsite.check.context import Context
from cxsite.model.change import Change
from cxsite.model.finding import dotted
from cxsite.model.kinds import find_kind
from cxsite.model.roadmap import ANY, ROADMAP, Key, Roadmap

_MOST_TOLD = 12


@dataclass(frozen=True, slots=True)
class Unclear:
    """What one state writes and nobody can read: `items` (of a whole kind: with `*` for the id) of which that may be
    anything, also who may see them, and `fields` of others."""

    items: frozenset[Key] = frozenset()
    fields: frozenset[tuple[Key, str]] = frozenset()

    @staticmethod
    def of(roadmap: Roadmap, today: dt.date) -> Unclear:
        """What of a state is unclear."""
        context = Context(roadmap, today)
        broken = frozenset(key for key in roadmap.broken if key[0] != ROADMAP)
        partly = {key for key, _ in roadmap.unread}
        items = broken | {key for key in partly if not (context.is_level_known(key) and context.is_whole(key))}
        fields = {(key, str(at[0])) for key, at in roadmap.unread if key not in items and at}
        fields |= {((ROADMAP, ""), name) for kind, name in roadmap.broken if kind == ROADMAP}
        return Unclear(frozenset(items), frozenset(fields))

    def told(self, state: str, *, by_name: bool = True) -> Iterator[str]:
        """A sentence for each, of many the first. Not `by_name` only how many there are, since nobody can say who may
        know of them."""
        if not by_name:
            if count := len(self.items) + len(self.fields):
                things = "one thing" if count == 1 else f"{count} things"
                yield f"{things} at {state} can't be read: `cxsite check` says what"
            return
        said = [*(_item(key) for key in sorted(self.items)), *(_field(*one) for one in sorted(self.fields))]
        for one in said[:_MOST_TOLD]:
            yield f"{one} at {state} can't be read"
        if (more := len(said) - _MOST_TOLD) > 0:
            yield f"{more} more at {state} can't be read: `cxsite check` names them"


@dataclass(frozen=True)
class Comparable:
    """Which items and changes of two states can be told, whichever of the two is unclear about them."""

    before: Unclear
    after: Unclear
    followed: Mapping[Key, Key]

    @cached_property
    def _came_from(self) -> dict[Key, list[Key]]:
        found: dict[Key, list[Key]] = {}
        for was, now in self.followed.items():
            found.setdefault(now, []).append(was)
        return found

    def takes_before(self, key: Key) -> bool:
        """Whether an item of the earlier state can be compared."""
        return not (_names(self.before, key) or _names(self.after, self.followed.get(key, key)))

    def takes_after(self, key: Key) -> bool:
        """Whether an item of the later state can be compared."""
        return not (_names(self.after, key) or any(_names(self.before, other) for other in self._earlier(key)))

    def takes(self, change: Change) -> bool:
        """Whether a change is one, and not only something that can't be read in one of the states."""
        if change.change not in ("changed", "moved", "renamed"):
            return True
        key = change.written or (change.kind, change.id)
        keys = {key, *self._earlier(key), self.followed.get(key, key)}
        fields = {name for one in (self.before, self.after) for of, name in one.fields if of in keys}
        # What is derived of an item has no place of its own in it.
        return not fields or (bool(change.at) and str(change.at[0]) not in fields)

    def _earlier(self, key: Key) -> set[Key]:
        return {key, *self._came_from.get(key, ())}


def _names(unclear: Unclear, key: Key) -> bool:
    return key in unclear.items or (key[0], ANY) in unclear.items


def _item(key: Key) -> str:
    kind, id_ = key
    if id_ != ANY:
        return f"the {kind} `{id_}`"
    found = find_kind(kind)
    return f"the file of all {found.folder if found else kind}"


def _field(key: Key, name: str) -> str:
    kind, id_ = key
    where = "roadmap.yml" if kind == ROADMAP else f"the {kind} `{id_}`"
    return f"`{dotted((name,))}` of {where}" if name != ANY else where
