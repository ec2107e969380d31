"""What an edit means for each audience: two states of the content, read from git, projected and compared."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass

from cxsite.diff.result import Diff
from cxsite.load.again import Earlier
from cxsite.load.load import load
from cxsite.model.change import Change
from cxsite.model.finding import CxsiteError
from cxsite.model.levels import Level, Levels
from cxsite.model.roadmap import Roadmap
from cxsite.pipeline.audience import audience_of
from cxsite.pipeline.commits.commit_copy import Known
from cxsite.pipeline.commits.git import git
from cxsite.pipeline.commits.revision import content_at, merge_base
from cxsite.pipeline.comparable import Unclear
from cxsite.pipeline.noticed import nothing_before, noticed, with_files
from cxsite.pipeline.settings import Settings
from cxsite.pipeline.work import both_for
from cxsite.processes.held import no_collection

WORK_TREE = ""
"""The state of the files as they lie there, as one side of a comparison."""


@dataclass(frozen=True, slots=True)
class Range:
    """The two states to compare, as git names them; an empty `after` is the work tree."""

    before: str
    after: str

    @staticmethod
    def parse(text: str, settings: Settings) -> Range:
        """Read `A`, `A..B` or `A...B` (from their merge base); nothing means HEAD against the work tree."""
        if "..." in text:
            before, _, after = text.partition("...")
            return Range(merge_base(settings, before or "HEAD", after or "HEAD"), after or "HEAD")
        before, dots, after = text.partition("..")
        return Range(before or "HEAD", (after or "HEAD") if dots else WORK_TREE)


def compared(settings: Settings, text: str = "", audiences: tuple[str, ...] = ()) -> Diff:
    """Compare two states for these audiences (those of `site:` and the most restricted one, unless named).

    Raises `CxsiteError` for a revision or an audience that can't be had.
    """
    states, config = Range.parse(text, settings), _config_of(settings)
    with ExitStack() as stack:
        stack.enter_context(no_collection(settings.may_fork))
        files: Known = {}
        then = stack.enter_context(content_at(settings, states.before, files))
        now = settings if states.after == WORK_TREE else stack.enter_context(content_at(settings, states.after, files))
        before, unread = _read(then, states.before)
        known = _known(before, then, now)
        after, unread_now = _read(now, states.after or "the work tree", known)
        days = [state.today if state is not None else settings.today for state in (then, now)]
        told = (states.before, states.after, days[1].isoformat())
        if after is None:
            # Said, not raised: a comment of an earlier state must not stay as if it were true.
            return Diff(*told, {}, {}, (*unread, *unread_now), config)
        levels = _audiences(after, audiences)
        names = (states.before, states.after or "the work tree")
        for_colleagues = any(after.levels.internal.visible_to(level) for level in levels)
        for roadmap, day, name in zip((before, after), days, names, strict=True):
            if roadmap is not None:
                unread += Unclear.of(roadmap, day).told(name, by_name=for_colleagues)
        before = before or nothing_before(after)
        seen = noticed(before, after, levels, days[1], both_for(settings, after.items), days[0])
        found = with_files(seen, then, now or settings)
    return Diff(*told, found, _approvals(before, after, found), (*unread, *unread_now), config)


def _config_of(settings: Settings) -> str:
    """The configuration file from the top of its repository, in which other sites may have one of the same name."""
    folder = git(settings.root, "rev-parse", "--show-prefix").decode("utf-8", "replace").rstrip("\n")
    return f"{folder}{settings.config}"


def _known(before: Roadmap | None, then: Settings | None, now: Settings | None) -> Earlier | None:
    """What need not be read again, where both states have one folder of content, at the same place."""
    if before is None or then is None or now is None or then.further or now.further:
        return None
    places = [os.path.relpath(state.content, state.root) for state in (then, now)]
    return Earlier(before, then.content) if places[0] == places[1] else None


def _read(settings: Settings | None, name: str, known: Earlier | None = None) -> tuple[Roadmap | None, list[str]]:
    """The roadmap of a state, or a sentence why there is none. What is the same in a state that is `known` is not read
    again."""
    if settings is None or not settings.content.is_dir():
        return None, [f"there is no content at {name}: all of the other state is taken for new"]
    try:
        loaded = load(settings.content, settings.root, settings.further, earlier=known)
    except CxsiteError as error:
        return None, [f"the content at {name} can't be read: {error}"]
    if loaded.roadmap is None or not loaded.roadmap.is_policy_known:
        # Without what roadmap.yml says of visibility, nobody knows what an audience sees.
        return None, [f"the content at {name} can't be read: run `cxsite check` there, and mend roadmap.yml first"]
    return loaded.roadmap, []


def _audiences(roadmap: Roadmap, named: tuple[str, ...]) -> tuple[Level, ...]:
    levels: Levels = roadmap.levels
    if named and "all" not in named:
        return tuple(dict.fromkeys(audience_of(levels, name) for name in named))
    if named:
        return tuple(levels)
    sites = [level for level in levels if level.name in roadmap.charter.site]
    return tuple(dict.fromkeys((*(sites or [levels.least, levels.internal]), levels.most)))


def _approvals(before: Roadmap, after: Roadmap, found: Mapping[str, tuple[Change, ...]]) -> dict[str, tuple[str, ...]]:
    """Who must agree to what a level will notice. What either state demands counts: an edit can't excuse itself."""
    needed: dict[str, tuple[str, ...]] = {}
    for level, changes in found.items():
        if any(change.weight == "material" for change in changes):
            said = [team for side in (before, after) for team in side.charter.approvals.get(level, ())]
            if said:
                needed[level] = tuple(dict.fromkeys(said))
    return needed
