"""`check`: every rule, over the whole roadmap, in one run."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import filterfalse
from pathlib import Path

from cxsite.check.context import Context
from cxsite.check.edit import Edit
from cxsite.check.known.walked import Walked
from cxsite.check.place import Place
from cxsite.check.quiet import Part, Parts
from cxsite.check.registry import CHANGE_RULES, RULES
from cxsite.check.rule import CheckedRule, Problem, fix_of, span_of
from cxsite.matching.silent import SILENCE
from cxsite.model.embargo import lifted, openings
from cxsite.model.finding import Finding, Related, Rule, dotted
from cxsite.model.levels import Levels
from cxsite.model.roadmap import Roadmap, View
from cxsite.model.site_parts import UNKNOWN, SiteParts
from cxsite.processes.parallel import MANY, Both, in_turn

_UNTIL = re.compile(r" \(from \d{4}-\d\d-\d\d on\)$")


def check(
    roadmap: Roadmap,
    today: dt.date,
    *,
    parts: SiteParts = UNKNOWN,
    both: Both = in_turn,
    walked: Walked | None = None,
) -> tuple[Finding, ...]:
    """The findings of all rules, by file and place; `parts` is what the site has of its own.

    `both` does two halves of the work. What readers see and how things hang together are looked up once for many rules
    each, so the halves are the rules about the one and about the other. What is `walked` is what an earlier check of
    nearly the same content found in its items.
    """
    walked = walked or Walked()
    walked.begin(roadmap.charter, roadmap.levels.names, today)
    context = Context(roadmap, today, parts, walked=walked)
    # What both halves look up is made before they part.
    context.prepare()
    others, readers = tuple(filterfalse(_is_about_readers, RULES)), tuple(filter(_is_about_readers, RULES))
    known = Parts(others, context)
    # To look at little takes less time than to part, and to copy what both look at.
    way = both if known.left >= MANY else in_turn
    if way is both and known.left == len(context.items()):
        # Then rules of both halves go through all values.
        _ = context.leaves
    found, (about_readers, asked, told) = way(
        lambda: _found(others, context, walked, known),
        lambda: (_found(readers, context, walked), SILENCE.asked, walked.answers.used),
    )
    # The second half may have been done in another process, which is gone.
    SILENCE.hear(asked)
    walked.answers.hear(told)
    return _in_order([*found, *about_readers])


def _is_about_readers(one: CheckedRule) -> bool:
    return one.rule.family.guards


def _found(rules: Sequence[CheckedRule], context: Context, walked: Walked, parts: Parts | None = None) -> list[Finding]:
    """What these rules find today, and what they will only find when an embargo ends: nobody looks on that day. `parts`
    are those of the rules, where they are known."""
    roadmap, today = context.roadmap, context.today
    found = _of_rules(rules, context, parts)
    for day in openings(today, roadmap):
        later = Context(lifted(roadmap, day), today, context.parts, walked=walked)
        found += _from(day, _of_rules(rules, later), found)
    return found


def _of_rules(rules: Sequence[CheckedRule], context: Context, parts: Parts | None = None) -> list[Finding]:
    parts = parts or Parts(rules, context)
    found = [finding for one in rules for finding in findings_of(context, one.rule, _sure(context, one, parts.of(one)))]
    parts.remember()
    return found


def _from(day: dt.date, later: Iterable[Finding], known: Iterable[Finding]) -> list[Finding]:
    """The findings that come with a day, each saying so."""
    told = {_same(finding) for finding in known}
    return [replace(one, message=f"{one.message} (from {day} on)") for one in later if _same(one) not in told]


def _same(finding: Finding) -> tuple[str, object, str]:
    return finding.rule.code, finding.span, _UNTIL.sub("", finding.message)


def _sure(context: Context, one: CheckedRule, part: Part) -> Iterator[Problem]:
    """What a rule found, without what only follows from a level that could not be read, from a file that says things
    twice, or from a line that had to be mended to be read: that is told already, and refuses the build."""
    for problem in one.run(part.context):
        part.hear(problem)
        if not context.is_whole(problem.place.item, problem.place.at):
            continue
        if not one.rule.family.guards or (
            context.roadmap.is_policy_known
            and context.is_level_known(problem.place.item)
            and all(context.is_level_known(place.item) for place, _ in problem.related)
        ):
            yield problem


def _in_order(found: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(found, key=lambda finding: (*finding.sort_key, finding.kind, finding.id, finding.field)))


def compare(
    before: Roadmap, after: Roadmap, today: dt.date, edit: Edit, was: dt.date | None = None
) -> tuple[Finding, ...]:
    """The findings of the edit that made `before` into `after`; `was` is the day of `before`, if it is another one."""
    days = (was or today, today)
    found = list(_of_edit(before, after, days, edit))
    for day in openings(min(days), before, after):
        found += _from(day, _of_edit(lifted(before, day), lifted(after, day), days, edit), found)
    return tuple(found)


def _of_edit(before: Roadmap, after: Roadmap, days: tuple[dt.date, dt.date], edit: Edit) -> Iterator[Finding]:
    earlier, now = Context(before, days[0]), Context(after, days[1], edit=edit)
    for one in CHANGE_RULES:
        yield from findings_of(now, one.rule, one.run(earlier, now))


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
    return _in_order(_found(tuple(filterfalse(_is_about_readers, RULES)), Context(roadmap, view.today), Walked()))


def findings_of(context: Context, rule: Rule, problems: Iterable[Problem]) -> Iterator[Finding]:
    """The problems that a rule found, as findings with their places in files."""
    return (_finding(context, rule, problem) for problem in problems)


def _finding(context: Context, rule: Rule, problem: Problem) -> Finding:
    kind, id_ = problem.place.item
    return Finding(
        rule=rule,
        span=problem.span or span_of(context, problem.place),
        message=problem.message,
        help=problem.help,
        kind=kind,
        id=id_,
        field=_field(problem.place),
        related=tuple(Related(span_of(context, place), message) for place, message in problem.related),
        fix=fix_of(context, problem.repair),
    )


def _field(place: Place) -> str:
    return dotted(place.at) or ("body" if place.body else "")
