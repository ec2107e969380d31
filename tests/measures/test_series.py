"""Reporting periods, the measurements known at a day, and the trend."""

from __future__ import annotations

import datetime
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxsite.measures.series import Frequency, Trend, known_at, reporting_period, trend

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


def test_later_written_measurement_of_one_day_is_newer() -> None:
    assert known_at([D(2026, 1, 1), D(2026, 1, 1)], D(2026, 1, 1)) == (0, 1)


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
