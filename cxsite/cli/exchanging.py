"""Commands about files of other programs: import."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from cxsite.cli.terminal import coloured
from cxsite.exchange.incoming import NeedsMap
from cxsite.exchange.layouts.registry import LAYOUTS
from cxsite.model.finding import CxsiteError
from cxsite.model.typed.nearest import meant_or_listed
from cxsite.pipeline.edits.editing import Refused
from cxsite.pipeline.edits.importing import Order, import_items
from cxsite.pipeline.edits.landing import Outcome
from cxsite.pipeline.edits.taking_back import take_back
from cxsite.pipeline.edits.telling import told_of
from cxsite.report.text import finding_text
from cxsite.site.project import read_project


def import_(args: Namespace) -> int:
    """`cxsite import`."""
    settings = read_project(args.config, args.today).settings
    if args.undo:
        if args.layout or args.file:
            raise CxsiteError("`--undo` takes back the last import, whatever it was: name no format and no file")
        for place in take_back(settings):
            print(f"as before: {place}")
        return 0
    if not args.layout or not args.file:
        raise CxsiteError(f"name a format and a file: cxsite import FORMAT FILE; formats are {', '.join(LAYOUTS)}")
    if args.layout not in LAYOUTS:
        raise CxsiteError(f"there is no format `{args.layout}`{meant_or_listed(args.layout, list(LAYOUTS))}")
    given = Path(args.map) if args.map else None
    order = Order(args.layout, Path(args.file), given, args.dry_run, args.archived, args.comments)
    try:
        outcome = import_items(settings, order)
    except NeedsMap as needed:
        print(f"cxsite: {needed}", file=sys.stderr)
        sys.stdout.write(needed.proposed)
        return 2
    except Refused as refusal:
        for finding in refusal.findings:
            sys.stderr.write(finding_text(finding, colour=coloured(sys.stderr)))
        print("cxsite: nothing was written", file=sys.stderr)
        return 1
    return _tell(outcome, order.dry_run)


def _tell(outcome: Outcome, dry_run: bool) -> int:
    for line in told_of(outcome, dry_run=dry_run):
        print(line)
    return int(bool(outcome.conflicts))
