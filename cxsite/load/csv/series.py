"""A KPI's CSV file to its measurements: answers become counts here, and no row is kept."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from cxsite.load.csv.aggregate import estimate_period
from cxsite.load.csv.answers import Missing, Result, estimate_answers
from cxsite.load.csv.counting import Counted, count_answers
from cxsite.load.csv.days import Days
from cxsite.load.csv.doubts import tell_doubtful_scale, tell_single_cases
from cxsite.load.csv.figures import Reader
from cxsite.load.csv.layout import Layout, fits, lay_out
from cxsite.load.csv.problems import Problems
from cxsite.load.csv.setting import Setting
from cxsite.load.csv.table import Table, open_table
from cxsite.load.files.listing import FoundFile
from cxsite.load.findings import Reporter
from cxsite.measures.series import reporting_period
from cxsite.model.items.kpi import SURVEYS, Kpi, Measurement, Provenance
from cxsite.model.visibility import FEWEST_IN_FILES
from cxsite.syntax.positions import Source

_ASKED = (
    *("metric", "method", "scale", "weights", "frequency", "columns", "filter", "date_format", "answers", "blank"),
    *("skip_rows", "aggregate", "share_of", "unit"),
)
MOST_NAMES = 50
"""Groups or reasons in one file; more of them are no categories."""


@dataclass(frozen=True, slots=True)
class Series:
    """Measurements by date, for each the line of the file at which it ends, and what was read of the file."""

    measurements: tuple[Measurement, ...] = ()
    lines: tuple[int, ...] = ()
    provenance: Provenance | None = None


@dataclass(frozen=True, slots=True)
class _Measured:
    day: dt.date
    line: int
    result: Result


def read_series(file: FoundFile, values: Mapping[str, Any], source: Source, report: Reporter) -> Series:
    """The measurements in a KPI's file, oldest first.

    Rows of values are one measurement each. Answers and cases of one period of the KPI's `frequency` (of one day
    without it) form one, dated at the last day with a row in the period. Fields of the KPI that are wrong are told
    where they are validated; then the file is not read.
    """
    asked = {name: values[name] for name in _ASKED if values.get(name) is not None}
    try:
        kpi = Kpi.model_validate({"id": "any", "title": "any", "direction": "up", **asked})
    except ValidationError:
        return Series()
    setting = Setting(source, report)
    if not _is_possible(kpi, setting):
        return Series()
    problems = Problems(file.shown, report, source)
    table = open_table(file, problems, lambda names: fits(names, kpi), kpi.skip_rows)
    layout = lay_out(table, kpi, setting) if table else None
    if table is None or layout is None:
        return Series()
    if layout.form == "answers" and kpi.metric == "csat" and kpi.scale is None:
        setting.tell(
            ("measurements",),
            "answers to a satisfaction question can't be counted without its scale",
            "write `scale: 5`, or whatever the highest answer is",
        )
        return Series()
    measured = sorted(_measured(table, layout, kpi, setting), key=lambda one: (one.day, one.line))
    problems.close()
    if not table.read and not problems.told:
        what = "this file has a heading, and no row below it"
        problems.tell(table.line, what, "export it with its rows; a KPI that nobody has measured yet needs no file")
    if layout.only and table.read and table.left_out["filter"] == table.read:
        what = "this filter" if kpi.filter else f"as an answer for {kpi.metric} in an export of {layout.export}"
        at = "filter" if kpi.filter else "measurements"
        help_ = "look at the values in the file: capitals and spaces count"
        setting.tell((at,), f"no row of the file passes {what}", help_, key=True)
    return Series(
        tuple(_measurement(one) for one in measured),
        tuple(one.line for one in measured),
        _provenance(table, layout, file.name),
    )


def _is_possible(kpi: Kpi, setting: Setting) -> bool:
    """Whether the settings fit each other; what does not is told."""
    if kpi.date_format is not None:
        try:
            Days("", kpi.date_format)
        except ValueError as error:
            help_ = 'write `date_format: "%d.%m.%Y"`, or what fits'
            setting.tell(("date_format",), f"this is no format of a date: {error}", help_)
            return False
    if kpi.aggregate and kpi.metric in SURVEYS:
        what = f"answers for {kpi.metric} are counted, not aggregated"
        setting.tell(("aggregate",), what, "delete the line", key=True)
        return False
    if (kpi.aggregate == "share") != bool(kpi.share_of):
        at, help_ = ("aggregate", "say in `share_of` what counts: `share_of: {Status: [Solved]}`")
        if kpi.share_of:
            at, help_ = ("share_of", "write `aggregate: share`, or delete `share_of`")
        setting.tell((at,), "`aggregate: share` and `share_of` belong together", help_, key=True)
        return False
    return True


def _measured(table: Table, layout: Layout, kpi: Kpi, setting: Setting) -> list[_Measured]:
    if layout.form == "answers":
        return _of_answers(table, layout, kpi, setting)
    reader = Reader(table, layout, kpi)
    if layout.form == "values":
        values = reader.values()
        if tell_single_cases([one.day for one in values], table):
            return []
        return [_Measured(one.day, one.line, Result(one.value, one.n, sent=one.sent)) for one in values]
    periods = reader.periods()
    sizes = Counter[str]()
    for period in periods:
        for name, columns in period.columns.items():
            sizes[name] += len(columns[0])
    groups = _kept(sizes, "by", setting) if layout.form == "rows" else frozenset[str]()
    found = ((period.last, period.line, estimate_period, (period, layout, kpi, groups)) for period in periods)
    return _estimated(found, table)


def _of_answers(table: Table, layout: Layout, kpi: Kpi, setting: Setting) -> list[_Measured]:
    counted = count_answers(table, layout, kpi)
    tell_doubtful_scale(counted, table, kpi)
    by_group, by_reason = Counter[str](), Counter[str]()
    periods: dict[dt.date, list[Counted]] = {}
    for one in counted:
        by_group[one.group] += one.n
        by_reason[one.reason] += one.n
        first = reporting_period(one.day, kpi.frequency)[0] if kpi.frequency else one.day
        periods.setdefault(first, []).append(one)
    groups, reasons = _kept(by_group, "by", setting), _kept(by_reason, "reason", setting)
    weighted = "weight" in layout.columns

    def estimate(answers: Sequence[Counted]) -> Result | None:
        return estimate_answers(answers, kpi, groups, reasons, weighted=weighted)

    lasts = [max(answers, key=lambda one: (one.day, one.line)) for answers in periods.values()]
    return _estimated(
        ((last.day, last.line, estimate, (answers,)) for last, answers in zip(lasts, periods.values(), strict=True)),
        table,
    )


def _estimated(periods: Iterable[tuple[dt.date, int, Any, tuple[Any, ...]]], table: Table) -> list[_Measured]:
    found: list[_Measured] = []
    for day, line, estimate, arguments in periods:
        try:
            result: Result | None = estimate(*arguments)
        except Missing as missing:
            message, help_ = missing.args
            table.problems.tell(line, message, help_)
            # What is missing in one period is mostly missing in all.
            break
        if result is not None:
            found.append(_Measured(day, line, result))
    return found


def _kept(sizes: Counter[str], column: str, setting: Setting) -> frozenset[str]:
    """The groups or reasons that many rows have: what is rare may be one person's words, and is not kept."""
    names = {name for name in sizes if name}
    if len(names) > MOST_NAMES:
        what = "groups" if column == "by" else "reasons"
        setting.tell(
            ("columns", column),
            f"this column holds {len(names):,} different texts: these are no {what}",
            f"name a column of at most {MOST_NAMES} {what}",
        )
        return frozenset()
    return frozenset(name for name in names if sizes[name] >= FEWEST_IN_FILES and len(name) <= 60)


def _measurement(one: _Measured) -> Measurement:
    result = one.result
    given = {
        "n": result.n,
        "counts": result.counts,
        "effective_n": result.effective_n,
        "sent": result.sent,
        "components": result.components,
        "groups": result.groups,
        "reasons": result.reasons,
    }
    said = {name: value for name, value in given.items() if value is not None and value != ()}
    return Measurement(date=one.day, value=result.value, **said)


def _provenance(table: Table, layout: Layout, name: str) -> Provenance:
    left_out = Counter(table.left_out)
    left_out["unreadable"] = table.problems.rows
    used = table.read - left_out["filter"] - left_out["blank"] - left_out["unreadable"]
    names = {"\t": "tab", ",": "comma", ";": "semicolon", "|": "bar"}
    settings = {"encoding": table.stream.encoding, "separator": names.get(table.separator, table.separator)}
    settings |= {f"columns.{ours}": theirs for ours, theirs in layout.found.items()}
    said: dict[str, Any] = {"left_out": {cause: rows for cause, rows in sorted(left_out.items()) if rows}}
    return Provenance(
        file=name,
        sha256=table.stream.sha256,
        rows=table.read,
        used=max(used, 0),
        settings=settings,
        **({"layout": layout.export} if layout.export else {}),
        **(said if said["left_out"] else {}),
    )
