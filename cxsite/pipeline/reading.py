"""Reading: the content of a folder, checked, and what an audience sees of it."""

from __future__ import annotations

import datetime as dt
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cxsite.check.edit import Edit
from cxsite.check.known.answers import Answers
from cxsite.check.known.walked import Walked
from cxsite.check.runner import check
from cxsite.load.latest import Latest
from cxsite.load.load import load
from cxsite.matching.chinese import has_words_of_chinese
from cxsite.model.finding import CxsiteError, Finding
from cxsite.model.levels import Level
from cxsite.model.past import Recalled
from cxsite.model.roadmap import ROADMAP, Roadmap, View
from cxsite.model.site_parts import SiteParts
from cxsite.pipeline.audience import audience_of
from cxsite.pipeline.cache.reading_cache import Kept, remembered_reading
from cxsite.pipeline.capping import told
from cxsite.pipeline.rules import ONLY_COMPARED, ONLY_REMEMBERED
from cxsite.pipeline.settings import Settings
from cxsite.pipeline.verdict import fails, judged
from cxsite.pipeline.work import aside_for, both_for
from cxsite.processes.held import no_collection
from cxsite.render.site_sections import OWN_FILES, addresses, colleagues
from cxsite.render.words.catalogue import languages

if TYPE_CHECKING:
    from cxsite.projection.remembered import Remembered


@dataclass(frozen=True, slots=True)
class Reading:
    """The content as it was read, and every finding that counts."""

    roadmap: Roadmap | None
    findings: tuple[Finding, ...]
    settings: Settings

    @property
    def items(self) -> int:
        """How many items were read."""
        return sum(len(items) for items in self.roadmap.items.values()) if self.roadmap is not None else 0

    @property
    def refused(self) -> bool:
        """Whether no site may be made of it."""
        return self.roadmap is None or fails(self.findings, "warning" if self.settings.strict else "error")

    def usable(self) -> Roadmap:
        """The roadmap; `CxsiteError` where nothing could be made of the content."""
        if self.roadmap is None:
            raise CxsiteError("the content can't be read: run `cxsite check`")
        return self.roadmap


@dataclass(slots=True)
class Before:
    """What was found out about a project's content before, for those who look at it after each edit: it saves time and
    changes nothing."""

    latest: Latest = field(default_factory=Latest)
    walked: Walked = field(default_factory=Walked)
    _seen: Remembered | None = None
    _recalled: Recalled | None = None

    def seen(self, recalled: Recalled | None) -> Remembered:
        """What was seen with the same past."""
        # A check projects nothing.
        from cxsite.projection.remembered import Remembered

        if self._seen is None or recalled != self._recalled:
            self._seen, self._recalled = Remembered(), recalled
        return self._seen


def read(settings: Settings, before: Before | None = None, *, kept: bool = False) -> Reading:
    """Load and check the content; with what earlier checks `kept` of it, which nothing that publishes may take. Raises
    `CxsiteError` where there is none."""
    roadmap, found = _found(settings, before, kept=kept)
    return Reading(roadmap, judged(found, settings, roadmap, ONLY_COMPARED | ONLY_REMEMBERED), settings)


def read_against(
    settings: Settings, revision: str, approved: frozenset[str] = frozenset(), *, kept: bool = False
) -> Reading:
    """Load and check the content, and compare it with what it was at a revision of its git repository.

    What was found there too is info; `kept` as for `read`. Raises `CxsiteError` also for a revision that can't be had.
    """
    # Most checks compare nothing, and most of a check is loading what it needs.
    from cxsite.pipeline.commits.revision import content_at
    from cxsite.pipeline.earlier_findings import files_gone, settled

    with content_at(settings, revision) as then:
        before, known = _earlier(then)
        roadmap, found = _found(settings, kept=kept)
        if roadmap is not None:
            found = told((*found, *_edited(before, roadmap, then, settings, approved)))
    counted = judged(found, settings, roadmap, ONLY_REMEMBERED)
    return Reading(roadmap, settled(counted, known, files_gone(known, settings.root)), settings)


def _edited(
    before: Roadmap | None, after: Roadmap, then: Settings | None, settings: Settings, approved: frozenset[str]
) -> tuple[Finding, ...]:
    """What the rules about edits say. Where there was nothing to read before, only whether it is approved."""
    from cxsite.check.runner import compare
    from cxsite.pipeline.noticed import nothing_before, with_files

    if not after.is_policy_known:
        # Nobody knows what readers will see; that is an error already.
        return ()
    known = before is not None and before.is_policy_known
    state = before if before is not None and known else nothing_before(after)
    was = then.today if then is not None else settings.today
    edit = edit_of(state, after, settings.today, approved, was)
    seen = with_files(edit.noticed, then, settings)
    edit = replace(edit, noticed=seen, unknown=_approvals_are_unknown(before, then))
    found = compare(state, after, settings.today, edit, was)
    return found if known else tuple(one for one in found if one.rule.name == "needs-approval")


def _approvals_are_unknown(before: Roadmap | None, then: Settings | None) -> bool:
    """Whether an earlier state asks for approvals in words that can't be read."""
    if then is None or (before is not None and (ROADMAP, "approvals") not in before.broken):
        return False
    files = then.content.glob("roadmap.*")
    return any(b"approvals" in file.read_bytes() for file in files if file.is_file())


def edit_of(
    before: Roadmap, after: Roadmap, today: dt.date, approved: frozenset[str], was: dt.date | None = None
) -> Edit:
    """What the readers of each level who are no colleagues, and of those that need approvals, will notice."""
    from cxsite.pipeline.noticed import noticed

    asked = {level for side in (before, after) for level in side.charter.approvals}
    levels = [level for level in after.levels if after.levels.is_below_internal(level) or level.name in asked]
    return Edit(noticed(before, after, levels, today, was=was), approved)


def _earlier(then: Settings | None) -> tuple[Roadmap | None, tuple[Finding, ...]]:
    """The roadmap of an earlier revision, and its findings; neither where it held no roadmap yet."""
    if then is None:
        return None, ()
    try:
        roadmap, found = _found(then)
    except CxsiteError:
        return None, ()
    try:
        return roadmap, judged(found, then, roadmap, ONLY_REMEMBERED)
    except CxsiteError:
        # Its options name rules that nobody knows any more, or never did.
        bare = replace(then, ignore=(), per_path_ignore={}, severity={})
        return roadmap, judged(found, bare, roadmap, ONLY_REMEMBERED)


def _found(
    settings: Settings, before: Before | None = None, *, kept: bool = False
) -> tuple[Roadmap | None, tuple[Finding, ...]]:
    if not settings.content.is_dir():
        raise CxsiteError(f"there is no folder {settings.content}: the option `content` names it")
    with no_collection(settings.may_fork):
        if before is not None:
            loaded = before.latest.load(settings.content, settings.root, settings.further, settings.unsaved)
            return loaded.roadmap, told((*loaded.findings, *_checked(loaded.roadmap, settings, before.walked)))
        with remembered_reading(settings) if kept else nullcontext(Kept(None, Answers())) as known:
            content = (settings.content, settings.root, settings.further, settings.unsaved)
            loaded = load(*content, known=known.files, aside=aside_for(settings))
            walked = Walked(known.answers)
            found = told((*loaded.findings, *_checked(loaded.roadmap, settings, walked)))
            _let_go(loaded.roadmap)
            return loaded.roadmap, found


def _let_go(roadmap: Roadmap | None) -> None:
    """Hold no longer what was made of files to tell places in them: few are asked for again."""
    for origin in roadmap.origins.values() if roadmap is not None else ():
        origin.forget()


def _checked(roadmap: Roadmap | None, settings: Settings, walked: Walked | None = None) -> tuple[Finding, ...]:
    if roadmap is None:
        return ()
    for root in settings.further:
        audience_of(roadmap.levels, root.at_least)
    parts, both = _parts(settings.docs_dir), both_for(settings, roadmap.items)
    return check(roadmap, settings.today, parts=parts, both=both, walked=walked)


def _parts(docs_dir: Path | None) -> SiteParts:
    """What sites have of their own, and what lies in the folder that they publish as it is."""

    def has_file(place: str) -> bool:
        return place in OWN_FILES or (docs_dir is not None and (docs_dir / place).is_file())

    there = has_file if docs_dir is not None else None
    return SiteParts(languages(), addresses(), colleagues(), there, has_words_of_chinese())


def view_of(
    reading: Reading,
    audience: Level,
    recalled: Recalled | None = None,
    then: View | None = None,
    before: Before | None = None,
) -> View:
    """What an audience sees of the content, and of what is recalled of its past; or as it saw it `then`. What was found
    out `before` is that of one audience."""
    from cxsite.projection.projection import project

    remembered = before.seen(recalled) if before is not None else None
    return project(reading.usable(), audience, reading.settings.today, recalled, then=then, remembered=remembered)
