"""The roadmap over time as Gantt charts: by phase, by area or by team."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from cxsite.model.items.initiative import Initiative, Milestone
from cxsite.model.items.strategy import Phase, Team
from cxsite.model.period import Period
from cxsite.render.diagrams.diagram import GANTT_BARS, Bar, BarState, Gantt, GanttLane, limit_gantt
from cxsite.render.site import Site

By = Literal["phase", "area", "team"]
_STATES: dict[str, BarState] = {"in-progress": "active", "pilot": "active", "shipped": "done"}


def timeline_gantt(site: Site, by: By = "phase") -> Gantt | None:
    """Everything with a plan in lanes, milestones with their initiatives; `None` where nothing has a time."""
    initiatives = [item for item in site.all(Initiative) if item.status != "dropped" and (item.start or item.end)]
    if not initiatives:
        return None
    lanes = [
        GanttLane(title, tuple(bar for item in sorted(chosen, key=_begin) for bar in _bars(site, item)))
        for title, chosen in _lanes(site, initiatives, by)
        if chosen
    ]
    if sum(len(lane.bars) for lane in lanes) > GANTT_BARS:
        # What is planned goes before the points on the way there; the table has both.
        lanes = [GanttLane(lane.title, tuple(bar for bar in lane.bars if not bar.milestone)) for lane in lanes]
    words = site.words
    return limit_gantt(
        words["gantt_title"],
        site.formats.counted(len(initiatives), "gantt_description", by=words[f"by_{by}"]),
        lanes,
        tick := _tick(initiatives),
        words["axis_month" if tick == "month" else "axis_quarter"],
    )


def _lanes(site: Site, items: Sequence[Initiative], by: By) -> list[tuple[str, list[Initiative]]]:
    """Titles of lanes with what belongs to each; what belongs to none comes last."""
    if by == "phase":
        return _grouped(site, items, [(phase.id, phase.title) for phase in site.all(Phase)], lambda item: item.phase)
    if by == "team":
        return _grouped(site, items, [(team.id, team.title) for team in site.all(Team)], lambda item: item.owner)
    return _grouped(site, items, list(site.view.charter.areas.items()), lambda item: item.area)


def _grouped(
    site: Site,
    items: Sequence[Initiative],
    groups: Sequence[tuple[str, str]],
    group_of: Callable[[Initiative], str | None],
) -> list[tuple[str, list[Initiative]]]:
    known = {id_ for id_, _ in groups}
    found = [(title, [item for item in items if group_of(item) == id_]) for id_, title in groups]
    return [*found, (site.words["other"], [item for item in items if group_of(item) not in known])]


def _begin(item: Initiative) -> tuple[Period, str]:
    first = item.start or item.end
    assert first is not None
    return (first, item.title.casefold())


def _bars(site: Site, item: Initiative) -> list[Bar]:
    start, end = item.start or item.end, item.end or item.start
    assert start is not None and end is not None
    slot = site.fact(item, "schedule") or {}
    bar = Bar(
        title=item.title,
        when=site.formats.span(item.start, item.end),
        first=min(start.first, end.first),
        last=max(start.last, end.last),
        state=_STATES.get(item.status, "planned"),
        critical=bool(slot.get("critical")),
    )
    return [bar, *(_milestone(site, milestone) for milestone in item.milestones if milestone.date is not None)]


def _milestone(site: Site, milestone: Milestone) -> Bar:
    assert milestone.date is not None
    return Bar(
        title=milestone.title,
        when=site.formats.period(milestone.date),
        first=milestone.date.first,
        last=milestone.date.last,
        state="done" if milestone.done else "planned",
        milestone=True,
    )


def _tick(items: Sequence[Initiative]) -> Literal["month", "quarter", "year"]:
    periods = [period for item in items for period in (item.start, item.end) if period is not None]
    days = (max(period.last for period in periods) - min(period.first for period in periods)).days
    if days > 4 * 366:
        return "year"
    fine = any(period.precision in ("day", "month") for period in periods)
    return "month" if fine and days <= 280 else "quarter"
