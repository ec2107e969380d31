"""Builders of diagrams and charts: they keep what they are given, in its order, within what can be read."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from cxsite.render.diagrams.chart import nice_ticks
from cxsite.render.diagrams.diagram import (
    FLOW_NODES,
    GANTT_BARS,
    JOURNEY_TASKS,
    Bar,
    Edge,
    Flowchart,
    GanttLane,
    JourneySection,
    JourneyTask,
    Node,
    limit_flowchart,
    limit_gantt,
    split_journey,
)
from cxsite.render.pages.prioritization import share


def sections(sizes: list[int]) -> list[JourneySection]:
    return [
        JourneySection(f"S{s}", tuple(JourneyTask(f"{s}.{t}", 3) for t in range(size))) for s, size in enumerate(sizes)
    ]


@given(st.lists(st.integers(0, 20), max_size=8))
def test_a_split_journey_loses_nothing(sizes: list[int]) -> None:
    given_sections = sections(sizes)
    parts = split_journey("T", "D", ("A",), given_sections)
    assert [task for part in parts for section in part.sections for task in section.tasks] == [
        task for section in given_sections for task in section.tasks
    ]
    counts = [sum(len(section.tasks) for section in part.sections) for part in parts]
    assert all(0 < count <= JOURNEY_TASKS for count in counts)
    assert len({part.title for part in parts}) == len(parts)


def test_a_journey_is_split_evenly_between_stages() -> None:
    parts = split_journey("T", "D", ("A",), sections([2, 2, 2, 2, 1, 1]))
    assert [[len(section.tasks) for section in part.sections] for part in parts] == [[2, 2, 2], [2, 1, 1]]


@given(st.lists(st.integers(1, 30), max_size=6))
def test_a_gantt_says_how_many_bars_it_leaves_out(sizes: list[int]) -> None:
    day = dt.date(2026, 1, 1)
    chart = limit_gantt(
        "T", "D", [GanttLane(str(n), (Bar("b", "", day, day),) * size) for n, size in enumerate(sizes)], "month"
    )
    shown = sum(len(lane.bars) for lane in chart.lanes)
    assert shown == min(GANTT_BARS, sum(sizes))
    assert shown + chart.more == sum(sizes)


def test_a_flowchart_keeps_no_arrow_to_a_node_that_it_leaves_out() -> None:
    nodes = [Node(str(n), "x") for n in range(FLOW_NODES + 7)]
    chart = limit_flowchart("T", "D", nodes, [Edge("0", "1"), Edge("0", str(FLOW_NODES + 1))])
    assert (len(chart.nodes), chart.more) == (FLOW_NODES, 7)
    assert chart.edges == (Edge("0", "1"),)


def test_ranks_follow_the_arrows_and_survive_a_circle() -> None:
    nodes = tuple(Node(name, name) for name in "abcd")
    assert Flowchart("", "", nodes, (Edge("a", "b"), Edge("b", "c"), Edge("a", "d"))).ranks() == 3
    circle = Flowchart("", "", nodes[:2], (Edge("a", "b"), Edge("b", "a")))
    assert circle.ranks() <= 2


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_ticks_hold_the_values_and_are_few(one: float, other: float) -> None:
    low, high = min(one, other), max(one, other)
    ticks = nice_ticks(low, high)
    margin = (ticks[-1] - ticks[0]) * 1e-6
    assert ticks[0] <= low + margin and high <= ticks[-1] + margin
    assert 2 <= len(ticks) <= 7
    assert ticks == sorted(set(ticks))


@given(st.integers(1, 4))
def test_ratings_are_spread_to_both_sides_of_the_threshold(last_low: int) -> None:
    places = [share(rating, last_low) for rating in range(1, 6)]
    assert places == sorted(places)
    assert all(0 < place < 1 for place in places)
    assert [place < 0.5 for place in places] == [rating <= last_low for rating in range(1, 6)]
