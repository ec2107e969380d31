"""NPS, CSAT, CES, CSI and SERVQUAL: published examples, methods, and what gives no value."""

from __future__ import annotations

import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t

from cxsite.measures.answers import NpsCounts, nps_counts_by_point, scale_counts
from cxsite.measures.interval import adjusted_wald, net_variance
from cxsite.measures.survey import (
    SERVQUAL_DIMENSIONS,
    ces,
    csat,
    csi,
    nps,
    scale_mean,
    servqual,
    servqual_gaps,
    share_interval,
)

CES_COUNTS = (80, 210, 140, 110, 160, 180, 120)
GAPS = dict(zip(SERVQUAL_DIMENSIONS, (-0.65, -1.10, -0.83, -0.70, -1.01), strict=True))
COUNTS = st.lists(st.integers(min_value=0, max_value=300), min_size=2, max_size=10)


def standard_error(counts: NpsCounts) -> float:
    return math.sqrt(net_variance(counts.promoters / counts.n, counts.detractors / counts.n) / counts.n)


def test_nps_of_six_answers() -> None:
    counts = nps_counts_by_point(scale_counts([0, 7, 7, 9, 9, 9], 0, 10))
    result = nps(counts)
    assert result is not None
    assert result.value == pytest.approx(100 / 3, abs=1e-9)
    assert result.n == 6
    assert net_variance(3 / 6, 1 / 6) == pytest.approx(5 / 9, abs=1e-9)
    assert standard_error(counts) == pytest.approx(0.304, abs=5e-4)


def test_nps_of_324_answers() -> None:
    counts = NpsCounts(162, 108, 54)
    result = nps(counts)
    assert result is not None and result.interval is not None
    assert result.value == pytest.approx(33.3, abs=0.05)
    assert 100 * standard_error(counts) == pytest.approx(4.1, abs=0.05)
    # With many answers the adjustment is small: about ± 1.96 standard errors.
    assert result.interval.high - result.interval.low == pytest.approx(2 * 1.96 * 4.14, rel=0.01)


def test_passives_stay_in_the_denominator() -> None:
    result = nps(NpsCounts(1, 9, 0))
    assert result is not None and result.value == 10


def test_nps_without_answers() -> None:
    assert nps(None) is None
    assert nps(NpsCounts(0, 0, 0)) is None


@given(*[st.integers(min_value=0, max_value=1000)] * 3)
def test_nps_lies_between_minus_100_and_100(p: int, passive: int, d: int) -> None:
    result = nps(NpsCounts(p, passive, d))
    if p + passive + d == 0:
        assert result is None
        return
    assert result is not None
    assert -100 <= result.value <= 100
    assert result.n == p + passive + d


@pytest.mark.parametrize(("scale", "lowest_top"), [(2, 2), (3, 3), (4, 3), (5, 4), (6, 4), (7, 5), (10, 9)])
def test_top_boxes_of_each_scale(scale: int, lowest_top: int) -> None:
    for point in range(1, scale + 1):
        counts = [0] * scale
        counts[point - 1] = 4
        result = csat(counts)
        assert result is not None
        assert result.value == (100 if point >= lowest_top else 0)


@pytest.mark.parametrize("scale", [0, 1, 8, 9, 11])
def test_scales_without_top_boxes_have_no_share(scale: int) -> None:
    assert csat([1] * scale) is None


def test_csat_share_has_a_wilson_interval_in_percent() -> None:
    result = csat((0, 0, 174, 20, 6))
    assert result is not None and result.interval is not None
    assert result.value == pytest.approx(13, abs=1e-9)
    assert result.n == 200
    one_sided = csat((0, 0, 174, 20, 6), level=0.90)
    assert one_sided is not None and one_sided.interval is not None
    assert one_sided.interval.low == pytest.approx(9.577, abs=5e-4)


def test_csat_mean_is_another_method() -> None:
    result = csat((0, 0, 2, 0, 2), method="mean")
    assert result is not None and result.interval is not None
    assert result.value == 4
    margin = 3.182446305284263 * math.sqrt((4 / 3) / 4)
    assert result.interval.low == pytest.approx(4 - margin, abs=1e-9)
    assert result.interval.high == 5


def test_ces_by_its_three_methods() -> None:
    mean, share, index = (ces(CES_COUNTS, method=m) for m in ("mean", "top-box", "index"))
    assert mean is not None and share is not None and index is not None
    assert mean.value == pytest.approx(4.08, abs=1e-9)
    assert share.value == pytest.approx(46, abs=1e-9)
    assert index.value == pytest.approx(-13, abs=1e-9)
    assert mean.n == share.n == index.n == 1000
    assert len({mean.formula, share.formula, index.formula}) == 3
    # The formula of a net score: 300 of 1000 say 6 or 7, 430 say 1 to 3.
    assert index.interval == adjusted_wald(300, 270, 430)


def test_ces_method_defaults_to_the_mean() -> None:
    assert ces(CES_COUNTS) == ces(CES_COUNTS, method="mean")


def test_the_published_five_point_mean_of_2_82_is_wrong() -> None:
    # The page divides by 1000, but its counts are of 1010 answers, and adds them up to 2820 instead of 3020.
    result = ces((190, 240, 110, 330, 140))
    assert result is not None
    assert result.n == 1010
    assert result.value == pytest.approx(2.99, abs=5e-4)
    assert result.value != pytest.approx(2.82, abs=0.1)


def test_ces_share_and_index_need_seven_points() -> None:
    assert ces((1, 1, 1, 1, 1), method="top-box") is None
    assert ces((1, 1, 1, 1, 1), method="index") is None


@pytest.mark.parametrize("method", ["mean", "top-box", "index"])
def test_ces_without_answers(method: str) -> None:
    assert ces(None, method=method) is None  # type: ignore[arg-type]
    assert ces((0,) * 7, method=method) is None  # type: ignore[arg-type]


def test_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        csat((1, 2, -1, 0, 3))


@given(COUNTS)
def test_mean_agrees_with_the_answers_themselves(counts: list[int]) -> None:
    answers = [point for point, count in enumerate(counts, start=1) for _ in range(count)]
    result = scale_mean(counts)
    if not answers:
        assert result is None
        return
    assert result is not None
    assert result.value == pytest.approx(statistics.fmean(answers), abs=1e-9)
    if len(set(answers)) < 2:
        assert result.interval is None
        return
    assert result.interval is not None
    assert 1 <= result.interval.low <= result.value <= result.interval.high <= len(counts)
    margin = t.ppf(0.975, len(answers) - 1) * math.sqrt(statistics.variance(answers) / len(answers))
    assert result.interval.low == pytest.approx(max(1, result.value - margin), abs=1e-9)


@given(COUNTS)
def test_shares_lie_in_their_interval(counts: list[int]) -> None:
    result = csat(counts)
    if result is not None:
        assert result.interval is not None
        assert 0 <= result.interval.low <= result.value + 1e-9
        assert result.value - 1e-9 <= result.interval.high <= 100


def test_csi() -> None:
    assert csi((10, 10, 10), (0.5, 0.3, 0.2)) == pytest.approx(100, abs=1e-9)
    assert csi((1, 1, 1), (0.5, 0.3, 0.2)) == 0
    assert csi((8, 6, 7), (0.5, 0.3, 0.2)) == pytest.approx((3.5 + 1.5 + 1.2) / 9 * 100, abs=1e-9)
    assert csi((8, 6, 7), (1 / 3, 1 / 3, 1 / 3)) == pytest.approx(6 / 9 * 100, abs=1e-9)


@pytest.mark.parametrize(
    ("items", "weights"),
    [
        (None, (0.5, 0.3, 0.2)),
        ((8, 6, 7), None),
        ((8, 6), (0.5, 0.5)),
        ((8, 6, 7), (0.5, 0.5)),
        ((8, 6, 7), (0.5, 0.3, 0.3)),
        ((8, 6, 7), (50, 30, 20)),
        ((8, 6, 7), (1.5, -0.5, 0.0)),
        ((0, 6, 7), (0.5, 0.3, 0.2)),
        ((8, 6, 10.5), (0.5, 0.3, 0.2)),
    ],
)
def test_csi_without_a_value(items: tuple[float, ...] | None, weights: tuple[float, ...] | None) -> None:
    assert csi(items, weights) is None


def test_servqual_is_the_mean_gap() -> None:
    assert servqual(GAPS) == pytest.approx(-0.858, abs=1e-9)


def test_servqual_weighted() -> None:
    equal = dict.fromkeys(SERVQUAL_DIMENSIONS, 20.0)
    assert servqual(GAPS, equal) == pytest.approx(-0.858, abs=1e-9)
    only_one = {**dict.fromkeys(SERVQUAL_DIMENSIONS, 0.0), "assurance": 100.0}
    assert servqual(GAPS, only_one) == pytest.approx(-0.70, abs=1e-9)


def test_servqual_without_a_value() -> None:
    missing = {d: gap for d, gap in GAPS.items() if d != "empathy"}
    assert servqual(None) is None
    assert servqual(missing) is None
    assert servqual(GAPS, dict.fromkeys(SERVQUAL_DIMENSIONS, 0.2)) is None
    assert servqual(GAPS, {"empathy": 100.0}) is None


def test_gap_is_perception_minus_expectation() -> None:
    gaps = servqual_gaps({"empathy": 6.0, "assurance": 6.5}, {"empathy": 5.5, "reliability": 4.0})
    assert gaps == {"empathy": -0.5}


def test_interval_of_a_measured_share() -> None:
    interval = share_interval(13, 200, level=0.90)
    assert interval is not None
    assert interval.low == pytest.approx(9.577, abs=5e-4)


@pytest.mark.parametrize(("percent", "n"), [(None, 10), (50, None), (50, 0), (100.5, 10), (-1, 10)])
def test_no_interval_without_answers_or_share(percent: float | None, n: int | None) -> None:
    assert share_interval(percent, n) is None
