"""What readers below internal have: every value with its place and readers, by the walk that the projection takes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cxsite.check.known.walked import Walked
from cxsite.check.place import Place
from cxsite.check.texts.written_bodies import Scan, Scanned
from cxsite.model.charter import Charter
from cxsite.model.items.item import Item
from cxsite.model.kinds import Kind
from cxsite.model.levels import Level
from cxsite.model.link_grammar import blank_comments
from cxsite.model.readers import WORDS, PlacedValue, Readers, Tables
from cxsite.model.roadmap import ROADMAP, ROADMAP_KEY, Key, Page
from cxsite.model.shape import Leaf
from cxsite.model.visibility import Visibility

_NUMBER = Leaf(int, int)
_TARGET = re.compile(r"(?<=\])\((?!https?:|//|mailto:)[^()\s]*\)|\[\[[^\]]*\]\]")


class Exposed(NamedTuple):
    """A value, its place, the least and the most restricted level that have it, and what sort of value it is."""

    place: Place
    value: object
    level: Level
    most: Level
    leaf: Leaf

    @property
    def text(self) -> str:
        """The value in writing."""
        return str(self.value)

    @property
    def shown(self) -> str:
        """The text as it is read, of the same length: in bodies without comments, and without the addresses of links
        within the roadmap, which become those that the reader has."""
        if self.leaf is not WORDS or self.place.body is None:
            return self.text
        return _TARGET.sub(lambda match: " " * len(match[0]), blank_comments(self.text))


def exposed_values(
    visibility: Visibility,
    charter: Charter,
    items: tuple[tuple[Kind, Key, Item], ...],
    pages: Mapping[str, Page],
    scanned: Scan,
    upto: Level,
    walked: Walked,
) -> Iterator[Exposed]:
    """Every value that readers of the level `upto` or a lesser one have; bodies in pieces. What was found in an item
    with the same rules is taken from what was `walked`."""
    levels = visibility.levels
    tables: Tables = {}
    for placed in Readers(visibility, {}, tables).values(charter, ROADMAP, levels.least, upto):
        yield _exposed(ROADMAP_KEY, placed)
    for kind, key, item in items:

        def walk(kind: Kind = kind, key: Key = key, item: Item = item) -> tuple[Exposed, ...]:
            return tuple(_in_item(visibility, tables, kind, key, item, scanned, upto))

        yield from walked.of(f"exposed to {upto.name}", item, walk)
    for path, page in sorted(pages.items()):
        level = visibility.page_level(page.visibility)
        if level.visible_to(upto):
            key = ("page", path)
            for name in ("title", "nav_order"):
                if (value := getattr(page, name)) is not None:
                    leaf = WORDS if isinstance(value, str) else _NUMBER
                    yield Exposed(Place(key, (name,)), value, level, levels.most, leaf)
            whole = Exposed(Place(key, ("body",)), page.body, level, levels.most, WORDS)
            yield from _pieces(whole, scanned(page.body), visibility, upto)


def _in_item(
    visibility: Visibility, tables: Tables, kind: Kind, key: Key, item: Item, scanned: Scan, upto: Level
) -> Iterator[Exposed]:
    level = visibility.item_level(kind, item)
    if not level.visible_to(upto):
        return
    for placed in Readers(visibility, item.disclose, tables).values(item, kind.name, level, upto):
        if placed.at[-1] == "body" and isinstance(placed.value, str):
            yield from _pieces(_exposed(key, placed), scanned(placed.value), visibility, upto)
        else:
            yield _exposed(key, placed)


def _exposed(key: Key, placed: PlacedValue) -> Exposed:
    leaf = WORDS if "wording" in placed.at else placed.leaf
    return Exposed(Place(key, placed.at), placed.value, placed.least, placed.most, leaf)


def _pieces(whole: Exposed, scanned: Scanned, visibility: Visibility, upto: Level) -> Iterator[Exposed]:
    """The pieces of a body, each for those who read its block; nothing of one that can't be published."""
    segments, problems = scanned
    offset = 0
    for segment in segments if not problems else ():
        offset = whole.text.index(segment.text, offset)
        own = [visibility.levels[segment.level]] if segment.level else []
        reader = visibility.levels.highest(whole.level, *own)
        if reader.visible_to(upto) and reader.visible_to(whole.most):
            at = () if len(whole.place.at) == 1 else whole.place.at
            place = Place(whole.place.item, at, body=(offset, len(segment.text)))
            yield Exposed(place, segment.text, reader, whole.most, WORDS)
        offset += len(segment.text)
