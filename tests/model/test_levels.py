"""Levels are totally ordered, and what is unknown counts as the most restricted."""

from __future__ import annotations

from itertools import combinations

import pytest

from cxsite.model.levels import DEFAULT_LEVELS, Levels


def test_an_audience_sees_what_is_at_or_below_it() -> None:
    levels = Levels()
    assert levels.names == DEFAULT_LEVELS
    for lower, higher in combinations(levels, 2):
        assert lower.visible_to(higher) and not higher.visible_to(lower)
        assert levels.highest(lower, higher) == levels.highest(higher, lower) == higher
    assert all(level.visible_to(level) for level in levels)
    assert [level.is_public for level in levels] == [True, False, False, False]


def test_names_and_ends() -> None:
    levels = Levels(["open", "internal", "secret"])
    assert (levels.least.name, levels.internal.name, levels.most.name) == ("open", "internal", "secret")
    assert levels.get("opne") == levels.get("") == levels.most
    assert "opne" not in levels and "open" in levels
    assert levels.highest() == levels.least
    assert [level.name for level in levels.up_to(levels["internal"])] == ["open", "internal"]
    assert [level.name for level in levels.at_or_above(levels["internal"])] == ["internal", "secret"]
    assert levels == Levels(levels.names) and levels != Levels()


@pytest.mark.parametrize("names", [[], ["public", "secret"], ["internal", "internal"]])
def test_unusable_lists_are_refused(names: list[str]) -> None:
    with pytest.raises(ValueError):
        Levels(names)
