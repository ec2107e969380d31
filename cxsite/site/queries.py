"""What the commands that write no site say of a project: its findings, its items, its policy."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from cxsite.load.load import load
from cxsite.model.finding import CxsiteError
from cxsite.model.kinds import KINDS, Kind, find_kind
from cxsite.model.typed.nearest import meant_or_listed
from cxsite.pipeline.audience import audience_of
from cxsite.pipeline.reading import read, read_against, view_of
from cxsite.pipeline.rules import codes_of
from cxsite.pipeline.settings import Settings
from cxsite.pipeline.verdict import Selection
from cxsite.report.report import Report
from cxsite.site.guard import guard_docs_dir
from cxsite.site.project import Project

if TYPE_CHECKING:
    # A check needs neither.
    from cxsite.report.listing import Records
    from cxsite.report.policy import Policies


@dataclass(frozen=True, slots=True)
class Request:
    """What of the findings is asked for: paths and rules as somebody typed them; empty means all.

    `base`: a git revision; what was found there too is info. `approved`: the teams that agreed to the edit since.
    `fix`: apply the fixes of what is asked for first, only
    the safe ones or the unsafe ones too.
    """

    paths: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    base: str = ""
    approved: tuple[str, ...] = ()
    fix: Literal["", "safe", "unsafe"] = ""


def _fix(settings: Settings, selection: Selection, *, unsafe: bool) -> tuple[int, tuple[str, ...]]:
    """How many fixes were applied, and in which files."""
    # The writer takes a while to load, and most checks only tell.
    from cxsite.pipeline.edits.fixing import fix

    fixed = fix(settings, selection.takes, unsafe=unsafe)
    return fixed.fixes, fixed.files


def check_project(project: Project, request: Request) -> Report:
    """Check the content. Raises `CxsiteError` for unknown rules or revisions, and where there is nothing."""
    began = time.perf_counter()
    settings = replace(project.settings, may_fork=True)
    paths = tuple(_path(project, text) for text in request.paths)
    selection = Selection(codes_of(request.select), codes_of(request.ignore), paths)
    fixes, files = _fix(settings, selection, unsafe=request.fix == "unsafe") if request.fix else (0, ())
    if request.base:
        reading = read_against(settings, request.base, frozenset(request.approved), kept=True)
    else:
        reading = read(settings, kept=True)
    told = any(finding.rule.name == "page-in-public" for finding in reading.findings)
    guard_docs_dir(project.docs_dir, settings.folders, pages=not told)
    if not reading.items and all(finding.span.path == settings.config for finding in reading.findings):
        raise CxsiteError(f"there is nothing to check: {settings.content} holds no item")
    findings = tuple(finding for finding in reading.findings if selection.takes(finding))
    return Report(
        findings,
        reading.items,
        time.perf_counter() - began,
        repository_prefix(project.root),
        request.base,
        fixes,
        files,
        bool(request.select or request.paths),
    )


def _path(project: Project, text: str) -> str:
    """A path that somebody typed, as findings name it: from the folder of mkdocs.yml."""
    place = Path(text).resolve()
    if not place.exists():
        raise CxsiteError(f"there is no {text}")
    folders = [folder.resolve() for folder in project.settings.folders]
    if not any(place.is_relative_to(folder) or folder.is_relative_to(place) for folder in folders):
        raise CxsiteError(f"there is nothing to check: {text} lies outside of {project.settings.content}")
    if place.is_relative_to(project.root) or any(place.is_relative_to(folder) for folder in folders):
        return Path(os.path.relpath(place, project.root)).as_posix()
    return ""


def repository_prefix(root: Path) -> str:
    """The way from the top of the git repository to `root`; empty at the top, or outside of any repository."""
    for parent in (root, *root.parents):
        if (parent / ".git").exists():
            return "" if parent == root else root.relative_to(parent).as_posix()
    return ""


def kind_named(text: str) -> Kind:
    """The kind of this name, in the singular or plural; `CxsiteError` for any other."""
    kind = find_kind(text)
    if kind is None:
        raise CxsiteError(
            f"there is no kind `{text}`{meant_or_listed(text, [k for kind in KINDS for k in (kind.name, kind.folder)])}"
        )
    return kind


def list_items(project: Project, kind: str, sort: str) -> Records:
    """The items of a kind that the project's audience sees."""
    from cxsite.pipeline.items import records

    found = kind_named(kind)
    reading = read(project.settings)
    audience = audience_of(reading.usable().levels, project.settings.audience)
    return records(view_of(reading, audience), found, sort)


def list_levels(project: Project) -> tuple[str, ...]:
    """The names of the levels, from everyone to few."""
    settings = project.settings
    roadmap = load(settings.content, settings.root, settings.further).roadmap
    if roadmap is None:
        raise CxsiteError("the content can't be read: run `cxsite check`")
    return roadmap.levels.names


def list_policies(project: Project, items: tuple[str, ...], all_items: bool) -> Policies:
    """Who sees which field of the project's content; what each audience reads of `items`, or of all."""
    from cxsite.pipeline.previews import previews
    from cxsite.report.policy import Policies, field_policies

    reading = read(project.settings)
    roadmap = reading.usable()
    fields = field_policies(roadmap, view_of(reading, roadmap.levels.most))
    return Policies(fields, previews(reading, items) if items or all_items else ())
