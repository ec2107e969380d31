"""The drawing of a KPI: every mark stands where its day and value are, and nothing stands where it is not."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from cxsite.render.diagrams.kpi_chart import WIDTH, Frame, Goal, KpiChart, Value, kpi_chart, span, time_axis
from cxsite.render.diagrams.timeline_chart import Axis

TODAY = dt.date(2026, 3, 31)
AXIS = Axis(dt.date(2025, 1, 1), dt.date(2026, 12, 31))
DAYS = 730
FRAME = Frame(AXIS, 0, 10, 240)
days = st.dates(AXIS.first, AXIS.last)
values = st.floats(0, 10)


def _drawn(*measured: Value, way: bool = False, **more: object) -> KpiChart:
    goals = [Goal(dt.date(2026, 12, 31), 8, next=True), Goal(dt.date(2028, 12, 31), 9, next=False)]
    start = (dt.date(2025, 1, 1), 2.0)
    return kpi_chart(FRAME, measured, start, goals, TODAY, measured[-1].day if measured else None, way=way, **more)  # type: ignore[arg-type]


def _places(points: str) -> list[tuple[float, float]]:
    return [tuple(map(float, point.split(","))) for point in points.split()]  # type: ignore[misc]


@given(st.dictionaries(days, values, min_size=2, max_size=6), st.integers(300, 1400))
def test_no_mark_is_more_than_a_pixel_from_its_data(measured: dict[dt.date, float], width: int) -> None:
    """At any width: lines, dots and the end of the line."""
    rows = [Value(day, value) for day, value in sorted(measured.items())]
    drawn = _drawn(*rows)
    (line,) = drawn.lines
    assert drawn.end is not None
    ends = (float(drawn.end.x.removesuffix("%")) * WIDTH / 100, float(drawn.end.y))
    for (x, y), row in zip([*_places(line), ends], [*rows, rows[-1]], strict=True):
        true_x = width * (row.day - AXIS.first).days / DAYS
        true_y = 7 + 226 * (10 - row.value) / 10
        assert abs(x * width / WIDTH - true_x) < 0.1
        assert abs(y - true_y) < 0.1


def test_times_have_their_length() -> None:
    drawn = _drawn(Value(dt.date(2025, 1, 1), 1), Value(dt.date(2025, 3, 15), 2), Value(dt.date(2026, 12, 31), 3))
    first, second, third = _places(drawn.lines[0])
    assert (first[0], second[0]) == (0, 100)
    assert third[0] == round(WIDTH * 729 / DAYS, 2)


def test_what_lies_outside_is_not_drawn_at_the_edge() -> None:
    drawn = _drawn(Value(dt.date(2024, 1, 1), 1), Value(dt.date(2025, 6, 1), 2))
    assert [goal.goal.value for goal in drawn.goals] == [8]
    assert len(drawn.dots) == 1
    assert _places(drawn.lines[0])[0][0] < 0


def test_a_period_that_still_runs_is_not_part_of_the_line() -> None:
    drawn = _drawn(Value(dt.date(2025, 1, 31), 4), Value(dt.date(2025, 2, 28), 5), Value(TODAY, 9, running=True))
    assert len(_places(drawn.lines[0])) == 2
    assert _places(drawn.open)[0] == _places(drawn.lines[0])[-1]
    assert _places(drawn.open)[1][1] == 7 + 226 * 0.1
    assert drawn.running is not None


def test_lines_and_bands_part_at_a_break() -> None:
    rows = [Value(dt.date(2025, month, 28), 5, 4, 6) for month in (1, 2, 3, 4)]
    drawn = _drawn(*rows, breaks=[dt.date(2025, 3, 1), dt.date(2030, 1, 1)])
    assert [len(_places(line)) for line in drawn.lines] == [2, 2]
    assert [len(_places(band)) for band in drawn.bands] == [4, 4]
    assert len(drawn.breaks) == 1


def test_the_expected_path_leads_from_the_baseline_to_the_next_target() -> None:
    assert _drawn(way=False).way == ""
    begin, end = _places(_drawn(way=True).way)
    assert begin == (0, 7 + 226 * 0.8)
    assert end == (round(WIDTH * 729 / DAYS, 2), 7 + 226 * 0.2)


def test_many_values_are_a_line_without_dots() -> None:
    rows = [Value(AXIS.first + dt.timedelta(days=day), 5) for day in range(41)]
    assert _drawn(*rows).dots == ()
    assert len(_drawn(*rows[:40]).dots) == 40


@given(st.lists(st.floats(-1e9, 1e9), max_size=4))
def test_there_is_always_room_above_and_below(held: list[float]) -> None:
    low, high = span(held)
    assert low < high
    assert all(low <= value <= high for value in held)


def test_the_axis_is_whole_months_and_holds_today() -> None:
    axis = time_axis([dt.date(2025, 6, 17), dt.date(2025, 12, 3)], TODAY)
    assert (axis.first, axis.last) == (dt.date(2025, 6, 1), dt.date(2026, 3, 31))
    assert time_axis([], dt.date(2025, 12, 3)).last == dt.date(2025, 12, 31)
