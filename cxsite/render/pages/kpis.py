"""KPIs: the scorecard, and the page of each: where it stands, where it is to go, and what moves it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cxsite.measures.record import Given
from cxsite.measures.survey import CSI_ITEMS, SERVQUAL_DIMENSIONS
from cxsite.measures.values.kpi import finished
from cxsite.model.items.initiative import Initiative
from cxsite.model.items.journey import Journey
from cxsite.model.items.kpi import Kpi
from cxsite.model.items.research import Persona
from cxsite.model.items.strategy import Objective, Phase, Segment
from cxsite.render.diagrams.bars import Amount, Bars, bars
from cxsite.render.diagrams.chart import nice_ticks
from cxsite.render.diagrams.kpi_chart import Frame, Goal, KpiChart, Value, kpi_chart, span, time_axis
from cxsite.render.diagrams.timeline_chart import Axis, Tick
from cxsite.render.files.measurements import NAME
from cxsite.render.maps.journey_points import JourneyPoint
from cxsite.render.news import news_of_targets
from cxsite.render.order import LIGHTS, light_of
from cxsite.render.readings import Reading, reading, stretches
from cxsite.render.site import Site
from cxsite.render.stage import StagePage
from cxsite.render.standing import shares

_PART_DIGITS = 2
_NPS_GROUPS = ("promoters", "passives", "detractors")


TILE, PAGE = 56, 240
"""How high the drawings are, in pixels."""
_BACK, _AHEAD = 2, 3
"""Years before and after today that tiles show."""
_NAMES = 8
"""As many names of months fit below a drawing."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A KPI on the scorecard with its drawing, on one axis of time with all others."""

    reading: Reading
    state: str
    chart: KpiChart | None

    @property
    def kpi(self) -> Kpi:
        """The KPI."""
        return self.reading.kpi


def pages(site: Site) -> Iterator[StagePage]:
    """The scorecard, then a page for each KPI."""
    yield site.index("kpi", "kpis.html", more=lambda: _scorecard(site))
    yield from site.item_pages(Kpi, "kpi.html", lambda item: _context(site, item))


def _scorecard(site: Site) -> Mapping[str, object]:
    tiles, axis = drawn(site, sorted(site.all(Kpi), key=site.place))
    changes = [change for one in tiles if (change := site.fact(one.kpi, "change")) and "words" in change]
    states = Counter(tile.state for tile in tiles if tile.state)
    return {
        "tiles": tiles,
        "measured": any(one.reading.rows for one in tiles),
        "states": shares({state: states[state] for state in LIGHTS if states[state]}),
        "span": axis and (axis.first, axis.last),
        "tested": sum(change["words"] != "too-few-answers" for change in changes),
        "clear": sum(bool(change.get("clear")) for change in changes),
    }


def drawn(site: Site, kpis: Sequence[Kpi]) -> tuple[list[Tile], Axis | None]:
    """Some KPIs as tiles, and the time that all of them show; `None` where nothing is measured."""
    readings = [reading(site, kpi) for kpi in kpis]
    axis = _shared_axis(site, readings)
    return [_tile(site, one, axis) for one in readings], axis


def _shared_axis(site: Site, readings: list[Reading]) -> Axis | None:
    """The time that all tiles show, so that today stands at one place in each."""
    today = site.view.today
    first, last = dt.date(today.year - _BACK, today.month, 1), dt.date(today.year + _AHEAD, today.month, 1)
    days = [row.measured.date for one in readings for row in one.rows]
    days += [goal.day for one in readings for goal in _goals(site, one.kpi) if goal.next]
    days += [one.kpi.baseline.date for one in readings if one.kpi.baseline]
    return time_axis([min(max(day, first), last) for day in days], today) if days else None


def _tile(site: Site, one: Reading, axis: Axis | None) -> Tile:
    state = light_of(site.facts(one.kpi))
    if axis is None or not one.rows:
        return Tile(one, state, None)
    values = [value for value in _values(one, bounds=False) if axis.first <= value.day]
    start, goals = _start(one.kpi), [goal for goal in _goals(site, one.kpi) if goal.day <= axis.last]
    heights = [value.value for value in values] + [goal.value for goal in goals] + ([start[1]] if start else [])
    frame = Frame(axis, *span(heights), TILE)
    return Tile(one, state, _chart(site, one, frame, values))


def _chart(site: Site, one: Reading, frame: Frame, values: Sequence[Value], ticks: Sequence[float] = ()) -> KpiChart:
    current = site.fact(one.kpi, "current")
    return kpi_chart(
        frame,
        values,
        _start(one.kpi),
        _goals(site, one.kpi),
        site.view.today,
        current["date"] if current else None,
        way=site.fact(one.kpi, "expected_progress") is not None,
        breaks=[one.date for one in one.kpi.breaks],
        ticks=ticks,
    )


def _values(one: Reading, *, bounds: bool) -> list[Value]:
    """What is drawn: each value with its interval, or the last of each period with the lowest and the highest."""
    found = []
    for stretch in stretches(one.rows):
        row, interval = stretch.row, stretch.row.interval
        low, high = (interval["low"], interval["high"]) if interval else (None, None)
        if stretch.period:
            low, high = stretch.low, stretch.high
        found.append(
            Value(
                row.measured.date,
                row.measured.value,
                low if bounds else None,
                high if bounds else None,
                row.running,
            )
        )
    return found


def _start(kpi: Kpi) -> tuple[dt.date, float] | None:
    return (kpi.baseline.date, kpi.baseline.value) if kpi.baseline else None


def _goals(site: Site, kpi: Kpi) -> list[Goal]:
    target = site.fact(kpi, "target") or {}
    return [Goal(one.date.last, one.value, next=one.date == target.get("date")) for one in kpi.targets if one.date]


def _context(site: Site, kpi: Kpi) -> Mapping[str, object]:
    one = reading(site, kpi)
    movers = site.referring("kpi", kpi.id, Initiative, "kpis", "expected")
    return {
        "reading": one,
        "figures": one.figures,
        "state": light_of(site.facts(kpi)),
        "cover": _cover(site, kpi),
        "trend": _trend(site, one),
        "stretches": stretches(one.rows),
        "file": NAME,
        "answers": _answers(site, one),
        "pictures": _pictures(site, one),
        "part_names": {name: _part_name(site, name) for name in (*SERVQUAL_DIMENSIONS, *CSI_ITEMS)},
        "formulas": {name: site.words[f"formula_{name}"] for name in ("progress", "expected", "rag")},
        "changes": tuple(reversed(news_of_targets(site, kpi))),
        "movers": [item for item in movers if item.status != "dropped"],
        "journeys": site.pick(Journey, kpi.journeys),
        "personas": site.pick(Persona, kpi.personas),
        "segments": site.pick(Segment, kpi.segments),
        "objectives": site.referring("kpi", kpi.id, Objective, "kpis"),
        "phases": site.referring("kpi", kpi.id, Phase, "kpis"),
        "touchpoints": _touchpoints(site, kpi),
    }


def _trend(site: Site, one: Reading) -> tuple[KpiChart, list[tuple[Tick, str]]] | None:
    """The drawing of the KPI's own page, with its times in words."""
    if not one.rows:
        return None
    values, start, goals = _values(one, bounds=True), _start(one.kpi), _goals(site, one.kpi)
    held = [value.value for value in values] + [goal.value for goal in goals] + ([start[1]] if start else [])
    held += [bound for value in values for bound in (value.low, value.high) if bound is not None]
    ticks = nice_ticks(min(held), max(held))
    days = [value.day for value in values] + [goal.day for goal in goals] + ([start[0]] if start else [])
    axis = time_axis(days, site.view.today)
    units = axis.units()
    unit = next((each for each in units if len(axis.ticks(each)) <= _NAMES), units[-1])
    name = site.formats.period if unit == "year" else lambda period: site.formats.month_short(period.first)
    chart = _chart(site, one, Frame(axis, ticks[0], ticks[-1], PAGE), values, ticks)
    return chart, [(tick, name(tick.period)) for tick in axis.ticks(unit)]


def _cover(site: Site, kpi: Kpi) -> Mapping[str, object] | None:
    """What is promised of the gap, with the initiatives that promise it."""
    cover = site.fact(kpi, "gap_cover")
    if cover is None:
        return None
    both = (*cover.get("initiatives", ()), *cover.get("shipped", ()))
    return {**cover, "items": {one["id"]: site.find(Initiative, one["id"]) for one in both}}


def _pictures(site: Site, one: Reading) -> Mapping[str, Bars | None]:
    """What the current value is made of, as bars: dimensions or items, groups, reasons. The tables have the same."""
    kpi, figures, formats, current = one.kpi, one.figures, site.formats, site.fact(one.kpi, "current")
    now = next((each for each in one.known if current and each.date == current["date"]), None)
    parts = [
        (_part_name(site, each.name), [Amount(each.value, formats.fixed(each.value, _PART_DIGITS))])
        for each in (now.components if now else ())
    ]
    groups = [
        (each["segment"], [Amount(each["value"], figures.amount(each["value"]), **_ends(each.get("interval")))])
        for each in site.fact(kpi, "segments") or ()
    ]
    reasons = [
        (each["reason"], [Amount(each[end], formats.percent(each[end] / 100)) for end in ("low", "high")])
        for each in site.fact(kpi, "reasons") or ()
    ]
    answers = _answers(site, one)
    counts = [(name, [Amount(float(n), formats.number(n))]) for name, n in (answers[1] if answers else ())]
    return {
        "answers": bars(counts),
        "parts": bars(parts),
        "groups": bars(groups, current["value"] if current else None),
        "reasons": bars(reasons),
    }


def _part_name(site: Site, name: str) -> str:
    if name in CSI_ITEMS:
        return site.words.fill("question_number", number=str(CSI_ITEMS.index(name) + 1))
    return site.words.of("servqual", name) if name in SERVQUAL_DIMENSIONS else name


def _ends(interval: Mapping[str, float] | None) -> Mapping[str, float]:
    return {"low": interval["low"], "high": interval["high"]} if interval else {}


def _touchpoints(site: Site, kpi: Kpi) -> list[JourneyPoint]:
    return [point for point in site.points.values() if kpi.id in point.part.kpis]


def _answers(site: Site, one: Reading) -> tuple[str, list[tuple[str, int]]] | None:
    """How customers answered in the newest measurement, where the answers behind it are known."""
    newest = finished(one.kpi, Given(site.view.charter, site.view.today))[-1] if one.rows else None
    if newest is None or not newest.counts:
        return None
    words = site.words
    by_group = one.kpi.metric == "nps" and len(newest.counts) == len(_NPS_GROUPS)
    names = (
        [words[f"nps_{group}"] for group in _NPS_GROUPS]
        if by_group
        else [str(point) for point in range(1, len(newest.counts) + 1)]
    )
    title = words.fill("answers_title", title=one.kpi.title, when=site.formats.month(newest.date))
    return title, list(zip(names, newest.counts, strict=True))
