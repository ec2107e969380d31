"""The audit of built sites: at the end of a build by plain MkDocs, and of any folder by `cxsite audit`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import clean_directory

from cxsite.audit.leak import Leak
from cxsite.model.finding import CxsiteError, Finding
from cxsite.pipeline.audience import audience_of
from cxsite.pipeline.commits.revision import content_commit
from cxsite.pipeline.day import choose_day
from cxsite.pipeline.explanation import Interface
from cxsite.pipeline.idle import idle_acceptances
from cxsite.pipeline.inspection import Inspection, inspection_of, leaks_told
from cxsite.pipeline.memory.recall import remember
from cxsite.pipeline.reading import read, view_of
from cxsite.pipeline.settings import Settings
from cxsite.pipeline.work import both_for_files
from cxsite.site.folders.manifest import Manifest, differences, read_manifest, write_beside
from cxsite.site.folders.output import level_of, manifest_of
from cxsite.site.interface import interface_of
from cxsite.site.project import Project

if TYPE_CHECKING:
    from cxsite.audit.self_test import Trial


@dataclass(frozen=True, slots=True)
class AuditResult:
    """What an audit of a site found: leaks, and where its files differ from those of its manifest."""

    files: int
    leaks: tuple[Leak, ...]
    differences: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the site is as it should be."""
        return not self.leaks and not self.differences


def finish(config: MkDocsConfig, inspection: Inspection, settings: Settings) -> None:
    """Audit a site that plain MkDocs has built, then write its manifest.

    A site that tells what it may not is removed, and the message of a `CxsiteError` says what it told.
    """
    site, view = Path(config.site_dir), inspection.view
    interface = interface_of(config, Path(config.docs_dir), view.charter.language)
    leaks = inspection.leaks(site, interface)
    if leaks:
        empty(site)
        for hidden in {site / leak.path for leak in leaks}:
            # MkDocs leaves files alone whose name begins with a dot.
            hidden.unlink(missing_ok=True)
        raise CxsiteError(f"{leaks_told(view.audience.name, leaks)}\n  site_dir was emptied")
    colleagues = inspection.roadmap.levels.internal.visible_to(view.audience)
    write_beside(site, view.audience.name, settings.today, content_commit(settings) if colleagues else "")


def empty(site_dir: Path) -> None:
    """Remove a site that failed, and the manifest of the one that stood there before."""
    if level_of(site_dir) is not None:
        manifest_of(site_dir).unlink()
    clean_directory(str(site_dir))


def audit_site(project: Project, site: Path, audience: str, manifest: Path | None) -> AuditResult:
    """Audit any built site for an audience; with a `manifest`, also compare its files with those that it names.

    Raises `CxsiteError` where content, site or manifest can't be read.
    """
    listed = read_manifest(manifest) if manifest is not None else None
    settings = replace(project.settings, may_fork=True)
    if listed is not None and not project.day_said:
        settings = replace(settings, today=choose_day(listed.today, {}, lambda: settings.today))
    inspection, interface = _inspection(project, settings, site, audience)
    accepted = inspection.accepted()
    leaks = inspection.leaks(site, interface, accepted, both_for_files(settings))
    level = inspection.view.audience.name
    return AuditResult(
        files=sum(path.is_file() for path in site.rglob("*")),
        leaks=leaks,
        differences=tuple(_compare(site, level, listed)) if listed is not None else (),
        findings=idle_acceptances(inspection, accepted.used, every_audience=False),
    )


def _inspection(project: Project, settings: Settings, site: Path, audience: str) -> tuple[Inspection, Interface]:
    if not site.is_dir() or not any(site.iterdir()):
        raise CxsiteError(f"there is no site in {site}")
    reading = read(settings)
    roadmap = reading.usable()
    if unclear := roadmap.broken | {key for key, _ in roadmap.unread}:
        kind, id_ = min(unclear)
        raise CxsiteError(f"{kind} `{id_}` can't be read, so nobody knows what it withholds: run `cxsite check`")
    level = audience_of(roadmap.levels, audience)
    memory = remember(roadmap, settings, (level,))
    view = view_of(reading, level, memory.of(level))
    inspection = inspection_of(roadmap, view, settings, memory.withheld_from(level))
    return inspection, interface_of(project.said, project.docs_dir, roadmap.charter.language)


def try_audit(project: Project, site: Path, audience: str) -> tuple[tuple[Trial, ...], tuple[str, ...]]:
    """Plant canaries into a copy of a site, and say which the audit would find; and what it is told to let pass.

    Raises `CxsiteError` where content or site can't be read, and where nothing is withheld from the audience.
    """
    inspection, interface = _inspection(project, project.settings, site, audience)
    if inspection.withholds_nothing:
        raise CxsiteError(f"nothing is withheld from {audience} readers, so there is nothing to find")
    return inspection.self_test(site, interface)


def _compare(site: Path, audience: str, listed: Manifest) -> list[str]:
    other = [f"the manifest is that of the {listed.audience} site"] if listed.audience != audience else []
    return [*other, *differences(site, listed)]
