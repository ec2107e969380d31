"""Answers become counts."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxsite.measures.answers import (
    NpsCounts,
    nps_counts_by_point,
    scale_counts,
)


def nps_counts(answers: Iterable[int | None]) -> NpsCounts:
    return nps_counts_by_point(scale_counts(answers, 0, 10))


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


def test_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        NpsCounts(3, -1, 0)


@given(ANSWERS, ANSWERS)
def test_counts_of_parts_add_up_to_the_whole(one: list[int | None], other: list[int | None]) -> None:
    assert nps_counts(one) + nps_counts(other) == nps_counts(one + other)


@given(ANSWERS)
def test_every_answer_counts_once(answers: list[int | None]) -> None:
    assert nps_counts(answers).n == len([answer for answer in answers if answer is not None])
