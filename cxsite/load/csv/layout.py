"""The forms of a CSV file beside a KPI: which columns it has, and which one this file is in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from cxsite.load.csv.exports import Export, known_export
from cxsite.load.csv.heading import Ambiguous, find_column, own_columns
from cxsite.load.csv.labels import fold
from cxsite.load.csv.setting import Setting
from cxsite.load.csv.table import Table
from cxsite.model.items.kpi import Kpi
from cxsite.model.typed.nearest import did_you_mean, nearest
from cxsite.syntax.phrases import listed

if TYPE_CHECKING:
    from cxsite.load.csv.propose import Conditions

FormName = Literal["values", "rows", "counts", "answers", "points", "csi", "servqual"]

_COLUMNS: Mapping[FormName, tuple[str, ...]] = {
    "values": ("date", "value"),
    "rows": ("date", "value"),
    "counts": ("date", "promoters", "passives", "detractors"),
    "answers": ("date", "score"),
    "csi": ("date", "item1", "item2", "item3"),
    "servqual": ("date", "dimension", "expectation", "perception"),
}
_OPTIONAL: Mapping[FormName, tuple[str, ...]] = {
    "values": ("n", "sent"),
    "rows": ("by",),
    "counts": ("sent",),
    "points": ("sent",),
    "answers": ("weight", "by", "reason"),
    "servqual": ("n",),
}
_OF_METRIC: Mapping[str, tuple[FormName, ...]] = {
    "nps": ("values", "counts", "answers", "points"),
    "csat": ("values", "answers", "points"),
    "ces": ("values", "answers", "points"),
    "csi": ("values", "csi"),
    "servqual": ("values", "servqual"),
}
NAMES = frozenset(name for names in (*_COLUMNS.values(), *_OPTIONAL.values()) for name in names)
"""What `columns` may name, beside the points of a scale."""
# A day such as 5. September 2026: the fewest digits, the most letters.
_OF_DAY, _OF_MONTH = 5, 12
_SAID_ONLY = frozenset({"by", "reason"})
"""Columns that count only where `columns` names them: nobody knows what a heading of this name holds."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is to be read: its form, and where each column of the form stands.

    `points` are the points of the answer scale of the form `points`, from the lowest. `only` are the rows that count:
    columns with the values that they may have. `counted` are the conditions of `aggregate: share`.
    """

    form: FormName
    columns: Mapping[str, int]
    points: tuple[int, ...] = ()
    only: tuple[tuple[int, frozenset[str]], ...] = ()
    counted: tuple[tuple[int, frozenset[str]], ...] = ()
    export: str = ""
    found: Mapping[str, str] = field(default_factory=dict)


def forms_of(kpi: Kpi) -> tuple[FormName, ...]:
    """The forms that a file of this KPI may have."""
    if kpi.aggregate:
        return ("rows",)
    return _OF_METRIC.get(kpi.metric, ("values",))


def fits(names: tuple[str, ...], kpi: Kpi) -> bool:
    """Whether a row can be the heading of the KPI's file: it has all columns that are named, or those of a form."""
    try:
        columns = _mapped(names, kpi.columns)
    except (Ambiguous, KeyError):
        return False
    return bool(kpi.columns) or known_export(names) is not None or _form(columns, kpi)[0] is not None


def lay_out(table: Table, kpi: Kpi, setting: Setting) -> Layout | None:
    """Find the form of a KPI's file; what does not fit is told."""
    export = known_export(table.names)
    columns = _columns(table, kpi, export, setting)
    only = _conditions(table, "filter", kpi.filter, setting)
    counted = _conditions(table, "share_of", kpi.share_of, setting)
    if columns is None or only is None or counted is None:
        return None
    form, points = _form(columns, kpi)
    if form is None:
        _tell_no_form(table, columns, kpi, export, only)
        return None
    if points and not _are_points(points, table, kpi):
        return None
    needed = ("date", *map(str, points)) if form == "points" else _needed(form, kpi)
    wanted = (*needed, *_OPTIONAL.get(form, ()))
    if not _may_all_be_used(kpi, form, wanted, setting):
        return None
    found = {name: columns[name] for name in wanted if name in columns}
    if export and not kpi.filter and not kpi.columns:
        for theirs, values in export.only.get(kpi.metric, {}).items():
            only = (*only, (table.names.index(theirs), frozenset(values)))
    said = {name: table.names[at] for name, at in found.items()}
    return Layout(form, found, points, only, counted, export.name if export else "", said)


def _needed(form: FormName, kpi: Kpi) -> tuple[str, ...]:
    if form == "rows" and kpi.aggregate in ("count", "share"):
        return ("date",)
    return _COLUMNS[form]


def _form(columns: Mapping[str, int], kpi: Kpi) -> tuple[FormName | None, tuple[int, ...]]:
    for form in forms_of(kpi):
        if form == "points":
            points = tuple(sorted(int(name) for name in columns if name.isdecimal()))
            if len(points) > 1 and "date" in columns:
                return form, points
        elif set(_needed(form, kpi)) <= set(columns):
            return form, ()
    return None, ()


def _mapped(names: tuple[str, ...], mapping: Mapping[str, str]) -> dict[str, int]:
    """Our names of the columns: what `mapping` says, then the headings themselves. Raises `KeyError`, `Ambiguous`."""
    found: dict[str, int] = {}
    for ours, theirs in mapping.items():
        at = find_column(names, theirs)
        if at is None:
            raise KeyError(ours)
        found[ours.lower()] = at
    taken = set(found.values())
    for name, at in own_columns(names, NAMES - _SAID_ONLY).items():
        if at not in taken:
            found.setdefault(name, at)
    return found


def _columns(table: Table, kpi: Kpi, export: Export | None, setting: Setting) -> dict[str, int] | None:
    for ours, theirs in kpi.columns.items():
        if ours.lower() not in NAMES and not ours.isdecimal():
            help_ = did_you_mean(ours, NAMES) or f"the columns that are read are {listed(sorted(NAMES))}"
            setting.tell(("columns", ours), f"nothing reads a column `{ours}`", help_, key=True)
            return None
        if not _is_there(table, ("columns", ours), theirs, setting):
            return None
    columns = dict(kpi.columns)
    for ours, theirs in export.columns.items() if export else ():
        # A column of this name that is not there, or is there twice, is simply not known.
        if ours not in kpi.columns and table.names.count(theirs) == 1:
            columns[ours] = theirs
    return _mapped(table.names, columns)


def _conditions(
    table: Table, name: str, said: Mapping[str, tuple[str, ...]], setting: Setting
) -> tuple[tuple[int, frozenset[str]], ...] | None:
    found = []
    for theirs, values in said.items():
        if not _is_there(table, (name, theirs), theirs, setting):
            return None
        at = find_column(table.names, theirs)
        assert at is not None
        found.append((at, frozenset(values)))
    return tuple(found)


def _is_there(table: Table, at: tuple[str, str], theirs: str, setting: Setting) -> bool:
    try:
        if find_column(table.names, theirs) is not None:
            return True
    except Ambiguous:
        setting.tell(
            at,
            f"{table.problems.path} has several columns `{theirs}`",
            f"write which one: `{theirs} [1]` is the first of them, `{theirs} [2]` the second",
        )
        return False
    names = shown_names(table.names)
    help_ = did_you_mean(theirs, names) or f"its columns are {listed(names)}"
    if not names:
        help_ = "the file's first row seems to be data: write a heading above it"
    setting.tell(at, f"{table.problems.path} has no column `{theirs}`", help_)
    return False


def shown_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """Headings as a message may list them; none where the first row seems to hold data, which no message quotes."""
    return () if any(map(_is_data, names)) else tuple(dict.fromkeys(name for name in names if name))


def _is_data(name: str) -> bool:
    """Whether a heading is an address, a number, or a day, also one with its month in letters."""
    digits, letters = sum(map(str.isdigit, name)), sum(map(str.isalpha, name))
    counts = name[:1].isdigit() and len(name) > 2
    return "@" in name or (counts and (digits >= letters or (digits >= _OF_DAY and letters <= _OF_MONTH)))


def _may_all_be_used(kpi: Kpi, form: FormName, wanted: tuple[str, ...], setting: Setting) -> bool:
    for ours in kpi.columns:
        if ours.lower() not in wanted and ours.lower() in ("weight", "by", "reason", "sent"):
            setting.tell(
                ("columns", ours),
                f"`{ours}` can't be used with rows of this form",
                "`weight` and `reason` need one answer a row, `by` one answer, ticket or order; `sent` counted answers",
                key=True,
            )
            return False
    return True


def _tell_no_form(table: Table, columns: Mapping[str, int], kpi: Kpi, export: Export | None, only: Conditions) -> None:
    allowed = forms_of(kpi)
    forms = [_shown(form, kpi) for form in allowed]
    other = next((form for form, needed in _COLUMNS.items() if set(needed) <= set(columns)), None)
    missing = [name for name in _needed(allowed[0], kpi) if name not in columns]
    names = shown_names(table.names)
    near = [(name, nearest(name, [heading.lower() for heading in names])) for name in missing]
    message = f"this heading fits no form of a file for the metric {kpi.metric}"
    if export:
        message = f"this is an export of {export.name}; which of its columns count is not said"
    elif other and other not in allowed:
        metric = next((name for name, of in _OF_METRIC.items() if other in of), "")
        message = f"this is the heading for the metric {metric}, but the KPI's metric is {kpi.metric}"
    if len(table.names) == 1:
        message = "this file is no table: nothing parts its first line into columns"
    wanted = dict.fromkeys(name for form in allowed for name in _COLUMNS.get(form, ()) if name not in columns)
    twice = [name for name in wanted if sum(fold(heading) == name for heading in table.names) > 1]
    change = None
    # Most files have a heading that is understood.
    from cxsite.load.csv.propose import proposal

    proposed = proposal(table, kpi, columns, export, only) if names else ("", None)
    if not names and table.names:
        message = "this file has no heading: its first row holds data"
        help_ = f"write a heading above it: {listed(forms)}"
    elif twice:
        message = f"this file has several columns `{twice[0]}`"
        help_ = f'say which one counts: `columns: {{{twice[0]}: "{twice[0]} [1]"}}` is the first of them'
    elif proposed[0]:
        help_, change = proposed
    elif len(near) == 1 and len(near[0][1]) == 1:
        help_ = f"did you mean `{near[0][0]}` for `{near[0][1][0]}`? The forms are {listed(forms)}"
    else:
        help_ = f"write {listed(forms)}; or say in `columns` of the KPI which column is which"
    table.problems.tell(table.line, message, help_, change=change)


def _shown(form: FormName, kpi: Kpi) -> str:
    if form == "points":
        return "date,0,1,2,3,4,5,6,7,8,9,10" if kpi.metric == "nps" else "date,1,2,3,4,5"
    return ",".join(_needed(form, kpi)) + ("[,n]" if form in ("values", "servqual") else "")


def _are_points(points: tuple[int, ...], table: Table, kpi: Kpi) -> bool:
    """Whether the columns are the points of the KPI's scale, without a gap."""
    lowest = 0 if kpi.metric == "nps" else 1
    highest = 10 if kpi.metric == "nps" else kpi.scale or points[-1]
    if points == tuple(range(lowest, highest + 1)):
        return True
    help_ = "write a column for each point, also where nobody chose it"
    if kpi.metric == "nps":
        help_ = "the question for NPS has the eleven answers 0 to 10; a scale of 1 to 10 gives no NPS"
    table.problems.tell(
        table.line,
        f"the columns of answers are {points[0]} to {points[-1]}, but the scale is {lowest} to {highest}"
        if (points[0], points[-1]) != (lowest, highest)
        else f"the columns of answers {lowest} to {highest} have gaps",
        help_,
    )
    return False
