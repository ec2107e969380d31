"""CX20x: times that contradict each other or have passed."""

from __future__ import annotations

from collections.abc import Iterator

from cxsite.check.context import Context
from cxsite.check.examples import initiative, item, running, tree
from cxsite.check.place import Place
from cxsite.check.rule import Problem, on_day, rule
from cxsite.check.walks import initiatives, open_dependencies
from cxsite.measures.schedule import begins_too_early
from cxsite.model.items.initiative import OPEN, UNDER_WAY, Initiative
from cxsite.model.items.strategy import Phase

_MOVE = "move the step, or the initiative's `start` or `end`"


@rule(
    "CX201",
    "end-before-start",
    "error",
    bad=tree(initiative("start: 2026-Q3\nend: 2026-Q1")),
    good=tree(initiative("start: 2026-Q1\nend: 2026-Q3")),
    alone=True,
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
    follows=("CX201",),
    alone=True,
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
    follows=("CX201",),
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
    follows=("CX201", "CX104"),
)
def start_before_dependency_ends(context: Context) -> Iterator[Problem]:
    """An initiative is planned to begin before something that it depends on has ended."""
    for key, at, found, other in open_dependencies(context):
        if begins_too_early(found.start, other.end):
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
    for key, at, _, other in open_dependencies(context):
        if other.status in ("dropped", "paused"):
            instead = f"; it is superseded by `{other.superseded_by}`" if other.superseded_by else ""
            yield Problem(
                Place(key, at),
                f"it depends on `{other.id}`, which is {other.status}{instead}",
                "depend on something else, or say in `status_note` what follows",
            )


@rule(
    "CX206",
    "overdue",
    "warning",
    bad=running("status: in-progress\nstart: 2025-Q1\nend: 2025-Q2"),
    good=running("status: in-progress\nstart: 2025-Q1\nend: 2026-Q3"),
    follows=("CX201",),
    alone=True,
    given=on_day,
)
def overdue(context: Context) -> Iterator[Problem]:
    """Work is under way, but its end has passed. It is done, or it needs a new end and an update with the reason."""
    for key, found in initiatives(context, *UNDER_WAY):
        if found.end and found.end.last < context.today:
            yield Problem(
                Place(key, ("end",)),
                f"the end {found.end} has passed, and the initiative is still {found.status}",
                "set `status: shipped` and `shipped`, or move `end` and add an update",
            )


@rule(
    "CX207",
    "late-start",
    "warning",
    bad=running("status: planned\nstart: 2025-Q1\nend: 2026-Q4"),
    good=running("status: planned\nstart: 2026-Q2\nend: 2026-Q4"),
    follows=("CX201",),
    alone=True,
    given=on_day,
)
def late_start(context: Context) -> Iterator[Problem]:
    """Work was to begin, but is still planned."""
    for key, found in initiatives(context, "planned"):
        if found.start and found.start.last < context.today:
            yield Problem(
                Place(key, ("start",)),
                f"the start {found.start} has passed, and the initiative is still planned",
                "set `status: in-progress`, or move `start`",
            )


@rule(
    "CX208",
    "shipped-without-date",
    "warning",
    bad=running("status: shipped\nresult: It works"),
    good=running("status: shipped\nresult: It works\nshipped: 2026-03-01"),
    alone=True,
)
def shipped_without_date(context: Context) -> Iterator[Problem]:
    """Something is shipped, but nobody can tell since when; what's new and the board need the day."""
    for key, _ in initiatives(context, "shipped"):
        if context.lacks(key, "shipped"):
            yield Problem(
                Place(key, ("status",)), "it is shipped, but `shipped` is missing", "add `shipped: 2026-03-01`"
            )


@rule(
    "CX209",
    "shipped-in-future",
    "error",
    bad=running("status: shipped\nresult: It works\nshipped: 2199-03-01"),
    good=running("status: shipped\nresult: It works\nshipped: 2026-03-01"),
    alone=True,
    given=on_day,
)
def shipped_in_future(context: Context) -> Iterator[Problem]:
    """The day of shipping has not come yet, or something that is not shipped has such a day. Readers would be told
    something false."""
    for key, found in initiatives(context):
        if found.shipped and found.shipped > context.today:
            yield Problem(Place(key, ("shipped",)), f"{found.shipped} has not come yet", "a plan is said with `end`")
        elif found.shipped and found.status != "shipped":
            message = f"it has a day of shipping, but its status is {found.status}"
            yield Problem(Place(key, ("shipped",)), message, "set `status: shipped`, or remove the day")
