"""Bars: their lengths are their values, on one axis that holds all of them."""

from __future__ import annotations

from cxsite.render.diagrams.bars import Amount, bars


def test_without_rows_there_is_nothing_to_draw() -> None:
    assert bars([]) is None


def test_lengths_are_in_the_ratio_of_the_values_whatever_their_sign() -> None:
    drawn = bars([("a", [Amount(10, "10")]), ("b", [Amount(-5, "-5")]), ("none", [Amount(0, "0")])])
    assert drawn is not None
    widths = [float(row.bars[0].width) for row in drawn.rows]
    assert widths[0] == 2 * widths[1] > 0 == widths[2]
    # Both begin at 0, one to each side.
    assert drawn.rows[0].bars[0].x == drawn.zero == drawn.rows[2].bars[0].x
    assert float(drawn.rows[1].bars[0].x) + widths[1] == float(drawn.zero)


def test_intervals_and_the_total_stand_on_the_axis_of_the_bars() -> None:
    drawn = bars([("a", [Amount(20, "20", low=-20, high=60)]), ("b", [Amount(40, "40")])], total=40)
    assert drawn is not None and drawn.intervals
    first, second = (row.bars[0] for row in drawn.rows)
    ends = float(first.low), float(drawn.zero), float(first.x) + float(first.width), float(drawn.total)
    assert ends == (2.0, 101.0, 200.0, 299.0)
    assert float(first.high) == drawn.width - 2
    assert float(second.x) + float(second.width) == float(drawn.total)
    assert (second.low, second.high) == ("", "")
