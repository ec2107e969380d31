"""`python -m bench`: what a site costs, next to plain MkDocs Material with the very same pages.

For each size a roadmap is written; `cxsite build` builds it, `cxsite stage` writes its pages as a plain project, and
`mkdocs build` builds that, in turn. Then `cxsite serve` shows the roadmap, an item is edited, and its page asked for
until the edit is in it. Ratios are of the seconds that somebody waits, so nothing else may run on the
machine; processor seconds stand beside them. A build includes the checks and the audit of the site, except for the most
restricted level, from which nothing is withheld (`--audience restricted`).
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.content import Size, size_with, write
from bench.edit import edit
from bench.measure import Cost, Failed, measure, median

CXSITE = (sys.executable, "-m", "cxsite.cli")
MKDOCS = (sys.executable, "-m", "mkdocs")
RATIOS = {100: 0.9, 1000: 0.6}
GROWTH_TO_5000 = 5.2
EDITS = {100: 1.0, 1000: 2.0}
CHECK_ITEMS = 1500
CHECK_SECONDS = 4.0


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one size."""

    size: Size
    pages: int
    ours: Cost
    plain: Cost
    edit: float

    @property
    def ratio(self) -> float:
        """How long cxsite takes for each second of plain MkDocs."""
        return self.ours.wall / self.plain.wall


def build(folder: Path, size: Size, audience: str, runs: int) -> Row:
    """Build a roadmap of this size with cxsite, and its pages with plain MkDocs, in turn."""
    write(folder, size)
    staged = folder / "staged"
    measure((*CXSITE, "stage", "--audience", audience, "--out", str(staged)), folder)
    ours, plain = [], []
    for _ in range(runs):
        shutil.rmtree(folder / "site", ignore_errors=True)
        ours.append(measure((*CXSITE, "build", "--audience", audience, "--out", "site"), folder))
        command = (
            *MKDOCS,
            "build",
            "--quiet",
            "--config-file",
            str(staged / "mkdocs.yml"),
            "--site-dir",
            str(folder / "plain"),
        )
        plain.append(measure(command, folder))
    pages = sum(1 for _ in (folder / "site" / audience).rglob("*.html"))
    others = sum(1 for _ in (folder / "plain").rglob("*.html"))
    if pages != others:
        raise Failed(f"cxsite wrote {pages} pages, MkDocs {others}")
    return Row(size, pages, median(ours), median(plain), edit(folder, audience, min(runs, 3)))


def check(folder: Path, runs: int) -> tuple[Size, Cost]:
    """The time of `cxsite check`, start-up included."""
    size = size_with(CHECK_ITEMS)
    write(folder, size)
    return size, median([measure((*CXSITE, "check"), folder, accept=(0, 1)) for _ in range(runs)])


def _line(row: Row) -> str:
    return (
        f"{row.size.initiatives:>11,} {row.size.items:>7,} {row.pages:>7,}"
        f" {row.ours.wall:>9.1f} {row.plain.wall:>9.1f} {row.ours.cpu:>9.1f} {row.plain.cpu:>9.1f} {row.ratio:>7.2f}"
        f" {row.ours.peak:>9.0f} {row.plain.peak:>9.0f} {row.edit:>7.2f}"
    )


def _verdict(text: str, value: float, limit: float) -> str:
    return f"{text}: {value:.2f} (target {limit:g} or less: {'met' if value <= limit else 'MISSED'})"


def _targets(rows: list[Row]) -> list[str]:
    by_size = {row.size.initiatives: row for row in rows}
    found = []
    for size, row in by_size.items():
        if size in RATIOS:
            found.append(_verdict(f"ratio at {size:,}", row.ratio, RATIOS[size]))
            found.append(_verdict(f"one edit at {size:,}, seconds until it is seen", row.edit, EDITS[size]))
            found.append(f"    in times of plain MkDocs, which builds all anew: {row.edit / row.plain.wall:.2f}")
    if {1000, 5000} <= set(by_size):
        growth = by_size[5000].ours.wall / by_size[1000].ours.wall
        found.append(_verdict("5,000 take, in times of 1,000", growth, GROWTH_TO_5000))
    return found


def main() -> int:
    """Run the benchmark; 1 where something could not be built."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.split("\n\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 1000, 5000], help="numbers of initiatives")
    parser.add_argument("--audience", default="internal", help="the level to build (default: internal, the largest)")
    parser.add_argument("--runs", type=int, help="runs of each build (default: 5 up to 100, 3 up to 1,000, else 1)")
    parser.add_argument("--no-check", action="store_true", help="leave out the time of `cxsite check`")
    arguments = parser.parse_args()
    heads = (
        "initiatives",
        "items",
        "pages",
        "cxsite s",
        "mkdocs s",
        "cxsite cpu",
        "mkdocs cpu",
        "ratio",
        "MB",
        "MB",
        "edit s",
    )
    print("{:>11} {:>7} {:>7} {:>9} {:>9} {:>9} {:>9} {:>7} {:>9} {:>9} {:>7}".format(*(head[-10:] for head in heads)))
    rows = []
    try:
        for initiatives in arguments.sizes:
            runs = arguments.runs or (5 if initiatives <= 100 else 3 if initiatives <= 1000 else 1)
            with tempfile.TemporaryDirectory(prefix="cxsite-bench-") as folder:
                rows.append(build(Path(folder), Size(initiatives), arguments.audience, runs))
            print(_line(rows[-1]), flush=True)
        for line in _targets(rows):
            print(line)
        if not arguments.no_check:
            with tempfile.TemporaryDirectory(prefix="cxsite-bench-") as folder:
                size, cost = check(Path(folder), arguments.runs or 5)
            print(_verdict(f"check of {size.items:,} items, seconds (cpu {cost.cpu:.2f})", cost.wall, CHECK_SECONDS))
    except Failed as failed:
        print(failed, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
