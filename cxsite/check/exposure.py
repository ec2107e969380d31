"""Which values lesser readers see: the level of every value, with what `wording` puts in its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cxsite.check.place import Place
from cxsite.model.body import Problem as BodyProblem
from cxsite.model.body import Segment
from cxsite.model.charter import Charter
from cxsite.model.declare import Declared
from cxsite.model.item import Item
from cxsite.model.kinds import Kind
from cxsite.model.levels import Level
from cxsite.model.roadmap import Key, Page
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
    part_name,
)
from cxsite.model.visibility import ROADMAP, Visibility

Scanned = tuple[list[Segment], list[BodyProblem]]
Scan = Callable[[str], Scanned]

_TARGET = re.compile(r"(?<=\])\([^()\s]*\)|\[\[[^\]]*\]\]")
TEXT = Leaf(str, str, wordable=True)
"""What a page's title, a piece of a body and a text of `wording` are."""


class Exposed(NamedTuple):
    """A value, its place, the least level that sees it, and what sort of value it is."""

    place: Place
    value: object
    level: Level
    leaf: Leaf

    @property
    def text(self) -> str:
        """The value in writing."""
        return str(self.value)

    @property
    def shown(self) -> str:
        """The text without the addresses of a body's links, which become those that the reader has; same length."""
        if self.place.body is None:
            return self.text
        return _TARGET.sub(lambda match: " " * len(match[0]), self.text)


def exposed_values(
    visibility: Visibility,
    charter: Charter,
    items: tuple[tuple[Kind, Key, Item], ...],
    pages: Mapping[str, Page],
    scanned: Scan,
) -> Iterator[Exposed]:
    """Every value that readers below internal see, with the least of them; bodies in pieces."""
    yield from _Walk(visibility, scanned, (ROADMAP, ""), {}).values((), charter, visibility.levels.least)
    tables: Tables = {}
    for kind, key, item in items:
        level = visibility.item_level(kind, item)
        if _is_lesser(visibility, level):
            yield from _Walk(visibility, scanned, key, item.disclose, tables).values((), item, level)
    for path, page in sorted(pages.items()):
        level = visibility.page_level(page.visibility)
        if _is_lesser(visibility, level):
            key = ("page", path)
            yield Exposed(Place(key, ("title",)), page.title, level, TEXT)
            yield from _Walk(visibility, scanned, key, {}).body(page.body, level)


Tables = dict[tuple[type[Declared], str], list[tuple[str, FieldShape, Level]]]
"""The fields of a class that readers may see, each with the level that it has where no item says otherwise."""


@dataclass(frozen=True, slots=True)
class _Walk:
    """One walk through one item; `tables` are shared by the walks of a run."""

    visibility: Visibility
    scanned: Scan
    key: Key
    disclose: Mapping[str, str]
    tables: Tables = field(default_factory=dict)

    def values(self, at: Path, value: Declared, level: Level) -> Iterator[Exposed]:
        """What lesser readers see of an item or part of this level."""
        owner, top = (self.key[0], True) if not at else (part_name(type(value)), False)
        wording: Mapping[str, Mapping[str, str]] = getattr(value, "wording", {})
        given = value.model_fields_set
        for name, declared, usual in self._fields(type(value), owner):
            if name not in given:
                continue
            own = self.visibility.field_level(owner, name, declared, self.disclose, top) if self.disclose else usual
            least = own if own.rank > level.rank else level
            if not _is_lesser(self.visibility, least):
                continue
            found = getattr(value, name)
            reader = after_wording(self.visibility, wording, name, least) if wording and declared.wordable else least
            if not _is_lesser(self.visibility, reader):
                continue
            if name == "body" and top:
                yield from self.body(found, reader)
                continue
            for place, shape, leaf in _leaves(declared.shape, found, (*at, name)):
                yield Exposed(Place(self.key, place), leaf, reader, shape)
            yield from self._parts(owner, name, declared, found, (*at, name), least)
        if wording:
            yield from self._worded(at, type(value), owner, wording, level)

    def body(self, text: str, level: Level) -> Iterator[Exposed]:
        """The pieces of a body that lesser readers see; nothing of one that can't be published."""
        segments, problems = self.scanned(text)
        offset = 0
        for segment in segments if not problems else ():
            offset = text.index(segment.text, offset)
            own = [self.visibility.levels[segment.level]] if segment.level else []
            reader = self.visibility.levels.highest(level, *own)
            if _is_lesser(self.visibility, reader):
                yield Exposed(Place(self.key, body=(offset, len(segment.text))), segment.text, reader, TEXT)
            offset += len(segment.text)

    def _fields(self, model: type[Declared], owner: str) -> list[tuple[str, FieldShape, Level]]:
        known = self.tables.get((model, owner))
        if known is None:
            known = [
                (name, declared, self.visibility.field_level(owner, name, declared, {}, False))
                for name, declared in fields_of(model).items()
                if not declared.consumed and name not in ("id", "visibility")
            ]
            self.tables[model, owner] = known
        return known

    def _parts(
        self, owner: str, name: str, declared: FieldShape, value: object, at: Path, level: Level
    ) -> Iterator[Exposed]:
        default: Level | None = None
        if declared.parts == "internal":
            default = self.visibility.entry_default(owner, name, declared, dict(self.disclose), len(at) == 1)
        for place, part in _parts(declared, value, at):
            inner = self.visibility.part_level(level, part, default, self.disclose)
            if _is_lesser(self.visibility, inner):
                yield from self.values(place, part, inner)

    def _worded(
        self, at: Path, model: type[Declared], owner: str, wording: Mapping[str, Mapping[str, str]], level: Level
    ) -> Iterator[Exposed]:
        fields = fields_of(model)
        for said, words in wording.items():
            for name, text in words.items():
                if said not in self.visibility.levels or (name not in fields and name != "id"):
                    continue
                own = level
                if name in fields:
                    least = self.visibility.field_level(owner, name, fields[name], self.disclose, not at)
                    own = self.visibility.levels.highest(level, least)
                if _is_lesser(self.visibility, own):
                    yield Exposed(Place(self.key, (*at, "wording", said, name)), text, own, TEXT)


def after_wording(visibility: Visibility, wording: Mapping[str, Mapping[str, str]], name: str, level: Level) -> Level:
    """The least level that reads the original: above every level for which other words are given."""
    replaced = [
        visibility.levels[said] for said, words in wording.items() if name in words and said in visibility.levels
    ]
    highest = visibility.levels.highest(*replaced) if replaced else None
    if highest is None or highest.rank < level.rank:
        return level
    above = visibility.levels.at_or_above(highest)[1:]
    return above[0] if above else visibility.levels.most


def _leaves(shape: Shape, value: Any, at: Path) -> Iterator[tuple[Path, Leaf, object]]:
    """The scalars of a field outside of its parts."""
    if value is None or value == "":
        return
    if isinstance(shape, Leaf):
        yield at, shape, value
    elif isinstance(shape, Many):
        for number, entry in enumerate(value):
            yield from _leaves(shape.entry, entry, (*at, number))
    elif isinstance(shape, Table):
        for name, entry in value.items():
            yield from _leaves(shape.entry, entry, (*at, name))
    elif isinstance(shape, Either):
        yield from _leaves(shape.of(value), value, at)


def _parts(declared: FieldShape, value: object, at: Path) -> Iterator[tuple[Path, Declared]]:
    shape = declared.shape
    if isinstance(shape, Record) and isinstance(value, Declared):
        yield at, value
    elif isinstance(shape, Many) and isinstance(shape.entry, Record) and isinstance(value, tuple):
        for number, entry in enumerate(value):
            yield (*at, number), entry
    elif isinstance(shape, Table) and isinstance(shape.entry, Record) and isinstance(value, dict):
        for name, entry in value.items():
            yield (*at, name), entry


def _is_lesser(visibility: Visibility, level: Level) -> bool:
    return level.rank < visibility.levels.internal.rank
