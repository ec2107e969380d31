"""Commands about other programs: import, sheet, cms."""

from __future__ import annotations

import shlex
import sys
from argparse import Namespace
from pathlib import Path

from cxsite.cli.terminal import coloured
from cxsite.exchange.incoming import NeedsMap
from cxsite.exchange.layouts.registry import LAYOUTS
from cxsite.model.finding import CxsiteError
from cxsite.model.typed.nearest import meant_or_listed
from cxsite.pipeline.edits.applying import apply_sheet
from cxsite.pipeline.edits.importing import Order, import_items
from cxsite.pipeline.edits.landing import Outcome
from cxsite.pipeline.edits.set_fields import Refused
from cxsite.pipeline.edits.taking_back import take_back
from cxsite.pipeline.edits.telling import told_of
from cxsite.report.text import finding_text
from cxsite.site.outputs import write_sheets
from cxsite.site.project import read_project
from cxsite.site.web_forms import write_forms


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
        return _refused(refusal)
    return _tell(outcome, order.dry_run)


def sheet(args: Namespace) -> int:
    """`cxsite sheet`."""
    project = read_project(args.config, args.today)
    if args.action == "export":
        if len(args.names) != 2 or args.dry_run:
            raise CxsiteError("name a kind and a file: cxsite sheet export initiatives initiatives.xlsx")
        for path, rows in write_sheets(project, args.names[0], Path(args.names[1])):
            print(f"{path}: {rows} rows")
        print("it holds what only colleagues may read", file=sys.stderr)
        return 0
    if len(args.names) != 1:
        raise CxsiteError("name a file: cxsite sheet apply initiatives.xlsx")
    try:
        applied = apply_sheet(project.settings, Path(args.names[0]), dry_run=args.dry_run)
    except Refused as refusal:
        return _refused(refusal)
    ending = " (dry run: nothing was written)" if args.dry_run else ""
    new = f"{len(applied.new)} items begun, " if applied.new else ""
    print(f"{new}{len(applied.cells)} cells changed, {len(applied.conflicts)} conflicts{ending}")
    for item, title in applied.new.items():
        print(f"new       {item}  {title}")
    for cell in applied.cells:
        print(f"changed   {cell.item}  {cell.place}: {cell.here or '(nothing)'} -> {cell.there or '(nothing)'}")
    for cell in applied.conflicts:
        print(f"conflict  {cell.item}  {cell.place}: {cell.why}; not written")
        print(f"            here:  {cell.here or '(nothing)'}")
        print(f"            sheet: {cell.there or '(nothing)'}")
    return int(bool(applied.conflicts))


def cms(args: Namespace) -> int:
    """`cxsite cms`."""
    project = read_project(args.config, args.today)
    out = Path(args.out) if args.out else project.root / "forms"
    for note in write_forms(project, out):
        print(f"cxsite: {note}", file=sys.stderr)
    print(f"the web forms are in {out}; open them on this computer, in a browser of the Chromium family:")
    print(f"python3 -m http.server 8010 --bind 127.0.0.1 --directory {shlex.quote(str(out))}")
    print("then http://localhost:8010 and \u201cWork with Local Repository\u201d")
    return 0


def _refused(refusal: Refused) -> int:
    for finding in refusal.findings:
        sys.stderr.write(finding_text(finding, colour=coloured(sys.stderr)))
    print("cxsite: nothing was written", file=sys.stderr)
    return 1


def _tell(outcome: Outcome, dry_run: bool) -> int:
    for line in told_of(outcome, dry_run=dry_run):
        print(line)
    return int(bool(outcome.conflicts))
