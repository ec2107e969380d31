"""The drawings of ratings, risks and dependencies: each mark is where its data is, and nothing is lost."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cxsite.measures.risk import DEFAULT_BANDS
from cxsite.render.diagrams.dependency_map import BOX, GAP, MOST_COLUMNS, dependency_map, middle
from cxsite.render.diagrams.impact_effort import MARK, Rated, matrix
from cxsite.render.diagrams.risk_move import move, zones

ratings = st.integers(1, 5)


def _percent(text: str) -> float:
    return float(text.removesuffix("%"))


@given(st.lists(st.tuples(ratings, ratings), min_size=1, max_size=12))
def test_every_mark_stands_in_the_field_of_its_ratings(given_ratings: list[tuple[int, int]]) -> None:
    rated = [Rated(n, "T" * n, "planned", "../", *pair) for n, pair in enumerate(given_ratings, 1)]
    drawn = matrix(rated, 2, 4)
    assert drawn is not None
    rows = {row.impact: row for row in drawn.rows}
    assert sum(row.height for row in drawn.rows) == drawn.height
    assert sorted(mark.rated.number for mark in drawn.marks) == list(range(1, len(rated) + 1))
    for mark in drawn.marks:
        row = rows[mark.rated.impact]
        assert _percent(mark.x) == 20 * (mark.rated.effort - 1)
        assert row.y + MARK / 2 <= mark.y <= row.y + row.height - MARK / 2
    # No mark lies on another.
    places = sorted((mark.x, mark.y) for mark in drawn.marks)
    assert all(a[0] != b[0] or b[1] - a[1] >= 24 for a, b in pairwise(places))


def test_the_limits_lie_between_low_and_high() -> None:
    drawn = matrix([Rated(1, "A", "planned", "", 1, 5)], 2, 4)
    assert drawn is not None
    assert drawn.low_effort == "40%"
    assert drawn.high_impact == next(row.y for row in drawn.rows if row.impact == 3)
    assert matrix([], 2, 4) is None


@given(st.integers(1, 25), st.integers(1, 25))
def test_a_risk_moves_as_far_as_its_score(score: int, rest: int) -> None:
    """On the widest screen less than a pixel from where it is."""
    found = move(score, rest)
    assert abs(_percent(found.now) - 4 * (score - 0.5)) < 0.01
    assert abs(_percent(found.rest) - 4 * (rest - 0.5)) < 0.01
    assert abs(_percent(found.width) - 4 * abs(score - rest)) < 0.01
    assert abs(_percent(found.begin) - 4 * (min(score, rest) - 0.5)) < 0.01


def test_a_risk_without_a_rest_stays() -> None:
    assert (move(12, None).rest, move(12, None).width) == ("", "0%")


def test_bands_hold_the_middles_of_their_scores_and_no_others() -> None:
    found = zones(DEFAULT_BANDS)
    for zone, band in zip(found, DEFAULT_BANDS, strict=True):
        inside = [
            score
            for score in range(1, 26)
            if 0 < _percent(move(score, None).now) - _percent(zone.x) < _percent(zone.width)
        ]
        assert inside == list(range(band.low, band.high + 1))
    assert sum(_percent(zone.width) for zone in found) == 100


def test_lines_begin_and_end_in_the_middle_of_their_boxes() -> None:
    drawn = dependency_map(["a", "b", "c", "d"], [("a", "c"), ("b", "c"), ("c", "d"), ("a", "d")], "c")
    assert drawn is not None
    assert [column.boxes for column in drawn.columns] == [("a", "b"), ("c", None), ("d",)]
    assert drawn.height == 2 * BOX + GAP
    assert {(line.begin, line.end, line.head) for line in drawn.columns[0].lines} == {
        (middle(0), middle(0), True),
        (middle(1), middle(0), True),
        (middle(0), middle(1), False),
    }


@given(st.integers(2, 9), st.data())
def test_a_map_is_never_wider_than_a_page_and_shows_what_it_is_about(count: int, data: st.DataObject) -> None:
    ids = [str(number) for number in range(count)]
    pairs = st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(lambda pair: pair[0] != pair[1])
    edges, about = data.draw(st.lists(pairs, max_size=12, unique=True)), data.draw(st.sampled_from(ids))
    drawn = dependency_map(ids, edges, about)
    if drawn is None:
        return
    assert len(drawn.columns) <= MOST_COLUMNS
    boxes = [id_ for column in drawn.columns for id_ in column.boxes if id_]
    assert about in boxes
    assert len(boxes) == len(set(boxes))
