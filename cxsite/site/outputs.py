"""What commands write beside sites, in places where nobody publishes it: sheets, and copies of sites to look at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cxsite.model.finding import CxsiteError
from cxsite.pipeline.edits.sheets import export_sheets
from cxsite.site.folders.output import refuse_file
from cxsite.site.offline.copy import copy_offline
from cxsite.site.project import Project, read_project


def write_sheets(project: Project, kind: str, file: Path) -> list[tuple[Path, int]]:
    """Write the sheets of a kind: each file (of a workbook, each sheet) with its rows.

    They hold all that the content says, so that `CxsiteError` is raised where a site, or what one is made from, is.
    """
    for one in (project, *_projects_above(file)):
        refuse_file(file, one.kept, one.sites)
    return export_sheets(project.settings, kind, file)


def write_preview(site: Path, out: Path) -> int:
    """Write a copy of a site that opens without a server into `out`; returns how many pages it has.

    Raises `CxsiteError` where that lies in what a site is made from.
    """
    for one in _projects_above(out):
        refuse_file(out, one.kept, ())
    return copy_offline(site, out)


def _projects_above(place: Path) -> Iterator[Project]:
    """The projects in whose folders a place lies; what can't be read as one builds no site."""
    for parent in place.resolve().parents:
        try:
            yield read_project(str(parent))
        except CxsiteError:
            continue
