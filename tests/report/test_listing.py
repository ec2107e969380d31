"""Lists of items as tables and CSV."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from cxsite.report.listing import as_csv, as_json, as_table

RECORDS: list[dict[str, Any]] = [
    {"kind": "kpi", "id": "nps", "title": "Würde empfehlen 日本", "rag": "on-track", "progress": 0.25},
    {"kind": "kpi", "id": "effort", "title": "=cmd()", "kpis": ["a", "b"], "current": {"value": 4.5}},
]


def test_table_aligns_its_columns_and_leaves_out_empty_ones() -> None:
    head, first, second = as_table(RECORDS).splitlines()
    assert head.split() == ["id", "title", "rag"]
    assert first.startswith("nps     Würde empfehlen 日本  on-track")
    assert second == "effort  =cmd()"


def test_table_of_nothing_is_empty() -> None:
    assert as_table([]) == ""


def _rows(records: list[dict[str, Any]]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(as_csv(records))))


def test_csv_has_every_field_and_runs_no_formula() -> None:
    rows = _rows(RECORDS)
    assert list(rows[0]) == ["kind", "id", "title", "rag", "progress", "kpis", "current.value"]
    assert rows[0]["progress"] == "0.25" and rows[0]["kpis"] == rows[0]["current.value"] == ""
    assert rows[1]["title"] == "'=cmd()"
    assert (rows[1]["kpis"], rows[1]["current.value"]) == ("a; b", "4.5")


def test_csv_cells_are_for_people() -> None:
    """No cell holds JSON: mappings are columns, lists joined, parts their fields by name."""
    records: list[dict[str, Any]] = [
        {"id": "a", "change": {"from": {"n": 40}, "clear": False}, "tags": ["=1+1"], "firm": True, "none": []},
        {
            "id": "b",
            "measurements": [{"date": "2026-01-31", "value": 4, "counts": [1, 2]}, {"date": "2026-02-28", "value": 5}],
            "change": {"difference": -0.5, "from": {"n": 41, "date": "2026-01-31"}},
        },
    ]
    first, second = _rows(records)
    change = ["change.from.n", "change.clear", "change.difference", "change.from.date"]
    assert list(first) == ["id", *change, "tags", "firm", "none", "measurements"]
    assert (first["change.clear"], first["tags"], first["firm"], first["none"]) == ("false", "'=1+1", "true", "")
    # A number is no formula.
    assert second["change.difference"] == "-0.5"
    told = "date 2026-01-31, value 4, counts 1/2; date 2026-02-28, value 5"
    assert second["measurements"] == told
    assert not any(mark in as_csv(records) for mark in "{}[]")


def test_csv_marks_texts_as_sheets_of_content_do() -> None:
    rows = _rows([{"id": "a", "title": "-3", "summary": "'quoted", "unit": "-3 to 3"}])
    assert (rows[0]["title"], rows[0]["summary"], rows[0]["unit"]) == ("-3", "''quoted", "'-3 to 3")


def test_json_is_what_was_given() -> None:
    assert json.loads(as_json(RECORDS)) == RECORDS
