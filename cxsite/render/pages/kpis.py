"""KPIs: the scorecard, and the page of each: where it stands, where it is to go, and what moves it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cxsite.measures.record import Given
from cxsite.measures.survey import CSI_ITEMS, SERVQUAL_DIMENSIONS
from cxsite.measures.values.kpi import finished, known, sample
from cxsite.model.items.initiative import Initiative
from cxsite.model.items.journey import Journey
from cxsite.model.items.kpi import Kpi, Measurement
from cxsite.model.items.research import Persona
from cxsite.model.items.strategy import Objective, Phase, Segment
from cxsite.render.diagrams.bars import Amount, Bars, bars
from cxsite.render.diagrams.chart import Measured, Trend, spark, trend
from cxsite.render.diagrams.diagram import CHART_CATEGORIES, XyChart
from cxsite.render.figures import Figures
from cxsite.render.site import JourneyPoint, Site
from cxsite.render.stage import StagePage

_PART_DIGITS = 2
_NPS_GROUPS = ("promoters", "passives", "detractors")


@dataclass(frozen=True, slots=True)
class Row:
    """A measurement with its interval, and whether its period still runs."""

    measured: Measurement
    interval: Mapping[str, float] | None
    running: bool


@dataclass(frozen=True, slots=True)
class ScorecardEntry:
    """A KPI on the scorecard: its measurements up to the site's day, and the shape of them."""

    kpi: Kpi
    known: tuple[Measurement, ...]
    rows: tuple[Row, ...]
    spark: str
    figures: Figures


def pages(site: Site) -> Iterator[StagePage]:
    """The scorecard, then a page for each KPI."""
    kpis = site.all(Kpi)
    changes = [change for kpi in kpis if (change := site.fact(kpi, "change")) and "words" in change]
    yield site.index(
        "kpi",
        "kpis.html",
        readings=[_reading(site, kpi) for kpi in kpis],
        tested=sum(change["words"] != "too-few-answers" for change in changes),
        clear=sum(bool(change.get("clear")) for change in changes),
    )
    yield from site.item_pages(Kpi, "kpi.html", lambda item: _context(site, item))


def _reading(site: Site, kpi: Kpi) -> ScorecardEntry:
    given = Given(site.view.charter, site.view.today)
    found, whole = known(kpi, given), {one.date for one in finished(kpi, given)}
    running = site.fact(kpi, "so_far") or {}
    shown = site.fact(kpi, "interval") is not None
    rows = [
        Row(
            one,
            _bounds(kpi, one) if shown else None,
            running=one.date not in whole or one.date == running.get("date"),
        )
        for one in found
    ]
    shape = spark([(one.date, one.value) for one in found])
    return ScorecardEntry(kpi, tuple(found), tuple(rows), shape, site.figures(kpi))


def _bounds(kpi: Kpi, measured: Measurement) -> Mapping[str, float] | None:
    interval = sample(kpi, measured).interval
    return {"low": interval.low, "high": interval.high} if interval else None


def _context(site: Site, kpi: Kpi) -> Mapping[str, object]:
    reading = _reading(site, kpi)
    movers = site.referring("kpi", kpi.id, Initiative, "kpis", "expected")
    return {
        "reading": reading,
        "figures": reading.figures,
        "cover": _cover(site, kpi),
        "trend": _trend(site, reading),
        "answers": _answers(site, reading),
        "pictures": _pictures(site, reading),
        "part_names": {name: _part_name(site, name) for name in (*SERVQUAL_DIMENSIONS, *CSI_ITEMS)},
        "formulas": {name: site.words[f"formula_{name}"] for name in ("progress", "expected", "rag")},
        "movers": [item for item in movers if item.status != "dropped"],
        "journeys": site.pick(Journey, kpi.journeys),
        "personas": site.pick(Persona, kpi.personas),
        "segments": site.pick(Segment, kpi.segments),
        "objectives": site.referring("kpi", kpi.id, Objective, "kpis"),
        "phases": site.referring("kpi", kpi.id, Phase, "kpis"),
        "touchpoints": _touchpoints(site, kpi),
    }


def _trend(site: Site, reading: ScorecardEntry) -> Trend | None:
    target = site.fact(reading.kpi, "target") or {}
    base = reading.kpi.baseline
    return trend(
        [
            Measured(
                row.measured.date,
                row.measured.value,
                row.interval["low"] if row.interval else None,
                row.interval["high"] if row.interval else None,
                row.running,
            )
            for row in reading.rows
        ],
        target.get("value"),
        base.value if base else None,
        site.formats.number,
        reading.figures.number,
        site.formats.month_short,
        [one.date for one in reading.kpi.breaks],
    )


def _cover(site: Site, kpi: Kpi) -> Mapping[str, object] | None:
    """What is promised of the gap, with the initiatives that promise it."""
    cover = site.fact(kpi, "gap_cover")
    if cover is None:
        return None
    both = (*cover.get("initiatives", ()), *cover.get("shipped", ()))
    return {**cover, "items": {one["id"]: site.find(Initiative, one["id"]) for one in both}}


def _pictures(site: Site, reading: ScorecardEntry) -> Mapping[str, Bars | None]:
    """What the current value is made of, as bars: dimensions or items, groups, reasons. The tables have the same."""
    kpi, figures, formats, current = reading.kpi, reading.figures, site.formats, site.fact(reading.kpi, "current")
    now = next((one for one in reading.known if current and one.date == current["date"]), None)
    parts = [
        (_part_name(site, one.name), [Amount(one.value, formats.fixed(one.value, _PART_DIGITS))])
        for one in (now.components if now else ())
    ]
    groups = [
        (one["segment"], [Amount(one["value"], figures.amount(one["value"]), **_ends(one.get("interval")))])
        for one in site.fact(kpi, "segments") or ()
    ]
    reasons = [
        (one["reason"], [Amount(one[end], formats.percent(one[end] / 100)) for end in ("low", "high")])
        for one in site.fact(kpi, "reasons") or ()
    ]
    return {
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


def _answers(site: Site, reading: ScorecardEntry) -> XyChart | None:
    """How customers answered in the newest measurement, where the answers behind it are known."""
    newest = finished(reading.kpi, Given(site.view.charter, site.view.today))[-1] if reading.known else None
    if newest is None or not newest.counts or len(newest.counts) > CHART_CATEGORIES:
        return None
    words = site.words
    by_group = reading.kpi.metric == "nps" and len(newest.counts) == len(_NPS_GROUPS)
    names = (
        [words[f"nps_{group}"] for group in _NPS_GROUPS]
        if by_group
        else [str(point) for point in range(1, len(newest.counts) + 1)]
    )
    return XyChart(
        title=words.fill("answers_title", title=reading.kpi.title, when=site.formats.month(newest.date)),
        description=site.formats.counted(sum(newest.counts), "answers_description"),
        categories=tuple(names),
        values=tuple(float(count) for count in newest.counts),
        unit=words["answers"],
    )
