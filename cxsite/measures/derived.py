"""How derived values (see `catalogue`) are computed: by the function of each one's record, and by nothing else.

`of_item` needs one item, so its values are as restricted as what it is given. `of_view` looks at many and is
computed from what an audience sees. Values that would assert an absence are internal by declaration.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cxsite.measures.derived_values import DERIVED, DERIVED_BY_KIND
from cxsite.measures.record import Facts, Given, Items, Whole
from cxsite.model.charter import Charter
from cxsite.model.items.item import Item
from cxsite.model.past import Past
from cxsite.model.roadmap import Key

Names = frozenset[str] | None
"""The names of the values that are asked for; None: of all."""


def of_item(kind: str, item: Item, charter: Charter, today: dt.date, names: Names = None) -> Facts:
    """The derived values of one item; values without an input are absent."""
    given = Given(charter, today)
    found = {
        one.name: one.one(item, given)
        for one in DERIVED_BY_KIND.get(kind, ())
        if one.one is not None and (names is None or one.name in names)
    }
    return {name: value for name, value in found.items() if value is not None}


def of_view(
    items: Items,
    facts: Mapping[Key, Mapping[str, Any]],
    charter: Charter,
    today: dt.date,
    past: Past | None = None,
    names: Names = None,
) -> dict[Key, Facts]:
    """The derived values that need other items or the past, for all of `items`; `facts` are those of `of_item`.

    Where only those of some `names` are asked for, they have to need no other value, or one of these.
    """
    known: dict[Key, Facts] = {key: dict(values) for key, values in facts.items()}
    found: dict[Key, Facts] = {}
    whole = Whole(items, known, charter, today, past or Past())
    for one in DERIVED:
        if one.many is None or (names is not None and one.name not in names):
            continue
        for id_, value in one.many(whole).items():
            if value is not None:
                found.setdefault((one.kind, id_), {})[one.name] = value
                known.setdefault((one.kind, id_), {})[one.name] = value
    return found
