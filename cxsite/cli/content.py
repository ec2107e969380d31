"""Commands about the content: check, rules, explain, list, policy."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import Literal

from cxsite.cli.terminal import coloured
from cxsite.pipeline.verdict import fails, severity_named
from cxsite.report.report import Report
from cxsite.report.text import as_text
from cxsite.site.project import read_project
from cxsite.site.queries import Request, check_project, list_items, list_levels, list_policies


def check(args: Namespace) -> int:
    """`cxsite check`."""
    project = read_project(args.config, args.today)
    fix: Literal["", "safe", "unsafe"] = "unsafe" if args.unsafe_fixes else "safe" if args.fix else ""
    report = check_project(project, _request(args, fix))
    sys.stdout.write(_told(report, args.format))
    fail_on = args.fail_on or ("warning" if project.settings.strict else "error")
    return int(fails(report.findings, severity_named(fail_on)))


def _told(report: Report, form: str) -> str:
    if form == "text":
        # What people wait for loads none of the forms for programs.
        return as_text(report, colour=coloured(sys.stdout))
    from cxsite.report.forms import FORMS

    return FORMS[form](report)


def _request(args: Namespace, fix: Literal["", "safe", "unsafe"]) -> Request:
    approved = tuple(team for text in args.approved for team in text.split(",") if team)
    return Request(tuple(args.paths), tuple(args.select), tuple(args.ignore), args.base, approved, fix)


def rules(args: Namespace) -> int:
    """`cxsite rules`."""
    from cxsite.pipeline.rules import RULES
    from cxsite.report.rule_catalogue import FORMS as CATALOGUES

    sys.stdout.write(CATALOGUES[args.format](RULES))
    return 0


def explain(args: Namespace) -> int:
    """`cxsite explain`."""
    from cxsite.pipeline.rules import rule_named
    from cxsite.report.rule_catalogue import explain as explanation

    sys.stdout.write(explanation(rule_named(args.rule)))
    return 0


def list_(args: Namespace) -> int:
    """`cxsite list`."""
    from cxsite.report.listing import FORMS as LISTS

    project = read_project(args.config, args.today)
    audience = args.audience or project.settings.audience
    sys.stdout.write(LISTS[args.format](list_items(project.for_audience(audience), args.kind, args.sort)))
    return 0


def levels(args: Namespace) -> int:
    """`cxsite levels`."""
    print("\n".join(list_levels(read_project(args.config, args.today))))
    return 0


def policy(args: Namespace) -> int:
    """`cxsite policy`."""
    from cxsite.report.policy import FORMS as POLICIES

    found = list_policies(read_project(args.config, args.today), tuple(args.items), args.format == "json")
    sys.stdout.write(POLICIES[args.format](found))
    return 0
