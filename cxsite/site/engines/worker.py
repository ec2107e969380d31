"""One build with an engine, in a process of its own where several run at once."""

from __future__ import annotations

import logging
import multiprocessing
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, cast

import mkdocs
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from cxsite.pipeline.build import RenderedSite
from cxsite.pipeline.cache.verdicts import verdicts_of
from cxsite.pipeline.day import for_engines
from cxsite.pipeline.explanation import Interface
from cxsite.pipeline.inspection import Inspection, leaks_told
from cxsite.processes.end import end, end_with_the_parent, leave_interrupts_to_the_parent, start
from cxsite.processes.held import give_back
from cxsite.processes.parallel import Both, in_turn
from cxsite.site.background_audit import BackgroundAudit
from cxsite.site.early_reader import EarlyReader
from cxsite.site.engines.choice import MKDOCS, PROPERDOCS, ZENSICAL
from cxsite.site.engines.mkdocs import plugins_for
from cxsite.site.engines.plugins import PLUGIN
from cxsite.site.engines.stage_source import TakesStage
from cxsite.site.engines.zensical import ZensicalFailed, build_with_zensical, site_in
from cxsite.site.failure import in_one_line
from cxsite.site.folders.contents import Contents, contents
from cxsite.site.project import Project
from cxsite.site.warm.cached_build import EVERY_PAGE_AT_ONCE, build_with_cache


@dataclass(frozen=True, slots=True)
class Place:
    """Where the site of a level of a project is made, and by which engine: where that is ProperDocs, `import mkdocs`
    gives it."""

    project: Project
    level: str
    folder: Path
    engine: str = MKDOCS

    @property
    def staged(self) -> Path:
        """Where a project for an engine that runs no plugin is."""
        return self.folder.with_name(f"{self.level}.staged")

    @property
    def written(self) -> Path:
        """Where the engine writes."""
        return site_in(self.staged) if self.engine == ZENSICAL else self.folder


@dataclass(frozen=True, slots=True)
class Job:
    """What one build needs: its place, what was made for its level, how strict to be, what belongs to the interface.
    `both` says how two halves of work are done; `audit` reads the site, if somebody has begun to; `stands` is the site
    of ours whose place it is to take, if there is one."""

    place: Place
    rendered: RenderedSite
    strict: bool
    interface: Callable[[], Interface]
    both: Both = in_turn
    audit: BackgroundAudit | None = None
    stands: Path | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a build went: warnings of the engine, and what ended it. `strict`: only warnings did. `leaks`: what its site
    tells although it may not. `used`: the acceptances of roadmap.yml that it needed. `explained`: why pages were
    made. `contents`: what the site consists of, where it was made."""

    level: str
    warnings: tuple[str, ...] = ()
    error: str = ""
    strict: bool = False
    leaks: str = ""
    used: frozenset[int] = frozenset()
    explained: tuple[str, ...] = ()
    contents: Contents | None = None


def run_all(jobs: tuple[Job, ...]) -> tuple[Outcome, ...]:
    """Run the builds, several at a time in parallel; an interrupt ends them all."""
    if len(jobs) == 1 or not _have_the_engine(jobs):
        return tuple(map(run, jobs))
    started: list[tuple[Job, BaseProcess, Connection]] = []
    try:
        for job in jobs:
            ours, theirs = multiprocessing.Pipe(duplex=False)
            process: BaseProcess = multiprocessing.Process(target=_in_process, args=(job, theirs))
            start(process)
            theirs.close()
            started.append((job, process, ours))
        return tuple(_outcome(job, process, connection) for job, process, connection in started)
    finally:
        for _, process, _ in started:
            end(process)


def _have_the_engine(jobs: tuple[Job, ...]) -> bool:
    """Whether processes that we start import the same engine: only forked ones know what stands in MkDocs' place."""
    return jobs[0].place.engine != PROPERDOCS or multiprocessing.get_start_method() == "fork"


def _outcome(job: Job, process: BaseProcess, connection: Connection) -> Outcome:
    try:
        return cast(Outcome, connection.recv())
    except EOFError:
        process.join()
        return Outcome(
            job.place.level, error=f"the build of {job.place.level} ended early (exit code {process.exitcode})"
        )


def _in_process(job: Job, connection: Connection) -> None:
    end_with_the_parent()
    leave_interrupts_to_the_parent()
    connection.send(run(job))
    connection.close()


def audit_of(
    place: Place,
    inspection: Inspection,
    interface: Callable[[], Interface],
    both: Both,
    early: EarlyReader | None = None,
    *,
    helped: bool = False,
) -> BackgroundAudit:
    """Begin to audit a site, also before there is anything of it; with what was clean when it was built before, if this
    is no build that publishes."""
    site = f"{place.level} {place.engine} {place.project.config_file}"
    verdicts = verdicts_of(place.project.root, site, os.environ)
    return BackgroundAudit(inspection, interface, place.written, both, verdicts, early, helped=helped)


def run(job: Job) -> Outcome:
    """Build one Stage and audit the site; whatever goes wrong is told in the outcome."""
    place = job.place
    told: tuple[str, ...] = ()

    def remember() -> tuple[str, ...]:
        return (EVERY_PAGE_AT_ONCE,)

    with _environment(job), _records() as records:
        try:
            with job.audit or audit_of(place, job.rendered.inspection, job.interface, job.both) as reader:
                if place.engine == ZENSICAL:
                    told = build_with_zensical(place.project, job.rendered.stage, place.staged, job.strict)
                else:
                    remember = _build(job)
                # The audit takes as much memory as we do, which only wait for it.
                give_back()
                # Here and not in the plugin: after all that other plugins and hooks write.
                reader.site_is_complete()
                explained = remember()
                made = contents(place.written)
                leaks = reader.leaks()
                used = reader.used
            if place.written != place.folder:
                place.written.rename(place.folder)
        except Abort as abort:
            return Outcome(place.level, _texts(records, logging.WARNING), *_abort(abort, records))
        except ZensicalFailed as failed:
            return Outcome(place.level, failed.warnings, str(failed), failed.strict)
        except Exception as error:
            return Outcome(place.level, _texts(records, logging.WARNING), in_one_line(error))
    warnings = (*told, *_texts(records, logging.WARNING))
    leak = leaks_told(place.level, leaks) if leaks else ""
    return Outcome(place.level, warnings, leaks=leak, used=used, explained=explained, contents=made)


def _build(job: Job) -> Callable[[], tuple[str, ...]]:
    place = job.place
    settings = place.project.settings
    config = load_config(
        str(place.project.config_file),
        site_dir=str(place.folder),
        site_name=job.rendered.stage.site_name,
        strict=job.strict,
        plugins=plugins_for(place.project, audience=place.level, today=settings.today.isoformat()),
    )
    plugin = config.plugins[PLUGIN]
    assert isinstance(plugin, TakesStage)
    plugin.take(job.rendered.stage)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        return build_with_cache(config, place.project, place.level, job.rendered, job.both, job.stands)
    finally:
        config.plugins.on_shutdown()


def _abort(abort: Abort, records: list[logging.LogRecord]) -> tuple[str, bool]:
    """MkDocs logs what is wrong before it gives up; in strict mode warnings are all there is."""
    errors = _texts(records, logging.ERROR)
    return (errors[-1], False) if errors else (str(abort), True)


def _texts(records: list[logging.LogRecord], level: int) -> tuple[str, ...]:
    return tuple(record.getMessage() for record in records if record.levelno == level)


@contextmanager
def _environment(job: Job) -> Iterator[None]:
    """The day for the engine, and no advertisement of the theme; as before at the end."""
    said = {**for_engines(job.place.project.settings.today), "NO_MKDOCS_2_WARNING": "1"}
    before = {name: os.environ.get(name) for name in said}
    os.environ.update(said)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


class _Kept(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def _records() -> Iterator[list[logging.LogRecord]]:
    """What MkDocs, or what stands in its place, and its plugins have to say, kept instead of printed."""
    handler, logger = _Kept(), logging.getLogger(mkdocs.__name__)
    before: tuple[Any, ...] = (logger.level, logger.propagate)
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    try:
        yield handler.records
    finally:
        logger.removeHandler(handler)
        logger.level, logger.propagate = before
