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


def test_csv_has_every_field_and_runs_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(RECORDS))))
    assert list(rows[0]) == ["kind", "id", "title", "rag", "progress", "kpis", "current"]
    assert rows[0]["progress"] == "0.25" and rows[0]["kpis"] == ""
    assert rows[1]["title"] == "'=cmd()"
    assert json.loads(rows[1]["kpis"]) == ["a", "b"]


def test_json_is_what_was_given() -> None:
    assert json.loads(as_json(RECORDS)) == RECORDS
