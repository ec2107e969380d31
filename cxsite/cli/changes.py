"""Commands that change content: new, set, rename."""

from __future__ import annotations

import difflib
import sys
from argparse import Namespace

from cxsite.cli.terminal import coloured
from cxsite.edit.template import Question
from cxsite.pipeline.edits.creating import new_item
from cxsite.pipeline.edits.renaming import rename_item
from cxsite.pipeline.edits.set_fields import Refused, Written, set_fields
from cxsite.pipeline.edits.upgrading import upgrade_content
from cxsite.report.text import finding_text
from cxsite.site.project import read_project
from cxsite.syntax.values_as_yaml import Raw


def set_(args: Namespace) -> int:
    """`cxsite set`."""
    settings = read_project(args.config, args.today).settings
    try:
        written = set_fields(settings, args.item, args.assignments, args.unset)
    except Refused as refusal:
        return _refused(refusal)
    return _say(written)


def new(args: Namespace) -> int:
    """`cxsite new`."""
    settings = read_project(args.config, args.today).settings
    typed = [*([f"title={args.title}"] if args.title else []), *args.assignments]
    asks = sys.stdin.isatty() and sys.stderr.isatty()
    try:
        written = new_item(settings, args.kind, args.id, typed, _ask if asks else lambda question: question.default)
    except Refused as refusal:
        return _refused(refusal)
    return _say(written)


def _ask(question: Question) -> Raw:
    """Ask somebody at a terminal; what is no plain text has its default."""
    if not isinstance(question.default, str):
        return question.default
    words = f" ({', '.join(question.choices)})" if question.choices else f" – {question.meaning}"
    sys.stderr.write(f"{question.field}{words} [{question.default}]: ")
    sys.stderr.flush()
    return sys.stdin.readline().strip() or question.default


def upgrade(args: Namespace) -> int:
    """`cxsite upgrade`."""
    settings = read_project(args.config, args.today).settings
    try:
        upgraded = upgrade_content(settings, dry_run=args.dry_run)
    except Refused as refusal:
        return _refused(refusal)
    for line in upgraded.done:
        print(line)
    code = _say(upgraded.written)
    if args.dry_run and upgraded.done:
        print("cxsite: nothing was written", file=sys.stderr)
    return code


def rename(args: Namespace) -> int:
    """`cxsite rename`."""
    settings = read_project(args.config, args.today).settings
    try:
        written, told = rename_item(settings, args.item, args.new)
    except Refused as refusal:
        return _refused(refusal)
    for line in told:
        print(f"cxsite: {line}", file=sys.stderr)
    return _say(written)


def _say(written: Written) -> int:
    """What was written, line by line, and what the check now says of it."""
    if not written.files:
        print("nothing to change: it is so already")
    for path, before, after in written.files:
        print(f"{written.moved[path]} -> {path}" if path in written.moved else path)
        if before is not None and after is not None:
            for line in _differences(before, after):
                print(f"  {line}")
    for finding in written.findings:
        sys.stderr.write(finding_text(finding, colour=coloured(sys.stderr)))
    return 0


def _differences(before: str, after: str) -> list[str]:
    found = difflib.unified_diff(before.split("\n"), after.split("\n"), lineterm="", n=0)
    return [line for line in found if line[:1] in "+-" and not line.startswith(("+++", "---"))]


def _refused(refusal: Refused) -> int:
    for finding in refusal.findings:
        sys.stderr.write(finding_text(finding, colour=coloured(sys.stderr)))
    print("cxsite: nothing was written", file=sys.stderr)
    return 1
