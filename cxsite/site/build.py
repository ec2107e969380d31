"""`cxsite build`: each level into a fresh folder, and only when all passed into their places."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from cxsite.model.finding import CxsiteError, Finding
from cxsite.model.levels import INTERNAL, Level
from cxsite.model.roadmap import Roadmap
from cxsite.pipeline.audience import audience_of
from cxsite.pipeline.build import Hears, RenderedSite, nobody, past_refuses, render_as_of, render_for
from cxsite.pipeline.cache.reading_cache import keep_searches
from cxsite.pipeline.cache.verdicts import may_trust
from cxsite.pipeline.commits.revision import content_commit
from cxsite.pipeline.explanation import Interface
from cxsite.pipeline.idle import idle_acceptances
from cxsite.pipeline.inspection import Inspection
from cxsite.pipeline.memory.as_of import as_of, on_the_day
from cxsite.pipeline.memory.recall import Memory, remember
from cxsite.pipeline.reading import Reading, read
from cxsite.pipeline.settings import Settings
from cxsite.pipeline.work import both_for_files
from cxsite.processes.parallel import in_turn
from cxsite.site.background_audit import BackgroundAudit
from cxsite.site.early_reader import ALL, EarlyReader, early_reader
from cxsite.site.engines.choice import MKDOCS, ZENSICAL
from cxsite.site.engines.worker import Job, Outcome, Place, audit_of, run_all
from cxsite.site.failure import in_one_line
from cxsite.site.folders.manifest import made_with, manifest
from cxsite.site.folders.output import SitePlace, is_ours, refuse
from cxsite.site.folders.replace import replace_all
from cxsite.site.folders.workspace import clear, workspace
from cxsite.site.folders.writer import date_alike
from cxsite.site.guard import guard_docs_dir
from cxsite.site.interface import interface_of
from cxsite.site.project import Project
from cxsite.site.warm.record_store import record_store_for


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A site that was built: its level, its folder, how many pages it has."""

    level: str
    folder: Path
    pages: int


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made. No sites where the content, an engine or the audit refused; then the old ones are as they
    were. `idle`: acceptances of the audit that no site needed. `of_past`: findings about earlier editions."""

    reading: Reading
    sites: tuple[BuiltSite, ...] = ()
    outcomes: tuple[Outcome, ...] = field(default=())
    idle: tuple[Finding, ...] = ()
    of_past: tuple[Finding, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether something at fail level kept the sites from being made."""
        return not self.sites


def build_sites(
    project: Project,
    levels: tuple[str, ...],
    out: Path,
    strict: bool,
    tell: Callable[[str], None],
    edition: str = "",
    engine: str = MKDOCS,
    early: EarlyReader | None = None,
) -> BuildResult:
    """Build the sites of `levels` (`all`: those that roadmap.yml names) into `out/<level>`; with `edition`, a day or a
    git revision, as they were then; with `engine`, which `engine_for` has made ready. An `early` reader audits a site
    that is built alone; one is begun where nobody has done so.

    `tell` hears what is being done. Raises `CxsiteError` where a build can't run.
    """
    with nullcontext(early) if early is not None else early_reader(levels, edition) as reader:
        return _sites(project, levels, out, strict, tell, edition, engine, reader)


def _sites(
    project: Project,
    levels: tuple[str, ...],
    out: Path,
    strict: bool,
    tell: Callable[[str], None],
    edition: str,
    engine: str,
    early: EarlyReader | None,
) -> BuildResult:
    strict = strict or project.settings.strict or bool(project.said.get("strict"))
    settings = replace(project.settings, strict=strict, may_fork=True)
    guard_docs_dir(project.docs_dir, settings.folders)
    # What a build that was killed has left, even where this one is refused.
    clear(out.resolve())
    tell("reading the content")
    trusted = may_trust(os.environ)
    reading = read(settings, kept=trusted)
    if reading.roadmap is None:
        return BuildResult(reading)
    audiences = levels_named(reading.roadmap, levels, settings.audience)
    targets = [SitePlace(level.name, _folder(out, level.name)) for level in audiences]
    for target in targets:
        refuse(target.folder, project.root, project.kept, lambda target=target: is_ours(target))  # type: ignore[misc]
    if reading.refused:
        return BuildResult(reading)
    language = reading.usable().charter.language
    interface = partial(interface_of, project.said, project.docs_dir, language)
    shared = _Shared(project, reading, engine, interface, strict)
    with workspace(out.resolve()) as space, ExitStack() as ended:
        begun: dict[str, BackgroundAudit] = {}
        if edition:
            found = as_of(settings, edition)
            rendered, of_past = render_as_of(reading, audiences, found)
            shared = shared.on(on_the_day(settings, found))
        else:
            memory = remember(reading.usable(), settings, audiences)
            of_past = memory.findings
            # Of several sites each has a process, which audits it as well.
            alone = len(audiences) == 1
            hears = shared.auditor(audiences[0], space, begun, ended, early) if alone else nobody
            rendered = {level.name: _rendered(project, engine, reading, level, memory, hears) for level in audiences}
        if trusted:
            keep_searches(settings)
        if past_refuses(of_past, settings):
            return BuildResult(shared.reading, of_past=of_past)
        return replace(_build(shared, space, targets, rendered, begun, tell), of_past=of_past)


def _rendered(
    project: Project, engine: str, reading: Reading, level: Level, memory: Memory, hears: Hears
) -> RenderedSite:
    """The pages of a level, of which those are made that may say something else than the last time."""
    store = record_store_for(project.root, f"{level.name} {project.config_file}", os.environ)
    if store is None or engine == ZENSICAL:
        return render_for(reading, level, memory, inspect=hears)
    rendered = render_for(reading, level, memory, inspect=hears, known=store.known())
    store.keep(rendered.stage.records)
    # As much as all items again.
    return replace(rendered, stage=replace(rendered.stage, records={}))


@dataclass(frozen=True, slots=True)
class _Shared:
    """What all sites of a build have in common."""

    project: Project
    reading: Reading
    engine: str
    interface: Callable[[], Interface]
    strict: bool

    def on(self, settings: Settings) -> _Shared:
        """The same on the day of an edition."""
        return replace(
            self, project=replace(self.project, settings=settings), reading=replace(self.reading, settings=settings)
        )

    def auditor(
        self,
        level: Level,
        space: Path,
        begun: dict[str, BackgroundAudit],
        ended: ExitStack,
        early: EarlyReader | None,
    ) -> Hears:
        """What begins to audit the site of a level when it hears what that may not hold: this is put together while
        pages are made. The audit is over when `ended` is."""

        def begin(inspection: Inspection, /, *, helped: bool) -> Callable[[], None] | None:
            place = Place(self.project, level.name, space / level.name, self.engine)
            both = both_for_files(self.reading.settings)
            audit = audit_of(place, inspection, self.interface, both, early, helped=helped)
            begun[level.name] = ended.enter_context(audit)
            return audit.hand_over

        return begin


def levels_named(roadmap: Roadmap, names: tuple[str, ...], default: str) -> tuple[Level, ...]:
    """The levels to build, each once, least restricted first; `CxsiteError` for one that does not exist."""
    wanted: set[str] = set()
    for name in names or (default,):
        if name == ALL and ALL not in roadmap.levels:
            wanted |= set(roadmap.charter.site) or {roadmap.levels.least.name, INTERNAL}
        else:
            wanted.add(audience_of(roadmap.levels, name).name)
    return tuple(level for level in roadmap.levels if level.name in wanted)


def _folder(out: Path, level: str) -> Path:
    # Not the whole path: a link in the place of a site is refused, not followed.
    return out.resolve() / level


def _build(
    shared: _Shared,
    space: Path,
    targets: list[SitePlace],
    rendered: Mapping[str, RenderedSite],
    begun: Mapping[str, BackgroundAudit],
    tell: Callable[[str], None],
) -> BuildResult:
    """Build into a workspace and audit there, then replace all folders and manifests at once."""
    reading = shared.reading
    tell(f"building {', '.join(rendered)}")
    # Where several sites are built, each has a process anyway.
    both = both_for_files(reading.settings) if len(rendered) == 1 else in_turn
    stands = {target.level: target.folder for target in targets if is_ours(target)}
    jobs = [
        Job(
            Place(shared.project, level, space / level, shared.engine),
            found,
            shared.strict,
            shared.interface,
            both,
            begun.get(level),
            stands.get(level),
        )
        for level, found in rendered.items()
    ]
    outcomes = run_all(tuple(jobs))
    broken = [outcome for outcome in outcomes if outcome.error and not outcome.strict]
    if broken:
        raise CxsiteError("; ".join(f"{outcome.level}: {outcome.error}" for outcome in broken))
    idle = _idle(rendered, outcomes)
    if any(outcome.strict or outcome.leaks for outcome in outcomes) or (idle and shared.strict):
        return BuildResult(reading, outcomes=outcomes, idle=idle)
    tell("putting the sites in their places")
    try:
        _replace(targets, space, reading, outcomes, made_with(shared.engine))
    except OSError as error:
        raise CxsiteError(in_one_line(error)) from None
    sites = [BuiltSite(target.level, target.folder, len(rendered[target.level].stage.pages)) for target in targets]
    return BuildResult(reading, tuple(sites), outcomes, idle)


def _idle(rendered: Mapping[str, RenderedSite], outcomes: tuple[Outcome, ...]) -> tuple[Finding, ...]:
    """The acceptances that were of no use; those for every audience only where all sites were built."""
    used = frozenset[int]().union(*(outcome.used for outcome in outcomes))
    found: dict[Finding, None] = {}
    for site in rendered.values():
        inspection = site.inspection
        every = {level.name for level in levels_named(inspection.roadmap, (ALL,), "")} <= set(rendered)
        if not inspection.withholds_nothing:
            found |= dict.fromkeys(idle_acceptances(inspection, used, every_audience=every))
    return tuple(found)


def _replace(
    targets: list[SitePlace], space: Path, reading: Reading, outcomes: Sequence[Outcome], packages: Sequence[str]
) -> None:
    made = {outcome.level: outcome.contents for outcome in outcomes}
    moves: list[tuple[Path, Path]] = []
    levels = reading.usable().levels
    commit = content_commit(reading.settings)
    for target in targets:
        new = space / target.manifest.name
        told = commit if levels.internal.visible_to(levels[target.level]) else ""
        found = made[target.level]
        assert found is not None
        new.write_bytes(manifest(found, target.level, reading.settings.today, told, packages))
        date_alike(space / target.level, found.hashes)
        # The manifest first: a folder without one would count as not ours.
        moves += [(new, target.manifest), (space / target.level, target.folder)]
    replace_all(moves, space)
