"""Quadrant, RICE, ICE, WSJF, weighted scoring and the ranking."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxsite.measures.prioritization import (
    ICE_FORMULA,
    RICE_FORMULA,
    Candidate,
    Criterion,
    Quadrant,
    Score,
    ice,
    quadrant,
    rank,
    rice,
    weighted,
    wsjf,
)

CANDIDATES = st.lists(
    st.builds(
        Candidate,
        id=st.integers(min_value=0, max_value=10_000).map(str),
        title=st.sampled_from(["alpha", "Alpha", "beta", "Beta", "ß"]),
        value=st.one_of(st.none(), st.sampled_from([0.3, 0.1 * 3, 1.0, 2.0, -1.0])),
    ),
    unique_by=lambda candidate: candidate.id,
)


@pytest.mark.parametrize(
    ("impact", "effort", "name"),
    [
        (4, 2, "quick-win"),
        (5, 1, "quick-win"),
        (4, 3, "big-bet"),
        (3, 2, "fill-in"),
        (3, 3, "reconsider"),
    ],
)
def test_quadrant_boundaries(impact: int, effort: int, name: Quadrant) -> None:
    assert quadrant(impact, effort) == name


def test_quadrant_thresholds_of_the_site() -> None:
    assert quadrant(3, 3, high_impact=3, low_effort=3) == "quick-win"
    assert quadrant(None, 2) is None
    assert quadrant(4, None) is None


def test_rice() -> None:
    inputs = {"reach": 2000, "impact": 2, "confidence": 0.8, "effort": 4}
    score = rice(**inputs)
    assert score is not None
    assert score.value == pytest.approx(800, abs=1e-9)
    assert score == Score(score.value, inputs, RICE_FORMULA)


def test_ice() -> None:
    assert ice(6, 9, 8) == Score(432, {"impact": 6, "confidence": 9, "ease": 8}, ICE_FORMULA)


def test_wsjf() -> None:
    score = wsjf(13, 8, 5, 8)
    assert score is not None
    assert score.value == pytest.approx(3.25, abs=1e-9)
    assert score.inputs == {"value": 13, "time_criticality": 8, "risk_reduction": 5, "job_size": 8}


def test_scores_without_an_input_or_with_nothing_to_divide_by() -> None:
    for missing in range(4):
        values: list[float | None] = [1.0, 1.0, 1.0, 1.0]
        values[missing] = None
        assert rice(*values) is None
        assert wsjf(*values) is None
        if missing < 3:
            assert ice(*values[:3]) is None
    assert rice(100, 2, 0.5, 0) is None
    assert rice(100, 2, 0.5, -1) is None
    assert wsjf(1, 1, 1, 0) is None


def test_zero_is_a_value() -> None:
    score = rice(0, 2, 0.5, 1)
    assert score is not None and score.value == 0


def test_a_score_is_frozen() -> None:
    score = ice(1, 1, 1)
    assert score is not None
    with pytest.raises(FrozenInstanceError):
        score.value = 2  # type: ignore[misc]


CRITERIA = {
    "value": Criterion(weight=3, min=1, max=5),
    "cost": Criterion(weight=1, min=0, max=100, cost=True),
}


def test_weighted() -> None:
    score = weighted({"value": 4, "cost": 20}, CRITERIA)
    assert score is not None
    assert score.value == pytest.approx((3 * 0.75 + 1 * 0.8) / 4 * 100, abs=1e-9)
    assert score.inputs == {"value": 4, "cost": 20}


def test_weighted_runs_from_0_to_100() -> None:
    best, worst = weighted({"value": 5, "cost": 0}, CRITERIA), weighted({"value": 1, "cost": 100}, CRITERIA)
    assert best is not None and best.value == 100
    assert worst is not None and worst.value == 0


def test_weighted_leaves_unknown_criteria_out() -> None:
    score = weighted({"value": 4, "cost": 20, "mood": 9}, CRITERIA)
    assert score is not None and "mood" not in score.inputs


def test_weighted_without_a_value() -> None:
    assert weighted(None, CRITERIA) is None
    assert weighted({"value": 4}, CRITERIA) is None
    assert weighted({"value": 4}, {}) is None
    assert weighted({"value": 4}, {"value": Criterion(1, 3, 3)}) is None
    assert weighted({"value": 4}, {"value": Criterion(0, 1, 5)}) is None


def test_rank_highest_first() -> None:
    assert list(rank([Candidate("a", "A", 1), Candidate("b", "B", 3), Candidate("c", "C", 2)]).items()) == [
        ("b", 1),
        ("c", 2),
        ("a", 3),
    ]


def test_ties_rank_by_title_then_id() -> None:
    tied = [Candidate("z", "apple", 1), Candidate("b", "Zebra", 1), Candidate("a", "Zebra", 1)]
    assert rank(tied) == {"z": 1, "a": 2, "b": 3}


def test_rounding_makes_no_order() -> None:
    assert rank([Candidate("b", "B", 0.1 * 3), Candidate("a", "A", 0.3)]) == {"a": 1, "b": 2}


def test_no_value_no_rank() -> None:
    assert rank([Candidate("a", "A", None), Candidate("b", "B", 0)]) == {"b": 1}
    assert rank([]) == {}


@given(CANDIDATES, st.randoms(use_true_random=False))
def test_rank_does_not_depend_on_order(candidates: list[Candidate], random: object) -> None:
    shuffled = candidates.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    ranks = rank(candidates)
    assert rank(shuffled) == ranks
    assert sorted(ranks.values()) == list(range(1, len(ranks) + 1))
