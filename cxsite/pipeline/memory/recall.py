"""Recalling: the editions that a roadmap's `history` asks for, from git or from what was kept of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cxsite.audit.withheld_before import Earlier
from cxsite.model.charter import History
from cxsite.model.finding import CxsiteError, Finding
from cxsite.model.items.strategy import Review
from cxsite.model.levels import Level
from cxsite.model.past import Recalled, Uncut
from cxsite.model.roadmap import Roadmap
from cxsite.pipeline.memory.cache import EditionCache, Kept
from cxsite.pipeline.memory.edition import Read, Roots, read_edition, seen_by_all
from cxsite.pipeline.memory.kept import plain, read_plain
from cxsite.pipeline.memory.line import PURPOSE, WITHOUT, Chosen, Line, line_of, tagged
from cxsite.pipeline.memory.periods import Span, between, periods
from cxsite.pipeline.memory.trees import GitTrees, Trees
from cxsite.pipeline.memory.untold import Asked, Unread, untold
from cxsite.pipeline.memory.withheld import read_withheld, withheld
from cxsite.pipeline.settings import Settings
from cxsite.projection.projection import project
from cxsite.projection.remembered import Remembered


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered for each level of today, what editions withheld from it, and what could not be remembered."""

    recalled: Mapping[str, Recalled]
    findings: tuple[Finding, ...] = ()
    withheld: Mapping[str, tuple[Earlier, ...]] = field(default_factory=dict)

    def of(self, audience: Level) -> Recalled | None:
        """What is remembered for an audience; it has to be cut before anybody sees it."""
        return self.recalled.get(audience.name)

    def withheld_from(self, audience: Level) -> tuple[Earlier, ...]:
        """What editions withheld from an audience, for the audit."""
        return self.withheld.get(audience.name, ())


NOTHING = Memory({})
"""The memory of a site that remembers no editions."""


def remember(roadmap: Roadmap, settings: Settings, audiences: tuple[Level, ...]) -> Memory:
    """The editions that the roadmap's `history` asks for; nothing where it asks for none, or the site leaves it out.

    Raises `CxsiteError` where the commits are not there.
    """
    history = roadmap.charter.history
    if history is None or not settings.history:
        return NOTHING
    line = line_of(settings.root)
    shelf = Shelf(GitTrees(line.top), roots_of(line.top, settings), EditionCache(line.top))
    recalled: dict[str, Recalled] = {}
    hidden: dict[str, tuple[Earlier, ...]] = {}
    chosen: dict[str, tuple[Chosen, ...]] = {}
    spans: dict[str, tuple[Span, ...]] = {}
    for audience in audiences:
        name = audience.name
        chosen[name], spans[name] = _chosen(history, roadmap, audience, settings.today, line)
        of_audience = recall(chosen[name], spans[name], audience, shelf)
        recalled[name] = replace(of_audience, tags=history.tags is not None)
        if audience != roadmap.levels.most:
            hidden[name] = tuple(shelf.withheld(chosen[name], name))
    found = untold(Asked(history, line, chosen, spans), shelf.unread, roadmap, settings)
    return Memory(recalled, found, hidden)


def recall(chosen: Sequence[Chosen], spans: tuple[Span, ...], audience: Level, shelf: Shelf) -> Recalled:
    """What an audience saw in the chosen editions, from a shelf."""
    editions = [one for found in chosen if (one := shelf.edition(found, audience.name)) is not None]
    return Recalled(tuple(editions), spans)


def _chosen(
    history: History, roadmap: Roadmap, audience: Level, today: dt.date, line: Line
) -> tuple[tuple[Chosen, ...], tuple[Span, ...]]:
    """The editions for an audience, and the periods that have passed. Days of reviews that it does not see are none."""
    if history.tags is not None:
        found = tagged(line, history.tags, history.since, today)
        return found, tuple((one.first, one.day) for one in found)
    if history.every == "review":
        reviews = project(roadmap, audience, today).items.get("review", {}).values()
        spans = between((one.date for one in reviews if isinstance(one, Review)), history.since, today)
    else:
        spans = periods(history, today)
    return line.choose(spans), spans


class Shelf:
    """The editions of one repository, each read once."""

    def __init__(self, trees: Trees, roots: Roots, cache: Kept) -> None:
        self.unread: list[Unread] = []
        self._trees = trees
        self._roots = roots
        self._cache = cache
        self._read: Read | None = None
        self._remembered: dict[str, Remembered] = {}
        self._withheld: dict[tuple[object, ...], Any] = {}
        self._known: dict[tuple[str, dt.date], Any] = {}

    def edition(self, chosen: Chosen, level: str) -> Uncut | None:
        """What a level saw in an edition; nothing where it had no such level, or could not be read."""
        key = (chosen.sha, chosen.day)
        if key not in self._known:
            self._known[key] = self._kept(chosen)
        seen = self._known[key]["levels"].get(level)
        return read_plain(seen, chosen.first, chosen.day) if seen is not None else None

    def _kept(self, chosen: Chosen) -> Any:
        key = (chosen.sha, chosen.day, self._roots.first, self._roots.further)
        kept = self._cache.get(key)
        if kept is None:
            kept = self._made(chosen)
            self._cache.put(key, kept)
        if kept["reason"] or kept["lost"]:
            self.unread.append(Unread(chosen, kept["reason"], tuple((kind, id_) for kind, id_ in kept["lost"])))
        return kept

    def withheld(self, chosen: Sequence[Chosen], level: str) -> Iterator[Earlier]:
        """What each of these editions withheld from a level, without what the one before it did."""
        before = ""
        for one in chosen:
            key = ("withheld", one.sha, before, one.day, self._roots.first, self._roots.further)
            if key not in self._withheld:
                kept = self._cache.get(key)
                if kept is None:
                    kept = withheld(self._trees, one.sha, before, self._roots, one.day) if one.sha != before else {}
                    self._cache.put(key, kept)
                self._withheld[key] = kept
            if level in self._withheld[key]:
                yield read_withheld(self._withheld[key][level])
            before = one.sha

    def _made(self, chosen: Chosen) -> dict[str, Any]:
        if self._read is None or self._read.sha != chosen.sha:
            self._read = read_edition(self._trees, chosen.sha, self._roots, self._read)
        read = self._read
        if read.roadmap is None:
            return {"levels": {}, "reason": read.reason, "lost": []}
        seen = seen_by_all(read.roadmap, chosen.first, chosen.day, self._remembered)
        return {
            "levels": {level: plain(uncut) for level, uncut in seen.items()},
            "reason": "",
            "lost": sorted(read.lost),
        }


def roots_of(top: Path, settings: Settings) -> Roots:
    """The content folders that lie in the repository; what lies elsewhere has no past."""
    content = settings.content.resolve()
    if not content.is_relative_to(top):
        raise CxsiteError(f"{PURPOSE}, and the content {settings.content} lies outside of it; {WITHOUT}")
    further = [(root.folder.resolve(), root.at_least) for root in settings.further]
    inside = tuple((at.relative_to(top).as_posix(), level) for at, level in further if at.is_relative_to(top))
    return Roots(content.relative_to(top).as_posix(), inside)
