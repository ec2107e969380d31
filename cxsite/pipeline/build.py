"""From checked content to the Stage of an audience."""

from __future__ import annotations

from dataclasses import dataclass

from cxsite.check.engine import check_view
from cxsite.model.finding import CxsiteError, Finding
from cxsite.model.levels import Level
from cxsite.model.roadmap import Roadmap, View
from cxsite.model.roots import ContentRoot
from cxsite.pipeline.inspection import Inspection, inspection_of
from cxsite.pipeline.memory.recall import NOTHING, Memory, remember
from cxsite.pipeline.reading import Reading, audience_of, read, view_of
from cxsite.pipeline.settings import Settings
from cxsite.pipeline.verdict import judged_view
from cxsite.pipeline.work import both_for
from cxsite.render.render import render
from cxsite.render.stage import Stage


@dataclass(frozen=True, slots=True)
class RenderedSite:
    """The Stage of one audience, and the audit that the site which is built from it must pass."""

    stage: Stage
    inspection: Inspection


@dataclass(frozen=True, slots=True)
class Build:
    """What was made for one audience, and the findings; nothing where they refuse the build. `notes` say what could not
    be remembered of the past."""

    rendered: RenderedSite | None
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()

    @property
    def stage(self) -> Stage | None:
        """The Stage, if there is one."""
        return self.rendered.stage if self.rendered is not None else None


def render_for(reading: Reading, audience: Level, memory: Memory = NOTHING) -> RenderedSite:
    """The site of an audience as plain pages and files; colleagues also get the health of what they see."""
    view, roadmap = view_of(reading, audience, memory.of(audience)), reading.usable()
    _refuse_missing(reading.settings.further, roadmap, view)
    colleagues = roadmap.levels.internal.visible_to(view.audience)
    health = judged_view(check_view(view), reading.settings, view) if colleagues else ()
    stage = render(view, health, both=both_for(reading.settings, view.items))
    return RenderedSite(stage, inspection_of(roadmap, view, reading.settings, memory.withheld_from(audience)))


def _refuse_missing(further: tuple[ContentRoot, ...], roadmap: Roadmap, view: View) -> None:
    """Raise `CxsiteError` where a folder is missing that this audience may read: half a site would look whole."""
    for root in further:
        if roadmap.levels.get(root.at_least).visible_to(view.audience) and not root.folder.is_dir():
            raise CxsiteError(
                f"there is no folder {root.shown}, which the {view.audience.name} site is made from too: only sites for"
                f" readers below {root.at_least} can be built without it"
            )


def build(settings: Settings, audience: str) -> Build:
    """Read, check and render for one audience."""
    reading = read(settings)
    level = audience_of(reading.roadmap.levels, audience) if reading.roadmap is not None else None
    if reading.refused or level is None:
        return Build(None, reading.findings)
    memory = remember(reading.usable(), settings, (level,))
    return Build(render_for(reading, level, memory), reading.findings, memory.notes)
