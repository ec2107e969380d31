"""Lowest touchpoints and the coverage of pain points."""

from __future__ import annotations

import pytest

from cxsite.measures.journey import TouchpointScore, coverage, lowest_touchpoints, unaddressed


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
