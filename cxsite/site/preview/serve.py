"""`cxsite serve`: the live preview of one audience.

The server works in a process of its own, and this one only waits: so it hears a signal at once, whatever the server, a
plugin or one of their threads is doing, and nothing of the preview is left.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
import tempfile
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import mkdocs
from mkdocs.commands.serve import serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from cxsite.model.finding import CxsiteError
from cxsite.pipeline.audience import audience_of
from cxsite.pipeline.reading import read
from cxsite.processes.end import end, end_with_the_parent
from cxsite.site.engines.choice import MKDOCS, PROPERDOCS, ZENSICAL
from cxsite.site.engines.mkdocs import plugins_for
from cxsite.site.folders.workspace import workspace
from cxsite.site.guard import guard_docs_dir
from cxsite.site.preview.prepared import can_be_prepared
from cxsite.site.preview.server import Load, PreviewServer
from cxsite.site.preview.staged import serve_staged
from cxsite.site.project import Project

_GRACE = 0.2
"""Seconds that the server has to end by itself."""


def serve_site(project: Project, address: str | None, engine: str = MKDOCS) -> None:
    """Serve the site of the project's audience until interrupted, with an engine that `engine_for` has made ready.

    Raises `CxsiteError` where it can't begin.
    """
    with workspace(Path(tempfile.gettempdir())) as space:
        ours, theirs = multiprocessing.Pipe(duplex=False)
        # Only a forked process knows what stands in MkDocs' place.
        context = multiprocessing.get_context("fork" if engine == PROPERDOCS else None)
        process = context.Process(target=_in_process, args=(project, address, engine, space, theirs))
        process.start()
        theirs.close()
        try:
            wait([ours, process.sentinel])
            said = ours.recv() if ours.poll() else f"the preview ended early (exit code {process.exitcode})"
        except EOFError:
            said = f"the preview ended early (exit code {process.exitcode})"
        finally:
            end(process, _GRACE)
            _end_group(process)
            # Looking through all that was loaded for what nobody needs would take longer than all the rest.
            gc.freeze()
    if said:
        raise CxsiteError(said)


def _end_group(process: BaseProcess) -> None:
    """End what the server, its plugins and hooks have started."""
    if hasattr(os, "killpg") and process.pid is not None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


def _in_process(project: Project, address: str | None, engine: str, space: Path, connection: Connection) -> None:
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    end_with_the_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # MkDocs writes the site into a temporary folder, which is left behind when it is killed.
    tempfile.tempdir = str(space)
    said = ""
    try:
        _serve(project, address, engine)
    except KeyboardInterrupt:
        return
    except CxsiteError as error:
        said = str(error)
    # Whoever hears it ends us at once.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    connection.send(said)


def _serve(project: Project, address: str | None, engine: str) -> None:
    settings = project.settings
    guard_docs_dir(project.docs_dir, settings.folders)
    reading = read(settings)
    level = audience_of(reading.usable().levels, settings.audience).name
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    log = _say_what_happens()
    if engine == ZENSICAL:
        serve_staged(project, level, address, log)
        return
    options = {"audience": level}
    if project.day_said:
        options["today"] = settings.today.isoformat()
    said: dict[str, Any] = {
        "site_name": str(project.said.get("site_name") or reading.usable().charter.title),
        "dev_addr": address,
    }

    def load() -> MkDocsConfig:
        return load_config(str(project.config_file), site_dir=site, plugins=plugins_for(project, **options), **said)

    site = tempfile.mkdtemp(prefix="mkdocs_")
    try:
        config = load()
        if can_be_prepared(config):
            _serve_prepared(config, load)
        else:
            serve(str(project.config_file), plugins=plugins_for(project, **options), **said)
    except MkDocsException as error:
        raise CxsiteError(error.format_message()) from None
    except OSError as error:
        raise CxsiteError(f"the preview can't be served: {error.strerror}") from None


def _serve_prepared(config: MkDocsConfig, load: Load) -> None:
    """What MkDocs' own `serve` does, but for the whole build at its beginning."""
    config.plugins.on_startup(command="serve", dirty=False)
    server = PreviewServer(config, load)
    try:
        server.preview.refresh()
        for place in (config.docs_dir, config.config_file_path):
            server.watch(place)
        served = config.plugins.on_serve(server, config=config, builder=server.builder)
        for watched in config.watch:
            served.watch(watched)
        with suppress(KeyboardInterrupt):
            served.serve()
    finally:
        server.shutdown()
        config.plugins.on_shutdown()


def _say_what_happens() -> logging.Logger:
    """MkDocs' own log on standard error, as `mkdocs serve` shows it."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)-7s - %(message)s"))
    logger = logging.getLogger(mkdocs.__name__)
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    return logger
