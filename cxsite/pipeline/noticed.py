"""What each audience will notice of an edit: two roadmaps, projected and compared."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from cxsite.diff.compare import FACTS, compare
from cxsite.diff.pairing import Side
from cxsite.diff.public_files import file_changes
from cxsite.model.change import Change
from cxsite.model.embargo import lifted, openings
from cxsite.model.levels import Level
from cxsite.model.roadmap import PAGE, ROADMAP, ROADMAP_KEY, Key, Roadmap, View
from cxsite.model.visibility import Visibility
from cxsite.pipeline.comparable import Comparable, Unclear
from cxsite.pipeline.settings import Settings
from cxsite.pipeline.written_places import written_place
from cxsite.processes.parallel import Both, in_turn
from cxsite.projection.affected import Affected
from cxsite.projection.bodies import Fit, is_fit
from cxsite.projection.in_use import VOCABULARIES
from cxsite.projection.partly import Partly
from cxsite.projection.projection import project
from cxsite.projection.remembered import Remembered

Text = tuple[Key, str]
"""A text and the item that it is of."""


@dataclass(frozen=True)
class _States:
    """The two states to compare, each for the day of its site; `opens` is the day on which an embargo ends in both."""

    before: Roadmap
    after: Roadmap
    days: tuple[dt.date, dt.date]
    opens: dt.date | None = None

    @cached_property
    def followed(self) -> dict[Key, Key]:
        return followed(self.before, self.after)

    @cached_property
    def clear(self) -> Comparable:
        was, now = map(Unclear.of, (self.before, self.after), self.days)
        return Comparable(was, now, self.followed)

    @cached_property
    def affected(self) -> Affected | None:
        """Which items to look at, where both have one day; else all."""
        return Affected(self.before, self.after, self.followed) if self.days[0] == self.days[1] else None


def noticed(
    before: Roadmap,
    after: Roadmap,
    levels: Sequence[Level],
    today: dt.date,
    both: Both = in_turn,
    was: dt.date | None = None,
) -> Mapping[str, tuple[Change, ...]]:
    """What the readers of each of these levels will notice; `both` does it for two halves of the levels. `was` is the
    day for which the earlier state made a site, if that is another one than `today`."""
    states = _states(before, after, (was or today, today))

    def some(part: Sequence[Level]) -> dict[str, tuple[Change, ...]]:
        return {level.name: _for_audience(states, level) for level in part}

    # Each level sees more than those before it, so that every second one makes halves.
    mine, theirs = both(lambda: some(levels[::2]), lambda: some(levels[1::2]))
    found = mine | theirs
    return {level.name: found[level.name] for level in levels}


def for_audience(
    before: Roadmap, after: Roadmap, audience: Level, today: dt.date, was: dt.date | None = None
) -> tuple[Change, ...]:
    """What one audience will notice, each change with its place in the content: today, and when embargoes end.

    On that day nobody edits anything, so that what it will show has to be seen, and agreed to, with the edit.
    """
    return _for_audience(_states(before, after, (was or today, today)), audience)


def _states(before: Roadmap, after: Roadmap, days: tuple[dt.date, dt.date]) -> list[_States]:
    later = openings(min(days), before, after)
    return [
        _States(before, after, days),
        *(_States(lifted(before, day), lifted(after, day), days, day) for day in later),
    ]


def _for_audience(states: Sequence[_States], audience: Level) -> tuple[Change, ...]:
    found: list[Change] = []
    for state in states:
        known = {change.what for change in found}
        changes = _changes(state, audience)
        found += [replace(change, opens=state.opens) for change in changes if change.what not in known]
    return tuple(sorted(found, key=lambda change: change.order))


def _changes(states: _States, audience: Level) -> tuple[Change, ...]:
    before, after, clear = states.before, states.after, states.clear
    views = views_of(before, after, audience.name, states.days, states.affected)
    sides = (_side(before, views[0], clear.takes_before), _side(after, views[1], clear.takes_after))
    same = _known_as_same(states.followed, *sides)
    found = (_placed(change, before, after, sides) for change in compare(*sides, same))
    return tuple(change for change in found if clear.takes(change))


def with_files(
    found: Mapping[str, tuple[Change, ...]], then: Settings | None, now: Settings
) -> Mapping[str, tuple[Change, ...]]:
    """What readers notice, with the files that every site publishes as they are."""
    if now.docs_dir is None:
        return found
    shown = Path(os.path.relpath(now.docs_dir, now.root)).as_posix()
    files = tuple(file_changes(then.docs_dir if then is not None else None, now.docs_dir, shown))
    return {level: tuple(sorted((*seen, *files), key=lambda change: change.order)) for level, seen in found.items()}


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


def _known_as_same(same: Mapping[Key, Key], before: Side, after: Side) -> dict[Key, Key]:
    """Which items an audience knows to be the same: an alias that it does not see leads it nowhere from what it saw to
    what it sees, unless both have one address for it."""
    shown = [{origin: key for key, origin in side.written.items()} for side in (before, after)]

    def is_known(was: Key, now: Key) -> bool:
        if was not in shown[0] or now not in shown[1] or shown[0][was] == shown[1][now]:
            return True
        item = after.view.items[now[0]][shown[1][now][1]]
        return shown[0][was][1] in map(_id_of, item.aliases)

    return {was: now for was, now in same.items() if is_known(was, now)}


def _id_of(alias: object) -> str:
    """An old id, which may be written with the level that knew it."""
    return str(getattr(alias, "id", alias))


def views_of(
    before: Roadmap, after: Roadmap, audience: str, days: tuple[dt.date, dt.date], affected: Affected | None = None
) -> tuple[View, View]:
    """What an audience sees of two states; with `affected`, only what of it may differ.

    Whether a body may be published takes long to judge, and changes nothing where both have the same one: such a body
    is in both, or in none if it may not.
    """
    texts: tuple[set[Text], set[Text]] = (set(), set())

    def noted(here: Key, text: str) -> bool:
        texts[0].add((here, text))
        return True

    def judged(here: Key, text: str) -> bool:
        texts[1].add((here, text))
        return (here, text) in texts[0] or is_fit(here, text)

    states = before, after
    found = _projected(states, audience, days, (noted, judged), affected)
    once = texts[0] - texts[1]
    shown = [_shown(roadmap, view) for roadmap, view in zip(states, found, strict=True)]
    once |= {(here, text) for here, text in texts[0] & texts[1] if (here in shown[0]) != (here in shown[1])}
    if all(is_fit(here, text) for here, text in once):
        return found
    return _projected(states, audience, days, (is_fit, is_fit), affected)


def _projected(
    states: tuple[Roadmap, Roadmap],
    audience: str,
    days: tuple[dt.date, dt.date],
    fits: tuple[Fit, Fit],
    affected: Affected | None,
) -> tuple[View, View]:
    remembered = Remembered(frozenset(FACTS))
    levels = [state.levels.get(audience) for state in states]
    if affected is None:
        one, other = (
            project(state, level, day, fit=fit, remembered=remembered)
            for state, level, day, fit in zip(states, levels, days, fits, strict=True)
        )
        return one, other
    was, now = (
        Partly(state, level, day, fit, remembered)
        for state, level, day, fit in zip(states, levels, days, fits, strict=True)
    )
    keys = affected.keys((was.names, now.names))
    views = was.view(keys), now.view(keys)
    if keys is not None and (entries := _entries(views[0]) ^ _entries(views[1])):
        # Whether a list of roadmap.yml loses an entry hangs on all that name it.
        keys |= affected.users(entries)
        views = was.view(keys), now.view(keys)
    return views


def _entries(view: View) -> set[tuple[str, str]]:
    return {(name, id_) for name in VOCABULARIES for id_ in getattr(view.charter, name)}


def _shown(roadmap: Roadmap, view: View) -> set[Key]:
    """The items of a View, by their ids in the content, and its pages."""
    return set(_written(roadmap, view).values()) | {(PAGE, path) for path in view.pages}


def _side(roadmap: Roadmap, view: View, takes: Callable[[Key], bool]) -> Side:
    written = {key: origin for key, origin in _written(roadmap, view).items() if takes(origin)}
    return Side(view, written, frozenset((kind, id_) for kind, items in roadmap.items.items() for id_ in items))


def _written(roadmap: Roadmap, view: View) -> dict[Key, Key]:
    """The ids in the content of what a View holds."""
    rules = Visibility.of(roadmap.charter, roadmap.levels, view.audience, view.today)
    written: dict[Key, Key] = {}
    for kind, items in roadmap.items.items():
        for id_, item in sorted(items.items()):
            shown = rules.worded(item.wording, "id") or id_
            if shown in view.items.get(kind, {}):
                written.setdefault((kind, shown), (kind, id_))
    return written


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
