"""CX20x and CX21x: times that contradict each other."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator

from cxsite.check.context import Context
from cxsite.check.examples import initiative, item, tree
from cxsite.check.place import Place
from cxsite.check.rule import Problem, rule
from cxsite.model.initiative import Initiative
from cxsite.model.period import Period
from cxsite.model.roadmap import Key
from cxsite.model.shape import Path
from cxsite.model.strategy import Phase

OPEN = frozenset({"idea", "planned", "in-progress", "pilot", "paused"})


def initiatives(context: Context, *statuses: str) -> Iterator[tuple[Key, Initiative]]:
    """The initiatives of these statuses; all without one."""
    for _, key, found in context.items():
        if isinstance(found, Initiative) and (not statuses or found.status in statuses):
            yield key, found


def phases(context: Context) -> list[tuple[Key, Phase, Period, Period]]:
    """The phases that have both ends, by their start."""
    found = [
        (key, one, one.start, one.end)
        for _, key, one in context.items()
        if isinstance(one, Phase)
        if one.start and one.end
    ]
    return sorted(found, key=lambda phase: (phase[2].first, phase[3].last, phase[0]))


@rule(
    "CX201",
    "end-before-start",
    "error",
    bad=tree(initiative("start: 2026-Q3\nend: 2026-Q1")),
    good=tree(initiative("start: 2026-Q1\nend: 2026-Q3")),
)
def end_before_start(context: Context) -> Iterator[Problem]:
    """Something ends before it begins. A timeline can't show it."""
    for _, key, found in context.items():
        if isinstance(found, Initiative | Phase) and found.start and found.end and found.end.last < found.start.first:
            yield Problem(
                Place(key, ("end",)),
                f"`end` {found.end} lies before `start` {found.start}",
                "correct one of the two",
                ((Place(key, ("start",)), "the start"),),
            )


@rule(
    "CX202",
    "step-outside-initiative",
    "warning",
    bad=tree(initiative("start: 2026-Q2\nend: 2026-Q3\nmilestones:\n- {title: Pilot, date: 2027-01}")),
    good=tree(initiative("start: 2026-Q2\nend: 2026-Q3\nmilestones:\n- {title: Pilot, date: 2026-05}")),
)
def step_outside_initiative(context: Context) -> Iterator[Problem]:
    """A milestone or action lies before its initiative begins or after it ends."""
    for key, found in initiatives(context):
        steps = [(("milestones", n, "date"), step.date) for n, step in enumerate(found.milestones)]
        steps += [(("actions", n, "due"), step.due) for n, step in enumerate(found.actions)]
        for at, when in steps:
            if when and found.start and when.last < found.start.first:
                yield Problem(Place(key, at), f"{when} lies before the initiative begins ({found.start})", _MOVE)
            elif when and found.end and when.first > found.end.last:
                yield Problem(Place(key, at), f"{when} lies after the initiative ends ({found.end})", _MOVE)


_MOVE = "move the step, or the initiative's `start` or `end`"


@rule(
    "CX203",
    "initiative-outside-phase",
    "warning",
    bad=tree(
        initiative("phase: build\nstart: 2026-Q1\nend: 2026-Q3"),
        item("phases", "build", "start: 2026-Q1\nend: 2026-Q2\nsuccess_criteria: It stands"),
    ),
    good=tree(
        initiative("phase: build\nstart: 2026-Q1\nend: 2026-Q2"),
        item("phases", "build", "start: 2026-Q1\nend: 2026-Q2\nsuccess_criteria: It stands"),
    ),
)
def initiative_outside_phase(context: Context) -> Iterator[Problem]:
    """An initiative begins before its phase or ends after it, so that the two tell different stories."""
    for key, found in initiatives(context, *OPEN, "shipped"):
        phase = context.roadmap.get("phase", found.phase) if found.phase else None
        if not isinstance(phase, Phase):
            continue
        where = ((Place(("phase", phase.id)), f"the phase runs from {phase.start} to {phase.end}"),)
        if found.start and phase.start and found.start.first < phase.start.first:
            message = f"the initiative begins {found.start}, before its phase `{phase.id}` ({phase.start})"
            yield Problem(Place(key, ("start",)), message, "move the start, or choose another phase", where)
        if found.end and phase.end and found.end.last > phase.end.last:
            message = f"the initiative ends {found.end}, after its phase `{phase.id}` ({phase.end})"
            yield Problem(Place(key, ("end",)), message, "move the end, or choose another phase", where)


@rule(
    "CX204",
    "start-before-dependency-ends",
    "warning",
    bad=tree(initiative("depends_on: contract\nstart: 2026-Q2", "portal"), initiative("end: 2026-Q3", "contract")),
    good=tree(initiative("depends_on: contract\nstart: 2026-Q4", "portal"), initiative("end: 2026-Q3", "contract")),
)
def start_before_dependency_ends(context: Context) -> Iterator[Problem]:
    """An initiative is planned to begin before something that it depends on has ended."""
    for key, at, found, other in _dependencies(context):
        if found.start and other.end and found.start.last < other.end.first:
            yield Problem(
                Place(key, at),
                f"it begins {found.start}, before `{other.id}` ends ({other.end})",
                "begin later, or remove the dependency",
                ((Place(("initiative", other.id), ("end",)), f"`{other.id}` ends here"),),
            )


@rule(
    "CX205",
    "dependency-given-up",
    "warning",
    bad=tree(
        initiative("depends_on: contract", "portal"),
        item("initiatives", "contract", "status: paused\nstatus_note: No offer yet"),
    ),
    good=tree(initiative("depends_on: contract", "portal"), initiative("", "contract")),
)
def dependency_given_up(context: Context) -> Iterator[Problem]:
    """An initiative waits for something that was dropped or paused."""
    for key, at, _, other in _dependencies(context):
        if other.status in ("dropped", "paused"):
            instead = f"; it is superseded by `{other.superseded_by}`" if other.superseded_by else ""
            yield Problem(
                Place(key, at),
                f"it depends on `{other.id}`, which is {other.status}{instead}",
                "depend on something else, or say in `status_note` what follows",
            )


def _dependencies(context: Context) -> Iterator[tuple[Key, Path, Initiative, Initiative]]:
    """What is still to do, with each thing that it depends on and that is not done."""
    for key, found in initiatives(context, *OPEN):
        for number, id_ in enumerate(found.depends_on):
            other = context.roadmap.get("initiative", id_)
            if isinstance(other, Initiative) and other.status != "shipped" and other is not found:
                yield key, ("depends_on", number), found, other


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
)
def gap_between_phases(context: Context) -> Iterator[Problem]:
    """Between two phases lies time that belongs to neither."""
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
)
def order_unknown(context: Context) -> Iterator[Problem]:
    """Two times that depend on each other are said so differently precisely that nobody can tell which comes first."""
    for key, at, found, other in _dependencies(context):
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
)
def fact_in_future(context: Context) -> Iterator[Problem]:
    """A fact has a day that has not come yet. Facts are what happened; what is to come is a plan, with `start`, `end`
    or a milestone."""
    for key, at, leaf, day in context.leaves:
        if leaf.type is not dt.date or not isinstance(day, dt.date) or day <= context.today:
            continue
        if (at[-1], key[0]) not in _NOT_FACTS:
            message = f"{day} has not come yet (today is {context.today})"
            yield Problem(Place(key, at), message, "correct the day, or make it a plan")


# The day of the next review lies ahead; shipping and measuring have rules of their own.
_NOT_FACTS = frozenset({("next", "review"), ("shipped", "initiative"), ("date", "kpi")})
