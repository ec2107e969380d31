"""CX206 to CX212 and CX22x: what a status asks for."""

from __future__ import annotations

from collections.abc import Iterator

from cxsite.check.context import Context
from cxsite.check.dates import initiatives
from cxsite.check.examples import item, tree
from cxsite.check.place import Place
from cxsite.check.rule import Problem, rule

_TEAM = {"teams/care.yml": "title: Care\n"}
_KPI = {
    "kpis/nps.yml": "title: NPS\nmetric: nps\ndirection: up\nunit: points\ndefinition: Would you recommend us?\n"
    "frequency: quarter\nbaseline: {date: 2025-12-31, value: 10}\n"
    "targets: [{date: 2027, value: 20}]\nmeasurements: [{date: 2026-03-30, value: 12}]\n"
}
_OBJECTIVE = {
    "objectives/trust.yml": "title: Trust\nowner: care\ndue: 2027\nkpis: nps\nmeasure: NPS of 20\nwhy: It lasts\n"
}
_WHOLE = "owner: care\nobjectives: trust\nkpis: nps\nexpected: {nps: 2}\n"


def _running(fields: str) -> dict[str, str]:
    """An initiative under way, with all that its status asks for, and these fields."""
    return tree(item("initiatives", "portal", _WHOLE + fields), _TEAM, _KPI, _OBJECTIVE)


@rule(
    "CX206",
    "overdue",
    "warning",
    bad=_running("status: in-progress\nstart: 2025-Q1\nend: 2025-Q2"),
    good=_running("status: in-progress\nstart: 2025-Q1\nend: 2026-Q3"),
)
def overdue(context: Context) -> Iterator[Problem]:
    """Work is under way, but its end has passed. It is done, or it needs a new end and an update with the reason."""
    for key, found in initiatives(context, "in-progress", "pilot"):
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
    bad=_running("status: planned\nstart: 2025-Q1\nend: 2026-Q4"),
    good=_running("status: planned\nstart: 2026-Q2\nend: 2026-Q4"),
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
    bad=_running("status: shipped\nresult: It works"),
    good=_running("status: shipped\nresult: It works\nshipped: 2026-03-01"),
)
def shipped_without_date(context: Context) -> Iterator[Problem]:
    """Something is shipped, but nobody can tell since when; what's new and the board need the day."""
    for key, found in initiatives(context, "shipped"):
        if not found.shipped:
            yield Problem(
                Place(key, ("status",)), "it is shipped, but `shipped` is missing", "add `shipped: 2026-03-01`"
            )


@rule(
    "CX209",
    "shipped-in-future",
    "error",
    bad=_running("status: shipped\nresult: It works\nshipped: 2199-03-01"),
    good=_running("status: shipped\nresult: It works\nshipped: 2026-03-01"),
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


@rule(
    "CX210",
    "shipped-with-open-milestones",
    "warning",
    bad=_running(
        "status: shipped\nresult: It works\nshipped: 2026-03-01\nmilestones:\n- {title: Pilot, date: 2026-02}"
    ),
    good=_running(
        "status: shipped\nresult: It works\nshipped: 2026-03-01\n"
        "milestones:\n- {title: Pilot, date: 2026-02, done: yes}"
    ),
)
def shipped_with_open_milestones(context: Context) -> Iterator[Problem]:
    """Something is shipped, but a milestone on the way is not marked as done."""
    for key, found in initiatives(context, "shipped"):
        for number, step in enumerate(found.milestones):
            if not step.done:
                yield Problem(
                    Place(key, ("milestones", number)),
                    f"it is shipped, but the milestone “{step.title}” is open",
                    "add `done: true`, or remove the milestone",
                )


@rule(
    "CX211",
    "milestone-done-in-future",
    "error",
    bad=_running("status: in-progress\nend: 2199\nmilestones:\n- {title: Pilot, date: 2199-02, done: yes}"),
    good=_running("status: in-progress\nend: 2199\nmilestones:\n- {title: Pilot, date: 2199-02}"),
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
    bad=_running("status: in-progress\nstart: 2025\nend: 2199\nmilestones:\n- {title: Pilot, date: 2026-02}"),
    good=_running(
        "status: in-progress\nstart: 2025\nend: 2199\nmilestones:\n- {title: Pilot, date: 2026-02, done: yes}"
    ),
)
def milestone_overdue(context: Context) -> Iterator[Problem]:
    """A milestone was to be reached, but is not done."""
    for key, found in initiatives(context, "planned", "in-progress", "pilot"):
        for number, step in enumerate(found.milestones):
            if not step.done and step.date and step.date.last < context.today:
                yield Problem(
                    Place(key, ("milestones", number, "date")),
                    f"{step.date} has passed, and “{step.title}” is not done",
                    "add `done: true`, or move the date",
                )


@rule(
    "CX221",
    "planned-without-owner",
    "warning",
    bad=tree(
        item("initiatives", "portal", "status: planned\nstart: 2199\nend: 2199\nobjectives: trust\nexpected: {nps: 2}"),
        _TEAM,
        _KPI,
        _OBJECTIVE,
    ),
    good=_running("status: planned\nstart: 2199\nend: 2199"),
)
def planned_without_owner(context: Context) -> Iterator[Problem]:
    """Work is planned or under way, but no team answers for it."""
    for key, found in initiatives(context, "planned", "in-progress", "pilot"):
        if not found.owner and not found.responsible:
            yield Problem(
                Place(key, ("status",)), f"it is {found.status}, but has no `owner`", "name a team: `owner: …`"
            )


@rule(
    "CX222",
    "planned-without-dates",
    "warning",
    bad=_running("status: planned"),
    good=_running("status: planned\nstart: 2199\nend: 2199"),
)
def planned_without_dates(context: Context) -> Iterator[Problem]:
    """Work is planned, but not when. An idea needs no dates; a plan does."""
    for key, found in initiatives(context, "planned"):
        missing = [name for name, value in (("start", found.start), ("end", found.end)) if value is None]
        if missing:
            names = " and ".join(f"`{name}`" for name in missing)
            yield Problem(Place(key, ("status",)), f"it is planned, but has no {names}", "add a period such as 2026-Q4")


@rule(
    "CX223",
    "started-without-kpis",
    "warning",
    bad=tree(
        item("initiatives", "portal", "status: in-progress\nowner: care\nobjectives: trust"), _TEAM, _KPI, _OBJECTIVE
    ),
    good=_running("status: in-progress"),
)
def started_without_kpis(context: Context) -> Iterator[Problem]:
    """Work is under way, but nothing says how one will notice that it helps."""
    for key, found in initiatives(context, "in-progress", "pilot"):
        if not found.kpis and not found.expected:
            yield Problem(Place(key, ("status",)), f"it is {found.status}, but names no KPI", "add `kpis: …`")


@rule(
    "CX224",
    "shipped-without-result",
    "warning",
    bad=_running("status: shipped\nshipped: 2026-03-01"),
    good=_running("status: shipped\nshipped: 2026-03-01\nresult: It works"),
)
def shipped_without_result(context: Context) -> Iterator[Problem]:
    """Something is shipped, but nothing says what it brought."""
    for key, found in initiatives(context, "shipped"):
        if not found.result:
            yield Problem(
                Place(key, ("status",)), "it is shipped, but has no `result`", "say what it brought: `result: …`"
            )


@rule(
    "CX225",
    "stopped-without-note",
    "warning",
    bad=_running("status: dropped"),
    good=_running("status: dropped\nstatus_note: Too few customers asked for it"),
)
def stopped_without_note(context: Context) -> Iterator[Problem]:
    """Something is paused or dropped, and nothing says why. Readers trust a roadmap that says no and explains it."""
    for key, found in initiatives(context, "paused", "dropped"):
        if not found.status_note:
            message = f"it is {found.status}, but has no `status_note`"
            yield Problem(Place(key, ("status",)), message, "say why: `status_note: …`")
