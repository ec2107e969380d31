"""Answers become counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxsite.measures.answers import (
    NpsCounts,
    item_means,
    nps_counts,
    nps_counts_by_point,
    scale_counts,
    sum_counts,
)

ANSWERS = st.lists(st.one_of(st.none(), st.integers(min_value=0, max_value=10)))


def test_boundaries_of_promoters_passives_and_detractors() -> None:
    assert nps_counts(range(11)) == NpsCounts(promoters=2, passives=2, detractors=7)
    assert nps_counts([9]) == NpsCounts(1, 0, 0)
    assert nps_counts([8]) == nps_counts([7]) == NpsCounts(0, 1, 0)
    assert nps_counts([6]) == nps_counts([0]) == NpsCounts(0, 0, 1)


def test_blanks_are_no_answers() -> None:
    assert nps_counts([None, 10, None]).n == 1
    assert nps_counts([]).n == 0


@pytest.mark.parametrize("answer", [-1, 11])
def test_an_answer_off_the_scale_is_refused(answer: int) -> None:
    with pytest.raises(ValueError, match="not on the scale 0–10"):
        nps_counts([9, answer])


def test_ten_points_give_no_net_promoter_score() -> None:
    with pytest.raises(ValueError, match="10 scale points"):
        nps_counts_by_point([1] * 10)


def test_scale_counts_from_the_lowest_point() -> None:
    assert scale_counts([1, 5, 5, None], 1, 5) == (1, 0, 0, 0, 2)
    assert scale_counts([], 1, 3) == (0, 0, 0)
    with pytest.raises(ValueError, match="0 is not on the scale 1–5"):
        scale_counts([0], 1, 5)


def test_rows_of_counts_add_up() -> None:
    assert sum_counts([(1, 2, 3), (10, 20, 30)]) == (11, 22, 33)
    assert sum_counts([]) == ()
    with pytest.raises(ValueError):
        sum_counts([(1, 2), (1, 2, 3)])


def test_item_means() -> None:
    assert item_means([(8, 6, 10), (10, 7, 5)]) == (9.0, 6.5, 7.5)
    assert item_means([]) == ()


def test_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        NpsCounts(3, -1, 0)


@given(ANSWERS, ANSWERS)
def test_counts_of_parts_add_up_to_the_whole(one: list[int | None], other: list[int | None]) -> None:
    assert nps_counts(one) + nps_counts(other) == nps_counts(one + other)
    assert sum_counts([scale_counts(one, 0, 10), scale_counts(other, 0, 10)]) == scale_counts(one + other, 0, 10)


@given(ANSWERS)
def test_every_answer_counts_once(answers: list[int | None]) -> None:
    assert nps_counts(answers).n == len([answer for answer in answers if answer is not None])
