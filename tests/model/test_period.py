"""Periods: what is read, what it covers, how it is told less precisely, what to type instead."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from cxsite.model.period import DatePrecision, Period, Precision, is_finer, parse_date

PRECISIONS: tuple[Precision, ...] = ("day", "month", "quarter", "half", "year")
periods = st.builds(Period.of, st.dates(dt.date(1000, 1, 1)), st.sampled_from(PRECISIONS))


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2026-07-15", "2026-07-15", "2026-07-15", "day"),
        ("2024-02-29", "2024-02-29", "2024-02-29", "day"),
        ("2026-02", "2026-02-01", "2026-02-28", "month"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2026-12", "2026-12-01", "2026-12-31", "month"),
        ("2026-Q1", "2026-01-01", "2026-03-31", "quarter"),
        ("2026-Q3", "2026-07-01", "2026-09-30", "quarter"),
        ("2026-Q4", "2026-10-01", "2026-12-31", "quarter"),
        ("2026-H1", "2026-01-01", "2026-06-30", "half"),
        ("2026-H2", "2026-07-01", "2026-12-31", "half"),
        ("2026", "2026-01-01", "2026-12-31", "year"),
    ],
)
def test_reads_every_form(text: str, first: str, last: str, precision: Precision) -> None:
    period = Period.parse(text)
    assert period == Period(dt.date.fromisoformat(first), dt.date.fromisoformat(last), precision)
    assert str(period) == text


NOT_PERIODS = """
26|2026-7|2026-13|2026-00|2026-07-00|2026-00-07|2026-02-30|2026-Q0|2026-Q5|2026-H3|2026-q3|Q3 2026| 2026|0000|２０２６
2026-07-15T00:00|2026-07-15 |-2026|2026-W12|
"""


@pytest.mark.parametrize("text", [text for line in NOT_PERIODS.strip().splitlines() for text in line.split("|")])
def test_reads_nothing_else(text: str) -> None:
    with pytest.raises(ValueError):
        Period.parse(text)


@given(periods)
def test_writing_and_reading_are_inverse(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(periods, st.sampled_from(PRECISIONS))
def test_coarsening_widens_never_sharpens_and_is_idempotent(period: Period, precision: Precision) -> None:
    coarse = period.coarsen(precision)
    assert coarse is not None
    assert coarse.first <= period.first and period.last <= coarse.last
    assert not is_finer(coarse.precision, precision)
    assert coarse.coarsen(precision) == coarse
    assert period.coarsen("horizon") is None


@given(st.dates(dt.date(1000, 1, 1)), st.sampled_from(PRECISIONS))
def test_all_days_of_a_period_become_the_same(day: dt.date, precision: Precision) -> None:
    period = Period.of(day, precision)
    assert period.first <= day <= period.last
    assert {Period.of(period.first, precision), Period.of(period.last, precision)} == {period}


@given(st.lists(periods, min_size=2))
def test_order_is_by_first_then_last_day(found: list[Period]) -> None:
    for earlier, later in pairwise(sorted(found)):
        assert (earlier.first, earlier.last) <= (later.first, later.last)


def test_precisions_are_ordered() -> None:
    order: tuple[DatePrecision, ...] = (*PRECISIONS, "horizon")
    assert all(is_finer(fine, coarse) and not is_finer(coarse, fine) for fine, coarse in pairwise(order))
    assert not is_finer("month", "month")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Q3 2026", "2026-Q3"),
        ("q3 26", "2026-Q3"),
        ("3Q2026", "2026-Q3"),
        ("2026 Q3", "2026-Q3"),
        ("2026q3", "2026-Q3"),
        ("Q3/2026", "2026-Q3"),
        ("H2 2026", "2026-H2"),
        ("2026 H2", "2026-H2"),
        ("15.07.2026", "2026-07-15"),
        ("15. 7. 2026", "2026-07-15"),
        ("15/07/2026", "2026-07-15"),
        ("07/15/2026", "2026-07-15"),
        ("2026/7/5", "2026-07-05"),
        ("2026.07.15", "2026-07-15"),
        ("2026-7", "2026-07"),
        ("July 2026", "2026-07"),
        ("15 July 2026", "2026-07-15"),
        ("July 15, 2026", "2026-07-15"),
        ("1st Mar 2026", "2026-03-01"),
    ],
)
def test_says_what_was_probably_meant(typed: str, meant: str) -> None:
    with pytest.raises(ValidationError) as raised:
        TypeAdapter(Period).validate_python(typed)
    (error,) = raised.value.errors()
    assert error["msg"] == f"`{typed}` is not a period"
    assert error["ctx"]["help"] == f"write {meant}"
    assert TypeAdapter(Period).validate_python(error["ctx"]["instead"]) == Period.parse(meant)


def _context(typed: str) -> dict[str, str]:
    with pytest.raises(ValidationError) as raised:
        TypeAdapter(Period).validate_python(typed)
    return raised.value.errors()[0]["ctx"]


@pytest.mark.parametrize("typed", ["05/06/2026", "summer", "soon", "2026-W12", "tomorrow", "2026/27", "Dec 25"])
def test_does_not_guess_where_nobody_can_tell(typed: str) -> None:
    assert "instead" not in _context(typed)


@pytest.mark.parametrize("typed", ["31.02.2026", "2026-13", "2026-02-30", "2026-00", "30 February 2026"])
def test_says_that_there_is_no_such_day(typed: str) -> None:
    assert "no such day" in _context(typed)["help"]


def test_a_fact_needs_its_day() -> None:
    assert parse_date("2026-07-15") == parse_date(" 2026-07-15 ") == dt.date(2026, 7, 15)
    for typed in ("2026", "2026-07", "2026-Q3", "Q3 2026", "July 2026"):
        with pytest.raises(PydanticCustomError) as raised:
            parse_date(typed)
        assert "a fact needs its day" in str(raised.value.context)
    for unusable in ("2023-14-05", "15.07.2026", "20260715", "2026-7-5", ["2026"], None):
        with pytest.raises(PydanticCustomError):
            parse_date(unusable)
