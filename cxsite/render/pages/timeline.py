"""The timeline: initiatives in lanes by phase on one axis of days, the same as a table and as a Gantt chart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from cxsite.model.items.initiative import Initiative
from cxsite.model.items.strategy import Phase, Team
from cxsite.model.period import Period
from cxsite.model.roadmap import View
from cxsite.render.diagrams.gantt import timeline_gantt
from cxsite.render.diagrams.timeline_chart import (
    Axis,
    Label,
    Part,
    Row,
    Tick,
    Unit,
    beside,
    end_of,
    new_axis,
)
from cxsite.render.filters import STATUS_ORDER, filters
from cxsite.render.site import Site
from cxsite.render.stage import StagePage
from cxsite.render.steps import open_steps

MOST_NAMES, MOST_MONTHS = 12, 9
"""As many names of units fit side by side, and as many of months, which are longer."""
GROUPS = ("phase", "area", "team", "objective", "persona")
"""What readers may group the timeline by, where the filter has choices of it."""


@dataclass(frozen=True, slots=True)
class Lane:
    """What belongs to one phase, and the phase's own time; `phase` is `None` for what belongs to none."""

    phase: Phase | None
    title: str
    band: Part | None
    rows: tuple[Row, ...]

    @property
    def shipped(self) -> int:
        """How many of its initiatives are there."""
        return sum(row.item.status == "shipped" for row in self.rows)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A timeline as a picture: its lanes, the names of its units, where today is, and what of each look it shows."""

    lanes: tuple[Lane, ...]
    today_at: float
    units: Sequence[tuple[Unit, Sequence[tuple[Tick, str]]]]
    unit: Unit
    legend: Sequence[str]
    marks: Sequence[str]
    looks: Set[str]
    labels: Mapping[str, Label | None]


def is_dated(view: View) -> bool:
    """Whether a plan with a time is visible: what a timeline is drawn from."""
    items = (item for kind in ("initiative", "phase") for item in view.items.get(kind, {}).values())
    return any(isinstance(item, Initiative | Phase) and (item.start or item.end) for item in items)


def pages(site: Site) -> Iterator[StagePage]:
    """The timeline, where a time is told."""
    items = [item for item in site.all(Initiative) if item.status != "dropped"]
    dated = [item for item in items if item.start or item.end]
    if _axis(site, dated) is not None:
        yield site.index("timeline", "timeline.html", more=lambda: _context(site, items, dated))


def _context(site: Site, items: Sequence[Initiative], dated: Sequence[Initiative]) -> Mapping[str, object]:
    chosen = filters(site, dated)
    return {
        "drawn": drawing(site, dated),
        "groups": [one for key in GROUPS for one in chosen if one.key == key],
        "table": sorted(dated, key=_first_day),
        "unscheduled": [item for item in items if not (item.start or item.end or item.shipped)],
        "filters": chosen,
        "gantt": timeline_gantt(site),
        "risk_steps": [
            (risk, step, site.find(Team, step.owner) if step.owner else None)
            for risk, step in open_steps(site)
            if step.due
        ],
    }


def _axis(site: Site, items: Sequence[Initiative]) -> Axis | None:
    plans = [period for phase in site.all(Phase) for period in (phase.start, phase.end) if period]
    return new_axis(items, plans, site.view.today, _earliest(site.view.today))


def drawing(site: Site, items: Sequence[Initiative]) -> Drawing | None:
    """The picture of some initiatives in the lanes of their phases; `None` where no time is known."""
    today, axis = site.view.today, _axis(site, items)
    if axis is None:
        return None
    lanes = _lanes(site, axis, items)
    rows = [row for lane in lanes for row in lane.rows]
    shown, marks = {row.item.status for row in rows}, {mark.state for row in rows for mark in row.marks}
    return Drawing(
        lanes,
        axis.x(today),
        [(unit, [(tick, _name(site, tick.period)) for tick in axis.ticks(unit)]) for unit in axis.units()],
        _usual(axis),
        [status for status in STATUS_ORDER if status in shown],
        [state for state in ("reached", "open", "missed") if state in marks],
        {part.look for row in rows for part in row.parts},
        {row.item.id: _label(site, row) for row in rows},
    )


def _name(site: Site, period: Period) -> str:
    """A unit of time as its axis names it: Jan 2026, Q1 2026."""
    return site.formats.month_short(period.first) if period.precision == "month" else site.formats.period(period)


def _earliest(today: dt.date) -> dt.date:
    """The past year is worth showing; what lies further back is in the list of what was shipped."""
    return dt.date(today.year - 1, today.month, 1)


def _usual(axis: Axis) -> Unit:
    """The unit whose names fit side by side."""
    fits = (unit for unit in axis.units() if len(axis.ticks(unit)) <= (MOST_MONTHS if unit == "month" else MOST_NAMES))
    return next(fits, axis.units()[-1])


def _lanes(site: Site, axis: Axis, items: Sequence[Initiative]) -> tuple[Lane, ...]:
    known = {phase.id: phase for phase in site.all(Phase)}
    groups: list[tuple[Phase | None, str]] = [(phase, phase.title) for phase in known.values()]
    groups.append((None, site.words["no_phase"]))
    lanes = []
    for phase, title in groups:
        of_phase = phase.id if phase else None
        chosen = sorted(
            (item for item in items if (item.phase if item.phase in known else None) == of_phase), key=_first_day
        )
        rows = tuple(row for item in chosen if (row := _row(site, axis, item)))
        if rows:
            lanes.append(Lane(phase, title, _band(axis, phase), rows))
    return tuple(lanes)


def _row(site: Site, axis: Axis, item: Initiative) -> Row | None:
    states = site.fact(item, "milestone_state") or ["reached" if one.done else "open" for one in item.milestones]
    return axis.row(item, site.fact(item, "state") or item.status, states, site.view.today)


def _label(site: Site, row: Row) -> Label | None:
    """What is written beside a bar: its state where the bar alone does not say it, and when it ends."""
    state, item = site.fact(row.item, "state") or row.item.status, row.item
    word = {
        "overdue": site.words["overdue"],
        "waiting": site.words["blocked"],
        "paused": site.words.of("status", "paused"),
        "idea": site.words.of("status", "idea"),
    }.get(state, "")
    end = end_of(item)
    if item.shipped:
        when = site.formats.day(item.shipped)
    elif end and state == "overdue":
        when = site.words.fill("was_due", when=site.formats.period(end))
    else:
        when = (site.formats.ready if word else site.formats.by)(end) if end else ""
    both = f"{word} · {when}" if word and when else word or when
    alarm = state in ("overdue", "waiting")
    return beside(row, both, alarm) or (beside(row, word, alarm) if word else None)


def _band(axis: Axis, phase: Phase | None) -> Part | None:
    if phase is None or phase.start is None or phase.end is None:
        return None
    return axis.part(phase.start.first, phase.end.last, "sure")


def _first_day(item: Initiative) -> tuple[dt.date, str]:
    plan = item.start or item.end
    assert plan is not None
    return (plan.first, item.title.casefold())
