"""What leads somewhere has one address, and a link is written so that it can be followed."""

from __future__ import annotations

from typing import Any

import pytest

from cxsite.check.runner import check
from cxsite.model.roadmap import Roadmap
from tests.projection.build import public, roadmap
from tests.sites import TODAY


def codes(whole: Roadmap) -> list[str]:
    """The codes of errors."""
    return [finding.rule.code for finding in check(whole, TODAY) if finding.severity == "error"]


@pytest.mark.parametrize(
    "text",
    ["[a [b [c]]](initiative:b)", "[a](initiative:b (title))", "[a](../initiatives/b.md more)", "[a](x.yml y)"],
)
def test_a_link_that_can_not_be_followed_is_told(text: str) -> None:
    items = (("initiative:a", public({"body": f"See {text}"})), ("initiative:b", public({})))
    assert codes(roadmap(*items)) == ["CX037"]


@pytest.mark.parametrize(
    "text", ["[a](initiative:b)", "[a [b]](initiative:b 'T')", "a](b) [c](d e)", "[[initiative:b]]"]
)
def test_other_brackets_are_not(text: str) -> None:
    items = (("initiative:a", public({"body": f"See {text}"})), ("initiative:b", public({})))
    assert codes(roadmap(*items)) == []


def test_two_parts_of_a_journey_at_one_anchor_are_told_once() -> None:
    stages: list[dict[str, Any]] = [
        {"id": "s", "title": "S", "wording": {"customer": {"id": "t"}}},
        {"id": "t", "title": "T"},
    ]
    assert codes(roadmap(("journey:j", public({"stages": stages})))) == ["CX505"]
    stages[1]["wording"] = {"customer": {"id": "u"}}
    assert codes(roadmap(("journey:j", public({"stages": stages})))) == []
    hidden: list[dict[str, Any]] = [{**stages[0], "visibility": "public"}]
    hidden[0]["pain_points"] = [{"id": "t", "title": "T", "visibility": "restricted"}]
    assert codes(roadmap(("journey:j", public({"stages": hidden})))) == []
