"""DESIGN §4.1 to §4.4 by example: whose level counts, what withholding leaves, how plans are told."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from cxsite.model.roadmap import Backlink
from tests.projection.build import public, seen, view

Entry = tuple[str, Any]
ALL = ("public", "customer", "internal", "restricted")


def seen_by(address: str, *items: tuple[str, Any], charter: Any = None) -> list[str]:
    return [level for level in ALL if seen(level, address, *items, charter=charter) is not None]


@pytest.mark.parametrize("level", ALL)
def test_an_audience_sees_what_is_at_or_below_it(level: str) -> None:
    item = ("team:care", {"visibility": level})
    assert seen_by("team:care", item) == list(ALL[ALL.index(level) :])


@pytest.mark.parametrize(
    ("kind", "default", "expected"),
    [
        ("team", None, "internal"),
        ("team", "public", "public"),
        ("team", "restricted", "restricted"),
        ("risk", "public", "internal"),
        ("risk", "restricted", "restricted"),
        ("review", "customer", "internal"),
    ],
)
def test_without_visibility_the_higher_of_both_defaults_counts(kind: str, default: str | None, expected: str) -> None:
    charter = {} if default is None else {"default_visibility": default}
    assert seen_by(f"{kind}:x", (f"{kind}:x", {}), charter=charter)[0] == expected


@pytest.mark.parametrize("typed", ["pubic", "Public", "", "everyone"])
def test_a_misspelled_level_is_the_most_restricted_one(typed: str) -> None:
    assert seen_by("team:care", ("team:care", {"visibility": typed})) == ["restricted"]
    assert seen_by("team:care", ("team:care", {}), charter={"default_visibility": typed}) == ["restricted"]
    disclosed = ("team:care", public({"lead": "Head", "disclose": {"lead": typed}}))
    assert [seen(level, "team:care", disclosed).lead for level in ALL] == [None, None, None, "Head"]


def test_internal_fields_are_withheld_below_internal_and_look_unset() -> None:
    item = ("initiative:x", public({"cost": "900", "owner": "care", "summary": "S", "tags": ["a"]}))
    shown = seen("customer", "initiative:x", item)
    never = seen("customer", "initiative:x", ("initiative:x", public({"summary": "S"})))
    assert shown == never
    assert shown.model_fields_set == never.model_fields_set
    assert (shown.cost, shown.owner, shown.tags) == (None, None, ())
    assert seen("internal", "initiative:x", item).cost == 900


def test_disclose_lowers_and_raises_but_not_below_the_item() -> None:
    item: Entry = ("team:care", {"visibility": "customer", "lead": "Head", "summary": "S", "disclose": {}})
    item[1]["disclose"] = {"lead": "public", "summary": "restricted"}
    assert seen("public", "team:care", item) is None
    assert seen("customer", "team:care", item).lead == "Head"
    assert [seen(level, "team:care", item).summary for level in ALL[1:]] == ["", "", "S"]


def test_disclose_wins_over_policy_and_policy_over_the_model() -> None:
    charter = {"policy": {"team": {"lead": "customer", "channel": "customer", "summary": "customer"}}}
    item = ("team:care", public({"lead": "Head", "channel": "#c", "summary": "S", "disclose": {"lead": "public"}}))
    shown = seen("public", "team:care", item, charter=charter)
    assert (shown.lead, shown.channel, shown.summary) == ("Head", None, "")
    assert seen("customer", "team:care", item, charter=charter).channel == "#c"


def journey(**stage: Any) -> tuple[str, Any]:
    return ("journey:order", public({"stages": [{"id": "s", "title": "S", **stage}]}))


def test_disclose_with_a_dot_names_fields_of_parts() -> None:
    address, raw = journey(touchpoints=[{"id": "t", "title": "T", "backstage": "Print", "support": "Mail"}])
    raw["disclose"] = {"touchpoint.backstage": "customer", "touchpoint.title": "customer"}
    assert seen("public", address, (address, raw)).stages[0].touchpoints == ()
    point = seen("customer", address, (address, raw)).stages[0].touchpoints[0]
    assert (point.backstage, point.support) == ("Print", "")


def test_policy_names_parts_and_the_roadmap() -> None:
    charter = {"policy": {"milestone": {"date": "internal"}, "roadmap": {"vision": "internal"}}, "vision": "V"}
    item = ("initiative:x", public({"milestones": [{"title": "M", "date": "2026-05"}]}))
    found = view("public", item, charter=charter)
    assert found.charter.vision == ""
    assert seen("public", "initiative:x", item, charter=charter).milestones[0].date is None


def test_a_part_is_never_below_its_parent_and_says_its_level() -> None:
    item: Entry = ("initiative:x", {"visibility": "customer", "updates": [], "milestones": []})
    item[1]["updates"] = [
        {"date": "2026-01-02", "text": "A", "visibility": "public"},
        {"date": "2026-01-01", "text": "B", "visibility": "internal"},
        {"date": "2026-01-03", "text": "C"},
    ]
    assert [(u.text, u.visibility) for u in seen("customer", "initiative:x", item).updates] == [
        ("A", "customer"),
        ("C", "customer"),
    ]
    assert [u.text for u in seen("internal", "initiative:x", item).updates] == ["B", "A", "C"]


def test_lists_with_an_internal_default() -> None:
    pains = [{"id": "a", "title": "A"}, {"id": "b", "title": "B", "visibility": "public"}]
    address, raw = journey(pain_points=pains, barriers=["X", {"text": "Y", "visibility": "public"}])
    raw["links"] = [{"title": "L", "url": "https://example.org"}]
    stage = seen("public", address, (address, raw)).stages[0]
    assert [point.id for point in stage.pain_points] == ["b"]
    assert [barrier.text for barrier in stage.barriers] == ["Y"]
    assert seen("public", address, (address, raw)).links == ()
    raw["disclose"] = {"stage.pain_points": "public", "links": "public"}
    stage = seen("public", address, (address, raw)).stages[0]
    assert [point.id for point in stage.pain_points] == ["a", "b"]
    assert seen("public", address, (address, raw)).links[0].title == "L"


@pytest.mark.parametrize("said", [{"disclose": {"title": "internal"}}, {}])
def test_withholding_a_required_field_withholds_the_item(said: Any) -> None:
    charter = {} if said else {"policy": {"team": {"title": "internal"}}}
    assert seen_by("team:care", ("team:care", public(said)), charter=charter) == ["internal", "restricted"]


def test_withholding_a_required_field_of_a_part_withholds_the_part() -> None:
    item = ("initiative:x", public({"milestones": [{"title": "M"}], "disclose": {"milestone.title": "internal"}}))
    assert seen("public", "initiative:x", item).milestones == ()
    assert len(seen("internal", "initiative:x", item).milestones) == 1


def test_a_policy_that_withholds_the_title_of_the_roadmap_leaves_none() -> None:
    assert view("public", charter={"policy": {"roadmap": {"title": "internal"}}}).charter.title == ""


def test_an_item_without_its_required_entry_is_not_there_nor_what_refers_to_it() -> None:
    """A risk's own category is withheld by policy, so the risk can't be shown."""
    charter = {"policy": {"roadmap": {"risk_categories": "internal"}}, "risk_categories": {"fraud": "Fraud"}}
    risk = ("risk:r", public({"category": "fraud"}))
    other = ("initiative:x", public({"body": "See [the risk](risk:r)."}))
    found = view("public", risk, other, charter=charter)
    assert found.get("risk", "r") is None
    assert found.items["initiative"]["x"].body == "See the risk."
    assert view("internal", risk, other, charter=charter).get("risk", "r") is not None


def test_a_reference_to_something_hidden_is_not_there() -> None:
    hidden: Entry = ("kpi:secret", {})
    shown = ("kpi:nps", public({}))
    item = ("initiative:x", public({"kpis": ["secret", "nps"], "phase": "gone", "addresses": ["order/p", "order/q"]}))
    pains = [{"id": "p", "title": "P"}, {"id": "q", "title": "Q", "visibility": "public"}]
    found = view("public", hidden, shown, item, journey(pain_points=pains))
    seen_item = found.items["initiative"]["x"]
    assert (getattr(seen_item, "kpis"), getattr(seen_item, "addresses")) == (("nps",), ("order/q",))  # noqa: B009
    assert found.backlinks == {
        ("kpi", "nps"): (Backlink("initiative", "x", "kpis"),),
        ("pain_point", "order/q"): (Backlink("initiative", "x", "addresses"),),
    }
    assert "secret" not in repr(found)


def test_keys_that_name_something_hidden_are_not_there() -> None:
    scored = [
        {"id": "t", "title": "T", "score": {"ann": "2", "bob": "4"}},
        {"id": "u", "title": "U", "score": {"bob": "1"}},
    ]
    item = ("initiative:x", public({"expected": {"secret": "3"}, "disclose": {"expected": "public"}}))
    found = view(
        "public",
        ("persona:ann", public({})),
        ("persona:bob", {}),
        journey(touchpoints=scored),
        item,
        ("kpi:secret", {}),
    )
    points = found.items["journey"]["order"].stages[0].touchpoints  # type: ignore[attr-defined]
    assert [point.score for point in points] == [{"ann": 2}, None]
    assert found.items["initiative"]["x"].expected == {}  # type: ignore[attr-defined]


def test_qualified_references_and_points_keep_their_form() -> None:
    risk = ("risk:r", public({"affects": ["initiative:x", "initiative:hidden", "objective:o"]}))
    found = seen(
        "public", "risk:r", risk, ("initiative:x", public({})), ("initiative:hidden", {}), ("objective:o", public({}))
    )
    assert found.affects == ("initiative:x", "objective:o")


def test_vocabularies_hold_only_what_is_used() -> None:
    charter = {"areas": {"a": "A", "b": "B"}, "channels": {"web": "Web", "fax": "Fax"}}
    items = [("team:t", public({"area": "a"})), ("team:u", {"area": "b"}), ("persona:p", public({"channels": ["web"]}))]
    assert view("public", *items, charter=charter).charter.areas == {"a": "A"}
    assert view("internal", *items, charter=charter).charter.areas == {"a": "A", "b": "B"}
    assert view("internal", *items, charter=charter).charter.channels == {"web": "Web"}


PLANS = [
    {"title": "Z", "date": "2026-04-01"},
    {"title": "A", "date": "2026-06-30"},
    {"title": "M", "date": "2026-05"},
    {"title": "Late", "date": "2027"},
    {"title": "Never"},
    {"title": "Early", "date": "2026-01-05"},
]


@pytest.mark.parametrize(
    ("precision", "expected"),
    [
        ("day", "Early 2026-01-05, Z 2026-04-01, M 2026-05, A 2026-06-30, Late 2027, Never None"),
        ("month", "Early 2026-01, Z 2026-04, M 2026-05, A 2026-06, Late 2027, Never None"),
        ("quarter", "Early 2026-Q1, A 2026-Q2, M 2026-Q2, Z 2026-Q2, Late 2027, Never None"),
        ("half", "A 2026-H1, Early 2026-H1, M 2026-H1, Z 2026-H1, Late 2027, Never None"),
        ("year", "A 2026, Early 2026, M 2026, Z 2026, Late 2027, Never None"),
        ("horizon", "A None, Early None, Late None, M None, Never None, Z None"),
    ],
)
def test_plans_are_coarsened_before_they_are_ordered(precision: str, expected: str) -> None:
    item = ("initiative:x", public({"milestones": PLANS}))
    shown = seen("public", "initiative:x", item, charter={"date_precision": {"public": precision, "customer": "day"}})
    assert ", ".join(f"{m.title} {m.date}" for m in shown.milestones) == expected


def test_plans_by_default_and_never_finer_than_above() -> None:
    item = ("initiative:x", public({"end": "2026-06-30"}))
    assert [str(seen(level, "initiative:x", item).end) for level in ALL[:3]] == ["2026-Q2", "2026-06", "2026-06-30"]
    charter = {"date_precision": {"customer": "year"}}
    assert [str(seen(level, "initiative:x", item, charter=charter).end) for level in ALL[:3]] == [
        "2026",
        "2026",
        "2026-06-30",
    ]


def test_facts_keep_their_day_and_order_parts() -> None:
    item = ("initiative:x", public({"shipped": "2026-02-03", "updates": []}))
    item[1]["updates"] = [{"date": "2026-03-02", "text": "B"}, {"date": "2026-02-01", "text": "A"}]
    shown = seen("public", "initiative:x", item)
    assert shown.shipped == dt.date(2026, 2, 3)
    assert [update.text for update in shown.updates] == ["A", "B"]


def test_a_target_without_a_date_that_may_be_told_is_not_there() -> None:
    item = ("kpi:nps", public({"targets": [{"date": "2026-12-31", "value": "5"}]}))
    found = view("public", item, charter={"date_precision": {"public": "horizon"}})
    assert found.items["kpi"]["nps"].targets == ()  # type: ignore[attr-defined]
    assert "target" not in found.facts.get(("kpi", "nps"), {})
