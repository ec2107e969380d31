"""Lowest touchpoints and the coverage of pain points."""

from __future__ import annotations

import pytest

from cxsite.measures.journey import TouchpointScore, coverage, lowest_touchpoints, touchpoint_of, unaddressed
from cxsite.model.items.journey import Stage


def test_lowest_touchpoints_are_all_that_share_the_lowest_score() -> None:
    assert lowest_touchpoints({"search": 4, "pay": 2, "return": 2, "visit": None}) == ("pay", "return")


def test_the_worst_persona_counts() -> None:
    scores: dict[str, TouchpointScore | None] = {"search": {"parent": 5, "giver": 1}, "pay": 2, "visit": {}}
    assert lowest_touchpoints(scores) == ("search",)


def test_no_scores_no_lowest() -> None:
    assert lowest_touchpoints({}) == lowest_touchpoints({"pay": None}) == ()


def test_coverage() -> None:
    points = ["label", "refund", "queue", "noise"]
    assert unaddressed(points, {"refund", "elsewhere"}) == ("label", "queue", "noise")
    assert coverage(points, {"refund", "elsewhere"}) == pytest.approx(0.25, abs=1e-9)
    assert coverage(points, points) == 1
    assert coverage(points, ()) == 0
    assert coverage([], {"refund"}) is None


def test_what_names_no_touchpoint_belongs_to_the_only_one_of_its_stage() -> None:
    points = [{"id": "ask", "title": "Ask"}, {"id": "pay", "title": "Pay"}]

    def of(names: int, touchpoint: str | None) -> str | None:
        pain = {"id": "slow", "title": "Slow", "touchpoint": touchpoint}
        stage = Stage.model_validate({"id": "a", "title": "A", "touchpoints": points[:names], "pain_points": [pain]})
        return touchpoint_of(stage, stage.pain_points[0])

    assert (of(1, None), of(1, "elsewhere"), of(2, "pay")) == ("ask", "ask", "pay")
    assert of(2, None) is of(2, "elsewhere") is of(0, None) is None
