"""Samples of few answers are in no View that they are too small for; nobody finds them by subtraction either."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxsite.load.load import load
from cxsite.measures.samples import shown_names
from cxsite.model.items.kpi import Group
from cxsite.model.roadmap import View
from cxsite.projection.projection import project
from cxsite.render.files.export import roadmap_json

TODAY = dt.date(2026, 3, 31)
LEVELS = ("public", "customer", "internal", "restricted")
KPI = "title: K\nvisibility: public\ndirection: up\n"


def views(folder: Path, tree: dict[str, str], charter: str = "") -> dict[str, View]:
    for name, text in {"roadmap.yml": "title: R\n" + charter, **tree}.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    roadmap = load(folder / "content", folder).roadmap
    assert roadmap is not None
    return {name: project(roadmap, roadmap.levels[name], TODAY) for name in LEVELS}


def shown(view: View) -> list[Any]:
    kpi: Any = view.get("kpi", "k")
    return [one.n for one in kpi.measurements]


def nps(*sizes: int) -> str:
    return "date,score\n" + "".join(f"2026-{month:02}-05,9\n" * n for month, n in enumerate(sizes, 1))


@pytest.mark.parametrize(
    ("charter", "public", "internal"),
    [
        ("", [30], [5, 30]),
        ("min_n: {public: 3, internal: 3}\n", [4, 5, 30], [4, 5, 30]),
        ("min_n: {public: 3}\n", [4, 5, 30], [4, 5, 30]),
        ("min_n: {public: 3, internal: 5}\n", [5, 30], [5, 30]),
        ("min_n: {internal: 6}\n", [30], [30]),
        ("min_n: {restricted: 40}\n", [], []),
    ],
)
def test_measurements_of_few_answers(tmp_path, charter, public, internal):
    tree = {"kpis/k.yml": KPI + "metric: nps\nfrequency: month\nmeasurements: k.csv\n", "kpis/k.csv": nps(4, 5, 30)}
    found = views(tmp_path, tree, charter)
    assert (shown(found["public"]), shown(found["internal"])) == (public, internal)
    assert json.loads(roadmap_json(found["public"]))["items"][0].get("current", {}).get("n") in (30, None)


def test_what_somebody_typed_is_colleagues_own(tmp_path):
    typed = "metric: csat\nmeasurements: [{date: 2026-01-31, value: 80, n: 4}, {date: 2026-02-28, value: 70}]\n"
    found = views(tmp_path, {"kpis/k.yml": KPI + typed})
    assert (shown(found["public"]), shown(found["internal"])) == ([None], [4, None])


def test_cases_are_no_answers(tmp_path):
    rate = KPI + "metric: rate\nmeasurements: [{date: 2026-01-31, value: 80, n: 4}]\n"
    assert shown(views(tmp_path, {"kpis/k.yml": rate})["public"]) == [4]


def test_cases_of_single_rows_are_five_at_least(tmp_path):
    rows = "date,value\n" + "2026-01-05,1\n" * 4 + "2026-02-05,1\n" * 5
    fields = KPI + "metric: duration\nfrequency: month\naggregate: mean\nmeasurements: k.csv\n"
    assert shown(views(tmp_path, {"kpis/k.yml": fields, "kpis/k.csv": rows})["public"]) == [5]


def test_what_is_disclosed_is_no_exception(tmp_path):
    fields = KPI + "metric: nps\nfrequency: month\nmeasurements: k.csv\ndisclose: {current: public, interval: public}\n"
    found = views(tmp_path, {"kpis/k.yml": fields, "kpis/k.csv": nps(29)})
    assert "current" not in found["public"].facts.get(("kpi", "k"), {})
    assert found["internal"].facts["kpi", "k"]["current"]["n"] == 29


def test_groups_and_reasons(tmp_path):
    rows = "".join(
        f"2026-01-05,{score},{group},{reason}\n" * n
        for score, group, reason, n in [(9, "AT", "a", 40), (3, "DE", "b", 50), (7, "FR", "a", 35), (9, "PL", "b", 6)]
    )
    fields = (
        KPI + "metric: nps\nfrequency: month\nmeasurements: k.csv\ncolumns: {by: country, reason: why}\n"
        "disclose: {measurement.groups: public, measurement.reasons: public}\n"
    )
    found = views(tmp_path, {"kpis/k.yml": fields, "kpis/k.csv": "date,score,country,why\n" + rows})
    internal, public = (found[level].facts["kpi", "k"] for level in ("internal", "public"))
    assert [(one["segment"], one["n"]) for one in internal["segments"]] == [
        ("AT", 40),
        ("DE", 50),
        ("FR", 35),
        ("PL", 6),
    ]
    assert [one["differs"] for one in internal["segments"]] == [True, True, False, True]
    # Poland is too small; with France beside it, nobody finds it by subtraction.
    assert [one["segment"] for one in public["segments"]] == ["AT", "DE"]
    assert [(one["reason"], one["n"]) for one in internal["reasons"]] == [("b", 56), ("a", 75)]
    assert internal["reasons"][0]["difference"] == pytest.approx(100 - 100 * 6 / 46)


def test_rare_values_of_evidence(tmp_path):
    fields = "title: E\nvisibility: public\ntype: survey\ndata: e.csv\ndisclose: {data: public}\n"
    tree = {"evidence/e.yml": fields, "evidence/e.csv": "how\n" + "post\n" * 31 + "shop\n" * 29}
    found = views(tmp_path, tree)
    for level, counts in (("public", {"post": 31}), ("internal", {"post": 31, "shop": 29})):
        evidence: Any = found[level].get("evidence", "e")
        assert evidence.data.columns[0].counts == counts


@given(sizes=st.lists(st.integers(0, 60), max_size=8), blank=st.integers(0, 40), least=st.integers(1, 40))
def test_nobody_finds_a_small_group_by_subtraction(sizes: list[int], blank: int, least: int) -> None:
    groups = [Group(name=f"g{at}", value=0, n=n) for at, n in enumerate(sizes)]
    total = sum(sizes) + blank
    kept = shown_names(groups, total, least)
    hidden = total - sum(one.n or 0 for one in kept)
    assert all((one.n or 0) >= least for one in kept)
    assert hidden == 0 or hidden >= least or not kept
    # Who may see more sees no fewer.
    assert {one.name for one in shown_names(groups, total, least + 5)} <= {one.name for one in kept}
