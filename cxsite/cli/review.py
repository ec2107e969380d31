"""Commands about an edit: diff."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import replace

from cxsite.diff.output_format import FORMS
from cxsite.pipeline.comparison import compared
from cxsite.site.project import read_project


def diff(args: Namespace) -> int:
    """`cxsite diff`; 2 where something could not be compared."""
    project = read_project(args.config, args.today)
    found = compared(replace(project.settings, may_fork=True), args.range, tuple(args.audience))
    sys.stdout.write(FORMS[args.format](replace(found, links=args.links)))
    return 2 if found.not_compared else 0
