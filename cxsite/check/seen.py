"""Which values lesser readers see: the level of every value, with what `wording` puts in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

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
    set_fields,
)
from cxsite.model.sight import ROADMAP, Sight

Scanned = tuple[list[Segment], list[BodyProblem]]
Scan = Callable[[str], Scanned]

TEXT = Leaf(str, str, wordable=True)
"""What a page's title, a piece of a body and a text of `wording` are."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A value, its place, the least level that sees it, and what sort of value it is."""

    place: Place
    value: object
    level: Level
    leaf: Leaf

    @property
    def text(self) -> str:
        """The value in writing."""
        return str(self.value)


def seen_values(
    sight: Sight, charter: Charter, items: tuple[tuple[Kind, Key, Item], ...], pages: Mapping[str, Page], scanned: Scan
) -> Iterator[Seen]:
    """Every value that readers below internal see, with the least of them; bodies in pieces."""
    yield from _values(sight, (ROADMAP, ""), (), charter, sight.levels.least, {}, scanned)
    for kind, key, item in items:
        yield from _values(sight, key, (), item, sight.item_level(kind, item), item.disclose, scanned)
    for path, page in sorted(pages.items()):
        level = sight.page_level(page.visibility)
        if not _is_lesser(sight, level):
            continue
        yield Seen(Place(("page", path), ("title",)), page.title, level, TEXT)
        yield from _body(sight, ("page", path), page.body, level, scanned)


def _values(
    sight: Sight, key: Key, at: Path, value: Declared, level: Level, disclose: dict[str, str], scanned: Scan
) -> Iterator[Seen]:
    if not _is_lesser(sight, level):
        return
    owner, top = (key[0], True) if not at else (part_name(type(value)), False)
    wording: dict[str, dict[str, str]] = getattr(value, "wording", {})
    for name, declared in set_fields(value):
        if declared.consumed or name in ("id", "visibility"):
            continue
        least = sight.levels.highest(level, sight.field_level(owner, name, declared, disclose, top))
        found = getattr(value, name)
        if not _is_lesser(sight, least):
            continue
        own = _after_wording(sight, wording, name, least) if wording and declared.wordable else least
        if not _is_lesser(sight, own):
            continue
        if name == "body" and top:
            yield from _body(sight, key, found, own, scanned)
            continue
        for place, shape, leaf in _leaves(declared.shape, found, (*at, name)):
            yield Seen(Place(key, place), leaf, own, shape)
        default = sight.entry_default(owner, name, declared, disclose, top)
        for place, part in _parts(declared, found, (*at, name)):
            yield from _values(
                sight, key, place, part, sight.part_level(least, part, default, disclose), disclose, scanned
            )
    fields = fields_of(type(value))
    for said, words in wording.items():
        for name, text in words.items():
            if said in sight.levels and (name in fields or name == "id"):
                least = sight.field_level(owner, name, fields[name], disclose, top) if name in fields else level
                own = sight.levels.highest(level, least)
                if _is_lesser(sight, own):
                    yield Seen(Place(key, (*at, "wording", said, name)), text, own, TEXT)


def _after_wording(sight: Sight, wording: dict[str, dict[str, str]], name: str, level: Level) -> Level:
    """The least level that reads the original: above every level for which other words are given."""
    replaced = [sight.levels[said] for said, words in wording.items() if name in words and said in sight.levels]
    highest = sight.levels.highest(*replaced) if replaced else None
    if highest is None or highest.rank < level.rank:
        return level
    above = sight.levels.at_or_above(highest)[1:]
    return above[0] if above else sight.levels.most


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


def _body(sight: Sight, key: Key, body: str, level: Level, scanned: Scan) -> Iterator[Seen]:
    segments, problems = scanned(body)
    if problems:
        return
    offset = 0
    for segment in segments:
        offset = body.index(segment.text, offset)
        own = [sight.levels[segment.level]] if segment.level else []
        reader = sight.levels.highest(level, *own)
        if _is_lesser(sight, reader):
            yield Seen(Place(key, body=(offset, len(segment.text))), segment.text, reader, TEXT)
        offset += len(segment.text)


def _is_lesser(sight: Sight, level: Level) -> bool:
    return level.rank < sight.levels.internal.rank
