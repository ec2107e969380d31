"""Traceability: from what hurts customers to what is done, what shows it and what it is for; and the gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cxsite.model.items.initiative import CLOSED, Initiative
from cxsite.model.items.item import Item
from cxsite.model.items.journey import Journey, PainPoint
from cxsite.model.items.kpi import Kpi
from cxsite.model.items.strategy import Objective
from cxsite.render.address import item_address, kind_of, relative
from cxsite.render.diagrams.diagram import Edge, Flowchart, Node, NodeShape, limit_flowchart
from cxsite.render.pages.journeys import answers
from cxsite.render.site import JourneyPoint, Site
from cxsite.render.stage import StagePage

_SHAPES: dict[str, NodeShape] = {
    "pain_point": "hexagon",
    "initiative": "box",
    "kpi": "round",
    "objective": "pill",
}


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
    diagram: Flowchart | None


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that leads nowhere: the word for it and what it is."""

    key: str
    items: tuple[Item, ...]


def pages(site: Site) -> Iterator[StagePage]:
    """The one page, where a journey has a pain point that colleagues see."""
    chapters = [_chapter(site, journey) for journey in site.all(Journey)]
    chapters = [chapter for chapter in chapters if chapter.traces]
    if not chapters:
        return
    traces = [trace for chapter in chapters for trace in chapter.traces]
    yield site.index(
        "traceability",
        "traceability.html",
        chapters=chapters,
        open_points=sorted((t for t in traces if not t.threads), key=lambda trace: -(trace.point.severity or 0)),
        total=len(traces),
        severities=_severities(site),
        moments=_moments(site),
        stakes=_stakes(site),
        gaps=[gap for gap in _gaps(site) if gap.items],
    )


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


def _stakes(site: Site) -> list[tuple[JourneyPoint, Mapping[str, Any], str]]:
    """What pain points are worth: those with money first, then by rank; the two are never compared."""
    found = []
    for journey in site.all(Journey):
        states = site.fact(journey, "pain_point_state") or {}
        for id_, stake in (site.fact(journey, "pain_point_value_at_stake") or {}).items():
            found.append((site.points[f"{journey.id}/{id_}"], stake, states.get(id_, "open")))
    return sorted(found, key=lambda one: (not one[1]["money"], -one[1]["value"], one[0].part.title.casefold()))


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
    return Chapter(journey, traces, _diagram(site, journey, traces))


def _thread(site: Site, initiative: Initiative) -> Thread:
    return Thread(initiative, site.pick(Kpi, initiative.kpis), site.pick(Objective, initiative.objectives))


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


def _diagram(site: Site, journey: Journey, traces: tuple[Trace, ...]) -> Flowchart | None:
    """The chapter as a flowchart: everything that is linked with something."""
    nodes: dict[str, Node] = {}
    edges: dict[tuple[str, str], Edge] = {}
    here = site.section("traceability").address

    def node(kind: str, id_: str, title: str, address: str) -> str:
        key = f"{kind}:{id_}"
        nodes.setdefault(key, Node(key, title, _SHAPES[kind], relative(here, address)))
        return key

    for trace in traces:
        for thread in trace.threads:
            start = node("pain_point", trace.point.id, trace.point.title, trace.address)
            item = thread.initiative
            middle = node("initiative", item.id, item.title, item_address("initiative", item.id))
            edges[start, middle] = Edge(start, middle)
            for end_item in (*thread.kpis, *thread.objectives):
                kind = kind_of(end_item)
                end = node(kind, end_item.id, end_item.title, item_address(kind, end_item.id))
                edges[middle, end] = Edge(middle, end)
    if not nodes:
        return None
    words = site.words
    answered = sum(bool(trace.threads) for trace in traces)
    description = site.formats.counted(len(traces), "trace_description", answered=answered)
    title = words.fill("trace_title", title=journey.title)
    return limit_flowchart(title, description, list(nodes.values()), list(edges.values()), across=True)
