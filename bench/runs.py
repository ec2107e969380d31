"""What is measured of one size: each engine cold, after one edit, and the check, all in turn and in one run."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bench.content import Size, write
from bench.edit import ITEM, edit
from bench.measure import Cost, Failed, measure, median
from bench.sphinx_needs import command, write_needs
from cxsite.pipeline.cache.cache_folder import KEY
from cxsite.pipeline.cache.verdicts import JOBS

CXSITE = (sys.executable, "-m", "cxsite.cli")
MKDOCS = (sys.executable, "-m", "mkdocs")
ZENSICAL = (sys.executable, "-m", "zensical")
COLD, ONE_EDIT = "cxsite build, cold", "cxsite build, one edit"
CHECK, CHECK_AGAIN = "cxsite check", "cxsite check, one edit"
_OFF: Mapping[str, str] = {"CXSITE_CACHE": "off"}


@dataclass(frozen=True, slots=True)
class Run:
    """The costs of one thing; `target` is the most that its ratio to plain MkDocs, or its seconds, may be."""

    name: str
    cost: Cost
    target: float = 0
    of_ratio: bool = True


@dataclass(frozen=True, slots=True)
class Measured:
    """All runs of one size; the first is plain MkDocs."""

    size: Size
    pages: int
    runs: tuple[Run, ...]

    @property
    def plain(self) -> Cost:
        """What plain MkDocs takes for the same pages."""
        return self.runs[0].cost

    def ratio(self, run: Run, *, cpu: bool = False) -> float:
        """How long it takes for each second of plain MkDocs."""
        return run.cost.cpu / self.plain.cpu if cpu else run.cost.wall / self.plain.wall


@dataclass(frozen=True, slots=True)
class Targets:
    """What is promised of a size: a cold build in times of plain MkDocs, seconds of the others."""

    cold: float = 0
    one_edit: float = 0
    seen: float = 0
    check: float = 0
    check_again: float = 0


def measured(folder: Path, size: Size, audience: str, times: int, targets: Targets) -> Measured:
    """Measure everything but Sphinx-Needs for a size, in an empty folder."""
    write(folder, size)
    staged = folder / "staged"
    measure((*CXSITE, "stage", "--audience", audience, "--out", str(staged)), folder)
    build = (*CXSITE, "build", "--audience", audience, "--out", "site")
    kept, shared = _kept(folder), _shared(folder)
    found: dict[str, list[Cost]] = {}

    def note(name: str, words: tuple[str, ...], where: Path, environment: Mapping[str, str]) -> None:
        found.setdefault(name, []).append(measure(words, where, accept=(0, 1), environment=environment))

    for number in range(times):
        for place in (folder / "site", staged / "site", staged / ".cache"):
            shutil.rmtree(place, ignore_errors=True)
        note("plain MkDocs", (*MKDOCS, "build", "--quiet"), staged, {})
        pages = _count(staged / "site")
        note(COLD, build, folder, _OFF)
        if number == 0:
            # What a first build keeps, which nobody waits for.
            measure(build, folder, environment=kept)
            measure(build, folder, environment=shared)
        _append(folder / f"content/{ITEM}.md", number)
        note(ONE_EDIT, build, folder, kept)
        note("cxsite build, one edit, published", build, folder, shared)
        others = _count(folder / "site" / audience)
        if pages != others:
            raise Failed(f"cxsite wrote {others} pages, MkDocs {pages}")
        note("cxsite build --engine zensical", (*build, "--engine", "zensical"), folder, _OFF)
        shutil.rmtree(staged / "site", ignore_errors=True)
        note("Zensical, cold", (*ZENSICAL, "build"), staged, {})
        _append(staged / f"docs/{ITEM}/index.md", number)
        note("Zensical, one edit", (*ZENSICAL, "build"), staged, {})
        _note_checks(found, folder, number)
    _watch(found, build, folder, staged)
    seen = edit(folder, audience, min(times, 3))
    by_mkdocs = edit(folder, audience, min(times, 3), by_mkdocs=True)
    wanted = {
        COLD: (targets.cold, True),
        ONE_EDIT: (targets.one_edit, False),
        CHECK: (targets.check, False),
        CHECK_AGAIN: (targets.check_again, False),
    }
    runs = [Run(name, median(costs), *wanted.get(name, (0, True))) for name, costs in found.items()]
    runs.append(Run("cxsite serve, until an edit is seen", Cost(seen, 0, 0), targets.seen, of_ratio=False))
    runs.append(Run("mkdocs serve, until an edit is seen", Cost(by_mkdocs, 0, 0), targets.seen, of_ratio=False))
    return Measured(size, pages, tuple(runs))


def with_needs(folder: Path, size: Size, audience: str, times: int, python: str) -> tuple[int, tuple[Run, ...]]:
    """The same items with Sphinx-Needs and with cxsite: how many, and what each takes, cold and after one edit."""
    write(folder, size)
    needs, out = folder / "needs", folder / "needs-site"
    count = write_needs(folder / "content", folder, needs)
    build = (*CXSITE, "build", "--audience", audience, "--out", "site")
    kept = _kept(folder)
    found: dict[str, list[Cost]] = {}
    for number in range(times):
        shutil.rmtree(out, ignore_errors=True)
        for name, words, environment in (
            ("Sphinx-Needs, cold", command(python, needs, out), {}),
            ("Sphinx-Needs, one edit", command(python, needs, out), {}),
            (COLD, build, _OFF),
            ("", build, kept),
            (ONE_EDIT, build, kept),
        ):
            if "one edit" in name:
                _append(needs / "initiative" / "initiative-8.rst", number, "   ")
                _append(folder / f"content/{ITEM}.md", number)
            cost = measure(words, folder, environment=environment)
            if name:
                found.setdefault(name, []).append(cost)
    return count, tuple(Run(name, median(costs)) for name, costs in found.items())


def checks(folder: Path, size: Size, times: int, targets: Targets) -> tuple[Run, ...]:
    """What a check takes, cold and after one edit."""
    write(folder, size)
    found: dict[str, list[Cost]] = {}
    for number in range(times):
        _note_checks(found, folder, number)
    return (
        Run(CHECK, median(found[CHECK]), targets.check, of_ratio=False),
        Run(CHECK_AGAIN, median(found[CHECK_AGAIN]), targets.check_again, of_ratio=False),
    )


def starter(folder: Path, times: int, of_help: float, of_check: float) -> tuple[Run, ...]:
    """The two commands of which somebody new thinks that nothing is to be done: help, and the check of a new site."""
    measure((*CXSITE, "init", "new"), folder)
    told = [measure((*CXSITE, "--help"), folder) for _ in range(times)]
    checked = [measure((*CXSITE, "check"), folder / "new") for _ in range(times)]
    return (
        Run("cxsite --help", median(told), of_help, of_ratio=False),
        Run("cxsite check, of what `init` writes", median(checked), of_check, of_ratio=False),
    )


def _kept(folder: Path) -> Mapping[str, str]:
    """The settings of a cache that outlives the build, on somebody's own machine, whatever runs the benchmark."""
    place = folder.parent / f"{folder.name}-kept"
    none = dict.fromkeys((KEY, *JOBS), "")
    return {**none, "CXSITE_CACHE": str(place), "XDG_STATE_HOME": str(folder.parent / f"{folder.name}-state")}


def _shared(folder: Path) -> Mapping[str, str]:
    """Those of a job that publishes, which takes over from the run before it what the workflows keep."""
    return {"CXSITE_CACHE": str(folder.parent / f"{folder.name}-shared"), KEY: "of the benchmark", "CI": "true"}


def _note_checks(found: dict[str, list[Cost]], folder: Path, number: int) -> None:
    check = (*CXSITE, "check")
    found.setdefault(CHECK, []).append(measure(check, folder, accept=(0, 1), environment=_OFF))
    if number == 0:
        measure(check, folder, accept=(0, 1), environment=_kept(folder))
    _append(folder / f"content/{ITEM}.md", number)
    found.setdefault(CHECK_AGAIN, []).append(measure(check, folder, accept=(0, 1), environment=_kept(folder)))


def _watch(found: dict[str, list[Cost]], build: tuple[str, ...], folder: Path, staged: Path) -> None:
    """Measure the memory of both cold builds, in runs of their own."""
    for place in (folder / "site", staged / "site"):
        shutil.rmtree(place, ignore_errors=True)
    for name, words, where in (("plain MkDocs", (*MKDOCS, "build", "--quiet"), staged), (COLD, build, folder)):
        peak = measure(words, where, accept=(0, 1), environment=_OFF, memory=True).peak
        found[name] = [replace(cost, peak=peak) for cost in found[name]]


def _append(file: Path, number: int, indent: str = "") -> None:
    with file.open("a", encoding="utf-8") as stream:
        stream.write(f"\n{indent}Said again, for the time {number + 1}.\n")


def _count(site: Path) -> int:
    return sum(1 for _ in site.rglob("*.html"))
