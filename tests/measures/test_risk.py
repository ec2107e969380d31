"""Risk scores, bands, the NIST look-up and the roll-up."""

from __future__ import annotations

import pytest

from cxsite.measures.risk import (
    DEFAULT_BANDS,
    NIST_LEVELS,
    Assessment,
    Band,
    BandFaults,
    assess,
    band_faults,
    level,
    level_order,
    nist_level,
    score,
    worst,
)

# Table I-2 as printed: likelihood from very high down, impact from very low to very high.
NIST_PRINTED = {
    5: "VL L M H VH",
    4: "VL L M H VH",
    3: "VL L M M H",
    2: "VL L L L M",
    1: "VL VL VL L L",
}
ABBREVIATIONS = dict(zip(("VL", "L", "M", "H", "VH"), NIST_LEVELS, strict=True))


def test_course_example() -> None:
    assert score(4, 5) == 20
    assert level(20) == "extreme"
    assert assess(4, 5) == Assessment(20, "extreme")


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (1, "low"),
        (4, "low"),
        (5, "moderate"),
        (9, "moderate"),
        (10, "high"),
        (16, "high"),
        (17, "extreme"),
        (25, "extreme"),
        (0, None),
        (26, None),
        (None, None),
    ],
)
def test_bands_hold_both_ends(value: int | None, name: str | None) -> None:
    assert level(value) == name


def test_missing_inputs() -> None:
    assert score(None, 5) is None
    assert score(4, None) is None
    assert assess(None, 5) == assess(None, 5, matrix="nist") == Assessment(None, None)


def test_nist_look_up_is_the_printed_table() -> None:
    for likelihood, row in NIST_PRINTED.items():
        for impact, abbreviation in enumerate(row.split(), start=1):
            assert nist_level(likelihood, impact) == ABBREVIATIONS[abbreviation], (likelihood, impact)


def test_nist_published_examples() -> None:
    assert nist_level(3, 5) == "high"
    assert nist_level(2, 5) == "moderate"
    assert nist_level(5, 2) == "low"
    assert assess(5, 2, matrix="nist") == Assessment(10, "low")


@pytest.mark.parametrize(("likelihood", "impact"), [(0, 3), (6, 3), (3, 0), (3, 6), (None, 3), (3, None)])
def test_nist_outside_its_scale(likelihood: int | None, impact: int | None) -> None:
    assert nist_level(likelihood, impact) is None


def test_default_bands_cover_every_score_once() -> None:
    assert not band_faults(DEFAULT_BANDS)


def test_band_faults_are_named() -> None:
    faults = band_faults([Band("low", 1, 9), Band("high", 9, 20), Band("odd", 24, 23), Band("far", 23, 26)])
    assert faults == BandFaults(uncovered=(21, 22), repeated=(9,), misshapen=("odd", "far"))
    assert faults


def test_no_bands_cover_nothing() -> None:
    assert band_faults([]).uncovered == tuple(range(1, 26))


def test_a_score_in_two_bands_has_no_level() -> None:
    assert level(9, [Band("low", 1, 9), Band("high", 9, 25)]) is None


def test_roll_up_is_the_worst() -> None:
    order = level_order()
    assert order == ("low", "moderate", "high", "extreme")
    assert worst(["low", "high", None, "low"], order) == "high"
    assert worst(["very-low", "very-high"], level_order(matrix="nist")) == "very-high"
    assert worst([], order) is None
    assert worst([None], order) is None


def test_level_order_does_not_depend_on_how_bands_are_written() -> None:
    assert level_order(tuple(reversed(DEFAULT_BANDS))) == level_order(DEFAULT_BANDS)


def test_unknown_level_is_refused() -> None:
    with pytest.raises(ValueError):
        worst(["hgih"], level_order())
