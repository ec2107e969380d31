"""The timeline: initiatives in lanes by phase over quarters, the same as a Gantt chart, the same as a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from cxsite.model.items.initiative import Initiative
from cxsite.model.items.strategy import Phase, Team
from cxsite.model.period import Period
from cxsite.model.roadmap import View
from cxsite.render.diagrams.gantt import timeline_gantt
from cxsite.render.diagrams.timeline_grid import Bar, Grid, new_grid
from cxsite.render.filters import STATUS_ORDER, filters
from cxsite.render.site import Site
from cxsite.render.stage import StagePage
from cxsite.render.steps import open_steps


@dataclass(frozen=True, slots=True)
class PhaseLane:
    """What belongs to one phase; `phase` is `None` for what belongs to none."""

    phase: Phase | None
    title: str
    bars: tuple[Bar, ...]
    items: tuple[Initiative, ...]


def is_dated(view: View) -> bool:
    """Whether a plan with a time is visible: what a timeline is drawn from."""
    items = (item for kind in ("initiative", "phase") for item in view.items.get(kind, {}).values())
    return any(isinstance(item, Initiative | Phase) and (item.start or item.end) for item in items)


def pages(site: Site) -> Iterator[StagePage]:
    """The timeline, where a time is told."""
    items = [item for item in site.all(Initiative) if item.status != "dropped"]
    dated = [item for item in items if item.start or item.end]
    phases = site.all(Phase)
    plans = [period for phase in phases for period in (phase.start, phase.end) if period]
    grid = new_grid(dated, plans, _earliest(site.view.today))
    if grid is None:
        return
    lanes = _lanes(site, grid, dated)
    shown = {bar.item.status for lane in lanes for bar in lane.bars}
    yield site.index(
        "timeline",
        "timeline.html",
        grid=grid,
        heads=[(head, _head(site, head.first)) for head in grid.heads()],
        lanes=lanes,
        table=sorted(dated, key=_first_day),
        legend=[status for status in STATUS_ORDER if status in shown],
        unscheduled=[item for item in items if not (item.start or item.end or item.shipped)],
        filters=filters(site, dated),
        gantt=timeline_gantt(site),
        risk_steps=[
            (risk, step, site.find(Team, step.owner) if step.owner else None)
            for risk, step in open_steps(site)
            if step.due
        ],
    )


def _earliest(today: dt.date) -> dt.date:
    """The past year is worth showing; what lies further back is in the list of what was shipped."""
    return dt.date(today.year - 1, today.month, 1)


def _head(site: Site, first: dt.date) -> str:
    return site.formats.period(Period.of(first, "quarter"))


def _lanes(site: Site, grid: Grid, items: list[Initiative]) -> tuple[PhaseLane, ...]:
    known = {phase.id: phase for phase in site.all(Phase)}
    groups: list[tuple[Phase | None, str]] = [(phase, phase.title) for phase in known.values()]
    groups.append((None, site.words["no_phase"]))
    lanes = []
    for phase, title in groups:
        of_phase = phase.id if phase else None
        chosen = sorted(
            (item for item in items if (item.phase if item.phase in known else None) == of_phase), key=_first_day
        )
        bars = tuple(bar for item in chosen if (bar := grid.bar(item)))
        if bars:
            lanes.append(PhaseLane(phase, title, bars, tuple(chosen)))
    return tuple(lanes)


def _first_day(item: Initiative) -> tuple[dt.date, str]:
    plan = item.start or item.end
    assert plan is not None
    return (plan.first, item.title.casefold())
