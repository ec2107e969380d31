"""What is at work at once."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from cxsite.measures.load import Work, peaks
from cxsite.model.period import Period

D = dt.date
TODAY = D(2026, 3, 31)


def test_what_follows_one_another_is_never_at_once() -> None:
    months = [
        Work(f"m{month}", Period.parse(f"2026-0{month}").first, Period.parse(f"2026-0{month}").last)
        for month in (4, 5, 6)
    ]
    (peak,) = peaks(months, TODAY)[-1:]
    assert (str(peak.quarter), peak.ids) == ("2026-Q2", ("m4",))


def test_a_day_in_common_is_enough() -> None:
    found = peaks([Work("a", D(2026, 4, 1), D(2026, 5, 4)), Work("b", D(2026, 5, 4), D(2026, 6, 1))], TODAY)
    assert [(str(peak.quarter), peak.day, peak.ids) for peak in found] == [("2026-Q2", D(2026, 5, 4), ("a", "b"))]


def test_only_from_today_on() -> None:
    assert peaks([Work("a", D(2025, 4, 1), D(2026, 3, 30))], TODAY) == ()
    assert [peak.day for peak in peaks([Work("a", D(2025, 4, 1), D(2026, 4, 1))], TODAY)] == [TODAY, D(2026, 4, 1)]


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 200)), max_size=8))
def test_the_peak_is_that_of_every_single_day(spans: list[tuple[int, int]]) -> None:
    work = [
        Work(str(n), TODAY + dt.timedelta(begin), TODAY + dt.timedelta(begin + length))
        for n, (begin, length) in enumerate(spans)
    ]
    by_quarter: dict[str, int] = {}
    for offset in range(620):
        day = TODAY + dt.timedelta(offset)
        at_once = sum(one.first <= day <= one.last for one in work)
        if at_once:
            quarter = str(Period.of(day, "quarter"))
            by_quarter[quarter] = max(by_quarter.get(quarter, 0), at_once)
    assert {str(peak.quarter): len(peak.ids) for peak in peaks(work, TODAY)} == by_quarter
