"""CX21x: the times of milestones, phases and facts."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator

from cxsite.check.context import Context
from cxsite.check.examples import initiative, item, running, tree
from cxsite.check.place import Place
from cxsite.check.rule import Problem, on_day, rule
from cxsite.check.walks import initiatives, open_dependencies, phases
from cxsite.model.items.initiative import COMMITTED
from cxsite.model.period import Period


@rule(
    "CX210",
    "shipped-with-open-milestones",
    "warning",
    bad=running("status: shipped\nresult: It works\nshipped: 2026-03-01\nmilestones:\n- {title: Pilot, date: 2026-02}"),
    good=running(
        "status: shipped\nresult: It works\nshipped: 2026-03-01\n"
        "milestones:\n- {title: Pilot, date: 2026-02, done: yes}"
    ),
    alone=True,
)
def shipped_with_open_milestones(context: Context) -> Iterator[Problem]:
    """Something is shipped, but a milestone on the way is not marked as done."""
    for key, found in initiatives(context, "shipped"):
        for number, step in enumerate(found.milestones):
            if not step.done and context.is_read(key, "milestones", number, "done"):
                yield Problem(
                    Place(key, ("milestones", number)),
                    f"it is shipped, but the milestone “{step.title}” is open",
                    "add `done: true`, or remove the milestone",
                )


@rule(
    "CX211",
    "milestone-done-in-future",
    "error",
    bad=running("status: in-progress\nend: 2199\nmilestones:\n- {title: Pilot, date: 2199-02, done: yes}"),
    good=running("status: in-progress\nend: 2199\nmilestones:\n- {title: Pilot, date: 2199-02}"),
    alone=True,
    given=on_day,
)
def milestone_done_in_future(context: Context) -> Iterator[Problem]:
    """A milestone is done, but its time has not come yet."""
    for key, found in initiatives(context):
        for number, step in enumerate(found.milestones):
            if step.done and step.date and step.date.first > context.today:
                yield Problem(
                    Place(key, ("milestones", number, "date")),
                    f"“{step.title}” is done, but {step.date} has not come yet",
                    "give the time at which it was done, or remove `done`",
                )


@rule(
    "CX212",
    "milestone-overdue",
    "warning",
    bad=running("status: in-progress\nstart: 2025\nend: 2199\nmilestones:\n- {title: Pilot, date: 2026-02}"),
    good=running(
        "status: in-progress\nstart: 2025\nend: 2199\nmilestones:\n- {title: Pilot, date: 2026-02, done: yes}"
    ),
    alone=True,
    given=on_day,
)
def milestone_overdue(context: Context) -> Iterator[Problem]:
    """A milestone was to be reached, but is not done."""
    for key, found in initiatives(context, *COMMITTED):
        for number, step in enumerate(found.milestones):
            due = step.date is not None and step.date.last < context.today
            if not step.done and due and context.is_read(key, "milestones", number, "done"):
                yield Problem(
                    Place(key, ("milestones", number, "date")),
                    f"{step.date} has passed, and “{step.title}” is not done",
                    "add `done: true`, or move the date",
                )


@rule(
    "CX213",
    "overlapping-phases",
    "info",
    bad=tree(
        item("phases", "a", "start: 2026-Q1\nend: 2026-Q2\nsuccess_criteria: It stands"),
        item("phases", "b", "start: 2026-06\nend: 2026-Q4\nsuccess_criteria: It stands"),
    ),
    good=tree(
        item("phases", "a", "start: 2026-Q1\nend: 2026-Q2\nsuccess_criteria: It stands"),
        item("phases", "b", "start: 2026-Q3\nend: 2026-Q4\nsuccess_criteria: It stands"),
    ),
    follows=("CX201",),
)
def overlapping_phases(context: Context) -> Iterator[Problem]:
    """A phase begins before the one before it has ended."""
    known = phases(context)
    for before, after in itertools.pairwise(known):
        if after[2].first <= before[3].last:
            yield Problem(
                Place(after[0], ("start",)),
                f"the phase begins {after[2]}, before `{before[0][1]}` ends ({before[3]})",
                "move one of the two, if the overlap is not meant",
                ((Place(before[0], ("end",)), "the phase before"),),
            )


@rule(
    "CX214",
    "gap-between-phases",
    "info",
    bad=tree(
        item("phases", "a", "start: 2026-Q1\nend: 2026-Q1\nsuccess_criteria: It stands"),
        item("phases", "b", "start: 2026-Q3\nend: 2026-Q4\nsuccess_criteria: It stands"),
    ),
    good=tree(
        item("phases", "a", "start: 2026-Q1\nend: 2026-Q2\nsuccess_criteria: It stands"),
        item("phases", "b", "start: 2026-Q3\nend: 2026-Q4\nsuccess_criteria: It stands"),
    ),
    follows=("CX201",),
)
def gap_between_phases(context: Context) -> Iterator[Problem]:
    """Between two phases lies time that belongs to neither."""
    if not context.are_known("phase", "start", "end"):
        return
    latest: Period | None = None
    for key, _, start, end in phases(context):
        if latest and start.first > latest.last + dt.timedelta(days=1):
            yield Problem(
                Place(key, ("start",)),
                f"nothing is planned between {latest} and {start}",
                "let the phases meet, if the gap is not meant",
            )
        latest = end if latest is None or end.last > latest.last else latest


@rule(
    "CX215",
    "order-unknown",
    "info",
    bad=tree(initiative("depends_on: contract\nstart: 2026-08", "portal"), initiative("end: 2026-Q3", "contract")),
    good=tree(initiative("depends_on: contract\nstart: 2026-10", "portal"), initiative("end: 2026-Q3", "contract")),
    follows=("CX201",),
)
def order_unknown(context: Context) -> Iterator[Problem]:
    """Two times that depend on each other are said so differently precisely that nobody can tell which comes first."""
    for key, at, found, other in open_dependencies(context):
        start, end = found.start, other.end
        if start and end and start.precision != end.precision and end.first <= start.last and start.first <= end.last:
            yield Problem(
                Place(key, at),
                f"`{other.id}` ends {end} and this begins {start}: which comes first can't be told",
                "say both in months or days",
            )


@rule(
    "CX216",
    "fact-in-future",
    "error",
    bad=tree(initiative("updates:\n- {date: 2199-01-01, text: It works}")),
    good=tree(initiative("updates:\n- {date: 2026-01-01, text: It works}")),
    alone=True,
    given=on_day,
)
def fact_in_future(context: Context) -> Iterator[Problem]:
    """A fact has a day that has not come yet. Facts are what happened; what is to come is a plan, with `start`, `end`
    or a milestone."""
    for key, at, leaf, day in context.leaves:
        if leaf.type is not dt.date or not isinstance(day, dt.date) or day <= context.today:
            continue
        if (at[-1], key[0]) not in _NOT_FACTS and at != ("visible_from",):
            message = f"{day} has not come yet (today is {context.today})"
            yield Problem(Place(key, at), message, "correct the day, or make it a plan")


# The day of the next review lies ahead, as the end of an embargo; shipping and measuring have rules of their own.
_NOT_FACTS = frozenset({("next", "review"), ("shipped", "initiative"), ("date", "kpi")})
