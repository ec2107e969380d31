"""The forms of a CSV file beside a KPI: which columns it has, and which one this file is in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from cxsite.load.csv.rows import Row, Table
from cxsite.load.findings import Reporter
from cxsite.load.rules.cx00_fields import INVALID_VALUE
from cxsite.load.rules.cx01_files import INVALID_CSV
from cxsite.model.kpi import Kpi
from cxsite.model.nearest import nearest
from cxsite.syntax.phrases import listed
from cxsite.syntax.positions import Source

FormName = Literal["values", "counts", "answers", "points", "csi", "servqual"]

_COLUMNS: Mapping[FormName, tuple[str, ...]] = {
    "values": ("date", "value"),
    "counts": ("date", "promoters", "passives", "detractors"),
    "answers": ("date", "score"),
    "csi": ("date", "item1", "item2", "item3"),
    "servqual": ("date", "dimension", "expectation", "perception"),
}
_WITH_N = ("values", "servqual")
_OF_METRIC: Mapping[str, tuple[FormName, ...]] = {
    "nps": ("values", "counts", "answers", "points"),
    "csat": ("values", "answers", "points"),
    "ces": ("values", "answers", "points"),
    "csi": ("values", "csi"),
    "servqual": ("values", "servqual"),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is to be read: its form, and where each column of the form stands.

    `points` are the points of the answer scale of the form `points`, from the lowest.
    """

    form: FormName
    columns: Mapping[str, int]
    points: tuple[int, ...] = ()


def lay_out(table: Table, kpi: Kpi, source: Source, report: Reporter) -> Layout | None:
    """Find the form of a KPI's file; what does not fit is told."""
    columns = _named(table, kpi, source, report)
    if columns is None:
        return None
    allowed = _OF_METRIC.get(kpi.metric, ("values",))
    for form in allowed:
        if form == "points":
            points = tuple(sorted(int(name) for name in columns if name.isdecimal() and len(name) <= 2))
            needed: tuple[str, ...] = ("date", *(str(point) for point in points))
            fits = len(points) > 1 and "date" in columns
        else:
            points, needed = (), _COLUMNS[form]
            fits = set(needed) <= set(columns)
        if fits:
            break
    else:
        _tell_no_form(table, columns, kpi, allowed, report)
        return None
    if points and not _are_points(points, table, kpi, report):
        return None
    wanted = (*needed, "n") if form in _WITH_N else needed
    unread = [name for name in columns if name not in wanted]
    if unread and not kpi.columns and not kpi.filter:
        report.add(
            INVALID_CSV,
            table.span(table.heading),
            f"the column {listed(unread)} is not read" if len(unread) == 1 else f"{listed(unread)} are not read",
            f"delete it, or name the columns that count in `columns` of this KPI ({', '.join(wanted)})",
        )
    return Layout(form, {name: columns[name] for name in wanted if name in columns}, points)


def _named(table: Table, kpi: Kpi, source: Source, report: Reporter) -> dict[str, int] | None:
    """Our names of the columns: what `columns` says, then the headings themselves."""
    headings = table.heading.cells
    found: dict[str, int] = {}
    for ours, theirs in kpi.columns.items():
        if theirs not in headings:
            _tell_no_column("columns", ours, theirs, table, source, report)
            return None
        found[ours.lower()] = headings.index(theirs)
    taken = set(found.values())
    for number, heading in enumerate(headings):
        if number not in taken:
            found.setdefault(heading.lower(), number)
    return found


def rows_of(table: Table, kpi: Kpi, source: Source, report: Reporter) -> list[Row]:
    """The rows that pass the KPI's `filter`."""
    headings = table.heading.cells
    rows = list(table.rows)
    for theirs, value in kpi.filter.items():
        if theirs not in headings:
            _tell_no_column("filter", theirs, theirs, table, source, report)
            return []
        number = headings.index(theirs)
        rows = [row for row in rows if row.cells[number] == value]
    if table.rows and not rows:
        report.add(
            INVALID_VALUE,
            source.span(("filter",), key=True),
            "no row of the file passes this filter",
            "look at the values in the file: capitals and spaces count",
            "filter",
        )
    return rows


def _tell_no_column(field: str, key: str, theirs: str, table: Table, source: Source, report: Reporter) -> None:
    near = nearest(theirs, table.heading.cells)
    report.add(
        INVALID_VALUE,
        source.span((field, key)),
        f"{table.path} has no column `{theirs}`",
        f"did you mean `{near}`?" if near else f"its columns are {listed(table.heading.cells)}",
        f"{field}.{key}",
    )


def _tell_no_form(
    table: Table,
    columns: Mapping[str, int],
    kpi: Kpi,
    allowed: tuple[FormName, ...],
    report: Reporter,
) -> None:
    forms = [_shown(form, kpi) for form in allowed]
    other = next((form for form, needed in _COLUMNS.items() if set(needed) <= set(columns)), None)
    missing = [name for name in _COLUMNS[allowed[0]] if name not in columns]
    near = [(name, nearest(name, columns)) for name in missing]
    message = f"this heading fits no form of a file for the metric {kpi.metric}"
    if other and other not in allowed:
        metric = next(name for name, of in _OF_METRIC.items() if other in of)
        message = f"this is the heading for the metric {metric}, but the KPI's metric is {kpi.metric}"
    help_ = f"write {listed(forms)}; or say in `columns` of the KPI which column is which"
    if len(near) == 1 and near[0][1]:
        help_ = f"did you mean `{near[0][0]}` for `{near[0][1]}`? The forms are {listed(forms)}"
    report.add(INVALID_CSV, table.span(table.heading), message, help_)


def _shown(form: FormName, kpi: Kpi) -> str:
    if form == "points":
        return "date,0,1,2,3,4,5,6,7,8,9,10" if kpi.metric == "nps" else "date,1,2,3,4,5"
    return ",".join(_COLUMNS[form]) + ("[,n]" if form in _WITH_N else "")


def _are_points(points: tuple[int, ...], table: Table, kpi: Kpi, report: Reporter) -> bool:
    """Whether the columns are the points of the KPI's scale, without a gap."""
    lowest = 0 if kpi.metric == "nps" else 1
    highest = 10 if kpi.metric == "nps" else kpi.scale or points[-1]
    if points == tuple(range(lowest, highest + 1)):
        return True
    help_ = "write a column for each point, also where nobody chose it"
    if kpi.metric == "nps":
        help_ = "the question for NPS has the eleven answers 0 to 10; a scale of 1 to 10 gives no NPS"
    report.add(
        INVALID_CSV,
        table.span(table.heading),
        f"the columns of answers are {points[0]} to {points[-1]}, but the scale is {lowest} to {highest}"
        if (points[0], points[-1]) != (lowest, highest)
        else f"the columns of answers {lowest} to {highest} have gaps",
        help_,
    )
    return False
