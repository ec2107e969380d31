"""Return on investment and payback."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxsite.measures.finance import Case, case, sums

Benefit = float | Sequence[float] | None


def found(cost: float | None, benefit: Benefit, horizon: float | None = None) -> Case | None:
    years = benefit if isinstance(benefit, Sequence) else [] if benefit is None else [benefit]
    return case(cost, years, horizon)


def roi(cost: float | None, benefit: Benefit, horizon: float | None = None) -> float | None:
    one = found(cost, benefit, horizon)
    return one.roi if one else None


def payback_years(cost: float | None, benefit: Benefit, horizon: float | None = None) -> float | None:
    one = found(cost, benefit, horizon)
    return one.payback.years if one and one.payback else None


def test_roi_of_the_exercise() -> None:
    assert roi(30_000, 32_000, 1) == pytest.approx(0.0667, abs=5e-5)


def test_roi_divides_by_the_cost_not_by_the_benefit() -> None:
    # A published text prints .34 for these proportions, its gain divided by the benefit; the return is .52.
    cost, benefit = 66.0, 100.0
    assert (benefit - cost) / benefit == pytest.approx(0.34, abs=0.005)
    assert roi(cost, benefit, 1) == pytest.approx(0.52, abs=0.005)


def test_roi_over_the_horizon() -> None:
    assert roi(80_000, 120_000, 2) == pytest.approx(2.0, abs=1e-9)
    assert roi(80_000, 120_000, 0.5) == pytest.approx(-0.25, abs=1e-9)


def test_roi_of_a_list_of_years() -> None:
    years = [10_000, 20_000, 40_000]
    assert roi(50_000, years) == pytest.approx(0.4, abs=1e-9)
    assert roi(50_000, years, 3) == pytest.approx(0.4, abs=1e-9)
    assert roi(50_000, years, 2) == pytest.approx(-0.4, abs=1e-9)
    assert roi(50_000, years, 2.5) == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize(
    ("cost", "benefit", "horizon"),
    [
        (None, 100, 1),
        (100, None, 1),
        (100, 100, None),
        (0, 100, 1),
        (-5, 100, 1),
        (100, 100, -1),
        (100, [], None),
        (100, [50, 60], 3),
        (100, [50, 60], -1),
    ],
)
def test_no_roi(cost: float | None, benefit: Benefit, horizon: float | None) -> None:
    assert roi(cost, benefit, horizon) is None


def test_payback_of_the_textbook() -> None:
    assert payback_years(50_000, [13_300, 18_300, 40_000]) == pytest.approx(2.46, abs=1e-9)


def test_payback_of_a_yearly_benefit() -> None:
    assert payback_years(80_000, 120_000) == pytest.approx(2 / 3, abs=1e-9)


def test_payback_at_the_end_of_a_year() -> None:
    assert payback_years(30_000, [10_000, 20_000]) == pytest.approx(2, abs=1e-9)
    assert payback_years(0.8, [0.7, 0.1]) == pytest.approx(2, abs=1e-9)
    assert payback_years(30_000, [30_000, 5]) == pytest.approx(1, abs=1e-9)


def test_a_year_of_loss_delays_the_payback() -> None:
    assert payback_years(100, [60, -20, 120]) == pytest.approx(2.5, abs=1e-9)
    assert payback_years(100, [0, 0, 200]) == pytest.approx(2.5, abs=1e-9)


def test_nothing_to_recover() -> None:
    assert payback_years(0, [10]) == 0
    assert payback_years(0, [0, 10]) == 0
    assert payback_years(0, []) is None
    assert payback_years(0, 10) == 0


@pytest.mark.parametrize(
    ("cost", "benefit"),
    [(None, 1), (1, None), (100, 0), (100, -5), (100, []), (100, [50, 49]), (-1, 10), (0, 0)],
)
def test_never_recovered(cost: float | None, benefit: Benefit) -> None:
    assert payback_years(cost, benefit) is None


def test_no_horizon_is_made_up() -> None:
    one = found(100, 50)
    assert one is not None
    assert (one.benefit, one.years, one.roi) == (None, None, None)
    assert one.payback is not None and one.payback.years == 2


def test_a_payback_is_never_longer_than_the_benefit_lasts() -> None:
    assert payback_years(100, 50, 2) == 2
    assert payback_years(100, 50, 1) is None
    assert payback_years(100, [60, 60], 1) is None
    assert payback_years(100, [60, 60], 2) == pytest.approx(1 + 40 / 60)


def test_a_payback_shows_its_numbers() -> None:
    one = found(50_000, [13_300, 18_300, 40_000])
    assert one is not None and one.payback is not None
    assert (one.payback.full_years, one.payback.rest, one.payback.benefit) == (2, 18_400, 40_000)
    assert one.by_year


def test_the_return_of_sums_is_of_what_is_known_on_both_sides() -> None:
    together = sums([(100, 150), (100, 250), (50, None), (None, 70)])
    assert (together.cost, together.benefit, together.roi) == (250, 470, 1.0)
    assert together.without_benefit == 1
    assert sums([]) == sums([(None, None)])


@given(st.integers(min_value=1, max_value=10_000), st.integers(min_value=1, max_value=10_000))
def test_equal_years_pay_back_like_a_yearly_benefit(cost: int, benefit: int) -> None:
    years: list[float] = [benefit] * (cost // benefit + 2)
    assert payback_years(cost, years) == pytest.approx(payback_years(cost, benefit), abs=1e-9)


@given(st.integers(min_value=1, max_value=10_000), st.lists(st.integers(0, 5000), min_size=2, max_size=8))
def test_payback_exists_where_the_return_is_not_negative(cost: int, years: list[float]) -> None:
    result = roi(cost, years)
    assert result is not None
    assert (payback_years(cost, years) is not None) == (result >= 0)
