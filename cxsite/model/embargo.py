"""Days on which embargoes end: which are still to come, and a roadmap as it is once they have."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from cxsite.model.items.item import Item
from cxsite.model.roadmap import Roadmap


def openings(today: dt.date, *roadmaps: Roadmap) -> tuple[dt.date, ...]:
    """The days after `today` on which an embargo of these roadmaps ends, in order; days that never come are none."""
    days = {
        item.visible_from
        for roadmap in roadmaps
        for items in roadmap.items.values()
        for item in items.values()
        if item.visible_from is not None and today < item.visible_from < dt.date.max
    }
    return tuple(sorted(days))


def lifted(roadmap: Roadmap, day: dt.date) -> Roadmap:
    """The roadmap without the embargoes that end on or before this day: nothing else of it knows the day."""
    return replace(
        roadmap,
        items={kind: {id_: _lifted(item, day) for id_, item in items.items()} for kind, items in roadmap.items.items()},
    )


def _lifted(item: Item, day: dt.date) -> Item:
    if item.visible_from is None or day < item.visible_from:
        return item
    found = item.model_copy(update={"visible_from": None})
    found.model_fields_set.discard("visible_from")
    return found
