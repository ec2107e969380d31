"""`cxsite audit` and what goes with it: what a site that was built, or is served, tells."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from cxsite.cli.terminal import progress, tell_of
from cxsite.model.finding import CxsiteError
from cxsite.site.audit import audit_site, try_audit
from cxsite.site.find_text import find_texts
from cxsite.site.project import Project, read_project
from cxsite.site.served.address_audit import Served, audit_served, is_address
from cxsite.site.served.server_config import site_headers


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
    tell_of(audited.findings)
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
    tell_of(audited.findings)
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
