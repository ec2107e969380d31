"""The plan as it stands today: critical path, what slips, what unblocks most, who has how much at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cxsite.model.items.initiative import CLOSED, Initiative
from cxsite.model.items.strategy import Team
from cxsite.model.period import Period
from cxsite.render.site import Site
from cxsite.render.stage import StagePage

_MOST = 10


@dataclass(frozen=True, slots=True)
class Step:
    """An initiative in the network: what the schedule says of it, and what it waits for."""

    item: Initiative
    schedule: Any
    needs: tuple[Initiative, ...]
    unblocks: int


@dataclass(frozen=True, slots=True)
class Load:
    """A team with its peak in each quarter of the table; empty where it has nothing to do."""

    team: Team
    peaks: tuple[Any, ...]


def pages(site: Site) -> Iterator[StagePage]:
    """The one page, where something depends on something or a team has work."""
    steps = [_step(site, item) for item in site.all(Initiative) if item.status not in CLOSED]
    linked = [step for step in steps if step.schedule or step.unblocks]
    loads = {team.id: site.fact(team, "load") or {} for team in site.all(Team)}
    quarters = sorted({Period.parse(quarter) for load in loads.values() for quarter in load})
    if not linked and not quarters:
        return
    yield site.index(
        "plan",
        "plan.html",
        critical=_in_time([step for step in linked if step.schedule.get("critical")]),
        slips=_in_time([step for step in linked if step.schedule.get("late")]),
        conflicts=[(step, site.pick(Initiative, ids)) for step in linked if (ids := step.schedule.get("conflicts"))],
        unblocking=sorted((step for step in linked if step.unblocks), key=lambda step: -step.unblocks)[:_MOST],
        quarters=quarters,
        loads=[
            Load(team, tuple(loads[team.id].get(str(quarter)) for quarter in quarters))
            for team in site.all(Team)
            if loads[team.id]
        ],
        overloaded=list(_overloaded(site, loads)),
    )


def _overloaded(
    site: Site, loads: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[Team, Period, tuple[Initiative, ...]]]:
    """The teams that have more at once than they can do, with the quarter and what it is."""
    for team in site.all(Team):
        for quarter, peak in loads[team.id].items() if team.capacity is not None else ():
            if peak["n"] > (team.capacity or 0):
                yield team, Period.parse(quarter), site.pick(Initiative, peak["initiatives"])


def _step(site: Site, item: Initiative) -> Step:
    needs = tuple(one for one in site.pick(Initiative, item.depends_on) if one.status not in CLOSED)
    return Step(item, site.fact(item, "schedule") or {}, needs, site.fact(item, "unblocks") or 0)


def _in_time(steps: Sequence[Step]) -> list[Step]:
    """By the end that is to be expected; what has none comes last."""

    def end(step: Step) -> tuple[bool, Any, str]:
        found = step.schedule.get("expected_end")
        return found is None, (found.last, found.first) if found else (), step.item.title.casefold()

    return sorted(steps, key=end)
