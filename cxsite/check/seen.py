"""Which texts of an item which readers see: the level of every text, with what `wording` puts in its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cxsite.check.context import Context
from cxsite.check.rule import Place
from cxsite.model.body import scan
from cxsite.model.declare import Declared
from cxsite.model.levels import Level
from cxsite.model.roadmap import Key
from cxsite.model.shape import FieldShape, Many, Path, Record, Table, part_name, set_fields
from cxsite.model.sight import Sight


@dataclass(frozen=True, slots=True)
class Seen:
    """A text, its place, and the least level that reads it."""

    place: Place
    text: str
    level: Level


def seen_texts(context: Context) -> Iterator[Seen]:
    """Every text in the author's words with its least reader, bodies in pieces, worded texts for their readers."""
    for kind, key, item in context.items():
        yield from _texts(context.sight, key, (), item, context.sight.item_level(kind, item), item.disclose)
    for path, page in sorted(context.roadmap.pages.items()):
        level = context.sight.page_level(page.visibility)
        yield Seen(Place(("page", path), ("title",)), page.title, level)
        yield from _body(context.sight, ("page", path), page.body, level)


def _texts(sight: Sight, key: Key, at: Path, value: Declared, level: Level, disclose: dict[str, str]) -> Iterator[Seen]:
    owner, top = (key[0], True) if not at else (part_name(type(value)), False)
    wording: dict[str, dict[str, str]] = getattr(value, "wording", {})
    for name, declared in set_fields(value):
        if declared.consumed:
            continue
        least = sight.levels.highest(level, sight.field_level(owner, name, declared, disclose, top))
        found = getattr(value, name)
        if name == "body" and top:
            yield from _body(sight, key, found, _after_wording(sight, wording, name, least))
        elif declared.wordable and isinstance(found, str) and found:
            yield Seen(Place(key, (*at, name)), found, _after_wording(sight, wording, name, least))
        else:
            default = sight.entry_default(owner, name, declared, disclose, top)
            for place, part in _parts(declared, found, (*at, name)):
                yield from _texts(sight, key, place, part, sight.part_level(least, part, default, disclose), disclose)
    for said, words in wording.items():
        for name, text in words.items():
            if said in sight.levels:
                worded = sight.levels.highest(level, sight.levels.least)
                yield Seen(Place(key, (*at, "wording", said, name)), text, worded)


def _after_wording(sight: Sight, wording: dict[str, dict[str, str]], name: str, level: Level) -> Level:
    """The least level that reads the original: above every level for which other words are given."""
    replaced = [sight.levels[said] for said, words in wording.items() if name in words and said in sight.levels]
    highest = sight.levels.highest(*replaced) if replaced else None
    if highest is None or highest.rank < level.rank:
        return level
    above = sight.levels.at_or_above(highest)[1:]
    return above[0] if above else sight.levels.most


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


def _body(sight: Sight, key: Key, body: str, level: Level) -> Iterator[Seen]:
    segments, problems = scan(body, sight.levels.names)
    if problems:
        return
    offset = 0
    for segment in segments:
        offset = body.index(segment.text, offset)
        own = [sight.levels[segment.level]] if segment.level else []
        yield Seen(Place(key, body=(offset, len(segment.text))), segment.text, sight.levels.highest(level, *own))
        offset += len(segment.text)
