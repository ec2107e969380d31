"""One state for everything, and what those are told who may not know of what is missing."""

from __future__ import annotations

import json

import pytest

from cxsite.render.files.export import item_json
from tests.projection.build import Raw, public, view

LATE = {"status": "in-progress", "start": "2025-01", "end": "2025-12"}


@pytest.mark.parametrize(
    ("raw", "state"),
    [
        ({"status": "in-progress", "end": "2026-12"}, "in-progress"),
        ({"status": "planned", "end": "2025-12"}, "overdue"),
        ({"status": "pilot", "end": "2026-Q1"}, "pilot"),
        ({"status": "idea", "end": "2025-12"}, "idea"),
        ({"status": "shipped", "end": "2025-12"}, "shipped"),
    ],
)
def test_an_initiative_is_overdue_after_the_last_day_of_its_end(raw: Raw, state: str) -> None:
    assert view("internal", ("initiative:x", raw)).facts["initiative", "x"]["state"] == state


def test_waiting_is_only_for_something_visible() -> None:
    waits = ("initiative:x", {"status": "planned", "depends_on": ["y"]})
    for level, state in (("internal", "waiting"), ("restricted", "planned")):
        needed = ("initiative:y", {"status": "in-progress", "visibility": level})
        assert view("internal", waits, needed).facts["initiative", "x"]["state"] == state
    done = ("initiative:y", {"status": "shipped", "visibility": "internal"})
    assert view("internal", waits, done).facts["initiative", "x"]["state"] == "planned"


def test_lesser_readers_are_not_told_of_what_is_not_done() -> None:
    milestones = [{"title": "A", "date": "2025-05"}, {"title": "B", "date": "2025-06", "done": "yes"}]
    late = ("initiative:x", public({**LATE, "milestones": milestones}))
    inside, outside = (view(level, late).facts["initiative", "x"] for level in ("internal", "public"))
    assert (inside["state"], outside["state"]) == ("overdue", "in-progress")
    assert inside["milestone_state"] == ["missed", "reached"]
    assert outside["milestone_state"] == ["open", "reached"]
    opened = ("initiative:x", public({**LATE, "disclose": {"state": "public"}}))
    assert view("public", opened).facts["initiative", "x"]["state"] == "overdue"
    closed = {"policy": {"initiative": {"state": "restricted"}}}
    assert "state" not in view("internal", late, charter=closed).facts["initiative", "x"]


def test_hidden_milestones_leave_the_others_their_state() -> None:
    milestones = [
        {"title": "A", "date": "2025-06", "visibility": "restricted"},
        {"title": "B", "date": "2025-05", "done": "yes"},
    ]
    found = view("internal", ("initiative:x", {**LATE, "milestones": milestones}))
    exported = item_json(found, "initiative", found.items["initiative"]["x"])
    assert [(one["title"], one["state"]) for one in exported["milestones"]] == [("B", "reached")]
    assert "milestone_state" not in exported


def test_a_pain_point_is_solved_when_all_that_address_it_have_shipped() -> None:
    point = {"id": "p", "title": "P", "visibility": "public"}
    journey = ("journey:j", public({"stages": [{"id": "s", "title": "S", "pain_points": [point]}]}))

    def state(level: str, *statuses: str) -> object:
        answers = [
            (f"initiative:x{n}", public({"status": status, "addresses": ["j/p"]})) for n, status in enumerate(statuses)
        ]
        found = view(level, journey, *answers)
        exported = item_json(found, "journey", found.items["journey"]["j"])
        assert "pain_point_state" not in json.dumps(exported)
        return exported["stages"][0]["pain_points"][0].get("state")

    assert state("internal") == "open"
    assert state("internal", "shipped", "dropped") == "solved"
    assert state("internal", "shipped", "pilot") == "being-fixed"
    assert state("internal", "planned") == "open"
    assert state("internal", "dropped") == "open"
    assert state("public", "shipped") == "solved"
    assert state("public", "in-progress") == "being-fixed"
    assert state("public", "planned") is None


def test_a_break_counts_for_those_who_do_not_see_it() -> None:
    """Nothing is compared across it, and nothing of it is told."""
    kpi: Raw = public(
        {
            "metric": "nps",
            "direction": "up",
            "baseline": {"date": "2025-12-31", "value": "4"},
            "targets": [{"date": "2026-12", "value": "40"}],
            "measurements": [
                {"date": "2026-01-31", "value": "10", "n": "900", "counts": (300, 390, 210)},
                {"date": "2026-02-28", "value": "30", "n": "900", "counts": (450, 270, 180)},
            ],
        }
    )
    broken = {**kpi, "breaks": [{"date": "2026-02-01", "why": "A new agency asks"}]}
    assert view("public", ("kpi:k", kpi)).facts["kpi", "k"]["change"]["words"] == "better"
    for level in ("public", "internal"):
        found = view(level, ("kpi:k", broken))
        assert not {"change", "trend", "progress"} & set(found.facts["kpi", "k"])
        assert found.facts["kpi", "k"]["rag"] == "no-data"
    assert "agency" not in repr(view("public", ("kpi:k", broken)))
