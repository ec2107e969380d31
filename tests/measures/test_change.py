"""Changes and their chance, against statsmodels and SciPy."""

from __future__ import annotations

import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep

from cxsite.measures.answers import NpsCounts
from cxsite.measures.interval import Interval, wilson
from cxsite.measures.significance import Sample, change, difference_interval, joined
from cxsite.measures.student import t_quantile
from cxsite.measures.survey import nps, scale_mean

N = st.integers(min_value=1, max_value=3000)
ANSWERS = st.lists(st.integers(1, 7), min_size=2, max_size=60)


@given(st.floats(0.5, 0.999), st.one_of(st.integers(1, 5000), st.floats(1, 400)))
def test_quantiles_are_those_of_scipy(level: float, freedom: float) -> None:
    assert t_quantile(level, freedom) == pytest.approx(stats.t.ppf((1 + level) / 2, freedom), rel=1e-9)


@pytest.mark.parametrize(("level", "freedom"), [(0, 3), (1, 3), (0.95, 0), (0.95, -1)])
def test_there_is_no_other_quantile(level: float, freedom: float) -> None:
    with pytest.raises(ValueError, match="no quantile"):
        t_quantile(level, freedom)


def _share(successes: int, n: int) -> Sample:
    return Sample(successes / n, n, wilson(successes, n), answered=True)


@given(st.data(), N, N)
def test_shares_are_compared_by_newcombe(data: st.DataObject, n1: int, n2: int) -> None:
    x1, x2 = data.draw(st.integers(0, n1)), data.draw(st.integers(0, n2))
    interval = difference_interval(_share(x1, n1), _share(x2, n2))
    assert interval is not None
    low, high = confint_proportions_2indep(x2, n2, x1, n1, method="newcomb", compare="diff")
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=1e-9)


def test_newcombe_example() -> None:
    """56 of 70 against 48 of 80: 0.0524 to 0.3339 (Newcombe 1998, table II, method 10)."""
    interval = difference_interval(_share(48, 80), _share(56, 70))
    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def _mean(answers: list[int]) -> Sample:
    counts = [answers.count(point) for point in range(1, 8)]
    estimate = scale_mean(counts)
    assert estimate is not None
    return Sample(estimate.value, estimate.n, estimate.interval, estimate.variance, answered=True)


@pytest.mark.filterwarnings("ignore:Precision loss")
@given(ANSWERS, ANSWERS)
def test_means_are_compared_by_welch(before: list[int], now: list[int]) -> None:
    interval = difference_interval(_mean(before), _mean(now))
    if statistics.variance(before) == statistics.variance(now) == 0:
        assert interval is None
        return
    assert interval is not None
    low, high = stats.ttest_ind(now, before, equal_var=False).confidence_interval(0.95)
    assert (interval.low, interval.high) == pytest.approx((low, high), rel=1e-9, abs=1e-9)


@given(st.tuples(N, N, N), st.tuples(N, N, N))
def test_net_scores_are_compared_by_joining(before: tuple[int, int, int], now: tuple[int, int, int]) -> None:
    one, two = nps(NpsCounts(*before)), nps(NpsCounts(*now))
    assert one and two and one.interval and two.interval
    found = joined(one.value, one.interval, two.value, two.interval)
    below = math.sqrt((two.value - two.interval.low) ** 2 + (one.interval.high - one.value) ** 2)
    assert found.low == pytest.approx(two.value - one.value - below)
    assert found.low <= two.value - one.value <= found.high
    mirrored = joined(two.value, two.interval, one.value, one.interval)
    assert (mirrored.low, mirrored.high) == pytest.approx((-found.high, -found.low))


@pytest.mark.parametrize(
    ("before", "now", "better", "words"),
    [
        (_share(40, 100), _share(70, 100), "up", "better"),
        (_share(40, 100), _share(70, 100), "down", "worse"),
        (_share(40, 100), _share(45, 100), "up", "no-clear-change"),
        (_share(2, 29), _share(29, 29), "up", "too-few-answers"),
        (Sample(3.0), Sample(2.0), "down", None),
        (Sample(3.0, 5000), Sample(2.0, 4000), "down", None),
        (Sample(3.0, 5000), Sample(2.0, 4), "down", None),
        (Sample(3.0, 5000, answered=True), Sample(2.0, 4, answered=True), "down", "too-few-answers"),
        (_mean([4] * 40), _mean([4] * 40), "up", None),
    ],
)
def test_words_are_no_stronger_than_numbers(before: Sample, now: Sample, better: str, words: str | None) -> None:
    found = change(before, now, better)  # type: ignore[arg-type]
    assert found.words == words
    assert found.clear is (None if words is None else words in ("better", "worse"))
    assert found.difference == now.value - before.value


def test_an_interval_that_touches_zero_is_not_clear() -> None:
    flat = Interval(0.5, 0.5, 0.95)
    found = change(Sample(0.5, 99, flat), Sample(0.5, 99, flat), "up")
    assert (found.clear, found.words) == (False, "no-clear-change")
