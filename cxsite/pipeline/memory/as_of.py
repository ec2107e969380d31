"""Sites as of an earlier edition: what most may see as the content was, what others may see cut to today's levels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from cxsite.audit.withheld_before import Earlier
from cxsite.load.load import load
from cxsite.model.finding import CxsiteError
from cxsite.model.levels import Level
from cxsite.model.roadmap import Roadmap, View
from cxsite.pipeline.commits.revision import commit_of, content_at
from cxsite.pipeline.memory.cache import EditionCache
from cxsite.pipeline.memory.line import line_of
from cxsite.pipeline.memory.roots_then import roots_by_commit
from cxsite.pipeline.memory.trees import GitTrees
from cxsite.pipeline.memory.withheld import read_withheld, withheld
from cxsite.pipeline.reading import Reading
from cxsite.pipeline.settings import Settings
from cxsite.projection.projection import project


@dataclass(frozen=True, slots=True)
class AsOf:
    """An edition: its commit and its day."""

    sha: str
    day: dt.date


def as_of(settings: Settings, text: str) -> AsOf:
    """The edition that a day or a git revision names. Raises `CxsiteError` where there is none."""
    line = line_of(settings.root)
    try:
        day = dt.date.fromisoformat(text) if len(text) == len("2026-03-31") else None
    except ValueError:
        day = None
    if day is not None:
        if day > settings.today:
            raise CxsiteError(f"{text} lies after {settings.today.isoformat()}, the day of this build")
        found = line.at(day)
        if found is None:
            first = f"; the first one is of {line.commits[0].day.isoformat()}" if line.commits else ""
            raise CxsiteError(f"there is no commit on or before {text}{first}")
        return AsOf(found.sha, day)
    sha = commit_of(settings.root, text)
    known = {commit.sha: commit.day for commit in line.commits}
    if sha not in known:
        raise CxsiteError(f"`{text}` is no commit of this branch's own line, so that nobody can say of which day it is")
    return AsOf(sha, min(known[sha], settings.today))


def then_for(settings: Settings, edition: AsOf, audience: Level) -> View:
    """What an audience saw of an edition, by its own levels. Nobody may be shown it but through the cut.

    Raises `CxsiteError` where it can't be read, and where it knew no such audience.
    """
    with content_at(settings, edition.sha) as then:
        roadmap = _read(then, edition)
        if audience.name not in roadmap.levels:
            raise CxsiteError(f"the edition of {edition.day.isoformat()} had no level `{audience.name}`")
        return project(roadmap, roadmap.levels[audience.name], edition.day)


@contextmanager
def whole(reading: Reading, edition: AsOf) -> Iterator[Reading]:
    """The content as it was, for those who may see all of it; it is there as long as this lasts."""
    with content_at(reading.settings, edition.sha) as then:
        roadmap = _read(then, edition)
        assert then is not None
        history = reading.usable().charter.history
        yield Reading(
            replace(roadmap, charter=roadmap.charter.model_copy(update={"history": history})),
            (),
            on_the_day(then, edition),
        )


def _read(then: Settings | None, edition: AsOf) -> Roadmap:
    loaded = load(then.content, then.root, then.further) if then is not None and then.content.is_dir() else None
    roadmap = loaded.roadmap if loaded is not None else None
    if roadmap is None:
        raise CxsiteError(f"there is no content that can be read at {edition.sha[:8]}")
    if unclear := sorted(roadmap.broken | {key for key, _ in roadmap.unread}):
        kind, id_ = unclear[0]
        raise CxsiteError(f"{kind} `{id_}` at {edition.sha[:8]} can't be read, so nobody knows who may see it")
    return roadmap


def on_the_day(settings: Settings, edition: AsOf) -> Settings:
    """The same settings on the edition's day."""
    return replace(settings, today=edition.day)


def withheld_then(settings: Settings, edition: AsOf, audience: Level) -> tuple[Earlier, ...]:
    """What the edition withheld from an audience, for the audit."""
    top = line_of(settings.root).top
    roots = roots_by_commit(top, settings, EditionCache(top))(edition.sha)
    found = withheld(GitTrees(top), edition.sha, "", roots, edition.day).get(audience.name)
    return (read_withheld(found),) if found is not None else ()
