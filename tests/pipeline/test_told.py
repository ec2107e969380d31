"""Findings of the entries of one list are told together, and what follows from another finding says from which."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from cxsite.model.finding import Finding
from cxsite.pipeline.reading import read
from cxsite.pipeline.rules import RULES
from cxsite.pipeline.settings import Settings
from cxsite.report.report import Report
from cxsite.report.structured import as_json
from tests.check.trees import write

TODAY = dt.date(2026, 3, 31)
CHARTER = {"roadmap.yml": "title: R\ndisclaimer: A plan.\n"}
KPI = (
    "title: Nps\nmetric: nps\ndirection: up\ndefinition: Would you?\nfrequency: month\n"
    "baseline: {date: 2025-01-31, value: 10}\ntargets: [{date: 2027, value: 20}]\n"
)


def findings(root: Path, files: dict[str, str]) -> tuple[Finding, ...]:
    write({**CHARTER, **files}, root)
    return read(Settings(root=root, content=root / "content", today=TODAY)).findings


def entries(count: int, entry: str) -> str:
    return "".join(f"- {entry.format(n)}\n" for n in range(count))


LISTS = {
    "unknown names": ("kpis", "kpi-{}", "CX102"),
    "fields that are none": ("milestones", "{{title: M{}, Colour: red}}", "CX004"),
    "values that are none": ("milestones", "{{title: M{}, done: perhaps}}", "CX006"),
    "days that are none": ("updates", "{{date: 2026-02-3{}, text: T}}", "CX007"),
    "days to come": ("updates", "{{date: 2199-01-0{}, text: T}}", "CX216"),
    "HTML": ("goals", "A <b>return</b> {}", "CX034"),
    "fields that are missing": ("milestones", "{{date: 2026-09-0{}}}", "CX005"),
}


@pytest.mark.parametrize("case", LISTS)
@pytest.mark.parametrize(("count", "told", "more"), [(3, 3, 0), (4, 4, 0), (5, 3, 2), (8, 3, 5)])
def test_entries_of_a_list(tmp_path: Path, case: str, count: int, told: int, more: int) -> None:
    field, entry, code = LISTS[case]
    listed = "".join(f"- {entry.format(n + 1)}\n" for n in range(count))
    head = "title: P\nsuccess_criteria: It stands\n" if field == "goals" else "title: P\nstatus: idea\n"
    place = "phases/p.yml" if field == "goals" else "initiatives/p.yml"
    head += "start: 2026-01\nend: 2026-12\n" if field == "goals" else ""
    found = [one for one in findings(tmp_path, {place: f"{head}{field}:\n{listed}"}) if one.rule.code == code]
    assert len(found) == told
    assert [one.message.endswith(f"; and {more} more like it") for one in found] == [False] * (told - 1) + [more > 0]


@pytest.mark.parametrize(
    ("day", "value", "code"), [("2199-01-{:02d}", "12", "CX305"), ("2026-01-{:02d}", "999", "CX303")]
)
def test_rows_of_a_data_file_have_one_cause(tmp_path: Path, day: str, value: str, code: str) -> None:
    rows = "".join(f"{day.format(n)},{value}\n" for n in range(1, 29))
    files = {"kpis/nps.yml": f"{KPI}measurements: nps.csv\n", "kpis/nps.csv": f"date,value\n{rows}"}
    (found,) = (one for one in findings(tmp_path, files) if one.rule.code == code)
    assert found.message.endswith("; and 27 more like it") and found.span.line == 2


def test_other_lists_and_other_items_are_not_counted_in(tmp_path: Path) -> None:
    lists = f"kpis:\n{entries(3, 'kpi-{}')}objectives:\n{entries(3, 'objective-{}')}"
    files = {
        f"initiatives/{name}.yml": f"title: {name}\nstatus: idea\n{lists.replace('-', f'-{name}-')}" for name in "ab"
    }
    files = {path: text.replace(f"\n-{path[-5]}- ", "\n- ") for path, text in files.items()}
    assert [one.rule.code for one in findings(tmp_path, files)].count("CX102") == 12


CAUSES = {
    "CX206": {"initiatives/p.yml": "title: P\nstatus: in-progress\nstart: 2026-05\nend: 2026-01\n"},
    "CX202": {
        "initiatives/p.yml": "title: P\nstatus: planned\nstart: 2026-09\nend: 2026-05\n"
        "milestones: [{title: M, date: 2026-08}]\n"
    },
    "CX301": {
        "kpis/nps.yml": KPI.replace("value: 10", "value: 900") + "measurements: [{date: 2026-03-01, value: 12}]\n",
    },
}


@pytest.mark.parametrize("code", CAUSES)
def test_what_follows_names_its_cause(tmp_path: Path, code: str) -> None:
    found = findings(tmp_path, CAUSES[code])
    records = json.loads(as_json(Report(found, 1)))
    (consequence,) = (one for one in records if one["code"] == code)
    cause = records[consequence["caused_by"]]
    assert cause["code"] in next(rule for rule in RULES if rule.code == code).follows
    assert (cause["kind"], cause["id"]) == (consequence["kind"], consequence["id"])
    assert "caused_by" not in cause


def test_without_its_cause_nothing_is_named(tmp_path: Path) -> None:
    found = findings(tmp_path, {"initiatives/p.yml": "title: P\nstatus: in-progress\nstart: 2025-05\nend: 2026-01\n"})
    assert "CX206" in {one.rule.code for one in found}
    assert not any(one.caused_by for one in found)


def test_causes_are_rules_and_lead_to_no_circle() -> None:
    follows = {rule.code: set(rule.follows) for rule in RULES}
    assert sum(map(bool, follows.values())) > 10
    assert set().union(*follows.values()) <= set(follows)
    for code in follows:
        seen: set[str] = set()
        waiting = set(follows[code])
        while waiting:
            one = waiting.pop()
            seen.add(one)
            waiting |= follows[one] - seen
        assert code not in seen
