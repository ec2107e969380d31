"""Confidence intervals: published values, edges, and that an interval holds its estimate."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxsite.measures.interval import adjusted_wald, net_variance, quantile, student, wilson

COUNT = st.integers(min_value=0, max_value=5000)
LEVEL = st.floats(min_value=0.5, max_value=0.999)


def test_quantile_is_two_sided() -> None:
    assert quantile(0.95) == pytest.approx(1.959963985, abs=1e-9)
    assert quantile(0.90) == pytest.approx(1.644853627, abs=1e-9)


@pytest.mark.parametrize("level", [0.9999999999999999999, 1.0, 1.5, -1.0])
def test_level_outside_zero_to_one_is_refused(level: float) -> None:
    with pytest.raises(ValueError):
        quantile(level)


def test_wilson_lower_bound_of_the_engineering_statistics_handbook() -> None:
    interval = wilson(26, 200, level=0.90)  # one-sided 95 %
    assert interval is not None
    assert interval.low == pytest.approx(0.09577, abs=5e-6)
    assert interval.level == 0.90


def test_wilson_solves_the_score_equation() -> None:
    interval = wilson(26, 200)
    assert interval is not None
    for bound in (interval.low, interval.high):
        # Wilson's bounds are where |p − bound| is z standard errors of the bound itself.
        distance = abs(0.13 - bound) / math.sqrt(bound * (1 - bound) / 200)
        assert distance == pytest.approx(quantile(0.95), abs=1e-9)


def test_wilson_at_the_edges() -> None:
    none, every = wilson(0, 10), wilson(10, 10)
    assert none is not None and every is not None
    assert none.low == 0 and none.high == pytest.approx(0.277532799, abs=1e-9)
    assert every.high == 1 and every.low == pytest.approx(1 - 0.277532799, abs=1e-9)


def test_wilson_without_answers() -> None:
    assert wilson(0, 0) is None


@pytest.mark.parametrize("successes", [-1, 11])
def test_wilson_refuses_what_is_no_share(successes: int) -> None:
    with pytest.raises(ValueError, match="of 10 answers"):
        wilson(successes, 10)


@given(st.data(), st.integers(min_value=1, max_value=10_000), LEVEL)
def test_wilson_holds_the_share(data: st.DataObject, n: int, level: float) -> None:
    successes = data.draw(st.integers(min_value=0, max_value=n))
    interval = wilson(successes, n, level)
    assert interval is not None
    assert 0 <= interval.low <= successes / n <= interval.high <= 1


def test_student_is_cut_at_the_scale() -> None:
    interval = student(1.2, 4.0, 4, lowest=1, highest=7)
    assert interval is not None
    assert interval.low == 1
    assert interval.high == pytest.approx(1.2 + 3.182446305284263, abs=1e-9)


@pytest.mark.parametrize(("variance", "n"), [(1.0, 0), (1.0, 1), (0.0, 50)])
def test_student_needs_two_answers_that_differ(variance: float, n: int) -> None:
    assert student(4.0, variance, n, lowest=1, highest=7) is None


def test_adjusted_wald_adds_three_answers() -> None:
    # 19 of 36 promote, 5 detract: shares 19.75 ÷ 39 and 5.75 ÷ 39.
    interval = adjusted_wald(19, 12, 5)
    centre = 14 / 39
    margin = 1.959963984540054 * math.sqrt((25.5 / 39 - centre**2) / 39)
    assert interval is not None
    assert interval.low == pytest.approx(100 * (centre - margin), abs=1e-9)
    assert interval.high == pytest.approx(100 * (centre + margin), abs=1e-9)


def test_a_single_promoter_has_no_interval() -> None:
    """Shrunk to the middle, it would end at 98.5, and the score is 100."""
    assert adjusted_wald(1, 0, 0) is None
    assert adjusted_wald(0, 0, 1) is None
    assert adjusted_wald(0, 0, 0) is None
    passive = adjusted_wald(0, 1, 0)
    assert passive is not None and passive.low < 0 < passive.high


def test_adjusted_wald_stays_on_the_scale() -> None:
    interval = adjusted_wald(2, 0, 0)
    assert interval is not None and interval.high == 100


@given(COUNT, COUNT, COUNT)
def test_adjusted_wald_holds_the_score_from_two_answers_on(p: int, passive: int, d: int) -> None:
    n = p + passive + d
    if n < 2:
        return
    interval = adjusted_wald(p, passive, d)
    assert interval is not None
    assert -100 <= interval.low <= 100 * (p - d) / n <= interval.high <= 100


@given(COUNT, COUNT, COUNT)
def test_adjusted_wald_mirrors(p: int, passive: int, d: int) -> None:
    one, other = adjusted_wald(p, passive, d), adjusted_wald(d, passive, p)
    if p + passive + d == 0:
        assert one is None and other is None
        return
    assert one is not None and other is not None
    assert one.low == pytest.approx(-other.high, abs=1e-9)


def test_net_variance_never_falls_below_zero() -> None:
    assert net_variance(0.5, 1 / 6) == pytest.approx(5 / 9, abs=1e-12)
    assert net_variance(1.0, 0.0) == 0
