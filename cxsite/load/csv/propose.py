"""Settings for a file that nobody knows yet, from what stands in its first rows; every choice is left to the editor."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from cxsite.load.csv.cells import Numbers, Scores, quoted
from cxsite.load.csv.days import Days, formats_of
from cxsite.load.csv.exports import Export
from cxsite.load.csv.heading import column_names
from cxsite.load.csv.labels import NO_ANSWER, are_answers, fold
from cxsite.load.csv.problems import CellError
from cxsite.load.csv.table import Table
from cxsite.measures.scale import scale_of
from cxsite.model.finding import Change
from cxsite.model.items.kpi import SURVEYS, Kpi

_SAMPLE = 500
_MOST_CHOICES = 6
_MOST_LABELS = 12
_LONGEST_LABEL = 60
_DIGIT = re.compile(r"\d")
_PLAIN = re.compile(r"[\w. -]*\w|\w", re.ASCII)
Conditions = Sequence[tuple[int, frozenset[str]]]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a file before it can be read: its KPI, our names of columns, its program."""

    table: Table
    kpi: Kpi
    columns: Mapping[str, int]
    export: Export | None


def proposal(
    table: Table, kpi: Kpi, columns: Mapping[str, int], export: Export | None, only: Conditions
) -> tuple[str, Change | None]:
    """What to write into the KPI so that its file can be read, and the change where there is no choice.

    `only` are the rows that count. Empty where nothing in the file looks like days.
    """
    known = _Known(table, kpi, columns, export)
    samples = _samples(known, only)
    dates = _dates(known, samples)
    needed, values = _values(known, {name: texts for name, texts in samples.items() if name not in dates})
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
    return "; ".join([_written(choices, dates, needed, survey=kpi.metric in SURVEYS), *_whole(known, samples)]), change


def _whole(known: _Known, samples: Mapping[str, list[str]]) -> list[str]:
    """How rows are left out that are no answers of customers, where the program says which these are."""
    if known.export is None or known.kpi.filter:
        return []
    usual = {
        name: Counter(texts).most_common(1)[0][0]
        for name in known.export.whole
        if (texts := samples.get(name)) and Counter(texts).most_common(1)[0][0] in known.export.whole[name]
    }
    written = ", ".join(f"{_scalar(name)}: {quoted(value)}" for name, value in usual.items())
    return [f"and `filter: {{{written}}}`, to leave out tests and answers that were broken off"] if usual else []


def _samples(known: _Known, only: Conditions) -> dict[str, list[str]]:
    """What stands in the first rows, by the names under which columns are found."""
    rows = [
        cells
        for _, cells in islice(known.table.body(), _SAMPLE)
        if all(cells[at].strip() in values for at, values in only)
    ]
    # The first ones may go on with the heading.
    rows = rows[2:] if len(rows) > 5 and not only else rows
    named = {at: name for at, name in column_names(known.table.names).items() if not _is_id(name)}
    return {name: [text for row in rows if (text := row[at].strip())] for at, name in named.items()}


def _dates(known: _Known, samples: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """The columns that hold days, each with the formats in which they can be read; none where they can already."""
    kpi, export = known.kpi, known.export
    dates = {name: found for name, texts in samples.items() if (found := _formats(texts, kpi)) is not None}
    if export and any(name in dates for name in export.dates):
        return {name: dates[name] for name in export.dates if name in dates}
    # Numbers are days only where nothing else is.
    return dates or {name: found for name, texts in samples.items() if (found := _counted_days(texts, kpi))}


def _values(known: _Known, samples: Mapping[str, list[str]]) -> tuple[str, list[str]]:
    """What a row says, `score` or `value`, and the columns that may hold it, the likeliest first.

    Answers are numbers on the scale, or else usual words; where there are none, rows may be finished values.
    """
    table, kpi = known.table, known.kpi
    if kpi.metric in SURVEYS:
        scores = {name: len(set(texts)) for name, texts in samples.items() if texts and _is_score(texts, kpi)}
        # A question is answered in more ways than a page or a state has.
        found = sorted(scores, key=lambda name: -scores[name])
        found = found or [name for name, texts in samples.items() if _has_answers(texts)]
        if found or "score" in known.columns:
            return "score", found
    numbers = [name for name, texts in samples.items() if texts and _is_number(texts, table, kpi)]
    # What has digits may be meant: what is wrong with it is told when it is read.
    return "value", numbers or [name for name, texts in samples.items() if texts and all(map(_DIGIT.search, texts))]


def _has_answers(texts: list[str]) -> bool:
    labels = Counter(text for text in texts if fold(text) not in NO_ANSWER)
    few = 1 < len(labels) <= _MOST_LABELS and all(len(label) <= _LONGEST_LABEL for label in labels)
    return few and are_answers(labels)


def _written(
    choices: Mapping[str, list[str]], dates: Mapping[str, tuple[str, ...]], needed: str, *, survey: bool
) -> str:
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
    if needed == "value" and not survey:
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


def _counted_days(texts: list[str], kpi: Kpi) -> tuple[str, ...]:
    """How numbers can be read as days."""
    if kpi.date_format is not None or not all(text.isdecimal() for text in texts):
        return ()
    return formats_of(set(texts))


def _is_score(texts: list[str], kpi: Kpi) -> bool:
    scale = scale_of(kpi)
    scores = Scores("", scale, kpi.answers, kpi.blank, nps=False)
    texts = [text for text in texts if fold(text) not in NO_ANSWER]
    try:
        found = {scores.score(text) for text in texts}
    except (CellError, KeyError):
        return False
    return len(found) > 1 or (len(found) == 1 and len(texts) < 3)


def _is_number(texts: list[str], table: Table, kpi: Kpi) -> bool:
    numbers = Numbers(table.decimal_comma, kpi.unit)
    try:
        found = {numbers.number("", text, 1) for text in texts if fold(text) not in NO_ANSWER}
    except CellError:
        return False
    return len(found) > 1
