"""From checked content to the Stage of an audience."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol, TypeVar

from cxsite.check.runner import check_view
from cxsite.model.finding import CxsiteError, Finding
from cxsite.model.levels import Level
from cxsite.model.new_file import NewFile
from cxsite.model.roadmap import Roadmap, View
from cxsite.model.roots import ContentRoot
from cxsite.pipeline.audience import audience_of
from cxsite.pipeline.inspection import Inspection, inspection_of
from cxsite.pipeline.memory.as_of import AsOf, on_the_day, then_for, whole, withheld_then
from cxsite.pipeline.memory.recall import NOTHING, Memory, remember
from cxsite.pipeline.reading import Before, Reading, read, view_of
from cxsite.pipeline.settings import Settings
from cxsite.pipeline.verdict import fails, judged_view
from cxsite.pipeline.work import both_for
from cxsite.processes.held import no_collection
from cxsite.processes.parallel import Both, in_turn
from cxsite.render.render import render
from cxsite.render.stage import PageRecords, Stage

T = TypeVar("T")
U = TypeVar("U")

LARGE = 300
"""Items from which it takes longer to make half of the pages than to put together what a site may not hold."""


@dataclass(frozen=True, slots=True)
class RenderedSite:
    """The Stage of one audience, and the audit that the site which is built from it must pass."""

    stage: Stage
    inspection: Inspection


@dataclass(frozen=True, slots=True)
class Build:
    """What was made for one audience, and the findings; nothing where they refuse the build. `of_past` are those about
    earlier editions, which no check knows."""

    rendered: RenderedSite | None
    findings: tuple[Finding, ...]
    of_past: tuple[Finding, ...] = ()

    @property
    def stage(self) -> Stage | None:
        """The Stage, if there is one."""
        return self.rendered.stage if self.rendered is not None else None


class Hears(Protocol):
    """Hears what a site may not hold, before any page of it is made."""

    def __call__(self, inspection: Inspection, /, *, helped: bool) -> Callable[[], None] | None:
        """What has to be done about it first by the process that then helps to make pages, where one has time for it
        (`helped`); nothing where that is done elsewhere."""


def nobody(inspection: Inspection, /, *, helped: bool) -> None:
    """Whom it does not matter what a site may not hold."""


def render_for(
    reading: Reading,
    audience: Level,
    memory: Memory = NOTHING,
    then: View | None = None,
    *,
    later: bool = False,
    before: Before | None = None,
    inspect: Hears = nobody,
    known: PageRecords | None = None,
) -> RenderedSite:
    """The site of an audience as plain pages and files; colleagues also get the health of what they see. With `then`,
    what the audience saw of an edition, it goes back to it. `later`: pages are made when their texts are asked for.
    `inspect` hears what the site may not hold before any page is made. `known` is what is remembered of its pages, if
    anything is."""
    # Who builds once looks through the View no more, neither here nor in the processes that help.
    with no_collection(once=reading.settings.may_fork):
        view, roadmap = view_of(reading, audience, memory.of(audience), then, before), reading.usable()
    _refuse_missing(reading.settings.further, roadmap, view)
    inspection = inspection_of(roadmap, view, reading.settings, memory.withheld_from(audience))
    colleagues = roadmap.levels.internal.visible_to(view.audience)
    health = partial(_health, reading.settings, view) if colleagues else ()
    additions = _additions(reading.settings, view) if view.edit_links else None
    both = both_for(reading.settings, view.items)
    first = inspect(inspection, helped=both is not in_turn and sum(map(len, view.items.values())) < LARGE)
    both, busy = (both, False) if first is None else (_after(first, both), True)
    stage = render(view, health, additions=additions, both=both, busy=busy, later=later, known=known)
    return RenderedSite(stage, inspection)


def _additions(settings: Settings, view: View) -> dict[str, NewFile]:
    # Most sites lead to no repository.
    from cxsite.pipeline.edits.offering import new_files

    return new_files(settings, view)


def _after(first: Callable[[], None], both: Both) -> Both:
    """Do two works, and `first` before the second."""

    def each(mine: Callable[[], T], theirs: Callable[[], U]) -> tuple[T, U]:
        def later() -> U:
            first()
            return theirs()

        return both(mine, later)

    return each


def _health(settings: Settings, view: View) -> tuple[Finding, ...]:
    return judged_view(check_view(view), settings, view)


def render_as_of(
    reading: Reading, audiences: tuple[Level, ...], edition: AsOf
) -> tuple[dict[str, RenderedSite], tuple[Finding, ...]]:
    """The sites of an edition, by level: who may see all gets it as it was, others what they may see of it today, with
    today's texts. And the findings about what was before it."""
    settings = on_the_day(reading.settings, edition)
    now = replace(reading, settings=settings)
    memory = remember(reading.usable(), settings, audiences)
    rendered: dict[str, RenderedSite] = {}
    for audience in audiences:
        if audience == reading.usable().levels.most:
            with whole(now, edition) as then:
                if audience.name not in then.usable().levels:
                    raise CxsiteError(f"the edition of {edition.day.isoformat()} had no level `{audience.name}`")
                level = then.usable().levels[audience.name]
                rendered[audience.name] = render_for(then, level, memory)
        else:
            found = render_for(now, audience, memory, then_for(settings, edition, audience))
            earlier = (*found.inspection.earlier, *withheld_then(settings, edition, audience))
            rendered[audience.name] = replace(found, inspection=replace(found.inspection, earlier=earlier))
    return rendered, memory.findings


def _refuse_missing(further: tuple[ContentRoot, ...], roadmap: Roadmap, view: View) -> None:
    """Raise `CxsiteError` where a folder is missing that this audience may read: half a site would look whole."""
    for root in further:
        if roadmap.levels.get(root.at_least).visible_to(view.audience) and not root.folder.is_dir():
            raise CxsiteError(
                f"there is no folder {root.shown}, which the {view.audience.name} site is made from too: only sites for"
                f" readers below {root.at_least} can be built without it"
            )


def build(settings: Settings, audience: str, *, later: bool = False, before: Before | None = None) -> Build:
    """Read, check and render for one audience; `later`: pages when their texts are asked for."""
    reading = read(settings, before)
    level = audience_of(reading.roadmap.levels, audience) if reading.roadmap is not None else None
    if reading.refused or level is None:
        return Build(None, reading.findings)
    memory = remember(reading.usable(), settings, (level,))
    if past_refuses(memory.findings, settings):
        return Build(None, reading.findings, memory.findings)
    return Build(render_for(reading, level, memory, later=later, before=before), reading.findings, memory.findings)


def past_refuses(findings: tuple[Finding, ...], settings: Settings) -> bool:
    """Whether findings about earlier editions keep a site from being made."""
    return fails(findings, "warning" if settings.strict else "error")
