"""Who reads what: the one walk over an item and its parts, with the words that each reader gets.

Projection, the checker and previews all take it, so that none of them has an idea of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cxsite.model.declare import Declared
from cxsite.model.levels import Level
from cxsite.model.shape import (
    Either,
    FieldShape,
    Leaf,
    Many,
    Path,
    Record,
    Shape,
    Table,
    fields_of,
    has_address,
    part_name,
)
from cxsite.model.visibility import Visibility, is_item

Wording = Mapping[str, Mapping[str, str]]


class ReadBy(NamedTuple):
    """What readers from the level `least` to the level `most` have of a field.

    `words_of` is the level in `wording` whose words these are; empty where it is what the field itself says.
    """

    value: Any
    least: Level
    most: Level
    words_of: str = ""


class FieldReaders(NamedTuple):
    """A field of an item or part: the level that it has at least, and what which readers have of it.

    `entries` is the level of those entries of a list that say none, where the list has a default of its own.
    """

    name: str
    declared: FieldShape
    level: Level
    entries: Level | None
    readings: tuple[ReadBy, ...]

    def reading_of(self, audience: Level) -> ReadBy | None:
        """What this audience has of the field, if anything."""
        for reading in self.readings:
            if reading.least.visible_to(audience) and audience.visible_to(reading.most):
                return reading
        return None


class PlacedPart(NamedTuple):
    """A part, its place in the item, and the level that it has there."""

    at: Path
    part: Declared
    level: Level


class PlacedValue(NamedTuple):
    """A value, its place, what sort of value it is, and the least and the most restricted readers that have it."""

    at: Path
    value: Any
    leaf: Leaf
    least: Level
    most: Level


_Row = tuple[str, FieldShape, Level, Level | None]
Tables = dict[tuple[type[Declared], str, tuple[tuple[str, str], ...]], list[_Row]]
"""The fields of a class with the levels that they have in an item that discloses this."""


@dataclass(frozen=True, slots=True)
class Readers:
    """The walk through one item, or through roadmap.yml: the site's rules, and what the item itself discloses.

    `tables` may be shared by the walks of a run.
    """

    visibility: Visibility
    disclose: Mapping[str, str]
    tables: Tables = field(default_factory=dict)

    def fields(self, value: Declared, owner: str, level: Level, only: str = "") -> Iterator[FieldReaders]:
        """The fields of an item or part of this level that are set for somebody, or `only` one of them; `owner` is its
        kind or part name."""
        wording: Wording = getattr(value, "wording", {})
        given = value.model_fields_set
        most = self.visibility.levels.most
        for name, declared, own, entries in self._rows(type(value), owner):
            if only and name != only:
                continue
            is_worded = wording and declared.wordable
            if not is_worded and name not in given:
                continue
            least = level if own.visible_to(level) else own
            if is_worded:
                readings = tuple(self.readings(value, wording, name, least))
            else:
                readings = (ReadBy(getattr(value, name), least, most),)
            if readings:
                yield FieldReaders(name, declared, least, entries, readings)

    def readings(self, value: Declared, wording: Wording, name: str, least: Level) -> Iterator[ReadBy]:
        """What readers from `least` on have of a text: words for a level are read by it and all levels below it that
        have none of their own; the text itself is read above."""
        start: Level | None = least
        for said in self.visibility.levels:
            words = wording.get(said.name, {}).get(name)
            if words is not None and start is not None and start.visible_to(said):
                yield ReadBy(words, start, said, said.name)
                start = next(iter(self.visibility.levels.at_or_above(said)[1:]), None)
        if start is not None and name in value.model_fields_set:
            yield ReadBy(getattr(value, name), start, self.visibility.levels.most)

    def part_level(self, found: FieldReaders, part: Declared) -> Level:
        """The level of a part in a field."""
        return self.visibility.part_level(found.level, part, found.entries, self.disclose)

    def parts(self, value: Declared, owner: str, level: Level, at: Path = ()) -> Iterator[PlacedPart]:
        """Every part inside an item or part, each before those inside it."""
        for found in self.fields(value, owner, level):
            for place, part in _parts_in(found.declared.shape, found.readings[-1].value, (*at, found.name)):
                inner = self.part_level(found, part)
                yield PlacedPart(place, part, inner)
                yield from self.parts(part, part_name(type(part)), inner, place)

    def values(self, value: Declared, owner: str, level: Level, upto: Level, at: Path = ()) -> Iterator[PlacedValue]:
        """Every scalar that some reader up to `upto` has; what `wording` says stands at its own place."""
        for found in self.fields(value, owner, level):
            if not found.level.visible_to(upto):
                continue
            for reading in found.readings:
                if not reading.least.visible_to(upto):
                    continue
                place = (*at, "wording", reading.words_of, found.name) if reading.words_of else (*at, found.name)
                for where, leaf, scalar in _scalars(found.declared.shape, reading.value, place):
                    yield PlacedValue(where, scalar, leaf, reading.least, reading.most)
                for where, part in _parts_in(found.declared.shape, reading.value, place):
                    inner = self.part_level(found, part)
                    if inner.visible_to(upto):
                        yield from self.values(part, part_name(type(part)), inner, upto, where)
        yield from self._worded_id(value, level, upto, at)

    def _worded_id(self, value: Declared, level: Level, upto: Level, at: Path) -> Iterator[PlacedValue]:
        """The ids that readers have instead of a written one; the written id itself is an address, not a text."""
        wording: Wording = getattr(value, "wording", {}) if "id" in fields_of(type(value)) else {}
        for reading in self.readings(value, wording, "id", level) if wording else ():
            if reading.words_of and reading.least.visible_to(upto):
                place = (*at, "wording", reading.words_of, "id")
                yield PlacedValue(place, reading.value, WORDS, reading.least, reading.most)

    def _rows(self, model: type[Declared], owner: str) -> list[_Row]:
        said = tuple(self.disclose.items())
        rows = self.tables.get((model, owner, said))
        if rows is None:
            rows = self.tables[model, owner, said] = list(self._levels(model, owner, self.disclose))
        return rows

    def _levels(self, model: type[Declared], owner: str, disclose: Mapping[str, str]) -> Iterator[_Row]:
        top = is_item(model)
        for name, declared in fields_of(model).items():
            # The id of an item or a point is an address, which `wording` may replace; that of an alias is a value.
            address = name == "id" and has_address(model)
            if not (declared.consumed or address or name == "visibility"):
                level = self.visibility.field_level(owner, name, declared, disclose, top)
                yield name, declared, level, self.visibility.entry_default(owner, name, declared, disclose, top)


WORDS = Leaf(str, str, wordable=True)
"""What a text is that no field declares: a page's title, a piece of a body, an id in `wording`."""


def _scalars(shape: Shape, value: Any, at: Path) -> Iterator[tuple[Path, Leaf, Any]]:
    """The scalars of a field outside of its parts."""
    if value is None or value == "":
        return
    if isinstance(shape, Leaf):
        yield at, shape, value
    elif isinstance(shape, Many):
        if not isinstance(shape.entry, Record):
            for number, entry in enumerate(value):
                yield from _scalars(shape.entry, entry, (*at, number))
    elif isinstance(shape, Table):
        for name, entry in value.items():
            if shape.key.ref is None:
                yield (*at, name), WORDS, name
            if not isinstance(shape.entry, Record):
                yield from _scalars(shape.entry, entry, (*at, name))
    elif isinstance(shape, Either):
        yield from _scalars(shape.of(value), value, at)


def _parts_in(shape: Shape, value: Any, at: Path) -> Iterator[tuple[Path, Declared]]:
    """The parts that a field holds itself."""
    if isinstance(shape, Record):
        if isinstance(value, Declared):
            yield at, value
    elif isinstance(shape, Many) and isinstance(shape.entry, Record):
        for number, entry in enumerate(value or ()):
            yield (*at, number), entry
    elif isinstance(shape, Table) and isinstance(shape.entry, Record):
        for name, entry in (value or {}).items():
            yield (*at, name), entry
