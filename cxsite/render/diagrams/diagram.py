"""Diagrams as what they say: stages, bars, points, nodes. Nothing here knows how they are drawn.

Every diagram has a `title` and a `description` for people who do not see it, and stands on its page beside a table
or list that is made from the same object. The limits are those up to which a diagram can be read; builders split
or shorten before they are reached.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

JOURNEY_TASKS = 8
GANTT_BARS = 50
FLOW_NODES = 60
FLOW_EDGES = 120

BarState = Literal["done", "active", "planned"]
NodeShape = Literal["box", "pill"]


@dataclass(frozen=True, slots=True)
class JourneyTask:
    """One touchpoint as somebody feels it: 1 very bad to 5 very good, fractions allowed."""

    title: str
    score: float


@dataclass(frozen=True, slots=True)
class JourneySection:
    """A stage with its touchpoints, in order."""

    title: str
    tasks: tuple[JourneyTask, ...]


@dataclass(frozen=True, slots=True)
class JourneyDiagram:
    """What one actor, or several who feel the same, go through: at most `JOURNEY_TASKS` touchpoints in their stages."""

    title: str
    description: str
    actors: tuple[str, ...]
    sections: tuple[JourneySection, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time, both ends included; a milestone is a point in its middle. `when` is the plan in words."""

    title: str
    when: str
    first: dt.date
    last: dt.date
    state: BarState = "planned"
    critical: bool = False
    milestone: bool = False


@dataclass(frozen=True, slots=True)
class GanttLane:
    """Bars that belong together."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Gantt:
    """Lanes of bars over time; `more` bars did not fit and are only in the table beside it.

    `axis` says how months and quarters are written: `Q{quarter} {year}`, `{month_name} {year}`, `{month}/{year}`.
    """

    title: str
    description: str
    lanes: tuple[GanttLane, ...]
    tick: Literal["month", "quarter", "year"] = "quarter"
    axis: str = "Q{quarter} {year}"
    more: int = 0


@dataclass(frozen=True, slots=True)
class Axis:
    """The two ends of an axis in words."""

    low: str
    high: str


@dataclass(frozen=True, slots=True)
class QuadrantPoint:
    """A place in a quadrant chart; `x` and `y` are shares of the axes, 0 to 1."""

    label: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Quadrant:
    """Points in four fields, which are named from the top right against the clock."""

    title: str
    description: str
    x: Axis
    y: Axis
    fields: tuple[str, str, str, str]
    points: tuple[QuadrantPoint, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A thing in a flowchart; `url` leads to its page, seen from the page that shows the diagram."""

    id: str
    title: str
    shape: NodeShape = "box"
    url: str = ""
    critical: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow between two nodes, by their ids."""

    source: str
    target: str
    critical: bool = False


@dataclass(frozen=True, slots=True)
class Flowchart:
    """Nodes and arrows, drawn downward; `more` nodes did not fit and are only in the table beside it."""

    title: str
    description: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    more: int = 0

    def ranks(self) -> int:
        """On how many ranks the nodes stand: the first has no arrow into it, others follow their last predecessor."""
        rank = {node.id: 0 for node in self.nodes}
        # A circle has no last rank; as many rounds as there are nodes are enough for everything else.
        for _ in self.nodes:
            moved = {e.target: rank[e.source] + 1 for e in self.edges if rank[e.source] + 1 > rank[e.target]}
            if not moved:
                break
            rank.update(moved)
        return len(set(rank.values()))


Diagram = JourneyDiagram | Gantt | Quadrant | Flowchart


def split_journey(
    title: str, description: str, actors: tuple[str, ...], sections: Sequence[JourneySection]
) -> tuple[JourneyDiagram, ...]:
    """Diagrams of at most `JOURNEY_TASKS` touchpoints each, stages kept whole where they fit.

    A stage that is larger than a diagram continues in the next one. Stages without a touchpoint are left out; no
    touchpoint, no diagram.
    """
    parts = list(_parts(sections))
    total = sum(len(part.tasks) for part in parts)
    fewest = len(_packed(parts, JOURNEY_TASKS))
    # As few diagrams as possible, and among these the evenest.
    caps = range(-(-total // max(1, fewest)), JOURNEY_TASKS + 1)
    groups = next((found for cap in caps if len(found := _packed(parts, cap)) == fewest), [])
    filled = [tuple(group) for group in groups]
    return tuple(
        JourneyDiagram(
            title=title if len(filled) == 1 else f"{title} ({number}/{len(filled)})",
            description=description,
            actors=actors,
            sections=group,
        )
        for number, group in enumerate(filled, 1)
    )


def _parts(sections: Sequence[JourneySection]) -> Iterator[JourneySection]:
    for section in sections:
        for start in range(0, len(section.tasks), JOURNEY_TASKS):
            yield JourneySection(section.title, section.tasks[start : start + JOURNEY_TASKS])


def _packed(parts: Sequence[JourneySection], cap: int) -> list[list[JourneySection]]:
    """`parts` in order in groups of at most `cap` touchpoints; a part that is larger alone is a group."""
    groups: list[list[JourneySection]] = []
    for part in parts:
        if groups and sum(len(section.tasks) for section in groups[-1]) + len(part.tasks) <= cap:
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def limit_gantt(
    title: str,
    description: str,
    lanes: Sequence[GanttLane],
    tick: Literal["month", "quarter", "year"],
    axis: str = "Q{quarter} {year}",
) -> Gantt:
    """A chart of the first `GANTT_BARS` bars, lane by lane; the rest is counted in `more`."""
    kept: list[GanttLane] = []
    room = GANTT_BARS
    for lane in lanes:
        bars = lane.bars[:room]
        room -= len(bars)
        if bars:
            kept.append(GanttLane(lane.title, bars))
    total = sum(len(lane.bars) for lane in lanes)
    return Gantt(title, description, tuple(kept), tick, axis, total - (GANTT_BARS - room))


def limit_flowchart(title: str, description: str, nodes: Sequence[Node], edges: Sequence[Edge]) -> Flowchart:
    """A chart of the first `FLOW_NODES` nodes and the first `FLOW_EDGES` arrows between them; `more` counts nodes."""
    kept = tuple(nodes[:FLOW_NODES])
    ids = {node.id for node in kept}
    arrows = tuple(edge for edge in edges if edge.source in ids and edge.target in ids)[:FLOW_EDGES]
    return Flowchart(title, description, kept, arrows, len(nodes) - len(kept))
