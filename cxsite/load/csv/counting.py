"""One answer a row, counted while the file is read: what differs is kept once, with how often it occurs."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import itemgetter

from cxsite.load.csv.cells import Numbers, Scores
from cxsite.load.csv.days import Days, formats_of
from cxsite.load.csv.layout import Layout
from cxsite.load.csv.problems import CellError
from cxsite.load.csv.table import Numbered, Table
from cxsite.measures.scale import scale_of
from cxsite.model.finding import Change
from cxsite.model.items.kpi import Kpi

MOST_KEYS = 100_000
"""Different combinations of day and answer in one file; more of them means that a column holds something else."""
WEIGHT_UNIT = 10**9
"""Weights are added as whole numbers of this part, so that their sum does not depend on the order of rows."""
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Counted:
    """Equal answers of one day: how many, what they weigh (in parts of `WEIGHT_UNIT`), the sum of squared weights.

    `group` and `reason` are empty where none is given.
    """

    day: dt.date
    score: int
    group: str
    reason: str
    n: int
    weight: int
    squares: float
    line: int


Key = tuple[str, ...]


@dataclass(slots=True)
class _Same:
    """Rows with the same cells: how many, what they weigh, and the first line."""

    line: int
    n: int = 0
    weight: int = 0
    squares: float = 0.0


def filtered(table: Table, layout: Layout) -> Iterator[Numbered]:
    """The rows that count: those with the values that the KPI's `filter` names."""
    only = layout.only
    if not only:
        yield from table.body(layout.columns["date"])
        return
    for row in table.body(layout.columns["date"]):
        if all(row[1][at].strip() in values for at, values in only):
            yield row
        else:
            table.left_out["filter"] += 1


def count_answers(table: Table, layout: Layout, kpi: Kpi) -> list[Counted]:
    """The answers in a file, each combination once. What can't be read is noted in the table's problems."""
    days = Days(table.names[layout.columns["date"]], kpi.date_format)
    scores = Scores(
        table.names[layout.columns["score"]], scale_of(kpi), kpi.answers, kpi.blank, nps=kpi.metric == "nps"
    )
    tally = _tallied(table, layout, days, scores)
    found: list[Counted] = []
    wrong = WrongDays(days)
    for key, same in tally.items():
        score = _score(key[1].strip(), same, scores, table)
        if score is None:
            continue
        try:
            day = days.day(key[0])
        except CellError as error:
            wrong.add(key[0], error, same.line, same.n)
            continue
        found.append(Counted(day, score, *_names(key, layout), same.n, same.weight, same.squares, same.line))
    wrong.settle(table)
    scores.settle(table.problems)
    return found


def _names(key: Key, layout: Layout) -> tuple[str, str]:
    named = iter(key[2:])
    group = next(named) if "by" in layout.columns else ""
    return _SPACE.sub(" ", group.strip()), _SPACE.sub(" ", next(named).strip()) if "reason" in layout.columns else ""


def _score(text: str, same: _Same, scores: Scores, table: Table) -> int | None:
    if scores.is_blank(text):
        table.left_out["blank"] += same.n
        return None
    try:
        return scores.score(text)
    except KeyError:
        scores.label(text, same.line, same.n)
    except CellError as error:
        table.problems.add_cell(same.line, error, same.n)
    return None


def _tallied(table: Table, layout: Layout, days: Days, scores: Scores) -> dict[Key, _Same]:
    """Rows counted by the part of their day and the texts of their other cells; the loop that all rows go through."""
    tally: dict[Key, _Same] = {}
    part, date = days.part, layout.columns["date"]
    others = [layout.columns[name] for name in ("score", "by", "reason") if name in layout.columns]
    cells_of: Callable[[list[str]], Key] = itemgetter(*others) if len(others) > 1 else _single(others[0])
    weigh = _Weights(table, layout, scores) if "weight" in layout.columns else None
    for line, cells in filtered(table, layout):
        key = (part(cells[date]), *cells_of(cells))
        same = tally.get(key)
        if same is None:
            if len(tally) >= MOST_KEYS:
                _tell_too_many(tally, table, layout, line)
                return {}
            same = tally[key] = _Same(line)
        if weigh is None:
            same.n += 1
        else:
            weigh.add(same, line, cells)
    return tally


def _single(at: int) -> Callable[[list[str]], Key]:
    return lambda cells: (cells[at],)


class _Weights:
    """Reads the weight of each row; one that is negative or nothing is a problem."""

    def __init__(self, table: Table, layout: Layout, scores: Scores) -> None:
        self._at = layout.columns["weight"]
        self._column = table.names[self._at]
        self._numbers = Numbers(table.decimal_comma)
        self._known: dict[str, tuple[int, float]] = {}
        self._table = table
        self._blank = scores.is_blank

    def add(self, same: _Same, line: int, cells: list[str]) -> None:
        """Add the weight of a row."""
        text = cells[self._at]
        known = self._known.get(text)
        if known is None:
            weight = self._read(text.strip(), line)
            if weight is None:
                return
            known = round(weight * WEIGHT_UNIT), weight * weight
            if len(self._known) < MOST_KEYS:
                self._known[text] = known
        same.n += 1
        same.weight += known[0]
        same.squares += known[1]

    def _read(self, text: str, line: int) -> float | None:
        try:
            weight = self._numbers.number(self._column, text, line)
            if weight <= 0:
                raise CellError(
                    self._column,
                    "is a weight that is negative" if weight < 0 else "is a weight of nothing",
                    "correct the weights, or leave these rows out with `filter`",
                )
        except CellError as error:
            if text and self._blank(text):
                self._table.left_out["blank"] += 1
            else:
                self._table.problems.add_cell(line, error)
            return None
        return weight


def _tell_too_many(tally: dict[Key, _Same], table: Table, layout: Layout, line: int) -> None:
    names = ["date", *(name for name in ("score", "by", "reason") if name in layout.columns)]
    different = [len({key[at] for key in tally}) for at in range(len(names))]
    most = max(range(len(names)), key=lambda at: different[at])
    table.problems.tell(
        line,
        f"`{table.names[layout.columns[names[most]]]}` holds more than {different[most] // 1000 * 1000:,} "
        f"different texts: these are no {'days' if most == 0 else 'answers' if most == 1 else 'groups or reasons'}",
        f"name another column as `{names[most]}` in `columns`"
        + (", or say in `date_format` how its days are written" if most == 0 else ""),
    )


class WrongDays:
    """The days of a column that can't be read, and the settings that would read them."""

    def __init__(self, days: Days) -> None:
        self._days = days
        self._parts: set[str] = set()
        self._known: Counter[tuple[str, str, str]] = Counter()
        self._lines: dict[tuple[str, str, str], int] = {}

    def add(self, part: str, error: CellError, line: int, rows: int = 1) -> None:
        """Note rows whose day can't be read."""
        cause = (error.column, error.what, error.help)
        self._known[cause] += rows
        self._lines[cause] = min(line, self._lines.get(cause, line))
        if not error.help and len(self._parts) < MOST_KEYS:
            self._parts.add(part)

    def settle(self, table: Table) -> None:
        """Tell them, once for each cause."""
        for cause, rows in self._known.items():
            column, what, help_ = cause
            change = None
            if not help_:
                what, help_, change = self._settings(what)
            table.problems.add_cell(self._lines[cause], CellError(column, what, help_, change), rows)

    def _settings(self, what: str) -> tuple[str, str, Change | None]:
        plain = "write the day as year-month-day, for example 2026-07-15"
        # Where other rows of the column can be read, a setting would make those unreadable.
        formats = () if self._days.read else formats_of(self._parts)
        if len(formats) > 1:
            choice = " or ".join(f'`date_format: "{one}"`' for one in formats)
            return "is a day that can be read in two ways", f"say which one is meant: {choice}", None
        change = Change(("date_format",), formats[0], new=True) if formats else None
        if formats == ("excel",):
            return "is Excel's number of a day", "write `date_format: excel`", change
        if formats == ("unix",):
            return "is a moment as Unix counts seconds", "write `date_format: unix`; days are then those of UTC", change
        if formats:
            return what, f'write `date_format: "{formats[0]}"`, or the days as year-month-day: 2026-07-15', change
        return what, plain, None
