"""Rows of numbers: collected by period and column while the file is read, so that no row is kept as one."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from cxsite.load.csv.cells import Numbers
from cxsite.load.csv.counting import MOST_KEYS, WrongDays, filtered
from cxsite.load.csv.days import Days
from cxsite.load.csv.labels import fold
from cxsite.load.csv.layout import Layout
from cxsite.load.csv.problems import CellError
from cxsite.load.csv.table import Table
from cxsite.measures.series import reporting_period
from cxsite.measures.survey import CSI_ITEMS, SERVQUAL_DIMENSIONS
from cxsite.model.items.kpi import Kpi
from cxsite.model.typed.nearest import did_you_mean
from cxsite.syntax.phrases import listed

MOST_VALUES = 20_000
"""Rows that may be a measurement each; more of them are single cases."""
Figures = tuple[str, tuple[float, ...]]
"""What one row says: to which group or dimension it belongs (empty where there is none), and its numbers."""


@dataclass(slots=True)
class Period:
    """The rows of one period: its last day with a row, the line of it, and the columns of numbers of each group."""

    last: dt.date
    line: int
    rows: int = 0
    columns: dict[str, list[array[float]]] = field(default_factory=dict)

    def add(self, day: dt.date, line: int, group: str, numbers: Sequence[float]) -> None:
        """Add the numbers of one row, which stands below those that were added before."""
        if day >= self.last:
            self.last, self.line = day, line
        self.rows += 1
        columns = self.columns.get(group)
        if columns is None:
            columns = self.columns[group] = [array("d") for _ in numbers]
        for column, number in zip(columns, numbers, strict=True):
            column.append(number)


@dataclass(frozen=True, slots=True)
class Value:
    """One row of the form `values`."""

    day: dt.date
    line: int
    value: float
    n: int | None
    sent: int | None


class Reader:
    """Reads the rows of one file that holds numbers, and notes what can't be read."""

    def __init__(self, table: Table, layout: Layout, kpi: Kpi) -> None:
        self.table = table
        self.layout = layout
        self.kpi = kpi
        self.numbers = Numbers(table.decimal_comma, kpi.unit)
        self._blank = {fold(text) for text in kpi.blank}

    def periods(self) -> list[Period]:
        """The numbers of the file by period of the KPI's `frequency`, by day without one."""
        of: dict[dt.date, Period] = {}
        of_day: dict[dt.date, Period] = {}
        say = self._say()
        for day, line, cells in self._rows():
            try:
                said = say(cells, line)
            except CellError as error:
                self.table.problems.add_cell(line, error)
                continue
            if said is None:
                self.table.left_out["blank"] += 1
                continue
            period = of_day.get(day)
            if period is None:
                begin = reporting_period(day, self.kpi.frequency)[0] if self.kpi.frequency else day
                period = of_day[day] = of.setdefault(begin, Period(day, line))
            period.add(day, line, *said)
        return [of[begin] for begin in sorted(of)] if self.numbers.settle(self.table.problems) else []

    def values(self) -> list[Value]:
        """The rows of a file in which each is a measurement, oldest first."""
        found: list[Value] = []
        for day, line, cells in self._rows():
            try:
                if self.text(cells, "value").strip() and fold(self.text(cells, "value")) in self._blank:
                    self.table.left_out["blank"] += 1
                    continue
                value = self.number(cells, "value", line)
                found.append(Value(day, line, value, self._count(cells, "n", line), self._count(cells, "sent", line)))
            except CellError as error:
                self.table.problems.add_cell(line, error)
            if len(found) > MOST_VALUES:
                break
        settled = self.numbers.settle(self.table.problems)
        return sorted(found, key=lambda one: (one.day, one.line)) if settled else []

    def text(self, cells: list[str], name: str) -> str:
        """What stands in a cell; empty where there is no such column."""
        return cells[self.layout.columns[name]].strip() if name in self.layout.columns else ""

    def number(self, cells: list[str], name: str, line: int) -> float:
        """A number. Raises `CellError`."""
        return self.numbers.number(self.table.names[self.layout.columns[name]], self.text(cells, name), line)

    def whole(self, cells: list[str], name: str, line: int) -> int:
        """A number of answers. Raises `CellError`."""
        return self.numbers.whole(self.table.names[self.layout.columns[name]], self.text(cells, name), line)

    def _count(self, cells: list[str], name: str, line: int) -> int | None:
        return self.whole(cells, name, line) if self.text(cells, name) else None

    def _rows(self) -> Iterator[tuple[dt.date, int, list[str]]]:
        date = self.layout.columns["date"]
        days = Days(self.table.names[date], self.kpi.date_format)
        wrong = WrongDays(days)
        for line, cells in filtered(self.table, self.layout):
            part = days.part(cells[date])
            try:
                day = days.day(part)
            except CellError as error:
                if not cells[date].strip() and self._says_nothing(cells):
                    self.table.left_out["blank"] += 1
                else:
                    wrong.add(part, error, line)
            else:
                yield day, line, cells
        wrong.settle(self.table)

    def _says_nothing(self, cells: list[str]) -> bool:
        """Whether a row without a day has no value either: a ticket that is not solved, a form that was not sent."""
        said = [name for name in self.layout.columns if name not in ("date", "by", "dimension")]
        texts = [self.text(cells, name) for name in said]
        return bool(texts) and all(not text or fold(text) in self._blank for text in texts)

    def _say(self) -> Callable[[list[str], int], Figures | None]:
        match self.layout.form:
            case "rows":
                return self._cases()
            case "csi":
                return self._items
            case "servqual":
                return self._dimension
        names = [name for name in self.layout.columns if name not in ("date", "sent")]
        sent = "sent" in self.layout.columns
        return lambda cells, line: (
            "",
            (*(self.whole(cells, name, line) for name in names), *([self.whole(cells, "sent", line)] if sent else ())),
        )

    def _cases(self) -> Callable[[list[str], int], Figures | None]:
        """Reads single cases, the loop of all tickets: a text that was read before is not read again."""
        by, value = self.layout.columns.get("by"), self.layout.columns.get("value")
        counted, count = self.layout.counted, self.kpi.aggregate == "count"
        known: dict[str, tuple[float]] = {}

        def case(cells: list[str], line: int) -> Figures | None:
            group = " ".join(cells[by].split()) if by is not None else ""
            if count:
                return group, (1.0,)
            if counted:
                return group, (float(all(cells[at].strip() in values for at, values in counted)),)
            assert value is not None
            text = cells[value]
            numbers = known.get(text)
            if numbers is None:
                text = text.strip()
                if self.numbers.known(text) is None and (not text or fold(text) in self._blank):
                    return None
                numbers = (self.number(cells, "value", line),)
                if len(known) < MOST_KEYS:
                    known[cells[value]] = numbers
            return group, numbers

        return case

    def _items(self, cells: list[str], line: int) -> Figures | None:
        if not any(self.text(cells, name) for name in CSI_ITEMS):
            return None
        items = tuple(self.number(cells, name, line) for name in CSI_ITEMS)
        for name, item in zip(CSI_ITEMS, items, strict=True):
            if not 1 <= item <= 10:
                column = self.table.names[self.layout.columns[name]]
                raise CellError(column, "is not on the scale 1 to 10", "correct the cells")
        return "", items

    def _dimension(self, cells: list[str], line: int) -> Figures:
        name = self.text(cells, "dimension").lower()
        if name not in SERVQUAL_DIMENSIONS:
            help_ = did_you_mean(name, SERVQUAL_DIMENSIONS) or f"the dimensions are {listed(SERVQUAL_DIMENSIONS)}"
            raise CellError(self.table.names[self.layout.columns["dimension"]], "is no dimension of SERVQUAL", help_)
        n = self.whole(cells, "n", line) if self.text(cells, "n") else float("nan")
        return name, (self.number(cells, "expectation", line), self.number(cells, "perception", line), n)
