"""The dependency network: textbook cases, holes in the plan, cycles and size."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterable
from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxsite.measures.schedule import Activity, Slot, Stand, answer, begins_too_early, unblocks
from cxsite.measures.schedule import schedule as schedule_at
from cxsite.model.period import Period

D = datetime.date
DAY = datetime.timedelta(days=1)


BEFORE = D(1999, 12, 31)


def schedule(activities: Iterable[Activity], today: datetime.date = BEFORE) -> dict[str, Slot]:
    """The schedule as it stands before anything was to begin."""
    return schedule_at(activities, today)


def january(id_: str, first: int | None, last: int | None, *depends_on: str) -> Activity:
    return Activity(id_, first and D(2026, 1, first), last and D(2026, 1, last), depends_on)  # type: ignore[arg-type]


def test_diamond() -> None:
    slots = schedule(
        [
            january("a", 1, 10),
            january("b", 11, 20, "a"),
            january("c", 11, 15, "a"),
            january("d", 21, 25, "b", "c"),
        ]
    )
    assert slots == {
        "a": Slot(D(2026, 1, 1), D(2026, 1, 10), 0, True),
        "b": Slot(D(2026, 1, 11), D(2026, 1, 20), 0, True),
        "c": Slot(D(2026, 1, 11), D(2026, 1, 15), 5, False),
        "d": Slot(D(2026, 1, 21), D(2026, 1, 25), 0, True),
    }


def test_nothing_begins_before_its_plan() -> None:
    """A pause in the plan is slack of what comes before it."""
    slots = schedule([january("a", 1, 5), january("b", 10, 14, "a")])
    assert slots["b"].earliest_start == D(2026, 1, 10)
    assert (slots["a"].slack_days, slots["b"].slack_days) == (4, 0)


def test_a_late_dependency_moves_the_start() -> None:
    slots = schedule([january("a", 1, 20), january("b", 1, 5), january("c", 10, 12, "a", "b")])
    assert slots["c"] == Slot(D(2026, 1, 21), D(2026, 1, 23), 0, True)
    assert slots["b"].slack_days == 15


def test_a_delay_is_handed_on() -> None:
    slots = schedule([january("a", 1, 20), january("b", 10, 12, "a"), january("c", 13, 14, "b")])
    assert slots["c"].earliest_start == D(2026, 1, 24)


def test_networks_that_are_not_linked_have_their_own_end() -> None:
    slots = schedule([january("a", 1, 2), january("b", 3, 4, "a"), january("x", 1, 30), january("y", 31, 31, "x")])
    assert [slots[id_].critical for id_ in "abxy"] == [True] * 4


def test_an_activity_linked_with_nothing_is_not_critical() -> None:
    assert schedule([january("a", 3, 5)]) == {"a": Slot(D(2026, 1, 3), D(2026, 1, 5), None, False)}
    assert schedule([]) == {}


TODAY = D(2026, 1, 15)


def test_what_is_done_holds_nothing_up() -> None:
    done = replace(january("a", None, 10), stand="done")
    slots = schedule([done, january("b", 5, 7, "a")], TODAY)
    assert slots["a"] == Slot(None, D(2026, 1, 10), None, False)
    assert slots["b"] == Slot(TODAY, D(2026, 1, 17), None, False)


def test_what_is_under_way_ends_as_planned_but_not_before_today() -> None:
    for last, end in ((20, D(2026, 1, 20)), (3, TODAY)):
        running = replace(january("a", 1, last), stand="begun")
        slots = schedule([running, january("b", 2, 3, "a")], TODAY)
        assert slots["a"].expected_end == end
        assert slots["b"].earliest_start == end + DAY


def test_what_is_under_way_waits_for_nothing() -> None:
    """It began before what it needs: that is told by nobody as a slack below nothing."""
    running = replace(january("b", 1, 20, "a"), stand="begun")
    slots = schedule([january("a", 10, 18), running], TODAY)
    assert slots["b"] == Slot(D(2026, 1, 1), D(2026, 1, 20), None, False)


def test_what_has_not_begun_does_not_begin_before_today() -> None:
    slots = schedule([january("a", 1, 3), january("b", None, 4, "a")], TODAY)
    assert slots["a"] == Slot(TODAY, D(2026, 1, 17), 0, True)
    assert slots["b"] == Slot(D(2026, 1, 18), D(2026, 1, 18), 0, True)


def test_an_answer_is_no_more_precise_than_what_it_rests_on() -> None:
    half = Activity("a", D(2026, 1, 1), D(2026, 6, 30), precision="half")
    slots = schedule([half, january("b", 1, 5, "a")])
    assert slots["b"].precision == "half"
    assert answer(D(2026, 7, 1), "half") == Period.parse("2026-Q3")
    assert answer(D(2026, 7, 1), "month") == Period.parse("2026-07")
    assert answer(D(2026, 7, 1), "day") == Period.parse("2026-07-01")


@pytest.mark.parametrize(
    ("start", "end", "early"),
    [
        ("2026-Q2", "2026-Q3", True),
        ("2026-Q3", "2026-Q3", False),
        ("2026-08", "2026-Q3", False),
        ("2026-01-09", "2026-01-10", True),
        ("2026-01-10", "2026-01-10", False),
        (None, "2026", False),
        ("2026", None, False),
    ],
)
def test_too_early_is_only_what_is_so_for_certain(start: str | None, end: str | None, early: bool) -> None:
    assert begins_too_early(start and Period.parse(start), end and Period.parse(end)) is early  # type: ignore[arg-type]


def test_what_unblocks_most() -> None:
    found = unblocks([january("a", 1, 1), january("b", 1, 1, "a"), january("c", 1, 1, "b", "a"), january("d", 1, 1)])
    assert found == {"a": 2, "b": 1, "c": 0, "d": 0}
    assert unblocks([january("x", 1, 1, "y"), january("y", 1, 1, "x")]) == {"x": 1, "y": 1}


def test_missing_dependencies_are_ignored() -> None:
    assert schedule([january("a", 3, 5, "withheld")]) == schedule([january("a", 3, 5)])


def test_repeated_dependencies_count_once() -> None:
    once = schedule([january("a", 1, 9), january("b", 5, 6, "a")])
    assert schedule([january("a", 1, 9), january("b", 5, 6, "a", "a")]) == once


def test_missing_dates_give_no_value() -> None:
    slots = schedule([january("a", 1, None), january("b", 3, 5, "a"), january("c", None, None)])
    assert slots["a"] == Slot(D(2026, 1, 1), None, None, None)
    assert slots["b"] == Slot(None, None, None, None)
    assert slots["c"] == Slot(BEFORE, None, None, False)


def test_one_undated_dependency_hides_the_earliest_start() -> None:
    slots = schedule([january("a", 1, 4), january("b", None, None), january("c", 8, 9, "a", "b")])
    assert slots["c"].earliest_start is None
    assert slots["a"].slack_days == 0


def test_an_end_alone_is_enough_for_what_follows() -> None:
    slots = schedule([january("a", None, 10), january("b", 11, 12, "a"), january("c", None, 20, "b")])
    assert slots["a"] == Slot(BEFORE, D(2026, 1, 10), 0, True)
    assert slots["b"] == Slot(D(2026, 1, 11), D(2026, 1, 12), 0, True)
    assert slots["c"] == Slot(D(2026, 1, 13), D(2026, 1, 20), 0, True)


def test_an_end_before_the_start_has_no_length() -> None:
    slots = schedule([january("a", 10, 1), january("b", 11, 12, "a")])
    assert slots["a"].slack_days is None
    assert slots["b"].earliest_start is None


def test_cycles_get_no_value_and_leave_the_rest() -> None:
    slots = schedule(
        [
            january("root", 1, 2),
            january("a", 3, 6, "root", "c"),
            january("b", 5, 8, "a"),
            january("c", 9, 10, "b"),
            january("behind", 11, 12, "c"),
            january("self", 1, 2, "self"),
            january("free", 20, 21),
        ]
    )
    for id_ in ("a", "b", "c", "behind", "self"):
        assert (slots[id_].earliest_start, slots[id_].slack_days, slots[id_].critical) == (None, None, None)
    assert slots["root"].earliest_start == D(2026, 1, 1)
    assert slots["free"].earliest_start == D(2026, 1, 20)


def test_the_calendar_ends() -> None:
    slots = schedule([Activity("a", D(9999, 1, 1), D.max), Activity("b", D(9999, 12, 1), D(9999, 12, 2), ("a",))])
    assert slots["b"].earliest_start is None


def test_one_id_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="two activities"):
        schedule([january("a", 1, 2), january("a", 3, 4)])


def chain(length: int) -> list[Activity]:
    start = D(2000, 1, 1)
    return [Activity(f"i{n}", start + n * DAY, start + n * DAY, (f"i{n - 1}",) if n else ()) for n in range(length)]


def test_a_chain_of_ten_thousand_needs_no_recursion() -> None:
    activities = chain(10_000)
    slots = schedule(reversed(activities))
    assert slots["i9999"] == Slot(D(2000, 1, 1) + 9999 * DAY, D(2000, 1, 1) + 9999 * DAY, 0, True)
    assert all(slot.critical for slot in slots.values())


def test_a_cycle_of_ten_thousand() -> None:
    first, *rest = chain(10_000)
    slots = schedule([Activity(first.id, first.first_day, first.last_day, ("i9999",)), *rest])
    assert all(slot.earliest_start is None for slot in slots.values())


@pytest.mark.parametrize("shape", ["chain", "star", "pairs"])
@pytest.mark.slow
def test_time_grows_in_proportion(shape: str) -> None:
    def seconds(length: int) -> float:
        activities = chain(length)
        if shape == "star":
            activities[1:] = [Activity(a.id, a.first_day, a.last_day, ("i0",)) for a in activities[1:]]
        if shape == "pairs":
            activities[::2] = [Activity(a.id, a.first_day, a.last_day) for a in activities[::2]]
        timings = []
        for _ in range(3):
            begin = time.process_time()
            schedule(activities)
            timings.append(time.process_time() - begin)
        return min(timings)

    # Ten times the size takes about ten times as long; a square would take a hundred times.
    assert seconds(20_000) < 40 * max(seconds(2_000), 0.001)


@st.composite
def networks(draw: st.DrawFn) -> list[Activity]:
    size = draw(st.integers(min_value=0, max_value=8))
    ids = [f"i{n}" for n in range(size)]
    day = st.one_of(st.none(), st.dates(min_value=D(2026, 1, 1), max_value=D(2026, 3, 1)))
    targets = st.lists(st.sampled_from([*ids, "absent"]), max_size=3).map(tuple)
    return [Activity(id_, draw(day), draw(day), draw(targets)) for id_ in ids]


@given(networks(), st.randoms(use_true_random=False))
def test_schedule_does_not_depend_on_order(activities: list[Activity], random: object) -> None:
    shuffled = activities.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert schedule(shuffled) == schedule(activities)


@given(networks())
def test_slack_is_never_negative_and_critical_means_none(activities: list[Activity]) -> None:
    for slot in schedule(activities).values():
        assert slot.slack_days is None or slot.slack_days >= 0
        assert bool(slot.critical) == (slot.slack_days == 0)


@st.composite
def dated_networks(draw: st.DrawFn) -> list[Activity]:
    """Acyclic, every activity with a length."""
    activities: list[Activity] = []
    for n in range(draw(st.integers(min_value=2, max_value=8))):
        first = D(2026, 1, 1) + draw(st.integers(0, 40)) * DAY
        last = first + draw(st.integers(0, 10)) * DAY
        earlier = [activity.id for activity in activities]
        targets = draw(st.lists(st.sampled_from(earlier), unique=True)) if earlier else []
        activities.append(Activity(f"i{n}", first, last, tuple(targets)))
    return activities


@given(dated_networks(), st.data())
def test_slack_is_exactly_what_can_be_waited(activities: list[Activity], data: st.DataObject) -> None:
    """Waiting for the slack keeps the end of the network; waiting one day longer moves it."""
    slots = schedule(activities)
    linked = [id_ for id_, slot in slots.items() if slot.slack_days is not None]
    if not linked:
        return
    waiting = data.draw(st.sampled_from(linked))
    slack = slots[waiting].slack_days
    assert slack is not None
    network = component(activities, waiting)
    planned = [activity.last_day for activity in network if activity.last_day is not None]
    end = max(*planned, latest_end(network, waiting, 0))
    assert latest_end(network, waiting, slack) <= end
    assert latest_end(network, waiting, slack + 1) == end + DAY


def component(activities: list[Activity], member: str) -> list[Activity]:
    found = {member}
    while True:
        more = {a.id for a in activities if found & {a.id, *a.depends_on}}
        more |= {d for a in activities if a.id in more for d in a.depends_on}
        if more <= found:
            return [a for a in activities if a.id in found]
        found |= more


def latest_end(network: list[Activity], waiting: str, days: int) -> D:
    """Simulate: everything starts as soon as it can, one activity `days` later."""
    ends: dict[str, D] = {}
    for activity in network:
        assert activity.first_day is not None and activity.last_day is not None
        start = max([activity.first_day, *(ends[d] + DAY for d in activity.depends_on)])
        start += days * DAY if activity.id == waiting else 0 * DAY
        ends[activity.id] = start + (activity.last_day - activity.first_day)
    return max(ends.values())


@given(dated_networks(), st.integers(0, 60), st.data())
def test_ends_are_the_longest_paths(activities: list[Activity], days: int, data: st.DataObject) -> None:
    """NetworkX finds the same: the longest way through the network, where each step takes as long as it takes."""
    today = D(2026, 1, 1) + days * DAY
    stands: list[Stand] = data.draw(st.lists(st.sampled_from(["done", "begun", "open"]), min_size=8, max_size=8))
    activities = [replace(one, stand=stand) for one, stand in zip(activities, stands, strict=False)]
    slots = schedule_at(activities, today)
    graph = nx.DiGraph()
    for one in activities:
        assert one.first_day is not None and one.last_day is not None
        length = (one.last_day - one.first_day).days + 1
        if one.stand == "open":
            graph.add_edge("source", one.id, weight=(max(one.first_day, today) - today).days + length)
            for needed in one.depends_on:
                if slots[needed].expected_end is not None and stand_of(activities, needed) != "done":
                    graph.add_edge(needed, one.id, weight=length)
        elif one.stand == "begun":
            graph.add_edge("source", one.id, weight=(max(one.last_day, today) - today).days + 1)
    for one in activities:
        if one.stand != "done":
            longest = max(
                nx.path_weight(graph, path, "weight") for path in nx.all_simple_paths(graph, "source", one.id)
            )
            assert slots[one.id].expected_end == today + (longest - 1) * DAY


def stand_of(activities: list[Activity], id_: str) -> str:
    return next(one.stand for one in activities if one.id == id_)
