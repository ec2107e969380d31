"""The derived values of a View: from what the audience sees, and never more visible than what they are made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cxsite.measures.derived import of_item, of_view
from cxsite.measures.derived_values import DERIVED_BY_KIND
from cxsite.measures.record import Derived
from cxsite.model.charter import Charter
from cxsite.model.items.item import Item
from cxsite.model.kinds import BY_NAME
from cxsite.model.levels import Level
from cxsite.model.past import Past
from cxsite.model.period import Period
from cxsite.model.roadmap import ROADMAP, Key
from cxsite.model.shape import fields_of
from cxsite.model.visibility import Visibility
from cxsite.projection.remembered import Remembered

Items = Mapping[str, Mapping[str, Item]]
Facts = dict[Key, dict[str, Any]]


def facts_for(
    visibility: Visibility,
    whole: Charter,
    charter: Charter,
    items: Items,
    originals: Mapping[Key, Item],
    today: dt.date,
    past: Past,
    remembered: Remembered | None = None,
) -> Facts:
    """The derived values of `items` by key.

    `items` and `charter` are the audience's, `originals` (by the audience's keys) and `whole` those of the roadmap:
    what the site discloses by name is computed from them, as an explicit exception. `past` is what the audience may
    see of earlier editions; what was `remembered` of another state saves time.
    """
    facts: Facts = {}
    names = remembered.names if remembered is not None else None
    seen = _Seen(visibility)
    respecting = {
        kind: {id_: _respecting(kind, item, originals[kind, id_]) for id_, item in of_kind.items()}
        for kind, of_kind in items.items()
    }
    for kind, of_kind in respecting.items():
        for id_, item in of_kind.items() if kind in DERIVED_BY_KIND else ():
            key = (kind, id_)
            original = originals[key]

            def derive(kind: str = kind, item: Item = item, original: Item = original) -> dict[str, Any]:
                disclosed = _disclosed(visibility, kind, item, original, whole, today)
                return seen.of(kind, item, original, of_item(kind, item, charter, today, names) | disclosed)

            facts[key] = remembered.facts(key, items[kind][id_], original, derive) if remembered else derive()
    for key, found in of_view(respecting, facts, whole, today, past, names).items():
        facts[key] |= seen.of(key[0], items[key[0]][key[1]], originals[key], found)
    return {key: values for key, values in sorted(facts.items()) if values}


def _respecting(kind: str, item: Item, original: Item) -> Item:
    """The item with those fields that only take values away, whether its audience sees them or not."""
    names = {name for derived in DERIVED_BY_KIND.get(kind, ()) for name in derived.respects}
    hidden = {name: getattr(original, name) for name in names if getattr(original, name) != getattr(item, name)}
    return item.model_copy(update=hidden) if hidden else item


def _disclosed(
    visibility: Visibility, kind: str, item: Item, original: Item, whole: Charter, today: dt.date
) -> dict[str, Any]:
    """What is disclosed by name, computed from all of its item; ids and plans stay those of the audience.

    Where a field has the name too, it is the field that is disclosed: what of it the audience sees is the input.
    """
    said = {
        derived.name
        for derived in DERIVED_BY_KIND[kind]
        if not derived.of_many
        and not derived.names_parts
        and (level := visibility.said_level(kind, derived.name, original.disclose, True))
        and visibility.sees(level)
    }
    if not said:
        return {}
    fields = fields_of(type(item))
    found = of_item(kind, item, whole, today)
    found = {name: value for name, value in found.items() if name in said and name in fields}
    for name, value in of_item(kind, original, whole, today).items():
        if name in said and name not in fields and (shown := _coarse(value, visibility)) is not None:
            found[name] = shown
    return found


def _coarse(value: Any, visibility: Visibility) -> Any:
    """The value with its plans as precise as the audience may know them; `None` where one can't be told at all."""
    if isinstance(value, Period):
        return value.coarsen(visibility.precision)
    if isinstance(value, dict):
        coarse = {name: _coarse(entry, visibility) for name, entry in value.items()}
        told = all(coarse[name] is not None or entry is None for name, entry in value.items())
        return coarse if told else None
    return value


class _Seen:
    """What the audience sees of the derived values of an item; asked once for all items that disclose nothing."""

    def __init__(self, visibility: Visibility) -> None:
        self.visibility = visibility
        self.known: dict[Key, tuple[bool, bool]] = {}

    def of(self, kind: str, item: Item, original: Item, found: Mapping[str, Any]) -> dict[str, Any]:
        """Those of the values `found` that the audience sees, softened where they would tell what is missing."""
        told = {}
        for derived in DERIVED_BY_KIND[kind]:
            if derived.name in found:
                whole, softly = self._seen_at_all(derived, original)
                value = found[derived.name]
                if not whole:
                    value = derived.soften(item, value) if softly and derived.soften is not None else None
                if value is not None:
                    told[derived.name] = value
        return told

    def _seen_at_all(self, derived: Derived, original: Item) -> tuple[bool, bool]:
        if original.disclose:
            return self._seen(derived, original.disclose)
        key = (derived.kind, derived.name)
        if key not in self.known:
            self.known[key] = self._seen(derived, {})
        return self.known[key]

    def _seen(self, derived: Derived, disclose: Mapping[str, str]) -> tuple[bool, bool]:
        """Whether the value is seen as it is, and whether it would be if it told of nothing that is missing."""
        said = self.visibility.said_level(derived.kind, derived.name, disclose, True)
        if said is not None:
            return self.visibility.sees(said), False
        inputs = self._level(derived, disclose)
        internal = self.visibility.levels.internal
        whole = self.visibility.levels.highest(inputs, *([internal] if derived.internal else []))
        return self.visibility.sees(whole), self.visibility.sees(inputs)

    def _level(self, derived: Derived, disclose: Mapping[str, str]) -> Level:
        """The highest level of what a derived value is made from."""
        visibility, fields, settings = self.visibility, fields_of(BY_NAME[derived.kind].model), fields_of(Charter)
        return visibility.levels.highest(
            *(visibility.field_level(derived.kind, name, fields[name], disclose, True) for name in derived.inputs),
            *(visibility.field_level(ROADMAP, name, settings[name], {}, False) for name in derived.settings),
        )
