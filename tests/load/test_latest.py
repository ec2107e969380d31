"""A folder that is loaded after each edit is loaded as if for the first time, findings included."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from cxsite.load.latest import Latest
from cxsite.load.load import load
from tests.check.trees import write
from tests.load.test_again import EDITS, told
from tests.load.test_again import TREE as OTHERS

# One that is told something and can be read.
TREE: dict[str, str] = {
    **OTHERS,
    "evidence/survey.yml": "title: Survey\ntype: survey\nfindings:\n- Half ask twice\n  A third asks at night\n",
}
KPI = {"kpis/k.yml": "title: K\nunit: percent\nmetric: score\ndirection: up\nmeasurements: k.csv\n"}
# Only what they name differs from what items had, or whether anybody names it.
TABLES: list[dict[str, str | None]] = [
    {"kpis/l.yml": "title: L\nunit: percent\nmetric: score\ndirection: up\nmeasurements: k.csv\n"},
    {"kpis/k.yml": "title: K\nunit: percent\nmetric: score\ndirection: up\nmeasurements: l.csv\n"},
    {"kpis/k.yml": "title: K\nunit: percent\nmetric: score\ndirection: up\nmeasurements: k.csv\n"},
    {"kpis/k.yml": KPI["kpis/k.yml"].replace("k.csv", "[{date: 2026-01-01, value: 2}]")},
    {"kpis/l.csv": "date,value\n2026-01-01,7\n"},
    {"kpis/l.csv": "date,value\n2026-01-01,many\n"},
    {"kpis/l.csv": None, "kpis/l.yml": None},
    {"evidence/survey.yml": "title: Survey\ntype: survey\ndata: survey.csv\n", "evidence/survey.csv": "nps\n9\n2\n"},
    {"evidence/survey.csv": "nps\n9\n3\n"},
]


@pytest.mark.parametrize("seed", range(8))
def test_it_is_what_loading_anew_gives(seed: int, tmp_path: Path) -> None:
    chosen = random.Random(seed)
    content = write(TREE, tmp_path) / "content"
    latest = Latest()
    for _ in range(12):
        edit = chosen.choice([*EDITS, *TABLES, *TABLES, dict[str, str | None](TREE)])
        unsaved: dict[str, bytes] = {}
        for name, text in edit.items():
            if text is None:
                (content / name).unlink(missing_ok=True)
            elif chosen.random() < 0.3:
                # An editor holds it, and has not saved it.
                unsaved[f"content/{name}"] = text.encode()
            else:
                (content / name).write_text(text, encoding="utf-8")
        found, anew = (loads(content, tmp_path, (), unsaved) for loads in (latest.load, load))
        assert found.findings == anew.findings
        assert (found.roadmap is None) == (anew.roadmap is None)
        if found.roadmap is not None and anew.roadmap is not None:
            assert told(found.roadmap) == told(anew.roadmap)
            assert (found.roadmap.pages, found.roadmap.assets) == (anew.roadmap.pages, anew.roadmap.assets)


def test_an_item_is_read_again_when_a_file_that_it_names_is_another(tmp_path: Path) -> None:
    content = write({**TREE, **dict(KPI)}, tmp_path) / "content"
    latest = Latest()

    def kpi() -> object:
        roadmap = latest.load(content, tmp_path).roadmap
        assert roadmap is not None
        return roadmap.items["kpi"]["k"]

    first = kpi()
    assert kpi() is first
    (content / "kpis/k.csv").write_text("date,value\n2026-01-01,5\n", encoding="utf-8")
    second = kpi()
    assert second != first
    assert kpi() is second
    (content / "kpis/k.csv").unlink()
    assert kpi() is not second


def test_only_what_was_edited_is_read_again(tmp_path: Path) -> None:
    content = write(TREE, tmp_path) / "content"
    latest = Latest()
    before = latest.load(content, tmp_path).roadmap
    (content / "initiatives/a.yml").write_text("title: Other\nstatus: idea\n", encoding="utf-8")
    after = latest.load(content, tmp_path).roadmap
    assert before is not None and after is not None
    assert after.items["initiative"]["b"] is before.items["initiative"]["b"]
    assert after.items["team"]["care"] is before.items["team"]["care"]
    assert after.items["initiative"]["a"].title == "Other"
