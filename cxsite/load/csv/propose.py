"""Settings for a file that nobody knows yet, from what stands in its first rows; every choice is left to the editor."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice

from cxsite.load.csv.cells import NO_ANSWER, Numbers, Scores, fold, quoted
from cxsite.load.csv.days import Days, formats_of
from cxsite.load.csv.exports import Export
from cxsite.load.csv.problems import CellError
from cxsite.load.csv.table import Table
from cxsite.measures.scale import scale_of
from cxsite.model.finding import Change
from cxsite.model.items.kpi import SURVEYS, Kpi

_SAMPLE = 500
_MOST_CHOICES = 6
_PLAIN = re.compile(r"[\w. -]*\w|\w", re.ASCII)


def proposal(table: Table, kpi: Kpi, columns: Mapping[str, int], export: Export | None) -> tuple[str, Change | None]:
    """What to write into the KPI so that its file can be read, and the change where there is no choice.

    Empty where nothing in the file looks like days.
    """
    rows = [cells for _, cells in islice(table.body(), _SAMPLE)]
    # The first ones may go on with the heading.
    rows = rows[2:] if len(rows) > 5 else rows
    named = [(at, name) for at, name in enumerate(table.names) if table.names.count(name) == 1 and not _is_id(name)]
    samples = {name: [text for row in rows if (text := row[at].strip())] for at, name in named}
    dates = {name: found for name, texts in samples.items() if (found := _formats(texts, kpi)) is not None}
    if export and any(name in dates for name in export.dates):
        dates = {name: dates[name] for name in export.dates if name in dates}
    needed = "score" if kpi.metric in SURVEYS else "value"
    fits = _is_score if needed == "score" else _is_number
    values = [name for name, texts in samples.items() if name not in dates and texts and fits(texts, table, kpi)]
    said = {ours: table.names[at] for ours, at in columns.items() if ours in ("date", needed)}
    choices = {
        "date": [said["date"]] if "date" in said else list(dates),
        needed: [said[needed]] if needed in said else values,
    }
    if not choices["date"] or (not choices[needed] and kpi.aggregate not in ("count", "share")):
        return export.hint if export else "", None
    change = None
    if all(len(names) == 1 for names in choices.values()) and not dates.get(choices["date"][0]):
        change = Change(("columns",), {**kpi.columns, **{ours: names[0] for ours, names in choices.items()}}, new=True)
    return _written(choices, dates, needed), change


def _written(choices: Mapping[str, list[str]], dates: Mapping[str, tuple[str, ...]], needed: str) -> str:
    chosen = {ours: names[0] for ours, names in choices.items() if names}
    written = "columns: {" + ", ".join(f"{ours}: {_scalar(name)}" for ours, name in chosen.items()) + "}"
    parts = [f"write `{written}`"]
    for ours, names in choices.items():
        if len(names) > 1:
            others = ", ".join(f"`{name}`" for name in names[1:_MOST_CHOICES])
            parts.append(f"`{ours}` may also be {others}")
    formats = dates.get(chosen["date"], ())
    if len(formats) == 1:
        parts.append(f"and `date_format: {quoted(formats[0])}`")
    elif formats:
        parts.append("and " + " or ".join(f"`date_format: {quoted(one)}`" for one in formats))
    if needed == "value":
        parts.append("and `aggregate: median` (or mean, sum, count, p90, share) where a row is one case")
    return "; ".join(parts)


def _is_id(name: str) -> bool:
    return not name or name == "#" or fold(name) == "id" or fold(name).endswith((" id", "_id"))


def _scalar(name: str) -> str:
    return name if _PLAIN.fullmatch(name) and not name[0].isdigit() else quoted(name)


def _formats(texts: list[str], kpi: Kpi) -> tuple[str, ...] | None:
    """How the days in a column are written: nothing where they can be read already; None where they are no days."""
    days = Days("", kpi.date_format)
    parts = {days.part(text) for text in texts if fold(text) not in NO_ANSWER}
    if not parts or (kpi.date_format is None and all(part.isdecimal() for part in parts)):
        return None
    try:
        for part in parts:
            days.day(part)
    except CellError:
        return formats_of(parts) or None if kpi.date_format is None else None
    return ()


def _is_score(texts: list[str], table: Table, kpi: Kpi) -> bool:
    scale = scale_of(kpi)
    scores = Scores("", scale, kpi.answers, kpi.blank, nps=False)
    texts = [text for text in texts if fold(text) not in NO_ANSWER]
    try:
        found = {scores.score(text) for text in texts}
    except (CellError, KeyError):
        return False
    return len(found) > 1 or (len(found) == 1 and len(texts) < 3)


def _is_number(texts: list[str], table: Table, kpi: Kpi) -> bool:
    numbers = Numbers(table.decimal_comma)
    try:
        found = {numbers.number("", text, 1) for text in texts if fold(text) not in NO_ANSWER}
    except CellError:
        return False
    return len(found) > 1
