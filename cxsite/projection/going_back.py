"""Going back: the items of a View as they were in an edition, with the texts of today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cxsite.model.items.initiative import Initiative, Milestone
from cxsite.model.items.item import Item
from cxsite.model.items.kpi import Kpi, Target
from cxsite.model.past import PastInitiative, PastTarget, Recalled
from cxsite.model.roadmap import Key, View
from cxsite.projection.past import Sight, cut, numbered, seen_then

Items = dict[str, dict[str, Item]]


def gone_back(sight: Sight, then: View) -> tuple[Items, dict[Key, Item]]:
    """The items of today as they were in the edition of `then`, and the items behind them with nothing newer.

    What was comes from the cut alone; what is dated after the edition's day is left out.
    """
    past = cut(Recalled((seen_then(then.items, then.today, then.today),)), sight)
    was = past.editions[0].initiatives if past.editions else {}
    targets = past.editions[0].targets if past.editions else {}
    items: Items = {}
    originals = dict(sight.originals)
    for kind, of_kind in sight.items.items():
        items[kind] = {}
        for id_, item in of_kind.items():
            if isinstance(item, Kpi):
                changed = _changed_kpi(item, targets.get(id_, ()), then.today)
            else:
                changed = _changed(item, was.get(id_, PastInitiative()), then.today)
            items[kind][id_] = _with(item, changed)
            originals[kind, id_] = _with(originals[kind, id_], changed)
    return items, originals


def _changed(item: Item, was: PastInitiative, day: dt.date) -> Mapping[str, Any]:
    if not isinstance(item, Initiative):
        return {}
    closed = was.status == item.status
    return {
        "status": was.status or item.status,
        "start": was.start,
        "end": was.end,
        "shipped": was.shipped,
        "phase": was.phase,
        "milestones": tuple(_milestones(item, was)),
        "updates": tuple(update for update in item.updates if update.date <= day),
        # A result and a reason are of the status that they explain.
        "result": item.result if closed else "",
        "status_note": item.status_note if closed else "",
        "superseded_by": item.superseded_by if closed else None,
    }


def _changed_kpi(item: Kpi, was: tuple[PastTarget, ...], day: dt.date) -> Mapping[str, Any]:
    return {
        "measurements": tuple(one for one in item.measurements if one.date <= day),
        "targets": tuple(
            Target.model_construct(_fields_set={"date", "value"}, date=one.date, value=one.value) for one in was
        ),
    }


def _milestones(item: Initiative, was: PastInitiative) -> list[Milestone]:
    known = {(one.title, one.number): one for one in was.milestones}
    found = []
    for key, milestone in zip(numbered(one.title for one in item.milestones), item.milestones, strict=True):
        if key in known:
            found.append(_with(milestone, {"date": known[key].date, "done": known[key].done}))
    return found


def _with(value: Any, changed: Mapping[str, Any]) -> Any:
    """The same with other values; a value that is the default is as if it had never been set."""
    if not changed:
        return value
    found = value.model_copy(update=dict(changed))
    found.model_fields_set.difference_update(name for name, given in changed.items() if given in (None, (), "", False))
    return found
