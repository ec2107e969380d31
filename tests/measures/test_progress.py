"""Progress, expected progress, the active target and the status word."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxsite.measures.progress import Rag, Thresholds, active_target, expected_progress, is_reached, progress, rag

D = datetime.date
VALUE = st.integers(min_value=-10_000, max_value=10_000)


def test_published_examples() -> None:
    assert progress(10_000, 19_500, 25_000) == pytest.approx(0.6333, abs=5e-5)
    assert progress(8, 6, 5) == pytest.approx(2 / 3, abs=1e-9)


def test_away_from_the_target_and_beyond_it() -> None:
    assert progress(10, 8, 20) == pytest.approx(-0.2, abs=1e-9)
    assert progress(10, 25, 20) == pytest.approx(1.5, abs=1e-9)


@pytest.mark.parametrize("values", [(None, 1, 2), (1, None, 2), (1, 2, None), (5, 6, 5)])
def test_no_progress(values: tuple[float | None, float | None, float | None]) -> None:
    assert progress(*values) is None


@given(VALUE, VALUE, VALUE)
def test_progress_is_the_same_in_both_directions(baseline: int, current: int, target: int) -> None:
    assert progress(baseline, current, target) == progress(-baseline, -current, -target)


@given(VALUE, VALUE)
def test_progress_runs_from_zero_to_one(baseline: int, target: int) -> None:
    if baseline == target:
        assert progress(baseline, target, target) is None
    else:
        assert progress(baseline, baseline, target) == 0
        assert progress(baseline, target, target) == 1


def test_expected_progress_by_days() -> None:
    start, end = D(2026, 1, 1), D(2026, 12, 31)
    assert expected_progress(start, end, D(2026, 7, 2)) == pytest.approx(182 / 364, abs=1e-9)
    assert expected_progress(start, end, start) == 0
    assert expected_progress(start, end, end) == 1


def test_expected_progress_is_cut() -> None:
    start, end = D(2026, 1, 1), D(2026, 12, 31)
    assert expected_progress(start, end, D(2025, 6, 1)) == 0
    assert expected_progress(start, end, D(2027, 6, 1)) == 1


def test_no_expected_progress() -> None:
    day = D(2026, 1, 1)
    assert expected_progress(None, day, day) is None
    assert expected_progress(day, None, day) is None
    assert expected_progress(day, day, day) is None
    assert expected_progress(day, D(2025, 12, 31), day) is None


def test_active_target_is_the_first_not_passed() -> None:
    targets = [D(2026, 12, 31), D(2026, 6, 30), D(2027, 12, 31)]
    assert active_target(targets, D(2026, 1, 1)) == 1
    assert active_target(targets, D(2026, 6, 30)) == 1
    assert active_target(targets, D(2026, 7, 1)) == 0
    assert active_target(targets, D(2028, 1, 1)) == 2
    assert active_target([], D(2026, 1, 1)) is None


@pytest.mark.parametrize(
    ("achieved", "expected", "word"),
    [
        (1.0, 0.1, "achieved"),
        (1.2, None, "achieved"),
        (0.9999, 0.99, "on-track"),
        (0.5, 0.5, "on-track"),
        (0.4999, 0.5, "at-risk"),
        (0.35, 0.5, "at-risk"),
        (0.3499, 0.5, "off-track"),
        (0.0, 0.5, "off-track"),
        (-0.5, 0.5, "off-track"),
        (0.99, 1.0, "at-risk"),
        (None, 0.5, "no-data"),
        (0.5, None, "no-data"),
        (0.5, 0.0, "no-data"),
    ],
)
def test_rag_bands_are_half_open(achieved: float | None, expected: float | None, word: Rag) -> None:
    assert rag(achieved, expected) == word


def test_rag_bounds_hold_however_the_division_rounds() -> None:
    for hundredths in range(1, 100):
        expected = hundredths / 100
        assert rag(0.7 * expected, expected) == "at-risk"
        assert rag(0.1 * expected * 3 / 0.3, expected) == "on-track"


def test_rag_thresholds_of_the_kpi() -> None:
    thresholds = Thresholds(on_track=0.9, at_risk=0.5)
    assert rag(0.45, 0.5, thresholds) == "on-track"
    assert rag(0.44, 0.5, thresholds) == "at-risk"
    assert rag(0.25, 0.5, thresholds) == "at-risk"
    assert rag(0.24, 0.5, thresholds) == "off-track"


def test_a_target_is_reached_at_it_and_beyond_it() -> None:
    assert is_reached(6, 6, "up") and is_reached(7, 6, "up") and not is_reached(5, 6, "up")
    assert is_reached(6, 6, "down") and is_reached(5, 6, "down") and not is_reached(7, 6, "down")
