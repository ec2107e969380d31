"""The cut: what an audience may see today of the past."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

from cxsite.model.past import PastInitiative
from tests.histories import Commit, make, past_of

TODAY = "2025-07-10"
ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "cxsite"


def item(**fields: str) -> str:
    lines = {"title": "A", "visibility": "public", "status": "planned", "end": "2026-05-20", **fields}
    return "".join(f"{name}: {value}\n" for name, value in lines.items() if value)


def state(items: dict[str, str], more: str = "", levels: str = "") -> dict[str, str]:
    charter = f"title: Ours\nhistory: {{since: 2025-01-01, every: month}}\n{more}{levels}"
    return {"roadmap.yml": charter, **{f"initiatives/{id_}.yml": text for id_, text in items.items()}}


def told(tmp_path: Path, *states: dict[str, str], audience: str = "public") -> list[dict[str, PastInitiative]]:
    """The cut editions where these states follow each other month by month, the last one being today's."""
    commits = [Commit(f"2025-{month:02d}-10", files) for month, files in enumerate(states[:-1], 1)]
    make(tmp_path, [*commits, Commit("2025-07-05", states[-1])])
    return [dict(edition.initiatives) for edition in past_of(tmp_path, audience, TODAY).editions]


def test_what_was_public_and_is_not_any_more_has_no_past(tmp_path: Path) -> None:
    assert told(tmp_path, state({"a": item()}), state({"a": item(visibility="internal"), "b": item()})) == []


def test_what_became_public_has_a_past_from_then_on(tmp_path: Path) -> None:
    hidden, shown = item(visibility="internal", end="2026-Q1"), item(end="2026-Q3")
    found = told(tmp_path, state({"a": hidden}), state({"a": shown}), state({"a": item(end="2027")}))
    assert [str(one["a"].end) for one in found] == ["2026-Q3"]


def test_a_field_that_is_withheld_today_was_never_told(tmp_path: Path) -> None:
    before, policy = state({"a": item(start="2026-01")}), "policy: {initiative: {end: internal}}\n"
    (found,) = told(tmp_path, before, state({"a": item(start="2026-01")}, policy))
    assert (found["a"].end, str(found["a"].start)) == (None, "2026-Q1")
    (found,) = told(tmp_path / "b", before, state({"a": item(start="2026-01", disclose="{start: internal}")}))
    assert (found["a"].start, str(found["a"].end)) == (None, "2026-Q2")


def test_a_field_that_was_withheld_then_is_not_told_now(tmp_path: Path) -> None:
    (found,) = told(tmp_path, state({"a": item()}, "policy: {initiative: {end: internal}}\n"), state({"a": item()}))
    assert found["a"].end is None


def test_plans_are_told_as_coarsely_as_then_and_as_now(tmp_path: Path) -> None:
    fine, coarse = "date_precision: {public: month}\n", "date_precision: {public: half}\n"
    for number, (then, now, expected) in enumerate(
        (
            ("", "", "2026-Q2"),
            (fine, "", "2026-Q2"),
            ("", fine, "2026-Q2"),
            (fine, coarse, "2026-H1"),
            (coarse, fine, "2026-H1"),
        )
    ):
        (found,) = told(tmp_path / str(number), state({"a": item()}, then), state({"a": item()}, now))
        assert str(found["a"].end) == expected
    (found,) = told(tmp_path / "h", state({"a": item()}), state({"a": item()}, "date_precision: {public: horizon}\n"))
    assert found["a"].end is None


def test_old_ids_are_followed_as_far_as_the_audience_sees_them(tmp_path: Path) -> None:
    then = state({"kraken": item(end="2026-Q1")})
    assert told(tmp_path / "a", then, state({"a": item(aliases="[kraken]")})) == []
    seen = "[{id: kraken, visibility: public}]"
    (found,) = told(tmp_path / "b", then, state({"a": item(aliases=seen)}))
    assert str(found["a"].end) == "2026-Q1"
    (found,) = told(tmp_path / "c", then, state({"a": item(aliases="[kraken]")}), audience="internal")
    assert str(found["a"].end) == "2026-Q1"


def test_an_id_of_today_goes_before_an_old_one(tmp_path: Path) -> None:
    both = state({"a": item(end="2026-Q1"), "b": item(end="2026-Q4")})
    (found,) = told(tmp_path, both, state({"a": item(aliases="[{id: b, visibility: public}]")}))
    assert {id_: str(one.end) for id_, one in found.items()} == {"a": "2026-Q1"}


def test_readers_of_another_wording_follow_its_ids(tmp_path: Path) -> None:
    named = item(wording="{public: {id: nice, title: Nice}}")
    (found,) = told(tmp_path, state({"kraken": named}), state({"kraken": named}))
    assert list(found) == ["nice"]


def test_milestones_are_known_by_their_titles_of_today(tmp_path: Path) -> None:
    def with_milestones(text: str) -> dict[str, str]:
        return state({"a": item(milestones=text)})

    then = with_milestones("[{title: Plan, date: 2026-02-03}, {title: Secret, date: 2026-02, visibility: public}]")
    now = with_milestones("[{title: Plan, done: true, date: 2026-02-03}, {title: Secret, visibility: internal}]")
    (found,) = told(tmp_path, then, now)
    assert [(one.title, str(one.date), one.done) for one in found["a"].milestones] == [("Plan", "2026-Q1", False)]


def test_levels_that_have_other_names_now_saw_nothing(tmp_path: Path) -> None:
    old = state({"a": item(visibility="open")}, levels="levels: [open, internal]\n")
    assert told(tmp_path, old, state({"a": item()})) == []


def test_equal_editions_in_a_row_are_one_and_empty_ones_none(tmp_path: Path) -> None:
    hidden, shown = state({"x": item(visibility="internal")}), state({"a": item()})
    assert len(told(tmp_path, hidden, shown, hidden, shown, shown, shown)) == 1


def test_phases_are_told_where_they_are_seen_today(tmp_path: Path) -> None:
    def phased(level: str) -> dict[str, str]:
        return {**state({"a": item(phase="one")}), "phases/one.yml": f"title: One\nvisibility: {level}\n"}

    (found,) = told(tmp_path / "a", phased("public"), phased("public"))
    assert found["a"].phase == "one"
    (found,) = told(tmp_path / "b", phased("public"), phased("internal"))
    assert found["a"].phase is None


def test_only_the_cut_makes_editions() -> None:
    """Everything of the past passes through one place: nothing else makes what a View holds of it."""
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and _called(node) in ("Edition", "Past") and (node.args or node.keywords)
    }
    assert found == {"projection/past.py"}


def _called(node: ast.Call) -> Any:
    return getattr(node.func, "id", None)
