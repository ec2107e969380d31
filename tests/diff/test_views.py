"""Two states are projected with as few judgements of bodies as will do, and look as if all had been judged."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cxsite.load.load import load
from cxsite.model.roadmap import Roadmap
from cxsite.pipeline import noticed as module
from cxsite.pipeline.noticed import for_audience
from cxsite.processes.parallel import at_once
from cxsite.projection.projection import project
from tests.check.trees import write

TODAY = dt.date(2026, 3, 31)
GOOD, BETTER, REFUSED = "Some *words*.", "Other `words`.", "<script>alert(1)</script>"


def roadmap(folder: Path, body: str, more: str = "visibility: public\n", charter: str = "") -> Roadmap:
    text = f"---\ntitle: Portal\nstatus: idea\nsummary: Soon.\n{more}---\n\n{body}\n"
    root = write({"roadmap.yml": f"title: Our roadmap\n{charter}", "initiatives/portal.md": text}, folder)
    found = load(root / "content", root).roadmap
    assert found is not None
    return found


CASES = [
    *((first, second, {}, {}) for first in (GOOD, BETTER, REFUSED) for second in (GOOD, BETTER, REFUSED)),
    *((text, text, {"more": ""}, {"more": "visibility: public\n"}) for text in (GOOD, REFUSED)),
    *((text, text, {"more": "visibility: public\n"}, {"more": ""}) for text in (GOOD, REFUSED)),
    *((text, text, {"more": ""}, {"more": "", "charter": "default_visibility: public\n"}) for text in (GOOD, REFUSED)),
]


@pytest.mark.parametrize(("first", "second", "was", "now"), CASES)
def test_what_is_told_is_what_two_whole_projections_tell(
    first: str, second: str, was: dict[str, str], now: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after = roadmap(tmp_path / "a", first, **was), roadmap(tmp_path / "b", second, **now)
    quick = [for_audience(before, after, level, TODAY) for level in after.levels]

    def whole(before: Roadmap, after: Roadmap, audience: str, days: tuple[dt.date, dt.date], _: object) -> object:
        return tuple(project(one, one.levels[audience], day) for one, day in zip((before, after), days, strict=True))

    monkeypatch.setattr(module, "views_of", whole)
    assert quick == [for_audience(before, after, level, TODAY) for level in after.levels]
    assert not any("<script" in repr(change) for changes in quick for change in changes)


def test_a_body_that_stays_is_not_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask(here: tuple[str, str], text: str) -> bool:
        asked.append(text)
        return True

    monkeypatch.setattr(module, "is_fit", ask)
    before = roadmap(tmp_path / "a", GOOD)
    for_audience(before, roadmap(tmp_path / "b", GOOD, "visibility: public\ncost: 3\n"), before.levels.most, TODAY)
    assert asked == []
    for_audience(before, roadmap(tmp_path / "c", BETTER), before.levels.most, TODAY)
    assert sorted(asked) == [BETTER, GOOD]


def test_a_second_process_tells_the_same(tmp_path: Path) -> None:
    before, after = roadmap(tmp_path / "a", GOOD), roadmap(tmp_path / "b", BETTER)
    levels = tuple(after.levels)
    alone = module.noticed(before, after, levels, TODAY)
    assert module.noticed(before, after, levels, TODAY, at_once) == alone and list(alone) == [
        one.name for one in levels
    ]


def test_what_is_derived_is_told_though_nothing_else_is_asked_for(tmp_path: Path) -> None:
    plans = "status: planned\nend: 2026-06\nvisibility: public\n"
    waits = f"title: Next\n{plans}depends_on: [first]\n"

    def state(folder: Path, status: str) -> Roadmap:
        text = f"title: First\nstatus: {status}\nvisibility: public\nsummary: Soon.\n"
        value = 3 if status == "shipped" else 4
        days = f"[{{date: 2026-01-31, value: {value}}}]"
        measured = f"title: K\nmetric: csat\ndirection: up\nscale: 5\nvisibility: public\nmeasurements: {days}\n"
        tree = {"initiatives/first.yml": text, "initiatives/next.yml": waits, "kpis/k.yml": measured}
        found = load(write({"roadmap.yml": "title: Our roadmap\n", **tree}, folder) / "content", folder).roadmap
        assert found is not None
        return found

    before, after = state(tmp_path / "a", "shipped"), state(tmp_path / "b", "planned")
    changes = for_audience(before, after, after.levels.most, TODAY)
    found = {(change.id, change.field): change.after for change in changes}
    assert found["next", "state"] == "waiting" and found["first", "status"] == found["first", "state"] == "planned"
    assert found["k", "current"]["value"] == 4
