"""Traceability: from what hurts customers to what is done, what shows it and what it is for; and the gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cxsite.model.items.initiative import CLOSED, Initiative
from cxsite.model.items.item import Item
from cxsite.model.items.journey import Journey, PainPoint
from cxsite.model.items.kpi import Kpi
from cxsite.model.items.strategy import Objective
from cxsite.render.address import item_address
from cxsite.render.maps.journey_points import JourneyPoint
from cxsite.render.pain_answers import answers
from cxsite.render.site import Site
from cxsite.render.stage import StagePage


@dataclass(frozen=True, slots=True)
class Thread:
    """One initiative that answers a pain point, with its KPIs and objectives."""

    initiative: Initiative
    kpis: tuple[Kpi, ...]
    objectives: tuple[Objective, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """A pain point with everything that follows from it; without a thread nothing is being done."""

    point: PainPoint
    address: str
    threads: tuple[Thread, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """The pain points of one journey."""

    journey: Journey
    traces: tuple[Trace, ...]

    @property
    def unanswered(self) -> int:
        """How many of them have no initiative."""
        return sum(not trace.threads for trace in self.traces)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that leads nowhere: the word for it and what it is."""

    key: str
    items: tuple[Item, ...]


def pages(site: Site) -> Iterator[StagePage]:
    """The one page, where a journey has a pain point that colleagues see."""
    if any(stage.pain_points for journey in site.all(Journey) for stage in journey.stages):
        yield site.index("traceability", "traceability.html", more=lambda: _context(site))


def _context(site: Site) -> Mapping[str, object]:
    chapters = [_chapter(site, journey) for journey in site.all(Journey)]
    chapters = [chapter for chapter in chapters if chapter.traces]
    return {
        "chapters": chapters,
        "unanswered": sum(chapter.unanswered for chapter in chapters),
        "total": sum(len(chapter.traces) for chapter in chapters),
        "severities": _severities(site),
        "moments": _moments(site),
        "gaps": [gap for gap in _gaps(site) if gap.items],
    }


def _severities(site: Site) -> list[tuple[str, Mapping[str, int]]]:
    """Over all journeys, the worst severity first: how many pain points, and how many have an initiative."""
    counts: dict[str, dict[str, int]] = {}
    for journey in site.all(Journey):
        for severity, count in (site.fact(journey, "coverage_by_severity") or {}).items():
            sums = counts.setdefault(severity, {"all": 0, "addressed": 0})
            for name in sums:
                sums[name] += count[name]
    return sorted(counts.items(), reverse=True)


def _moments(site: Site) -> list[JourneyPoint]:
    """Moments of truth that nothing measures."""
    ids = (f"{one.id}/{point}" for one in site.all(Journey) for point in site.fact(one, "unmeasured_moments") or ())
    return [site.points[id_] for id_ in ids if id_ in site.points]


def _chapter(site: Site, journey: Journey) -> Chapter:
    points = (point for stage in journey.stages for point in stage.pain_points)
    traces = tuple(
        Trace(
            point,
            item_address("pain_point", f"{journey.id}/{point.id}"),
            tuple(_thread(site, initiative) for initiative in answers(site, journey, point)),
        )
        for point in points
    )
    return Chapter(journey, traces)


def _thread(site: Site, initiative: Initiative) -> Thread:
    return Thread(initiative, site.related(Kpi, initiative.kpis), site.pick(Objective, initiative.objectives))


def _gaps(site: Site) -> Iterator[Gap]:
    """What the chain lacks elsewhere: links that nobody drew, seen from the other ends."""
    running = [item for item in site.all(Initiative) if item.status not in CLOSED]
    yield Gap("gap_no_pain_point", tuple(item for item in running if not item.addresses))
    yield Gap("gap_no_kpi", tuple(item for item in running if not item.kpis))
    yield Gap("gap_no_objective", tuple(item for item in running if not item.objectives))
    yield Gap("gap_idle_objective", _without(site, "objective", site.all(Objective)))
    yield Gap("gap_idle_kpi", _without(site, "kpi", site.all(Kpi)))


def _without(site: Site, kind: str, items: Sequence[Item]) -> tuple[Item, ...]:
    """Those of `items` that no initiative is working for."""
    fields = {"objective": ("objectives",), "kpi": ("kpis", "expected")}[kind]
    return tuple(
        item
        for item in items
        if all(found.status == "dropped" for found in site.referring(kind, item.id, Initiative, *fields))
    )
