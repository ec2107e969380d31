"""How much changes for an audience, in a few words."""

from __future__ import annotations

from collections.abc import Iterable

from cxsite.model.change import Change

_SORTS = (
    ("dead addresses", "dead address"),
    ("new", "new"),
    ("no longer shown", "no longer shown"),
    ("later", "later"),
    ("earlier", "earlier"),
    ("changed", "changed"),
)


def counts(changes: Iterable[Change]) -> dict[str, int]:
    """The material changes by what they mean; items that change in several fields count once as changed."""
    found = {name: 0 for name, _ in _SORTS}
    changed: set[tuple[str, str]] = set()
    for change in changes:
        if change.weight == "cosmetic":
            continue
        if change.is_dead_address:
            found["dead addresses"] += 1
        elif change.change in ("added", "appears"):
            found["new"] += 1
        elif change.change in ("removed", "disappears"):
            found["no longer shown"] += 1
        elif change.change == "moved" and change.field in ("end", "due"):
            found["later" if (change.days or 0) > 0 else "earlier"] += 1
        else:
            changed.add((change.kind, change.id))
    found["changed"] = len(changed)
    return found


def in_words(changes: Iterable[Change]) -> str:
    """`2 new, 1 later`; `nothing` where only spelling changes, or nothing at all."""
    changes = tuple(changes)
    found = counts(changes)
    told = [f"{found[name]} {one if found[name] == 1 else name}" for name, one in _SORTS if found[name]]
    if not told:
        return "only spelling and order" if changes else "nothing"
    return ", ".join(told)
