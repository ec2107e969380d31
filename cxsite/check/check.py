"""`check`: every rule, over the whole roadmap, in one run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

from cxsite.check.context import Context
from cxsite.check.place import Place
from cxsite.check.rule import Problem, span_of
from cxsite.check.rules import RULES
from cxsite.model.finding import Finding, Related, Rule, dotted
from cxsite.model.levels import Levels
from cxsite.model.roadmap import Roadmap, View


def check(roadmap: Roadmap, today: dt.date) -> tuple[Finding, ...]:
    """The findings of all rules, by file and place."""
    context = Context(roadmap, today)
    found = [finding for one in RULES for finding in findings_of(context, one.rule, one.run(context))]
    return tuple(sorted(found, key=lambda finding: (*finding.sort_key, finding.kind, finding.id, finding.field)))


def check_view(view: View) -> tuple[Finding, ...]:
    """The findings of the rules run on what one audience sees: what its health page may say.

    Rules about visibility (CX5xx) are left out: in a View each part carries its effective level, and the words that
    steered it are gone.
    """
    roadmap = Roadmap(
        charter=view.charter,
        levels=Levels(level.name for level in view.levels),
        items=view.items,
        pages=view.pages,
        assets={name: Path(name) for name in view.assets},
    )
    return tuple(finding for finding in check(roadmap, view.today) if not finding.rule.code.startswith("CX5"))


def findings_of(context: Context, rule: Rule, problems: Iterable[Problem]) -> Iterator[Finding]:
    """The problems that a rule found, as findings with their places in files."""
    return (_finding(context, rule, problem) for problem in problems)


def _finding(context: Context, rule: Rule, problem: Problem) -> Finding:
    kind, id_ = problem.place.item
    return Finding(
        rule=rule,
        span=span_of(context, problem.place),
        message=problem.message,
        help=problem.help,
        kind=kind,
        id=id_,
        field=_field(problem.place),
        related=tuple(Related(span_of(context, place), message) for place, message in problem.related),
    )


def _field(place: Place) -> str:
    return "body" if place.body else dotted(place.at)
