"""A preview by Zensical: it serves the staged project, and this keeps that as the content is."""

from __future__ import annotations

import logging
import multiprocessing
import os
import tempfile
import time
from contextlib import suppress
from importlib import import_module
from multiprocessing.process import BaseProcess
from pathlib import Path

from cxsite.model.finding import CxsiteError
from cxsite.processes.end import end, end_with_the_parent, leave_interrupts_to_the_parent
from cxsite.render.stage import Stage
from cxsite.site.engines.overrides import theme_overrides
from cxsite.site.engines.stage_source import StageSource
from cxsite.site.engines.staged_project import CONFIG, write_files
from cxsite.site.engines.zensical import left_out, too_long_for_the_search
from cxsite.site.preview.changes import Changes
from cxsite.site.project import Project, read_project

_PAUSE = 0.3
"""Seconds between two looks at the files."""
_ADDRESS = "127.0.0.1:8000"


def serve_staged(project: Project, audience: str, address: str | None, log: logging.Logger) -> None:
    """Serve the site of an audience from a temporary folder, until interrupted.

    Raises `CxsiteError` where Zensical ends by itself.
    """
    source = StageSource(logging.LoggerAdapter(log, {}))
    source.serving = True
    project = project.for_audience(audience)
    for missing in left_out(project.said):
        log.warning(missing)
    space = Path(tempfile.mkdtemp(prefix="staged-"))
    folder = space / "stage"
    changes = Changes()
    changes.are_there(_places(project))
    shortened = write_files(project, source.stage(project.settings, project.docs_dir), folder)
    for uri in shortened:
        log.warning(too_long_for_the_search(uri))
    where = address or str(project.said.get("dev_addr") or _ADDRESS)
    process: BaseProcess = multiprocessing.Process(target=_zensical, args=(folder / CONFIG, where))
    process.start()
    try:
        while process.is_alive():
            time.sleep(_PAUSE)
            if changes.are_there(_places(project)):
                project = _refreshed(project, source, space, folder, log)
    finally:
        end(process)
    raise CxsiteError(f"the preview can't be served: Zensical ended (exit code {process.exitcode})")


def _places(project: Project) -> tuple[Path, ...]:
    return (*project.settings.folders, project.docs_dir, project.config_file, theme_overrides())


def _refreshed(project: Project, source: StageSource, space: Path, folder: Path, log: logging.Logger) -> Project:
    """The project as it is now, its stage in `folder`; what can't be staged is told, and waits for the next edit."""
    try:
        found = read_project(str(project.config_file), project.settings.today.isoformat() if project.day_said else "")
        project = found.for_audience(project.settings.audience)
        replace_files(project, source.stage(project.settings, project.docs_dir), space / "next", folder)
    except CxsiteError as error:
        log.error(str(error))
    return project


def replace_files(project: Project, stage: Stage, new: Path, folder: Path) -> None:
    """Write the files of a stage over those in `folder`: only what is different, and nothing stays that is gone. `new`
    is a folder to work in, on the same file system."""
    write_files(project, stage, new)
    made = {path.relative_to(new): path for path in new.rglob("*") if path.is_file()}
    there = {path.relative_to(folder) for root in ("docs", "overrides") for path in (folder / root).rglob("*")}
    # Deepest first: then folders are empty when it is their turn.
    for name in sorted((name for name in there if name not in made), reverse=True):
        with suppress(OSError):
            (folder / name).rmdir() if (folder / name).is_dir() else (folder / name).unlink()
    for name, path in made.items():
        place = folder / name
        if not place.is_file() or place.read_bytes() != path.read_bytes():
            place.parent.mkdir(parents=True, exist_ok=True)
            path.replace(place)
    _remove(new)


def _remove(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    folder.rmdir()


def _zensical(config: Path, address: str) -> None:
    end_with_the_parent()
    leave_interrupts_to_the_parent()
    os.chdir(config.parent)
    import_module("zensical").serve(str(config), {"dev_addr": address, "open": False, "strict": False})
