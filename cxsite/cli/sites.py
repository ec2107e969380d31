"""Commands that make a site: build, stage."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from cxsite.cli.terminal import coloured, progress, tell_of
from cxsite.report.report import counted
from cxsite.report.text import in_short
from cxsite.site.build import BuildResult, build_sites
from cxsite.site.early_reader import EarlyReader
from cxsite.site.engines.staged_project import stage_project
from cxsite.site.project import read_project


def build(args: Namespace, early: EarlyReader | None) -> int:
    """`cxsite build`, with what reads the site, where it has begun."""
    project = read_project(args.config, args.today)
    with progress(sys.stderr) as tell:
        out = Path(args.out) if args.out else project.root / "site"
        made = build_sites(project, tuple(args.audience), out, args.strict, tell, args.as_of, args.engine, early)
    strict = made.reading.settings.strict
    sys.stderr.write(in_short(made.reading.findings, strict=strict, colour=coloured(sys.stderr)))
    tell_of((*made.of_past, *made.idle))
    for outcome in made.outcomes:
        for warning in outcome.warnings:
            print(f"{outcome.level}: {warning}", file=sys.stderr)
        if outcome.leaks:
            print(f"cxsite: {outcome.leaks}", file=sys.stderr)
        for line in outcome.explained if args.explain else ():
            print(f"{outcome.level}: {line}")
    for site in made.sites:
        print(f"{site.level}: {site.pages} pages in {_short(site.folder)}")
    if made.refused:
        print(f"cxsite: no site was built: {_why(made)}; earlier sites are as they were", file=sys.stderr)
    return int(made.refused)


def _short(folder: Path) -> Path:
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def _why(made: BuildResult) -> str:
    if any(outcome.leaks for outcome in made.outcomes):
        return "it would tell what its readers may not see"
    if made.outcomes and made.idle and not any(outcome.strict for outcome in made.outcomes):
        return counted(made.idle)
    return "warnings of the engine" if made.outcomes else counted((*made.reading.findings, *made.of_past))


def stage(args: Namespace) -> int:
    """`cxsite stage`."""
    project = read_project(args.config, args.today).for_audience(args.audience)
    built = stage_project(project, Path(args.out))
    sys.stderr.write(in_short(built.findings, strict=project.settings.strict, colour=coloured(sys.stderr)))
    tell_of(built.of_past)
    if built.stage is None:
        print(f"cxsite: nothing was written: {counted((*built.findings, *built.of_past))}", file=sys.stderr)
        return 1
    print(f"{args.audience}: {len(built.stage.pages)} pages in {args.out}")
    return 0
