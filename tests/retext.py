"""Other texts in the raw values of a roadmap, wherever the model takes a text: a new field is covered at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import TypeAdapter, ValidationError

from cxsite.model.charter import Charter
from cxsite.model.declare import Declared
from cxsite.model.kinds import BY_NAME
from cxsite.model.shape import Either, Leaf, Many, Record, Shape, Table, fields_of
from tests.sites import Raw, Site

STEERING = frozenset({"id", "body", "visibility", "wording", "disclose", "ignore", "aliases"})


class Retext:
    """Replaces texts by what `other` makes of them; `fields` are those where that was done, `count` how often."""

    def __init__(self, other: Callable[[str], str], *, numbers: Callable[[str], str] | None = None) -> None:
        self.other = other
        self.numbers = numbers
        self.count = 0
        self.fields: set[tuple[str, str]] = set()

    def site(self, site: Site) -> Site:
        """The site with other texts."""
        changed = site.copy()
        for kind, items in changed.items.items():
            changed.items[kind] = {id_: self.record(raw, BY_NAME[kind].model) for id_, raw in items.items()}
        said = {name: raw for name, raw in changed.charter.items() if not fields_of(Charter)[name].consumed}
        changed.charter = {**changed.charter, **self.record(said, Charter)}
        return changed

    def record(self, raw: Raw, model: type[Declared]) -> Raw:
        """The values of a part or an item."""
        changed: Raw = {}
        for name, declared in fields_of(model).items():
            if name in raw:
                kept = name in STEERING
                changed[name] = raw[name] if kept else self._value(raw[name], declared.shape, (model.__name__, name))
        return changed

    def _value(self, raw: Any, shape: Shape, at: tuple[str, str]) -> Any:
        if isinstance(shape, Leaf):
            return self._leaf(raw, shape, at)
        if isinstance(shape, Record):
            return self.record(raw, shape.model) if isinstance(raw, dict) else raw
        if isinstance(shape, Many) and isinstance(raw, list):
            return [self._value(entry, shape.entry, at) for entry in raw]
        if isinstance(shape, Table) and isinstance(raw, dict):
            return {key: self._value(entry, shape.entry, at) for key, entry in raw.items()}
        if isinstance(shape, Either):
            return self._value(raw, shape.each if isinstance(raw, dict) else shape.one, at)
        return raw

    def _leaf(self, raw: Any, leaf: Leaf, at: tuple[str, str]) -> Any:
        if leaf.ref or leaf.choices or leaf.level_name or leaf.asset or not isinstance(raw, str):
            return raw
        if leaf.type is str:
            changed = self.other(raw)
        elif leaf.type in (int, float) and self.numbers is not None:
            changed = self.numbers(raw)
        else:
            return raw
        try:
            TypeAdapter(leaf.annotation).validate_python(changed)
        except ValidationError:
            return raw
        self.count += 1
        self.fields.add(at)
        return changed
