"""The curve of a journey: each mark where its score and its column are."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cxsite.render.diagrams.journey_curve import (
    MOST_LINES,
    MOST_PINS,
    STEP,
    TOP,
    Column,
    journey_curve,
    lines_shown,
)

SCORES = st.none() | st.integers(2, 10).map(lambda half: half / 2)
COLUMNS = st.integers(1, 4).flatmap(
    lambda lines: st.lists(
        st.builds(
            Column,
            st.tuples(*[SCORES] * lines),
            SCORES,
            st.none() | st.just((1.0, 4.0)),
            st.booleans(),
            st.integers(0, 5),
        ),
        min_size=1,
        max_size=10,
    )
)


@given(COLUMNS)
def test_each_score_stands_in_the_middle_of_its_column_at_its_height(columns: list[Column]) -> None:
    drawn = journey_curve(columns)
    for number, line in enumerate(drawn.lines):
        assert [(dot.column, dot.score) for dot in line.dots] == [
            (index, column.scores[number]) for index, column in enumerate(columns) if column.scores[number] is not None
        ]
        for dot in line.dots:
            assert abs(float(dot.x.rstrip("%")) / 100 - (dot.column + 0.5) / len(columns)) * 1000 < 0.1
            assert abs(float(dot.y) - (TOP + (5 - dot.score) * STEP)) < 0.1
    for index, column in enumerate(columns):
        beside = [float(dot.dx) for line in drawn.lines for dot in line.dots if dot.column == index]
        assert abs(sum(beside)) < 1e-6
        assert len({(dot.dx, dot.y) for line in drawn.lines for dot in line.dots if dot.column == index}) == len(beside)
        assert sum(pin.column == index for pin in drawn.pins) == min(column.pains, MOST_PINS)


@given(COLUMNS)
def test_a_line_is_broken_where_a_score_is_missing_and_the_target_is_not(columns: list[Column]) -> None:
    drawn = journey_curve(columns)
    for number, line in enumerate(drawn.lines):
        joined = sum(
            one.scores[number] is not None and other.scores[number] is not None for one, other in pairwise(columns)
        )
        assert len(line.segments) == joined
    assert len(drawn.target.segments) == max(0, len(drawn.target.dots) - 1)


def test_heads_of_lines_that_begin_at_one_place_stand_below_each_other() -> None:
    first, second = journey_curve([Column((3, 3)), Column((4, 2))]).lines
    assert first.start and second.start
    assert float(second.start.portrait) - float(first.start.portrait) >= 24
    assert first.start.y == second.start.y


def test_of_too_many_lines_the_lowest_and_widest_are_drawn() -> None:
    assert lines_shown([[3.0]] * MOST_LINES) == list(range(MOST_LINES))
    many: list[list[float | None]] = [[5.0, 5.0], [1.0, 3.0], [2.0, 2.0], [3.0, 3.0], [None, None], [4.0, 4.0]]
    assert lines_shown(many) == [1, 2, 3]
