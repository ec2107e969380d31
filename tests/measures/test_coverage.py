"""What the intervals promise: 95 % hold the truth, more or less, from ten answers on."""

from __future__ import annotations

import sys

import pytest

from bench.intervals import Coverage, coverage

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def table() -> list[Coverage]:
    return coverage(draws=80)


def test_intervals_hold_the_truth_as_often_as_they_say(
    table: list[Coverage], capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        for one in table:
            sys.stdout.write(f"\n{one.name:40} n={one.n:4} mean {one.mean:.1%} lowest {one.lowest:.1%} at {one.at}")
    assert [one for one in table if not 0.90 <= one.mean <= 0.99] == []


def test_every_interval_is_there(table: list[Coverage]) -> None:
    assert len(table) == 4 * 4 * 2
