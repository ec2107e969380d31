"""Recalling: the editions that a roadmap's `history` asks for, from git or from what was kept of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
from cxsite.pipeline.memory.line import Chosen, Line, line_of, tagged
from cxsite.pipeline.memory.periods import Span, between, periods
from cxsite.pipeline.memory.roots_then import RootsAt, roots_by_commit
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
    cache = EditionCache(line.top)
    shelf = Shelf(GitTrees(line.top), roots_by_commit(line.top, settings, cache), cache)
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

    def __init__(self, trees: Trees, roots_at: RootsAt, cache: Kept) -> None:
        self.unread: list[Unread] = []
        self._trees = trees
        self._roots_at = roots_at
        self._cache = cache
        self._read: tuple[Roots, Read] | None = None
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
        kept: Any
        try:
            roots = self._roots_at(chosen.sha)
        except CxsiteError as error:
            kept = {"levels": {}, "reason": str(error), "lost": []}
        else:
            key = (chosen.sha, chosen.day, roots.first, roots.further)
            kept = self._cache.get(key)
            if kept is None:
                kept = self._made(chosen, roots)
                self._cache.put(key, kept)
        if kept["reason"] or kept["lost"]:
            self.unread.append(Unread(chosen, kept["reason"], tuple((kind, id_) for kind, id_ in kept["lost"])))
        return kept

    def withheld(self, chosen: Sequence[Chosen], level: str) -> Iterator[Earlier]:
        """What each of these editions withheld from a level, without what the one before it did."""
        before, were = "", None
        for one in chosen:
            try:
                roots = self._roots_at(one.sha)
            except CxsiteError:
                continue
            # Where other folders counted, what one withheld is no part of what the other did.
            before, were = before if roots == were else "", roots
            key = ("withheld", one.sha, before, one.day, roots.first, roots.further)
            if key not in self._withheld:
                kept = self._cache.get(key)
                if kept is None:
                    kept = withheld(self._trees, one.sha, before, roots, one.day) if one.sha != before else {}
                    self._cache.put(key, kept)
                self._withheld[key] = kept
            if level in self._withheld[key]:
                yield read_withheld(self._withheld[key][level])
            before = one.sha

    def _made(self, chosen: Chosen, roots: Roots) -> dict[str, Any]:
        before = self._read[1] if self._read is not None and self._read[0] == roots else None
        read = before
        if read is None or read.sha != chosen.sha:
            read = read_edition(self._trees, chosen.sha, roots, before)
        self._read = (roots, read)
        if read.roadmap is None:
            return {"levels": {}, "reason": read.reason, "lost": []}
        seen = seen_by_all(read.roadmap, chosen.first, chosen.day, self._remembered)
        return {
            "levels": {level: plain(uncut) for level, uncut in seen.items()},
            "reason": "",
            "lost": sorted(read.lost),
        }
