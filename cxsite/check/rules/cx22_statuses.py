"""CX22x: what a status asks for."""

from __future__ import annotations

from collections.abc import Iterator

from cxsite.check.context import Context
from cxsite.check.examples import NPS, OBJECTIVE, TEAM, item, running, tree
from cxsite.check.place import Place
from cxsite.check.rule import Problem, rule
from cxsite.check.walks import planned_here
from cxsite.model.items.initiative import COMMITTED, UNDER_WAY


@rule(
    "CX221",
    "planned-without-owner",
    "warning",
    bad=tree(
        item("initiatives", "portal", "status: planned\nstart: 2199\nend: 2199\nobjectives: trust\nexpected: {nps: 2}"),
        TEAM,
        NPS,
        OBJECTIVE,
    ),
    good=running("status: planned\nstart: 2199\nend: 2199"),
    alone=True,
)
def planned_without_owner(context: Context) -> Iterator[Problem]:
    """Work is planned or under way, but no team answers for it."""
    for key, found in planned_here(context, *COMMITTED):
        if context.lacks(key, "owner") and context.lacks(key, "responsible"):
            yield Problem(
                Place(key, ("status",)), f"it is {found.status}, but has no `owner`", "name a team: `owner: …`"
            )


@rule(
    "CX222",
    "planned-without-dates",
    "warning",
    bad=running("status: planned"),
    good=running("status: planned\nstart: 2199\nend: 2199"),
    alone=True,
)
def planned_without_dates(context: Context) -> Iterator[Problem]:
    """Work is planned, but not when. An idea needs no dates; a plan does."""
    for key, _ in planned_here(context, "planned"):
        missing = [name for name in ("start", "end") if context.lacks(key, name)]
        if missing:
            names = " and ".join(f"`{name}`" for name in missing)
            yield Problem(Place(key, ("status",)), f"it is planned, but has no {names}", "add a period such as 2026-Q4")


@rule(
    "CX223",
    "started-without-kpis",
    "warning",
    bad=tree(
        item("initiatives", "portal", "status: in-progress\nowner: care\nobjectives: trust"), TEAM, NPS, OBJECTIVE
    ),
    good=running("status: in-progress"),
    alone=True,
)
def started_without_kpis(context: Context) -> Iterator[Problem]:
    """Work is under way, but nothing says how one will notice that it helps."""
    for key, found in planned_here(context, *UNDER_WAY):
        if context.lacks(key, "kpis") and context.lacks(key, "expected"):
            yield Problem(Place(key, ("status",)), f"it is {found.status}, but names no KPI", "add `kpis: …`")


@rule(
    "CX224",
    "shipped-without-result",
    "warning",
    bad=running("status: shipped\nshipped: 2026-03-01"),
    good=running("status: shipped\nshipped: 2026-03-01\nresult: It works"),
    alone=True,
)
def shipped_without_result(context: Context) -> Iterator[Problem]:
    """Something is shipped, but nothing says what it brought."""
    for key, _ in planned_here(context, "shipped"):
        if context.lacks(key, "result"):
            yield Problem(
                Place(key, ("status",)), "it is shipped, but has no `result`", "say what it brought: `result: …`"
            )


@rule(
    "CX225",
    "stopped-without-note",
    "warning",
    bad=running("status: dropped"),
    good=running("status: dropped\nstatus_note: Too few customers asked for it"),
    alone=True,
)
def stopped_without_note(context: Context) -> Iterator[Problem]:
    """Something is paused or dropped, and nothing says why. Readers trust a roadmap that says no and explains it."""
    for key, found in planned_here(context, "paused", "dropped"):
        if context.lacks(key, "status_note"):
            message = f"it is {found.status}, but has no `status_note`"
            yield Problem(Place(key, ("status",)), message, "say why: `status_note: …`")
