"""Where the plugin has its Stage from: ready made by `cxsite build`, or from the content at each build."""

from __future__ import annotations

import logging
import os
from abc import ABC, abstractmethod
from collections.abc import Iterable
from pathlib import Path

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig

from cxsite.model.finding import SEVERITIES, CxsiteError, Finding
from cxsite.pipeline.build import build
from cxsite.pipeline.day import for_engines
from cxsite.pipeline.inspection import Inspection
from cxsite.pipeline.reading import Before
from cxsite.pipeline.settings import Settings
from cxsite.render.stage import Stage, StagePage
from cxsite.report.report import counted
from cxsite.report.text import finding_text, in_short
from cxsite.scaffold.known import Known
from cxsite.site.guard import guard_docs_dir
from cxsite.site.schemas import refresh_schemas

_LEVELS = {"error": logging.ERROR, "warning": logging.WARNING, "info": logging.DEBUG}


class TakesStage(ABC):
    """What the plugin is to the workers of `cxsite build` and to previews."""

    @abstractmethod
    def take(self, stage: Stage) -> None:
        """Show this Stage instead of making one."""

    @abstractmethod
    def make_later(self) -> None:
        """From now on make pages when their texts are asked for."""

    @abstractmethod
    def watched(self, config: MkDocsConfig) -> Iterable[Path]:
        """The folders that a site of this configuration is made of."""


class StageSource:
    """Gives the Stage of each build.

    `ready` is one that was made elsewhere. `later`: its pages are made when their texts are asked for. While
    `serving`, content that can't be published does not end the preview: every page shows what is wrong instead, until
    an edit makes it right. `inspection` is the audit that the site must pass, where this made the Stage.
    """

    def __init__(self, log: logging.LoggerAdapter[logging.Logger]) -> None:
        self.ready: Stage | None = None
        self.serving = False
        self.later = False
        self.inspection: Inspection | None = None
        self._log = log
        self._last: Stage | None = None
        self._names: Known | None = None
        self.before = Before()

    def forget(self) -> None:
        """Be as new: what was made for one build is none of the next one's."""
        self.ready = self._last = self.inspection = None
        self.serving = self.later = False
        self._names = None
        self.before = Before()

    def stage(self, settings: Settings, docs_dir: Path) -> Stage:
        """The Stage for the settings' audience; raises `CxsiteError` where there can be none."""
        os.environ.update(for_engines(settings.today))
        if self.ready is not None:
            # Who made it audits it; what an earlier preview had to pass is another site's.
            self.inspection = None
            return self.ready
        try:
            guard_docs_dir(docs_dir, settings.folders)
            self._last = self._made(settings)
        except CxsiteError as error:
            if not self.serving or (self._last is None and not isinstance(error, RefusedError)):
                raise
            self._log.error(str(error))
            return _instead(self._last, str(error))
        return self._last

    def _made(self, settings: Settings) -> Stage:
        built = build(settings, settings.audience, later=self.later, before=self.before if self.serving else None)
        if built.rendered is None:
            raise RefusedError((*built.findings, *built.of_past))
        self._tell(built.findings)
        for finding in built.of_past:
            # Nobody else tells them.
            self._log.log(max(_LEVELS[finding.severity], logging.INFO), finding_text(finding).rstrip())
        if self.serving:
            self._names = refresh_schemas(settings.root, built.rendered.inspection.roadmap, self._names)
        self.inspection = built.rendered.inspection
        return built.rendered.stage

    def _tell(self, findings: tuple[Finding, ...]) -> None:
        """While somebody edits all warnings; in a build only how many there are."""
        if self.serving:
            for finding in findings:
                self._log.log(_LEVELS[finding.severity], finding_text(finding).rstrip())
        elif said := in_short(findings):
            worst = min(findings, key=lambda one: SEVERITIES.index(one.severity))
            self._log.log(_LEVELS[worst.severity], said.rstrip())


class RefusedError(CxsiteError):
    """The findings that keep a site from being made; the message shows the errors, and counts the others."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        strict = all(finding.severity != "error" for finding in findings)
        said = in_short(findings, strict=strict)
        super().__init__(f"the content can't be published: {counted(findings)}\n{said}".rstrip())


def _instead(last: Stage | None, text: str) -> Stage:
    """A site whose every page shows `text`, so that whoever looks at any of them sees it."""
    lines = "".join(f"{line}&#10;" for line in str(escape(text)).splitlines())
    page = f'---\ntitle: "This can\'t be shown yet"\n---\n\n<pre class="cx-trouble">{lines}</pre>\n'
    uris = [old.uri for old in last.pages] if last is not None else ["index.md"]
    return Stage(
        site_name=last.site_name if last is not None else "cxsite",
        site_url=last.site_url if last is not None else "",
        language=last.language if last is not None else "en",
        pages=tuple(StagePage(uri, page) for uri in uris),
        files=last.files if last is not None else {},
        nav=last.nav if last is not None else (),
        extra=last.extra if last is not None else {},
    )
