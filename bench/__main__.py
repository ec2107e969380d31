"""`python -m bench`: what a site costs, beside plain MkDocs Material, Zensical and Sphinx-Needs with the same content.

For each size a roadmap is written. `cxsite build` builds it, cold and after one edit; `cxsite stage` writes its pages
as a plain project, which MkDocs and Zensical build, in turn. Then `cxsite serve` shows it, an item is edited, and its
page asked for until the edit is in it. Ratios are of the seconds that somebody waits and, beside them, of those of the
processor: where others use the machine, only these tell something. A build includes the checks, and the audit of the
site except for the most restricted level, from which nothing is withheld.

Sphinx-Needs is no part of cxsite's own set-up: `pip install --group bench` in any environment, then `--sphinx PYTHON`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import sys
import tempfile
from pathlib import Path

from bench.content import Size, size_with
from bench.measure import Failed
from bench.runs import Measured, Run, Targets, checks, measured, starter, with_needs
from bench.sphinx_needs import is_there

TARGETS = {
    100: Targets(cold=0.9, seen=1.0),
    1000: Targets(cold=0.6, one_edit=5.0, seen=2.0, check=4.0, check_again=1.5),
}
CHECKED, OF_CHECKED = 10_000, Targets(check=20.0, check_again=3.0)
OF_HELP, OF_STARTER = 0.15, 0.5
MEMORY = 2.0
GROWTH_TO_5000 = 5.2
NEEDS = (500, 2000)
_LINE = "{:<38} {:>8} {:>8} {:>7} {:>7} {:>7}  {}"


def _row(run: Run, ratio: float, cpu: float, target: str) -> str:
    memory = f"{run.cost.peak:.0f}" if run.cost.peak else ""
    return _LINE.format(
        run.name, f"{run.cost.wall:.2f}", f"{run.cost.cpu:.2f}", f"{ratio:.2f}", f"{cpu:.2f}", memory, target
    ).rstrip()


def _told(found: Measured) -> list[str]:
    """The table of a size, as people read it."""
    size = found.size
    lines = [f"\n{size.initiatives:,} initiatives, {size.items:,} items, {found.pages:,} pages", _HEAD]
    for run in found.runs:
        value = found.ratio(run) if run.of_ratio else run.cost.wall
        met = "met" if value <= run.target else "MISSED"
        unit = "" if run.of_ratio else " s"
        target = f"target {run.target:g}{unit}: {met}" if run.target else ""
        lines.append(_row(run, found.ratio(run), found.ratio(run, cpu=True), target))
    peak = found.runs[1].cost.peak / found.plain.peak
    met = "met" if peak <= MEMORY else "MISSED"
    return [*lines, f"memory of the cold build: {peak:.2f} times that of plain MkDocs (target {MEMORY:g}: {met})"]


_HEAD = _LINE.format("", "seconds", "cpu s", "ratio", "of cpu", "MB", "")


def _seconds(title: str, runs: tuple[Run, ...]) -> list[str]:
    """A table of what has nothing beside it."""
    lines = [f"\n{title}", _LINE.format("", "seconds", "cpu s", "", "", "", "").rstrip()]
    for run in runs:
        met = "met" if run.cost.wall <= run.target else "MISSED"
        told = (f"{run.cost.wall:.2f}", f"{run.cost.cpu:.2f}", "", "", "", f"target {run.target:g} s: {met}")
        lines.append(_LINE.format(run.name, *told))
    return lines


def _needs(count: int, runs: tuple[Run, ...]) -> list[str]:
    """The table beside Sphinx-Needs, whose cold build is the measure there."""
    base = runs[0].cost
    rows = [_row(run, run.cost.wall / base.wall, run.cost.cpu / base.cpu, "") for run in runs]
    return [f"\n{count:,} items, each a page of its own; ratios to Sphinx-Needs", _HEAD, *rows]


def _growth(found: list[Measured]) -> list[str]:
    cold = {one.size.initiatives: one.runs[1].cost for one in found}
    if not {1000, 5000} <= set(cold):
        return []
    growth = cold[5000].wall / cold[1000].wall
    met = "met" if growth <= GROWTH_TO_5000 else "MISSED"
    return [f"\n5,000 initiatives take {growth:.2f} times what 1,000 take (target {GROWTH_TO_5000}: {met})"]


def _machine() -> str:
    cores = os.cpu_count()
    load = f", load {os.getloadavg()[0]:.1f} at the beginning" if hasattr(os, "getloadavg") else ""
    return f"{dt.date.today()}, {platform.machine()}, {cores} processors, Python {platform.python_version()}{load}"


def main() -> int:
    """Run the benchmark; 1 where something could not be built."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 1000, 5000], help="numbers of initiatives")
    parser.add_argument("--audience", default="internal", help="the level to build (default: internal, the largest)")
    parser.add_argument("--runs", type=int, help="runs of each (default: 5 up to 100, 3 up to 1,000, else 1)")
    parser.add_argument("--needs", nargs="*", type=int, default=NEEDS, help="numbers of items beside Sphinx-Needs")
    parser.add_argument("--sphinx", default=sys.executable, metavar="PYTHON", help="a Python with sphinx-needs")
    arguments = parser.parse_args()
    print(_machine(), flush=True)
    found: list[Measured] = []
    try:
        for initiatives in arguments.sizes:
            times = arguments.runs or (5 if initiatives <= 100 else 3 if initiatives <= 1000 else 1)
            with tempfile.TemporaryDirectory(prefix="cxsite-bench-") as folder:
                size, targets = Size(initiatives), TARGETS.get(initiatives, Targets())
                found.append(measured(Path(folder) / "project", size, arguments.audience, times, targets))
            print("\n".join(_told(found[-1])), flush=True)
        print("\n".join(_growth(found)))
        with tempfile.TemporaryDirectory(prefix="cxsite-bench-") as folder:
            runs = checks(Path(folder) / "project", size_with(CHECKED), arguments.runs or 1, OF_CHECKED)
            print("\n".join(_seconds(f"{CHECKED:,} items, checked", runs)), flush=True)
        with tempfile.TemporaryDirectory(prefix="cxsite-bench-") as folder:
            runs = starter(Path(folder), arguments.runs or 5, OF_HELP, OF_STARTER)
            print("\n".join(_seconds("a new site", runs)), flush=True)
        if not is_there(arguments.sphinx):
            print("Sphinx-Needs is not installed: see `python -m bench --help`")
            return 0
        for items in arguments.needs:
            with tempfile.TemporaryDirectory(prefix="cxsite-bench-") as folder:
                place, times = Path(folder) / "project", arguments.runs or 1
                count, runs = with_needs(place, size_with(items), arguments.audience, times, arguments.sphinx)
            print("\n".join(_needs(count, runs)), flush=True)
    except Failed as failed:
        print(failed, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
