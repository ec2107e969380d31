"""Reporting periods, the measurements known at a day, and the trend."""

from __future__ import annotations

import datetime
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxsite.measures.series import (
    Frequency,
    Trend,
    broken,
    finished,
    is_stale,
    known_at,
    periods_between,
    reporting_period,
    trend,
    year_before,
)

D = datetime.date
FREQUENCIES: tuple[Frequency, ...] = ("day", "week", "month", "quarter", "half", "year")


@pytest.mark.parametrize(
    ("frequency", "first", "last"),
    [
        ("day", D(2024, 2, 29), D(2024, 2, 29)),
        ("week", D(2024, 2, 26), D(2024, 3, 3)),
        ("month", D(2024, 2, 1), D(2024, 2, 29)),
        ("quarter", D(2024, 1, 1), D(2024, 3, 31)),
        ("half", D(2024, 1, 1), D(2024, 6, 30)),
        ("year", D(2024, 1, 1), D(2024, 12, 31)),
    ],
)
def test_period_of_a_leap_day(frequency: Frequency, first: D, last: D) -> None:
    assert reporting_period(D(2024, 2, 29), frequency) == (first, last)


@pytest.mark.parametrize("frequency", FREQUENCIES)
def test_periods_at_the_ends_of_the_calendar(frequency: Frequency) -> None:
    assert reporting_period(D.min, frequency)[0] == D.min
    assert reporting_period(D.max, frequency)[1] == D.max


@given(st.dates(max_value=D(9999, 1, 1)), st.sampled_from(FREQUENCIES))
def test_periods_tile_the_calendar(day: D, frequency: Frequency) -> None:
    first, last = reporting_period(day, frequency)
    assert first <= day <= last
    assert reporting_period(first, frequency) == reporting_period(last, frequency) == (first, last)
    if last < D.max:
        following = last + datetime.timedelta(days=1)
        assert reporting_period(following, frequency)[0] == following


def test_known_measurements_oldest_first() -> None:
    days = [D(2026, 3, 1), D(2026, 1, 1), D(2026, 4, 2), D(2026, 4, 1)]
    assert known_at(days, D(2026, 4, 1)) == (1, 0, 3)
    assert known_at(days, D(2025, 12, 31)) == ()
    assert known_at([], D(2026, 4, 1)) == ()


def test_the_later_written_measurement_of_one_day_restates_the_other() -> None:
    assert known_at([D(2026, 1, 1), D(2026, 2, 1), D(2026, 1, 1)], D(2026, 2, 1)) == (2, 1)


@pytest.mark.parametrize(
    ("previous", "current", "better", "expected"),
    [
        (4.1, 4.4, "up", Trend("up", "better")),
        (4.4, 4.1, "up", Trend("down", "worse")),
        (8.0, 6.0, "down", Trend("down", "better")),
        (6.0, 8.0, "down", Trend("up", "worse")),
        (0.3, 0.1 + 0.2, "up", Trend("flat", "same")),
        (5.0, 5.0, "down", Trend("flat", "same")),
    ],
)
def test_trend(previous: float, current: float, better: Literal["up", "down"], expected: Trend) -> None:
    assert trend(previous, current, better) == expected


def test_trend_tolerance_is_in_the_unit_of_the_kpi() -> None:
    assert trend(40.0, 42.0, "up", tolerance=2) == Trend("flat", "same")
    assert trend(40.0, 42.5, "up", tolerance=2) == Trend("up", "better")


def test_no_trend_without_two_measurements() -> None:
    assert trend(None, 4.0, "up") is None
    assert trend(4.0, None, "up") is None
    assert trend(4.0, 5.0, None) is None


@pytest.mark.parametrize(
    ("newest", "frequency", "today", "stale"),
    [
        (D(2025, 11, 30), "month", D(2026, 1, 31), False),
        (D(2025, 11, 30), "month", D(2026, 2, 1), True),
        (D(2025, 11, 30), None, D(2036, 2, 1), False),
        (None, "month", D(2026, 2, 1), False),
        (D(2025, 1, 1), "year", D(2027, 12, 31), False),
        (D(2025, 1, 1), "year", D(2028, 1, 1), True),
    ],
)
def test_stale_after_two_whole_periods(
    newest: datetime.date | None, frequency: Frequency | None, today: datetime.date, stale: bool
) -> None:
    assert is_stale(newest, frequency, today) is stale


@given(st.dates(D(1990, 1, 1), D(2090, 1, 1)), st.sampled_from(FREQUENCIES))
def test_a_year_before_is_the_same_period(day: datetime.date, frequency: Frequency) -> None:
    first, last = year_before(day, frequency)
    own = reporting_period(day, frequency)
    assert reporting_period(first, frequency) == (first, last)
    assert 357 <= (own[0] - first).days <= 372
    if frequency not in ("day", "week"):
        assert (first.month, first.day, own[0].year - first.year) == (own[0].month, own[0].day, 1)


@given(st.dates(D(1990, 1, 1), D(2090, 1, 1)), st.integers(0, 60), st.sampled_from(FREQUENCIES))
def test_periods_are_counted_one_by_one(day: datetime.date, steps: int, frequency: Frequency) -> None:
    later = day
    for _ in range(steps):
        later = reporting_period(later, frequency)[1] + datetime.timedelta(days=1)
    assert periods_between(day, later, frequency) == steps
    assert periods_between(later, day, frequency) == -steps


def test_a_break_counts_from_its_day_on() -> None:
    days = [D(2026, 3, 1)]
    assert broken(D(2026, 2, 28), D(2026, 3, 1), days)
    assert not broken(D(2026, 3, 1), D(2026, 4, 1), days)
    assert not broken(D(2026, 1, 1), D(2026, 2, 28), days)


def test_a_period_is_over_on_its_last_day() -> None:
    assert finished(D(2026, 3, 3), "month", D(2026, 3, 31))
    assert not finished(D(2026, 3, 3), "month", D(2026, 3, 30))
    assert finished(D(2026, 3, 3), None, D(2026, 3, 3))
