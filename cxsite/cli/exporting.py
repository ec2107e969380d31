"""Files made of a site, for a meeting or to be opened from a folder. Printing needs packages that no build does."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from cxsite.cli.terminal import progress
from cxsite.model.finding import CxsiteError
from cxsite.site.exports.meeting_file import FORMATS, Export
from cxsite.site.exports.meeting_file import export as make_export
from cxsite.site.outputs import write_preview
from cxsite.site.project import read_project


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
