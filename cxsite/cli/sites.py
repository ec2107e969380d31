"""Commands about sites: build, serve, stage, audit, init, schema."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from pathlib import Path

from cxsite.cli.terminal import coloured, progress
from cxsite.model.finding import CxsiteError, Finding
from cxsite.pipeline.day import choose_day
from cxsite.report.report import counted
from cxsite.report.text import finding_text, in_short
from cxsite.scaffold.init import init as begin
from cxsite.site.audit import audit_site, try_audit
from cxsite.site.build import BuildResult, build_sites
from cxsite.site.exports.meeting_file import FORMATS, Export
from cxsite.site.exports.meeting_file import export as make_export
from cxsite.site.find_text import find_texts
from cxsite.site.outputs import write_preview
from cxsite.site.preview.serve import serve_site
from cxsite.site.project import Project, read_project
from cxsite.site.schemas import write_content_schemas
from cxsite.site.served.address_audit import Served, audit_served, is_address
from cxsite.site.served.server_config import site_headers
from cxsite.site.staged_project import stage_project


def build(args: Namespace) -> int:
    """`cxsite build`."""
    project = read_project(args.config, args.today)
    with progress(sys.stderr) as tell:
        out = Path(args.out) if args.out else project.root / "site"
        made = build_sites(project, tuple(args.audience), out, args.strict, tell, args.as_of, args.engine)
    strict = made.reading.settings.strict
    sys.stderr.write(in_short(made.reading.findings, strict=strict, colour=coloured(sys.stderr)))
    _tell((*made.of_past, *made.idle))
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


def _tell(findings: tuple[Finding, ...]) -> None:
    """What the audit and earlier editions have to say of roadmap.yml, which `cxsite check` can't know."""
    sys.stderr.write("".join(finding_text(finding, colour=coloured(sys.stderr)) for finding in findings))


def _why(made: BuildResult) -> str:
    if any(outcome.leaks for outcome in made.outcomes):
        return "it would tell what its readers may not see"
    if made.outcomes and made.idle and not any(outcome.strict for outcome in made.outcomes):
        return counted(made.idle)
    return "warnings of the engine" if made.outcomes else counted((*made.reading.findings, *made.of_past))


def serve(args: Namespace) -> int:
    """`cxsite serve`."""
    project = read_project(args.config, args.today)
    serve_site(project.for_audience(args.audience or project.settings.audience), args.address, args.engine)
    return 0


def stage(args: Namespace) -> int:
    """`cxsite stage`."""
    project = read_project(args.config, args.today).for_audience(args.audience)
    built = stage_project(project, Path(args.out))
    sys.stderr.write(in_short(built.findings, strict=project.settings.strict, colour=coloured(sys.stderr)))
    _tell(built.of_past)
    if built.stage is None:
        print(f"cxsite: nothing was written: {counted((*built.findings, *built.of_past))}", file=sys.stderr)
        return 1
    print(f"{args.audience}: {len(built.stage.pages)} pages in {args.out}")
    return 0


def export(args: Namespace) -> int:
    """`cxsite export`."""
    out = Path(args.out)
    form = args.format or out.suffix.removeprefix(".").lower()
    if form not in FORMATS:
        raise CxsiteError(f"say what to write with `--format`, or name a file that ends in .{' or .'.join(FORMATS)}")
    if args.quarter and args.name != "report":
        raise CxsiteError("`--quarter` is for the report")
    project = read_project(args.config, args.today)
    wanted = Export(args.name, form, args.audience or project.settings.audience, out, args.quarter)
    with progress(sys.stderr) as tell:
        made = make_export(project, wanted, tell)
    for leak in made.leaks:
        print(leak)
    if not made.size:
        why = made.refused or "it would tell what its readers may not see"
        print(f"cxsite: nothing was written: {why}", file=sys.stderr)
        return 1
    print(f"{out}: {args.name} for {wanted.audience} readers, {made.size:,} bytes")
    return 0


def preview(args: Namespace) -> int:
    """`cxsite preview`."""
    pages = write_preview(Path(args.site), Path(args.out))
    print(f"{pages} pages in {args.out}: open {Path(args.out) / 'index.html'} in a browser, no server is needed")
    return 0


def audit(args: Namespace) -> int:
    """`cxsite audit`."""
    if args.text:
        return _find(args)
    if not args.audience:
        raise CxsiteError("say whose site it is with `--audience LEVEL`, or what to look for with `--text TEXT`")
    project = read_project(args.config, args.today)
    if is_address(args.site):
        return _audit_address(project, args)
    if args.locked or args.without_headers:
        raise CxsiteError("`--locked` and `--without-headers` are for an address, not for a folder")
    if args.self_test:
        return _self_test(project, Path(args.site), args.audience)
    with progress(sys.stderr) as tell:
        tell("reading the site")
        manifest = Path(args.manifest) if args.manifest else None
        audited = audit_site(project, Path(args.site), args.audience, manifest)
    for leak in audited.leaks:
        print(leak)
    for difference in audited.differences:
        print(difference)
    _tell(audited.findings)
    if audited.passed:
        like = ", and they are those of the manifest" if manifest else ""
        print(f"{args.site}: {audited.files} files tell {args.audience} readers nothing that is withheld{like}")
    return int(not audited.passed)


def _find(args: Namespace) -> int:
    """Where texts stand in a folder."""
    others = (args.audience, args.manifest, args.self_test, args.locked, args.without_headers)
    if is_address(args.site) or any(others):
        raise CxsiteError("with `--text`, name a folder and nothing else; of an address fetch a copy first")
    with progress(sys.stderr) as tell:
        tell("reading the folder")
        found = find_texts(Path(args.site), args.text)
    for one in found.places:
        how = f" ({one.encoding})" if one.encoding else ""
        print(f"{one.path}:{one.offset}: “{' '.join(one.excerpt.split())}”{how}")
    for one in found.unread:
        print(f"{one.path}: can't be read: {one.excerpt}; it may hold anything")
    paths = len({one.path for one in found.places})
    print(f"{args.site}: {paths or 'none'} of {found.files} files {'holds' if paths == 1 else 'hold'} it")
    return int(bool(found.places or found.unread))


def _audit_address(project: Project, args: Namespace) -> int:
    if args.self_test or not args.manifest:
        raise CxsiteError("an address is audited with `--manifest FILE`, that of the build that was published")
    served = Served(args.site, args.audience, Path(args.manifest), args.locked, not args.without_headers)
    with progress(sys.stderr) as tell:
        tell("asking the server")
        audited = audit_served(project, served)
    for line in (*audited.leaks, *audited.differences):
        print(line)
    _tell(audited.findings)
    where = args.site or f"the {args.audience} site"
    if audited.passed and args.locked:
        print(f"{where}: strangers get none of {audited.files} files")
    elif audited.passed:
        sent = "" if args.without_headers else ", with the headers that it should have"
        print(f"{where}: {audited.files} files are those of the manifest{sent}")
    return int(not audited.passed)


def headers(args: Namespace) -> int:
    """`cxsite headers`."""
    sys.stdout.write(site_headers(read_project(args.config, args.today), Path(args.manifest), args.format))
    return 0


def _self_test(project: Project, site: Path, audience: str) -> int:
    with progress(sys.stderr) as tell:
        tell("planting into a copy of the site")
        trials, let_pass = try_audit(project, site, audience)
    for way in dict.fromkeys(trial.way for trial in trials):
        of_way = [trial for trial in trials if trial.way == way]
        told = ", ".join(trial.what for trial in of_way if trial.found)
        missed = ", ".join(trial.what for trial in of_way if not trial.found)
        print(f"{way}: " + "; ".join([f"found {told}"] * bool(told) + [f"MISSED {missed}"] * bool(missed)))
    for line in let_pass:
        print(line)
    found = sum(trial.found for trial in trials)
    print(f"{found} of {len(trials)} canaries would be found in {site}")
    return int(found < len(trials))


def init(args: Namespace) -> int:
    """`cxsite init`."""
    begin(Path(args.target), choose_day(args.today, os.environ))
    print(f"a new site is in {args.target}, with this cxsite in its wheels/; look at it:")
    print(f"cd {args.target} && cxsite serve")
    return 0


def schema(args: Namespace) -> int:
    """`cxsite schema`."""
    for path in write_content_schemas(Path(args.out), args.config, args.today):
        print(path)
    return 0
