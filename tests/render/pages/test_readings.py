"""What was measured, as pages and files tell it: many values by period, all of them in the file."""

from __future__ import annotations

import csv
import datetime as dt

from cxsite.model.items.kpi import Measurement
from cxsite.render.files.measurements import measurements
from cxsite.render.readings import MOST, Row, stretches
from cxsite.render.render import site_of
from tests.render.pages.conftest import Pages, Render

FIRST = dt.date(2018, 1, 1)


def _rows(count: int) -> list[Row]:
    days = (FIRST + dt.timedelta(days=day) for day in range(count))
    return [Row(Measurement(date=day, value=number), None, running=False) for number, day in enumerate(days)]


def test_few_values_stand_one_by_one() -> None:
    found = stretches(_rows(MOST))
    assert len(found) == MOST
    assert {one.period for one in found} == {None}


def test_three_thousand_are_told_by_the_finest_period_that_can_be_read() -> None:
    rows = _rows(3000)
    found = stretches(rows)
    assert {one.period.precision for one in found if one.period} == {"month"}
    assert len(found) == 99
    january = found[0]
    assert (january.count, january.low, january.high, january.row) == (31, 0, 30, rows[30])
    assert sum(one.count for one in found) == 3000


def test_even_of_centuries_no_more_are_told() -> None:
    days = [dt.date(1600 + year, 1, 1) for year in range(400)]
    found = stretches([Row(Measurement(date=day, value=1), None, running=False) for day in days])
    assert len(found) == MOST
    assert found[-1].row.measured.date == days[-1]


def _kpi(pages: Render, audience: str) -> Pages:
    daily = "\n".join(f"    - {{date: {FIRST + dt.timedelta(days=day)}, value: {day % 7}}}" for day in range(1500))
    kpis = (
        f"effort:\n  title: Effort\n  visibility: public\n  metric: count\n  direction: up\n  measurements:\n{daily}\n"
    )
    return pages(audience, kpis=kpis)


def test_a_daily_kpi_makes_no_endless_page(pages: Render) -> None:
    page = _kpi(pages, "public")["kpis/effort/"]
    assert page.count("<tr>") < MOST
    assert '<details class="cx-fold"><summary>1,500 measurements as a table</summary>' in page
    assert '<a href="measurements.csv" download>' in page
    assert len(page) < 60_000


def test_the_file_has_every_value(pages: Render) -> None:
    files = measurements(site_of(_kpi(pages, "public").view))
    (name,) = files
    assert name == "kpis/effort/measurements.csv"
    rows = list(csv.DictReader(files[name].decode("utf-8-sig").splitlines()))
    assert len(rows) == 1500
    assert rows[5] == {"date": "2018-01-06", "value": "5", "n": "", "low": "", "high": ""}
