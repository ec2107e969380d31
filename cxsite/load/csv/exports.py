"""Exports of survey and help-desk programs that are known by their heading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cxsite.load.csv.labels import fold

_ASKED = {"nps": "NPS", "csat": "CSAT", "ces": "CES"}


@dataclass(frozen=True, slots=True)
class Export:
    """A program's export: headings that only it has, and the columns that mean the same in every file of it.

    `dates` are its columns of days; where there is one only, it is the day of the answer. `only` are rows that count,
    by column, for each metric. `hint` are settings for its labels. `whole` are the values that mark whole answers of
    customers, by column.
    """

    name: str
    signature: frozenset[str]
    dates: tuple[str, ...]
    score: str = ""
    only: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    hint: str = ""
    whole: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def columns(self) -> dict[str, str]:
        """What is certain: our name of a column, then theirs."""
        found = {"date": self.dates[0]} if len(self.dates) == 1 else {}
        return found | ({"score": self.score} if self.score else {})


def _export(
    name: str,
    *signature: str,
    dates: tuple[str, ...],
    hint: str = "",
    whole: Mapping[str, tuple[str, ...]] | None = None,
) -> Export:
    return Export(name, frozenset(map(fold, signature)), dates, hint=hint, whole=whole or {})


EXPORTS = (
    Export(
        "Delighted",
        frozenset(map(fold, ("Score", "Survey Type", "Response Date (UTC)"))),
        ("Response Date (UTC)",),
        "Score",
        {metric: {"Survey Type": (asked,)} for metric, asked in _ASKED.items()},
    ),
    _export(
        "Qualtrics",
        *("ResponseId", "RecordedDate", "Finished"),
        dates=("EndDate", "RecordedDate", "StartDate"),
        whole={"Finished": ("True", "TRUE", "1"), "Status": ("IP Address", "0")},
    ),
    _export("SurveyMonkey", "Respondent ID", "Collector ID", dates=("End Date", "Start Date")),
    _export("Medallia", "surveyid", "responsedate", dates=("responsedate",)),
    _export(
        "Typeform",
        *("#", "Submit Date (UTC)", "Network ID"),
        dates=("Submit Date (UTC)",),
        whole={"Response Type": ("completed",)},
    ),
    _export(
        "Zendesk",
        *("Satisfaction Score", "Ticket type", "Solved at"),
        dates=("Solved at", "Created at"),
        hint="for csat write `scale: 2`, `columns: {date: Solved at, score: Satisfaction Score}`, "
        "`answers: {Good: 2, Bad: 1}` and `blank: [Offered, Not Offered]`",
    ),
    _export("Freshdesk", "Ticket ID", "Resolved time", "Created time", dates=("Resolved time", "Created time")),
)


def known_export(names: tuple[str, ...]) -> Export | None:
    """The export that has this heading; None where it is none of those, or nobody can tell."""
    headings = {fold(name) for name in names}
    found = [export for export in EXPORTS if export.signature <= headings]
    return found[0] if len(found) == 1 else None
