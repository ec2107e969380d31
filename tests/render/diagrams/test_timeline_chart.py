"""The timeline is drawn true: each stretch is as long as what it stands for."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxsite.model.items.initiative import Initiative
from cxsite.model.period import Period
from cxsite.render.diagrams.timeline_chart import MOST_TICKS, MOST_YEARS, Axis, Row, beside, new_axis

TODAY = dt.date(2026, 3, 31)
EARLIEST = dt.date(2025, 3, 1)
WIDTH = 1000
"""Pixels that an axis is wide."""
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31))
PERIODS = st.builds(Period.of, DAYS, st.sampled_from(["day", "month", "quarter", "half", "year"]))


def initiative(**fields: object) -> Initiative:
    return Initiative.model_validate({"id": "it", "title": "It", "status": "planned", **fields})


def row(item: Initiative, state: str = "planned", axis: Axis | None = None) -> Row:
    axis = axis or new_axis([item], (), TODAY, EARLIEST)
    assert axis is not None
    found = axis.row(item, state, ["open"] * len(item.milestones), TODAY)
    assert found is not None
    return found


def pixels(percent: str) -> float:
    return float(percent.removesuffix("%")) * WIDTH / 100


def ends(found: Row) -> list[tuple[str, float, float]]:
    return [(part.look, pixels(part.x), pixels(part.x) + pixels(part.width)) for part in found.parts]


@given(PERIODS, PERIODS)
def test_a_bar_is_drawn_as_long_as_it_takes(one: Period, other: Period) -> None:
    start, end = sorted((one, other), key=lambda period: (period.first, period.last))
    item = initiative(start=str(start), end=str(end))
    axis = new_axis([item], (), TODAY, EARLIEST)
    assert axis is not None
    days = (axis.last - axis.first).days + 1
    drawn = ends(row(item, axis=axis))
    assert abs(drawn[0][1] - (start.first - axis.first).days * WIDTH / days) < 1
    assert abs(drawn[-1][2] - ((end.last - axis.first).days + 1) * WIDTH / days) < 1
    for (_, _, before), (_, after, _) in pairwise(drawn):
        assert abs(before - after) < 1
    if start.precision == end.precision == "day":
        assert [look for look, _, _ in drawn] == ["sure"]
    for look, begin, finish in drawn:
        if look == "sure":
            # What is sure begins after the vague beginning and ends before the vague end.
            sure_from = start.first if start.precision == "day" else start.last + dt.timedelta(days=1)
            sure_to = end.last if end.precision == "day" else end.first - dt.timedelta(days=1)
            assert abs(begin - (sure_from - axis.first).days * WIDTH / days) < 1
            assert abs(finish - ((sure_to - axis.first).days + 1) * WIDTH / days) < 1


def test_a_milestone_stands_in_the_middle_of_its_time() -> None:
    item = initiative(start="2026-01-01", end="2026-12-31", milestones=[{"title": "A", "date": "2026-Q2"}])
    axis = Axis(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    (mark,) = row(item, axis=axis).marks
    assert [round(pixels(one)) for one in (mark.low, mark.x, mark.high)] == [247, 371, 496]
    exact = initiative(end="2026-12-31", milestones=[{"title": "A", "date": "2026-07-02"}])
    (mark,) = row(exact, axis=axis).marks
    assert (mark.low, mark.high, mark.x) == ("", "", "50%")
    outside = initiative(end="2026-12-31", milestones=[{"title": "A", "date": "2028"}, {"title": "B"}])
    assert row(outside, axis=axis).marks == ()


def test_what_is_late_goes_on_until_today() -> None:
    item = initiative(start="2026-01-01", end="2026-02-28", status="in-progress")
    axis = Axis(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert [(look, round(begin), round(end)) for look, begin, end in ends(row(item, "overdue", axis))] == [
        ("sure", 0, 162),
        ("late", 162, 247),
    ]
    assert [look for look, _, _ in ends(row(item, "in-progress", axis))] == ["sure"]


def test_what_was_there_ends_on_its_day() -> None:
    item = initiative(start="2026-Q1", end="2026-Q3", shipped="2026-02-24", status="shipped")
    axis = Axis(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert [(look, round(begin), round(end)) for look, begin, end in ends(row(item, axis=axis))] == [("vague", 0, 151)]


def test_what_lies_outside_is_not_drawn_or_drawn_to_the_edge() -> None:
    axis = Axis(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert axis.row(initiative(start="2024", end="2024"), "planned", (), TODAY) is None
    assert axis.row(initiative(), "planned", (), TODAY) is None
    assert ends(row(initiative(start="2020-01-01", end="2040-01-01"), axis=axis)) == [("sure", 0, WIDTH)]


def test_the_axis_holds_everything_that_is_near_and_today() -> None:
    axis = new_axis([initiative(start="2026-05", end="2026-08-03")], (), TODAY, EARLIEST)
    assert axis == Axis(dt.date(2026, 1, 1), dt.date(2026, 9, 30))
    assert new_axis([initiative(end="2024")], (), TODAY, EARLIEST) is None
    past = new_axis([initiative(start="2019", end="2026-08-03")], (), TODAY, EARLIEST)
    assert past is not None and past.first == dt.date(2026, 1, 1)
    far = new_axis([initiative(end="2099")], (), TODAY, EARLIEST)
    assert far is not None and far.last.year == far.first.year + MOST_YEARS
    plans = new_axis([], [Period.parse("2027-Q4")], TODAY, EARLIEST)
    assert plans is not None and plans.last == dt.date(2027, 12, 31)


@pytest.mark.parametrize("years", [1, 2, 3, 7, 12])
def test_units_are_those_that_can_be_told_apart(years: int) -> None:
    axis = Axis(dt.date(2026, 1, 1), dt.date(2025 + years, 12, 31))
    units = axis.units()
    assert units
    for unit in units:
        ticks = axis.ticks(unit)
        assert 0 < len(ticks) <= MOST_TICKS
        assert sum(tick.year for tick in ticks) == years
        assert all(tick.period.precision == unit for tick in ticks)
    assert ("month" in units) == (years <= 2)


@pytest.mark.parametrize(
    ("start", "end", "side"),
    [("2026-01-01", "2026-03-31", "after"), ("2026-10-01", "2026-12-31", "before"), ("2026-01-01", "2026-12-31", "")],
)
def test_words_stand_beside_a_bar_where_they_fit(start: str, end: str, side: str) -> None:
    axis = Axis(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    found = row(initiative(start=start, end=end), axis=axis)
    label = beside(found, "by 31 December 2026", alarm=False)
    assert ("after" if label and label.dx > 0 else "before" if label else "") == side
    if label:
        assert label.x == (f"{round(found.end, 3):g}%" if side == "after" else f"{round(found.begin, 3):g}%")


def test_words_stand_beyond_a_milestone_that_comes_after_the_bar() -> None:
    axis = Axis(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    item = initiative(start="2026-01-01", end="2026-01-31", milestones=[{"title": "A", "date": "2026-05"}])
    assert row(item, axis=axis).end == axis.x(dt.date(2026, 6, 1))
