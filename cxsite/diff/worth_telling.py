"""Which changes people are told: not what only follows from another one that they are told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from cxsite.model.change import Change

_COUNTED = ("counts", "n", "segments")
"""What a measurement is made from; its value is told."""


def for_people(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes without what follows from others: a state with its status, what is counted with its value, the level
    of parts with that of their item, lists that only lose what this audience no longer sees, and new ids in what names
    an item that got one."""
    changes = tuple(changes)
    by_item: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        by_item.setdefault((change.kind, change.id), []).append(change)
    gone = {change.id for change in changes if change.change in ("removed", "disappears")}
    renamed = {str(change.before): str(change.after) for change in changes if change.change == "renamed"}
    left = (one for one in changes if not (renamed and _is_renaming(one, by_item[one.kind, one.id], renamed)))
    return tuple(one for one in left if not _follows(one, by_item[one.kind, one.id], gone))


def _is_renaming(change: Change, of_item: list[Change], renamed: Mapping[str, str]) -> bool:
    """Whether a change only says that an item has another id: its alias, or who names it by its new one."""
    if change.change != "changed" or change.before is None or change.before in ("", [], {}):
        alias = change.after[0] if isinstance(change.after, list) and len(change.after) == 1 else change.after
        old = alias.get("id") if isinstance(alias, dict) else alias
        moved = {other.before for other in of_item if other.change == "renamed"}
        return change.change == "changed" and change.field.startswith("aliases") and old in moved
    words = re.compile("|".join(rf"(?<![\w-]){re.escape(id_)}(?![\w-])" for id_ in renamed))

    def anew(value: Any) -> Any:
        if isinstance(value, str):
            return words.sub(lambda match: renamed[match[0]], value)
        if isinstance(value, list):
            return [anew(entry) for entry in value]
        return {anew(key): anew(entry) for key, entry in value.items()} if isinstance(value, dict) else value

    return bool(anew(change.before) == change.after)


def _follows(change: Change, of_item: list[Change], gone: set[str]) -> bool:
    last = change.field.rpartition(".")[2]
    others = [other for other in of_item if other is not change]
    if change.field == "state":
        return any(change.after == other.after for other in others if other.field == "status")
    if change.field.startswith("provenance") or (change.field.startswith("measurements[") and last in _COUNTED):
        return any(not other.field.startswith("provenance") and other.field != change.field for other in others)
    if last == "visibility" and change.field != "visibility":
        return any(other.field == "visibility" and _is_same(change, other) for other in others)
    return _lost(change) != set() and _lost(change) <= gone


def _is_same(one: Change, other: Change) -> bool:
    return (one.before, one.after) == (other.before, other.after)


def _lost(change: Change) -> set[str]:
    """The entries that a list loses, where it gets none; ids of items, perhaps with their kind before them."""
    before, after = change.before, change.after or []
    if change.change != "changed" or not isinstance(before, list) or not isinstance(after, list):
        return set()
    texts = [entry for entry in before if isinstance(entry, str)]
    if len(texts) < len(before) or any(entry not in before for entry in after):
        return set()
    return {entry.rpartition(":")[2].partition("/")[0] for entry in texts if entry not in after}
