"""What each audience will notice of an edit: two roadmaps, projected and compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from cxsite.diff.compare import compare
from cxsite.diff.pairing import Side
from cxsite.model.change import Change
from cxsite.model.levels import Level
from cxsite.model.roadmap import PAGE, ROADMAP, ROADMAP_KEY, Key, Roadmap
from cxsite.model.visibility import Visibility
from cxsite.pipeline.comparable import Comparable, Unclear
from cxsite.pipeline.written_places import written_place
from cxsite.projection.projection import project


def noticed(
    before: Roadmap, after: Roadmap, levels: Iterable[Level], today: dt.date
) -> Mapping[str, tuple[Change, ...]]:
    """What the readers of each of these levels will notice."""
    return {level.name: for_audience(before, after, level, today) for level in levels}


def for_audience(before: Roadmap, after: Roadmap, audience: Level, today: dt.date) -> tuple[Change, ...]:
    """What one audience will notice, each change with its place in the content."""
    same = followed(before, after)
    clear = Comparable(Unclear.of(before, today), Unclear.of(after, today), same)
    sides = (
        _side(before, before.levels.get(audience.name), today, clear.takes_before),
        _side(after, after.levels.get(audience.name), today, clear.takes_after),
    )
    found = (_placed(change, before, after, sides) for change in compare(*sides, same))
    return tuple(change for change in found if clear.takes(change))


def nothing_before(after: Roadmap) -> Roadmap:
    """A state without anything, with the levels of the one that came after it."""
    return Roadmap(charter=after.charter, levels=after.levels, items={})


def followed(before: Roadmap, after: Roadmap) -> dict[Key, Key]:
    """Which item of the later content is which of the earlier one: the same id, or the one that has it as an alias."""
    found: dict[Key, Key] = {}
    for kind, items in before.items.items():
        later = after.items.get(kind, {})
        renamed = {alias: id_ for id_, item in sorted(later.items()) for alias in map(_id_of, item.aliases)}
        for id_ in items:
            now = id_ if id_ in later else renamed.get(id_)
            if now is not None:
                found[kind, id_] = (kind, now)
    return found


def _id_of(alias: object) -> str:
    """An old id, which may be written with the level that knew it."""
    return str(getattr(alias, "id", alias))


def _side(roadmap: Roadmap, audience: Level, today: dt.date, takes: Callable[[Key], bool]) -> Side:
    view = project(roadmap, audience, today)
    rules = Visibility.of(roadmap.charter, roadmap.levels, audience)
    written: dict[Key, Key] = {}
    for kind, items in roadmap.items.items():
        for id_, item in sorted(items.items()):
            shown = rules.worded(item.wording, "id") or id_
            if shown in view.items.get(kind, {}) and takes((kind, id_)):
                written.setdefault((kind, shown), (kind, id_))
    return Side(view, written, frozenset((kind, id_) for kind, items in roadmap.items.items() for id_ in items))


def _placed(change: Change, before: Roadmap, after: Roadmap, sides: tuple[Side, ...]) -> Change:
    """The change with the file and line that it comes from."""
    side, roadmap = (sides[0], before) if change.of_before else (sides[1], after)
    key = (change.kind, change.id)
    written = ROADMAP_KEY if change.kind == ROADMAP else key if change.kind == PAGE else side.written.get(key)
    origin = roadmap.origins.get(written) if written else None
    if origin is None or written is None:
        return change
    item = roadmap.get(*written)
    at = written_place(item, side.view.items[key[0]][key[1]], change.at) if item and change.at else change.at
    span = origin.span(at)
    return replace(change, path=span.path, line=span.line, written=written, placed=at)
