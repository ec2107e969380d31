"""Which places of an item hold something that could not be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from cxsite.load.fields.validation import Validated
from cxsite.load.rules.cx00_fields import MISSING_FIELD, UNKNOWN_FIELD
from cxsite.model.items.item import Item
from cxsite.model.roadmap import ANY
from cxsite.model.shape import Path


def held_back(item: Item, unread: Collection[Path]) -> Item:
    """The item; where it has an embargo of which nobody can read the day, with one that never ends."""
    return item.model_copy(update={"visible_from": dt.date.max}) if ("visible_from",) in unread else item


def unread_places(made: Validated[Any], *others: Collection[Path], lost: Collection[str] = ()) -> frozenset[Path]:
    """The places at which something is written that is not in the item: those that validation left out, the
    fields that an unknown name may stand for, fields that are `lost`, and `others`."""
    found: set[Path] = {(name,) for name in lost}
    for places in others:
        found.update(places)
    found.update(at for at in made.dropped if at)
    # An entry of a mapping may be a field that stands too far right.
    found.update((*at[:-2], at[-1]) for at in tuple(found) if len(at) > 1 and isinstance(at[-1], str))
    for said in made.said:
        found.update((*at[:-1], ANY) for at in said.covers)
        if said.rule is UNKNOWN_FIELD:
            found.add((*said.at[:-1], said.near or ANY))
        elif said.rule is not MISSING_FIELD:
            found.add(said.at)
    return frozenset(found)
