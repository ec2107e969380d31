"""A KPI's CSV file to its measurements: answers become counts here, and no row is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from cxsite.load.csv.answers import Answer, Missing, estimate, read_answer
from cxsite.load.csv.cells import CellError, Cells
from cxsite.load.csv.layout import Layout, lay_out, rows_of
from cxsite.load.csv.rows import Row, RowReporter, Table
from cxsite.load.findings import Reporter
from cxsite.load.rules.cx00_fields import INVALID_VALUE
from cxsite.load.rules.cx01_files import INVALID_CSV
from cxsite.measures.series import reporting_period
from cxsite.model.kpi import Kpi, Measurement
from cxsite.syntax.positions import Source

_ASKED = ("metric", "method", "scale", "weights", "frequency", "columns", "filter")


@dataclass(frozen=True, slots=True)
class Series:
    """Measurements by date, and for each the line of the file (with its text) at which it ends."""

    measurements: tuple[Measurement, ...] = ()
    rows: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """One row as read: its day, where it stands, and what it says."""

    day: dt.date
    row: Row
    said: Answer | Measurement

    @property
    def order(self) -> tuple[dt.date, int]:
        return self.day, self.row.line


def read_series(table: Table, values: dict[str, Any], source: Source, report: Reporter) -> Series:
    """The measurements in a KPI's file, oldest first.

    Rows of values are one measurement each. Answers of one period of the KPI's `frequency` (of one day without it)
    form one, dated at the last day with an answer in the period. Fields of the KPI that are wrong are told where
    they are validated; then the file is not read.
    """
    asked = {name: values[name] for name in _ASKED if values.get(name) is not None}
    try:
        kpi = Kpi.model_validate({"id": "any", "title": "any", "direction": "up", **asked})
    except ValidationError:
        return Series()
    layout = lay_out(table, kpi, source, report)
    if layout is None:
        return Series()
    if layout.form == "answers" and kpi.metric == "csat" and kpi.scale is None:
        report.add(
            INVALID_VALUE,
            source.span(("measurements",)),
            "answers to a satisfaction question can't be counted without its scale",
            "write `scale: 5`, or whatever the highest answer is",
            "measurements",
        )
        return Series()
    rows = rows_of(table, kpi, source, report)
    read = _read_rows(rows, table, layout, kpi, RowReporter(table, report))
    if layout.form == "values":
        measured = [(entry.said, entry.row) for entry in read if isinstance(entry.said, Measurement)]
        return _series(measured)
    return _by_period(read, table, layout, kpi, report)


def _read_rows(rows: Sequence[Row], table: Table, layout: Layout, kpi: Kpi, told: RowReporter) -> list[_Read]:
    cells = Cells(layout.columns, table.decimal_comma)
    read: list[_Read] = []
    for row in rows:
        try:
            day = cells.day(row)
            said = _value(row, day, cells) if layout.form == "values" else read_answer(row, cells, layout, kpi)
        except CellError as error:
            told.add(row, error.message, error.help, error.column)
        else:
            if said is not None:
                read.append(_Read(day, row, said))
    told.close(rows[-1] if rows else table.heading)
    return sorted(read, key=lambda entry: entry.order)


def _value(row: Row, day: dt.date, cells: Cells) -> Measurement:
    n = cells.whole(row, "n") if cells.text(row, "n") else None
    return Measurement(date=day, value=cells.number(row, "value"), n=n)


def _by_period(read: Sequence[_Read], table: Table, layout: Layout, kpi: Kpi, report: Reporter) -> Series:
    periods: dict[dt.date, list[_Read]] = {}
    for entry in read:
        first = reporting_period(entry.day, kpi.frequency)[0] if kpi.frequency else entry.day
        periods.setdefault(first, []).append(entry)
    measured: list[tuple[Measurement, Row]] = []
    for entries in periods.values():
        last = entries[-1]
        try:
            result = estimate([e.said for e in entries if isinstance(e.said, tuple)], layout, kpi)
        except Missing as missing:
            message, help_ = missing.args
            report.add(INVALID_CSV, table.span(last.row), message, help_)
            # What is missing in one period is mostly missing in all.
            break
        if result is not None:
            measurement = Measurement(date=last.day, value=result.value, n=result.n, counts=result.counts)
            measured.append((measurement, last.row))
    return _series(measured)


def _series(measured: Sequence[tuple[Measurement, Row]]) -> Series:
    return Series(
        tuple(measurement for measurement, _ in measured),
        tuple((row.line, row.text) for _, row in measured),
    )
