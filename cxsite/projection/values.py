"""A value as the audience sees it: one walk over the model's declarations, for every kind and part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from cxsite.model.declare import Declared, Ref
from cxsite.model.items.journey import Point
from cxsite.model.levels import Level
from cxsite.model.period import Period
from cxsite.model.readers import FieldReaders, Readers
from cxsite.model.scalars import ID_PATTERN
from cxsite.model.shape import Leaf, Many, Record, Shape, Table, fields_of, part_name

WITHHELD: Any = object()
"""What is not there for the audience."""
UNSEEN: Any = object()
"""What nobody looked at, and is not told of."""

ResolveRef = Callable[[Ref, str], str | None]
"""The id under which the audience has what a reference names, or `None`."""


@dataclass(frozen=True, slots=True)
class Walk:
    """The walk through one item for one audience: who reads what, how references resolve there, what was counted.

    `census` counts the values of each field (of a kind or part) by their effective level.
    """

    readers: Readers
    resolve: ResolveRef
    body: Callable[[str], str]
    asset: Callable[[str], bool]
    census: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)

    def record(self, value: Declared, owner: str, level: Level, *, extra: Mapping[str, Any]) -> Any:
        """The part of `value` that the audience may see; `WITHHELD` where a required field is not visible."""
        model = type(value)
        seen: dict[str, Any] = {}
        for found in self.readers.fields(value, owner, level):
            if found.name in extra:
                continue
            shown = self._field(found)
            if self._is_absent(found, shown):
                continue
            seen[found.name] = shown
            counts = self.census.setdefault((owner, found.name), {})
            counts[found.level.name] = counts.get(found.level.name, 0) + 1
        if not _required(model) <= seen.keys() | extra.keys():
            return WITHHELD
        return _made(model, {**seen, **extra})

    def is_whole(self, value: Declared, owner: str, level: Level, *, extra: Iterable[str]) -> bool:
        """Whether `record` gives something: all required fields are visible. No other is looked at, or counted."""
        required = _required(type(value)).difference(extra)
        fields = (found for found in self.readers.fields(value, owner, level) if found.name in required)
        seen = {
            found.name for found in fields if self._has_entry(found) or not self._is_absent(found, self._field(found))
        }
        return required <= seen

    def _has_entry(self, found: FieldReaders) -> bool:
        """Whether a list has an entry that is visible; the first one tells."""
        shape, reading = found.declared.shape, found.reading_of(self.readers.visibility.audience)
        if reading is None or not isinstance(shape, Many) or reading.value is None:
            return False
        return any(self._value(found, shape.entry, entry) is not WITHHELD for entry in reading.value)

    def _is_absent(self, found: FieldReaders, shown: Any) -> bool:
        return shown is WITHHELD or bool(shown == found.declared.default)

    def _field(self, found: FieldReaders) -> Any:
        reading = found.reading_of(self.readers.visibility.audience)
        if reading is None:
            return WITHHELD
        if found.name == "body":
            return self.body(reading.value)
        return self._value(found, found.declared.shape, reading.value)

    def _value(self, found: FieldReaders, shape: Shape, value: Any) -> Any:
        if value is None:
            return WITHHELD
        if isinstance(shape, Leaf):
            return self._leaf(shape, value)
        if isinstance(shape, Many):
            shown = [self._value(found, shape.entry, entry) for entry in value]
            return _in_order(shape.entry, tuple(entry for entry in shown if entry is not WITHHELD))
        if isinstance(shape, Table):
            return self._table(found, shape, value)
        if isinstance(shape, Record):
            return self._part(found, value)
        either = self._value(found, shape.of(value), value)
        return WITHHELD if either == {} else either

    def _part(self, found: FieldReaders, value: Declared) -> Any:
        own = self.readers.part_level(found, value)
        visibility = self.readers.visibility
        if not visibility.sees(own):
            return WITHHELD
        extra: dict[str, Any] = {}
        if "visibility" in fields_of(type(value)):
            extra["visibility"] = own.name
        if isinstance(value, Point):
            worded = visibility.worded(value.wording, "id")
            if worded is not None and not ID_PATTERN.fullmatch(worded):
                return WITHHELD
            extra["id"] = value.id if worded is None else worded
        return self.record(value, part_name(type(value)), own, extra=extra)

    def _table(self, found: FieldReaders, shape: Table, value: Mapping[str, Any]) -> Any:
        shown: dict[str, Any] = {}
        for key, entry in value.items():
            name = self._leaf(shape.key, key)
            kept = WITHHELD if name is WITHHELD else self._value(found, shape.entry, entry)
            if kept is not WITHHELD:
                shown[name] = kept
        return shown

    def _leaf(self, shape: Leaf, value: Any) -> Any:
        if shape.ref is not None:
            named = self.resolve(shape.ref, value)
            return WITHHELD if named is None else named
        if shape.is_period:
            coarse = value.coarsen(self.readers.visibility.precision)
            return WITHHELD if coarse is None else coarse
        if shape.asset and not self.asset(value):
            return WITHHELD
        return value


def _made(model: type[Declared], values: Mapping[str, Any]) -> Any:
    """A `model` with these values and the defaults of all others; they were validated when they were loaded.

    What `model_construct` does, without looking for aliases and default factories, of which the model has none.
    """
    found = model.__new__(model)
    fields = {**_defaults(model), **{name: {} for name in _tables(model)}, **values}
    object.__setattr__(found, "__dict__", fields)
    object.__setattr__(found, "__pydantic_fields_set__", set(values))
    object.__setattr__(found, "__pydantic_extra__", None)
    object.__setattr__(found, "__pydantic_private__", None)
    return found


@cache
def _required(model: type[Declared]) -> frozenset[str]:
    return frozenset(name for name, declared in fields_of(model).items() if declared.required)


@cache
def _defaults(model: type[Declared]) -> dict[str, Any]:
    return {name: declared.default for name, declared in fields_of(model).items()}


@cache
def _tables(model: type[Declared]) -> tuple[str, ...]:
    """The fields whose default is a mapping: each item gets one of its own."""
    return tuple(name for name, default in _defaults(model).items() if default == {})


def _in_order(entry: Shape, values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Parts with a plan by period and title, parts with a date by date, others as written.

    Only what the audience sees takes part: a withheld or coarser date must not show in the order.
    """
    if not isinstance(entry, Record) or len(values) < 2:
        return values
    fields = fields_of(entry.model)
    for name, declared in fields.items():
        if isinstance(declared.shape, Leaf) and declared.shape.type is Period:
            label = "title" if "title" in fields else name
            return tuple(sorted(values, key=lambda part: (*_when(getattr(part, name)), str(getattr(part, label)))))
        if isinstance(declared.shape, Leaf) and declared.shape.type is dt.date:
            return tuple(sorted(values, key=lambda part: _when(getattr(part, name))))
    return values


def _when(value: Period | dt.date | None) -> tuple[bool, dt.date, dt.date]:
    if value is None:
        return (True, dt.date.max, dt.date.max)
    if isinstance(value, Period):
        return (False, value.first, value.last)
    return (False, value, value)
