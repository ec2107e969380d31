"""`wording`, ids, aliases and derived values by example (DESIGN §3 and §4)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.projection.build import public, seen, view

ALL = ("public", "customer", "internal", "restricted")


def test_each_audience_takes_the_entry_of_the_least_level_at_or_above_it() -> None:
    wording = {"internal": {"title": "I", "summary": "SI"}, "customer": {"title": "C"}}
    item = ("team:care", public({"title": "T", "summary": "S", "wording": wording}))
    found = [seen(level, "team:care", item) for level in ALL]
    assert [(shown.title, shown.summary) for shown in found] == [("C", "SI"), ("C", "SI"), ("I", "SI"), ("T", "S")]
    assert found[0].wording == {}


def test_wording_of_parts_and_of_the_roadmap() -> None:
    milestone = {"title": "Falcon", "wording": {"public": {"title": "Pilot"}}}
    charter = {"vision": "Beat them", "wording": {"public": {"vision": "Serve you"}}}
    found = view("public", ("initiative:x", public({"milestones": [milestone]})), charter=charter)
    assert found.items["initiative"]["x"].milestones[0].title == "Pilot"  # type: ignore[attr-defined]
    assert found.charter.vision == "Serve you"
    assert "Falcon" not in repr(found) and "Beat" not in repr(found)


def test_wording_does_not_publish_a_withheld_field() -> None:
    point = {"id": "t", "title": "T", "backstage": "Old", "wording": {"public": {"backstage": "New"}}}
    raw = public({"stages": [{"id": "s", "title": "S", "touchpoints": [point]}]})
    assert "New" not in repr(view("public", ("journey:order", raw)))
    raw = public({"summary": "S", "wording": {"public": {"summary": "W"}}, "disclose": {"summary": "internal"}})
    assert seen("public", "team:care", ("team:care", raw)).summary == ""


def test_parts_are_ordered_by_their_wording() -> None:
    first = {"title": "A", "date": "2026-04-01", "wording": {"public": {"title": "Z"}}}
    item = ("initiative:x", public({"milestones": [first, {"title": "M", "date": "2026-05-01"}]}))
    assert [m.title for m in seen("public", "initiative:x", item).milestones] == ["M", "Z"]


CODE_NAME = ("initiative:falcon", public({"title": "Falcon", "wording": {"customer": {"id": "returns", "title": "R"}}}))
WITH_POINT: tuple[str, Any] = (
    "journey:raven",
    public(
        {
            "title": "Ordering",
            "wording": {"customer": {"id": "order"}},
            "stages": [
                {
                    "id": "s",
                    "title": "S",
                    "touchpoints": [{"id": "t", "title": "T", "wording": {"customer": {"id": "pay"}}}],
                    "pain_points": [
                        {
                            "id": "codename",
                            "title": "P",
                            "visibility": "public",
                            "touchpoint": "t",
                            "wording": {"customer": {"id": "label", "title": "Label"}},
                        }
                    ],
                }
            ],
        }
    ),
)


def test_an_id_changes_the_address_and_everything_that_names_it() -> None:
    text = "[a](initiative:falcon) [[initiative:falcon]] [b](falcon.md) [[journey:raven/codename]] [c](journey:raven/t)"
    other = public({"superseded_by": "falcon", "addresses": ["raven/codename"], "journeys": ["raven"], "body": text})
    items = (CODE_NAME, WITH_POINT, ("initiative:other", other))
    for level in ("public", "customer"):
        found = view(level, *items)
        shown: Any = found.items["initiative"]["other"]
        assert (shown.superseded_by, shown.addresses, shown.journeys) == ("returns", ("order/label",), ("order",))
        assert shown.body == (
            "[a](initiative:returns) [R](initiative:returns) [b](initiative:returns)"
            " [Label](journey:order/label) [c](journey:order/pay)"
        )
        assert found.get("initiative", "falcon") is None
        pain: Any = found.items["journey"]["order"].stages[0].pain_points[0]  # type: ignore[attr-defined]
        assert (pain.id, pain.touchpoint) == ("label", "pay")
        assert ("pain_point", "order/label") in found.backlinks
        assert not {"falcon", "raven", "codename"} & set(
            repr(found).replace("'", " ").replace("/", " ").lower().split()
        )
    inside: Any = view("internal", *items).items["initiative"]["other"]
    assert inside.addresses == ("raven/codename",)


def test_a_visible_id_may_be_that_of_something_hidden() -> None:
    """What links to the hidden item must not lead to the visible one of its name."""
    hidden = ("initiative:returns", {"title": "Secret"})
    other = ("initiative:other", public({"body": "[a](initiative:returns)", "superseded_by": "returns"}))
    found = view("public", CODE_NAME, hidden, other)
    shown: Any = found.items["initiative"]["other"]
    assert (shown.body, shown.superseded_by) == ("a", None)


@pytest.mark.parametrize("bad", ["", "Bad Id", "../up", "a--b"])
def test_an_id_that_can_be_no_address_withholds(bad: str) -> None:
    item = ("initiative:falcon", public({"wording": {"public": {"id": bad}}}))
    found = view("public", item, ("initiative:x", public({"superseded_by": "falcon"})))
    assert "falcon" not in repr(found)
    assert list(found.items["initiative"]) == ["x"]


def test_an_empty_title_does_not_bring_the_original_back() -> None:
    item = ("initiative:x", public({"title": "Falcon", "wording": {"public": {"title": ""}}}))
    found = view("public", item, ("initiative:y", public({"body": "See [[initiative:x]]"})))
    assert "Falcon" not in repr(found)


def test_aliases_redirect_where_they_are_disclosed() -> None:
    item = ("initiative:x", public({"aliases": ["old", "y"]}))
    items = (item, ("initiative:y", public({})))
    assert view("public", *items).redirects == {}
    assert view("internal", *items).redirects == {("initiative", "old"): "x"}
    disclosed = ("initiative:x", {**item[1], "disclose": {"aliases": "public"}})
    assert view("public", disclosed).redirects == {("initiative", "old"): "x", ("initiative", "y"): "x"}


def test_an_alias_may_say_who_knew_the_item_by_it() -> None:
    aliases = ["first", {"id": "second", "visibility": "customer"}, {"id": "third", "visibility": "public"}]
    item = ("initiative:x", public({"aliases": aliases}))
    found = {level: [old for _, old in view(level, item).redirects] for level in ALL}
    assert found["public"] == ["third"]
    assert found["customer"] == ["second", "third"]
    assert found["internal"] == found["restricted"] == ["first", "second", "third"]
    hidden = ("initiative:x", {**item[1], "visibility": "internal"})
    assert view("public", hidden).redirects == {}
    only = ("initiative:x", {**item[1], "disclose": {"aliases": "internal"}})
    assert view("customer", only).redirects == {}, "what the item says of all of them goes before"


KPI = public(
    {
        "baseline": {"date": "2025-12-31", "value": "4"},
        "targets": [{"date": "2026-12-17", "value": "6"}],
        "measurements": [{"date": "2026-02-28", "value": "5"}],
    }
)


def test_derived_values_come_from_what_is_seen() -> None:
    facts = view("public", ("kpi:nps", KPI)).facts["kpi", "nps"]
    assert facts["progress"] == 0.5
    assert facts["target"]["date"].last == dt.date(2026, 12, 31)
    assert view("internal", ("kpi:nps", KPI)).facts["kpi", "nps"]["target"]["date"].last == dt.date(2026, 12, 17)


@pytest.mark.parametrize(
    ("hidden", "gone", "kept"),
    [
        ("thresholds", {"rag"}, {"progress", "current", "target"}),
        ("baseline", {"progress", "expected_progress", "rag"}, {"current", "target"}),
        ("measurements", {"current", "progress", "trend", "rag"}, {"target", "expected_progress"}),
        ("targets", {"target", "progress", "expected_progress", "rag"}, {"current"}),
    ],
)
def test_a_derived_value_is_as_restricted_as_its_inputs(hidden: str, gone: set[str], kept: set[str]) -> None:
    """Also where the default in its place would give a value, and whether or not it was set."""
    for extra in ({}, {"thresholds": {"on_track": "0.1"}}):
        facts = view("public", ("kpi:nps", {**KPI, **extra, "disclose": {hidden: "internal"}})).facts["kpi", "nps"]
        assert not gone & set(facts)
        assert kept <= set(facts)


def test_settings_of_the_roadmap_are_inputs_too() -> None:
    raw = public({"impact": "4", "effort": "1", "disclose": {"impact": "public", "effort": "public"}})
    assert "quadrant" not in view("public", ("initiative:x", raw)).facts.get(("initiative", "x"), {})
    risk = ("risk:r", public({}))
    assert set(view("public", risk).facts["risk", "r"]) == {"score"}
    opened = {"policy": {"roadmap": {"risk_bands": "public", "risk_matrix": "public"}}, "risk_bands": {"all": "1-25"}}
    assert view("public", risk, charter=opened).facts["risk", "r"]["level"] == "all"


def test_a_derived_value_is_disclosed_by_name_as_an_exception() -> None:
    raw = public({"impact": "4", "effort": "3", "disclose": {"quadrant": "public"}})
    charter = {"prioritization": {"quick_win": {"effort": "3"}}}
    found = view("public", ("initiative:x", raw), charter=charter)
    assert found.facts["initiative", "x"]["quadrant"] == "quick-win"
    assert found.items["initiative"]["x"].impact is None  # type: ignore[attr-defined]


def test_a_disclosed_value_tells_neither_days_nor_ids() -> None:
    found = view("public", ("kpi:nps", {**KPI, "disclose": {"target": "public", "targets": "internal"}}))
    assert str(found.facts["kpi", "nps"]["target"]["date"]) == "2026-Q4"
    points = [
        {"id": "low", "title": "L", "score": "1", "visibility": "internal"},
        {"id": "t", "title": "T", "score": "4"},
    ]
    raw = public({"stages": [{"id": "s", "title": "S", "touchpoints": points}]})
    for disclose in ({}, {"lowest_touchpoints": "public"}):
        found = view("public", ("journey:j", {**raw, "disclose": disclose}))
        assert found.facts["journey", "j"]["lowest_touchpoints"] == ["t"]


def test_derived_values_over_many_come_from_the_view() -> None:
    """Rank, schedule and coverage of a hidden item leave no gap and no conflict."""
    scored = {"impact": "5", "effort": "1", "visibility": "internal"}
    items = (("initiative:top", {**scored, "visibility": "restricted"}), ("initiative:next", {**scored, "impact": "1"}))
    assert view("internal", *items).facts["initiative", "next"]["rank"] == 1
    assert view("restricted", *items).facts["initiative", "next"]["rank"] == 2
    late = ("initiative:late", {"visibility": "restricted", "start": "2026-01", "end": "2026-12"})
    waits = ("initiative:waits", {"start": "2026-06", "end": "2026-07", "depends_on": ["late"]})
    assert "schedule" not in view("internal", late, waits).facts["initiative", "waits"]
    assert view("restricted", late, waits).facts["initiative", "waits"]["schedule"]["conflicts"] == ["late"]
    assert "conflicts" not in repr(view("public", late, (waits[0], public(waits[1]))).facts)


def test_what_asserts_an_absence_is_internal() -> None:
    point = {"id": "p", "title": "P", "visibility": "public"}
    item = ("journey:j", public({"stages": [{"id": "s", "title": "S", "pain_points": [point]}]}))
    assert view("public", item).facts == {}
    assert view("internal", item).facts["journey", "j"]["unaddressed"] == ["p"]
    hidden = ("initiative:x", {"visibility": "restricted", "addresses": ["j/p"]})
    assert view("internal", item, hidden).facts["journey", "j"]["coverage"] == 0
    assert view("restricted", item, hidden).facts["journey", "j"]["coverage"] == 1


def test_counts_of_who_sees_what_are_only_for_colleagues_and_of_what_they_see() -> None:
    items = (("team:a", public({"lead": "L"})), ("team:b", {"visibility": "restricted", "lead": "M"}))
    assert view("public", *items).census == view("customer", *items).census == {}
    assert view("internal", *items).census["team", "lead"] == {"internal": 1}
    assert view("restricted", *items).census["team", "lead"] == {"internal": 1, "restricted": 1}


def test_the_site_of_an_audience_is_its_own() -> None:
    charter = {
        "site": {
            "public": {"site_name": "Ours", "site_url": "https://example.org/"},
            "internal": {"site_name": "Theirs", "edit_links": "yes"},
        }
    }
    found = view("public", charter=charter)
    assert (found.site_name, found.site_url, found.edit_links, found.sources) == (
        "Ours",
        "https://example.org/",
        False,
        {},
    )
    assert "Theirs" not in repr(found)
    assert view("customer", charter=charter).site_name == "Roadmap"
    assert [level.name for level in found.levels] == ["public"]
