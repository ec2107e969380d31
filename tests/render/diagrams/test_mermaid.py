"""What Mermaid understands is what the diagram says, whatever people type into titles."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxsite.render.diagrams.diagram import (
    FLOW_EDGES,
    FLOW_NODES,
    GANTT_BARS,
    Axis,
    Bar,
    Diagram,
    Edge,
    Flowchart,
    Gantt,
    GanttLane,
    JourneyDiagram,
    JourneySection,
    JourneyTask,
    Node,
    NodeShape,
    Quadrant,
    QuadrantPoint,
)
from cxsite.render.diagrams.mermaid import MAX_SOURCE, fence, label, one_line, write
from tests.render.diagrams.labels import LABELS, NASTY

pytestmark = pytest.mark.slow

Understand = Callable[[list[str]], list[dict[str, Any]]]
INVISIBLE = "\u200b"
many = settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31))


def shown(text: str, limit: int = 60) -> str:
    """What a reader sees of a label: white space at the ends does not count."""
    return seen(one_line(text, limit))


def seen(text: str) -> str:
    return text.replace(INVISIBLE, "").strip()


def as_actor(text: str) -> str:
    return shown(text).translate(str.maketrans(",:;#", "‚꞉；＃"))


def check_names(diagram: Diagram, found: dict[str, Any], kind: str) -> None:
    assert found.get("type") == kind, (found, write(diagram))
    assert seen(found["title"]) == shown(diagram.title, 300)
    assert seen(found["description"]) == shown(diagram.description, 300)


journeys = st.builds(
    JourneyDiagram,
    title=LABELS,
    description=LABELS,
    actors=st.lists(LABELS, min_size=1, max_size=3).map(tuple),
    sections=st.lists(
        st.builds(
            JourneySection,
            LABELS,
            st.lists(
                st.builds(JourneyTask, LABELS, st.integers(4, 20).map(lambda n: n / 4)), min_size=1, max_size=2
            ).map(tuple),
        ),
        min_size=1,
        max_size=4,
    ).map(tuple),
)


def check_journey(diagram: JourneyDiagram, found: dict[str, Any]) -> None:
    check_names(diagram, found, "journey")
    assert [seen(name) for name in found["sections"]] == [shown(s.title, 40) for s in diagram.sections]
    wanted = [
        (shown(section.title, 40), shown(task.title, 40), task.score, [as_actor(name) for name in diagram.actors])
        for section in diagram.sections
        for task in section.tasks
    ]
    told = [
        (seen(t["section"]), seen(t["title"]), t["score"], [seen(name) for name in t["people"]]) for t in found["tasks"]
    ]
    assert told == wanted


@many
@given(journeys)
def test_journeys_say_what_they_should(understand: Understand, diagram: JourneyDiagram) -> None:
    check_journey(diagram, understand([write(diagram)])[0])


def spans(first: dt.date, second: dt.date) -> tuple[dt.date, dt.date]:
    return min(first, second), max(first, second)


bars = st.builds(
    lambda title, days, state, critical, milestone: Bar(title, "", *spans(*days), state, critical, milestone),
    LABELS,
    st.tuples(DAYS, DAYS),
    st.sampled_from(["done", "active", "planned"]),
    st.booleans(),
    st.booleans(),
)
gantts = st.builds(
    Gantt,
    title=LABELS,
    description=LABELS,
    lanes=st.lists(
        st.builds(GanttLane, LABELS, st.lists(bars, min_size=1, max_size=3).map(tuple)), min_size=1, max_size=4
    ).map(tuple),
    tick=st.sampled_from(["month", "quarter", "year"]),
)


@many
@given(gantts)
def test_gantts_say_what_they_should(understand: Understand, diagram: Gantt) -> None:
    (found,) = understand([write(diagram)])
    check_names(diagram, found, "gantt")
    assert found["today"] == "off"
    day = dt.timedelta(days=1)
    wanted = [
        (
            *(shown(lane.title), shown(bar.title), bar.milestone, bar.critical),
            *(bar.first, bar.last + day, bar.state == "done"),
        )
        for lane in diagram.lanes
        for bar in lane.bars
    ]
    told = [
        (
            *(seen(t["section"]), seen(t["title"]), t["milestone"], t["critical"]),
            *(dt.date.fromisoformat(t["first"]), dt.date.fromisoformat(t["end"]), t["done"]),
        )
        for t in found["tasks"]
    ]
    assert told == wanted


SHAPES: tuple[NodeShape, ...] = ("box", "pill")
nodes = st.lists(st.tuples(LABELS, st.sampled_from(SHAPES), st.booleans()), min_size=1, max_size=6)


@st.composite
def flowcharts(draw: st.DrawFn) -> Flowchart:
    drawn = draw(nodes)
    ids = [f"{title}{number}" for number, (title, _, _) in enumerate(drawn)]
    pairs = draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids)), max_size=6, unique=True))
    return Flowchart(
        title=draw(LABELS),
        description=draw(LABELS),
        nodes=tuple(
            Node(id_, title, shape, f"../../initiatives/x{number}/#y" if number % 2 else "", critical)
            for number, (id_, (title, shape, critical)) in enumerate(zip(ids, drawn, strict=True))
        ),
        edges=tuple(Edge(source, target, number % 2 == 0) for number, (source, target) in enumerate(pairs)),
    )


def check_flowchart(diagram: Flowchart, found: dict[str, Any]) -> None:
    check_names(diagram, found, "flowchart-v2")
    shapes = {"box": "squareRect", "pill": "stadium"}
    wanted = [(shown(node.title), shapes[node.shape], node.url, node.critical) for node in diagram.nodes]
    told = [(seen(n["title"]), n["shape"], n["url"], "critical" in n["classes"].split()) for n in found["nodes"]]
    assert told == wanted
    place = {node.id: f"n{number}" for number, node in enumerate(diagram.nodes, 1)}
    assert [(e["source"], e["target"], e["thickness"] == "thick") for e in found["edges"]] == [
        (place[edge.source], place[edge.target], edge.critical) for edge in diagram.edges
    ]


@many
@given(flowcharts())
def test_flowcharts_say_what_they_should(understand: Understand, diagram: Flowchart) -> None:
    check_flowchart(diagram, understand([write(diagram)])[0])


quadrants = st.builds(
    Quadrant,
    title=LABELS,
    description=LABELS,
    x=st.builds(Axis, LABELS, LABELS),
    y=st.builds(Axis, LABELS, LABELS),
    fields=st.tuples(LABELS, LABELS, LABELS, LABELS),
    points=st.lists(
        st.builds(
            QuadrantPoint, LABELS, st.integers(0, 8).map(lambda n: n / 8), st.integers(0, 8).map(lambda n: n / 8)
        ),
        min_size=1,
        max_size=5,
    ).map(tuple),
)


@many
@given(quadrants)
def test_quadrants_say_what_they_should(understand: Understand, diagram: Quadrant) -> None:
    (found,) = understand([write(diagram)])
    check_names(diagram, found, "quadrantChart")
    # Mermaid draws a later point before an earlier one.
    assert sorted(seen(point["title"]) for point in found["points"]) == sorted(
        shown(point.label) for point in diagram.points
    )
    assert [seen(name) for name in found["fields"]] == [shown(name, 40) for name in diagram.fields]
    ends = (diagram.x.low, diagram.x.high, diagram.y.low, diagram.y.high)
    assert [seen(name) for name in found["axes"]] == [shown(name, 40) for name in ends]


def of_every_type(text: str, other: str) -> list[Diagram]:
    """One diagram of every type with `text` in every slot."""
    day = dt.date(2026, 3, 1)
    return [
        JourneyDiagram(
            text, other, (text, other), (JourneySection(text, (JourneyTask(text, 3), JourneyTask(other, 2))),)
        ),
        Gantt(text, other, (GanttLane(text, (Bar(text, "", day, day),)), GanttLane(text, (Bar(other, "", day, day),)))),
        Quadrant(
            text, other, Axis(text, other), Axis(text, other), (text, other, text, other), (QuadrantPoint(text, 1, 0),)
        ),
        Flowchart(text, other, (Node("a", text), Node("b", other)), (Edge("a", "b"),)),
    ]


def test_every_known_breaker_in_every_slot(understand: Understand) -> None:
    kinds = ["journey", "gantt", "quadrantChart", "flowchart-v2"]
    others = random.Random(4).sample(NASTY, len(NASTY))
    diagrams = [d for text, other in zip(NASTY, others, strict=True) for d in of_every_type(text, other)]
    answers = understand([write(d) for d in diagrams])
    assert len(answers) == len(kinds) * len(NASTY) > 400
    for number, (diagram, found) in enumerate(zip(diagrams, answers, strict=True)):
        check_names(diagram, found, kinds[number % len(kinds)])
        if isinstance(diagram, JourneyDiagram):
            check_journey(diagram, found)
        elif isinstance(diagram, Flowchart):
            check_flowchart(diagram, found)


def test_the_judge_notices_an_unescaped_label(understand: Understand) -> None:
    """The comparison is worth something only if it fails without the rules."""
    good = write(JourneyDiagram("t", "d", ("A",), (JourneySection("S", (JourneyTask("Refund: 1", 4),)),)))
    raw = good.replace("#58;", ":")
    assert raw != good
    whole, shifted = understand([good, raw])
    assert [task["score"] for task in whole["tasks"]] == [4]
    assert shifted.get("error") or [task["score"] for task in shifted["tasks"]] != [4]


@pytest.mark.parametrize("text", ["%", "\ufb02"])
def test_the_largest_diagrams_can_be_drawn(understand: Understand, text: str) -> None:
    long = text * 500
    days = [dt.date(2026, 1, 1) + dt.timedelta(days=n) for n in range(GANTT_BARS)]
    chart = Gantt(long, long, tuple(GanttLane(long, (Bar(long, "", day, day, "active", True),)) for day in days))
    ids = [f"{n}" for n in range(FLOW_NODES)]
    flow = Flowchart(
        long,
        long,
        tuple(Node(id_, long, "pill", "../../initiatives/" + "a" * 60, True) for id_ in ids),
        tuple(Edge(ids[n % FLOW_NODES], ids[(n * 7 + 1) % FLOW_NODES]) for n in range(FLOW_EDGES)),
    )
    quadrant = Quadrant(
        long,
        long,
        Axis(long, long),
        Axis(long, long),
        (long,) * 4,
        tuple(QuadrantPoint(long, n / 25, 0) for n in range(25)),
    )
    sources = [write(chart), write(flow), write(quadrant)]
    assert all(len(source) <= MAX_SOURCE for source in sources)
    kinds = [found.get("type") for found in understand(sources)]
    assert kinds == ["gantt", "flowchart-v2", "quadrantChart"]


def test_diagrams_above_the_limits_are_refused() -> None:
    task = JourneyTask("t", 3)
    with pytest.raises(ValueError, match="9 touchpoints"):
        write(JourneyDiagram("t", "d", ("a",), (JourneySection("s", (task,) * 9),)))
    with pytest.raises(ValueError, match="61 nodes"):
        write(Flowchart("t", "d", tuple(Node(str(n), "x") for n in range(61)), ()))


@given(LABELS, LABELS)
def test_fences_stay_closed_until_their_end(text: str, other: str) -> None:
    for diagram in of_every_type(text, other):
        lines = fence(diagram).split("\n")
        assert lines[0].startswith("```{ .cx-mermaid .cx-h-") and lines[-2:] == ["```", ""]
        assert not any(line.lstrip().startswith(("```", "--8<--", "~~~")) for line in lines[1:-2])
        assert all(lines[:-1])


@given(LABELS)
def test_labels_are_one_line_and_never_empty(text: str) -> None:
    made = label(text)
    assert made and made == made.strip()
    assert len(made.splitlines()) == 1
    assert not set(made.replace("#", "").replace(";", "")) & set('"$%&,:<>@\\`{}\u00b6\ufb02')
