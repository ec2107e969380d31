"""Bodies: every one that somebody writes, also in `wording`, and what the readers of each level have of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from cxsite.check.place import Place
from cxsite.model.body import Problem, Segment, reading, scan
from cxsite.model.items.item import Item
from cxsite.model.kinds import BY_NAME, Kind
from cxsite.model.levels import Level, Levels
from cxsite.model.readers import Readers, Tables
from cxsite.model.roadmap import PAGE, Key, Roadmap
from cxsite.model.shape import Path
from cxsite.model.visibility import Visibility

Scanned = tuple[list[Segment], list[Problem]]
Scan = Callable[[str], Scanned]


class Body(NamedTuple):
    """A text of Markdown: of which item or page, in which of its fields, and what it says."""

    key: Key
    at: Path
    text: str

    def place(self, offset: int, length: int) -> Place:
        """A piece of it."""
        return Place(self.key, self.at, body=(offset, length))


class BodyReading(NamedTuple):
    """What readers from `level` on have of a body; blank where they read nothing, so that places are the body's."""

    body: Body
    level: Level
    text: str


def written_bodies(roadmap: Roadmap, items: tuple[tuple[Kind, Key, Item], ...]) -> Iterator[Body]:
    """Every body of an item, each with those that `wording` gives instead, and of a hand-written page."""
    for _, key, item in items:
        if item.body:
            yield Body(key, (), item.body)
        for level, words in item.wording.items():
            if words.get("body"):
                yield Body(key, ("wording", level, "body"), words["body"])
    for path, page in sorted(roadmap.pages.items()):
        if page.body:
            yield Body((PAGE, path), (), page.body)


@lru_cache(maxsize=32_768)
def scanned_for(text: str, levels: tuple[str, ...]) -> Scanned:
    """The segments of a body by level, and what is wrong with its blocks; asked by many, and again after each edit of
    another text."""
    return scan(text, levels)


def body_readings(
    visibility: Visibility, roadmap: Roadmap, key: Key, scanned: Scan, tables: Tables
) -> list[BodyReading]:
    """What the levels have of the body of an item or page, the least one first, each text once; nothing of a body
    whose blocks are wrong, which nobody reads. `tables` are those of a run."""
    found: dict[tuple[Path, str], BodyReading] = {}
    for body, least, most in _read(visibility, roadmap, key, tables):
        segments, problems = scanned(body.text)
        for level in visibility.levels if not problems else ():
            if least.visible_to(level) and level.visible_to(most):
                names = {None, *(lesser.name for lesser in visibility.levels.up_to(level))}
                text = reading(body.text, segments, names.__contains__)
                found.setdefault((body.at, text), BodyReading(body, level, text))
    return list(found.values())


def _read(visibility: Visibility, roadmap: Roadmap, key: Key, tables: Tables) -> Iterator[tuple[Body, Level, Level]]:
    """The bodies of one item or page that somebody reads, with the least and the most restricted readers."""
    kind, id_ = key
    item = roadmap.get(kind, id_)
    if item is None:
        page = roadmap.pages.get(id_)
        if kind == PAGE and page is not None and page.body:
            yield Body(key, (), page.body), visibility.page_level(page.visibility), visibility.levels.most
        return
    level = visibility.item_level(BY_NAME[kind], item)
    for field in Readers(visibility, item.disclose, tables).fields(item, kind, level, "body"):
        for one in field.readings:
            at = ("wording", one.words_of, "body") if one.words_of else ()
            if one.value:
                yield Body(key, at, one.value), one.least, one.most


def all_readings(text: str, levels: Levels, scanned: Scan) -> tuple[str, ...]:
    """What the levels may read of a text, whoever has it, each once; none of one whose blocks are wrong."""
    segments, problems = scanned(text)
    if problems:
        return ()
    blocks = {segment.level for segment in segments if segment.level}
    upto = [level for level in levels if level.name in blocks]
    seen: list[set[str | None]] = [{None}, *({None, *(level.name for level in levels.up_to(up))} for up in upto)]
    return tuple(dict.fromkeys(reading(text, segments, names.__contains__) for names in seen))
