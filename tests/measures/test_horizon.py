"""The board column of an initiative."""

from __future__ import annotations

import pytest

from cxsite.measures.horizon import Horizon, horizon


@pytest.mark.parametrize(
    ("status", "column"),
    [
        ("in-progress", "now"),
        ("pilot", "now"),
        ("planned", "next"),
        ("paused", "later"),
        ("idea", "later"),
        ("shipped", "shipped"),
        ("dropped", None),
        (None, None),
    ],
)
def test_column_of_each_status(status: str | None, column: Horizon | None) -> None:
    assert horizon(status) == column


@pytest.mark.parametrize("status", ["planned", "paused", "idea"])
@pytest.mark.parametrize("stored", ["now", "next", "later"])
def test_what_is_to_come_can_be_moved(status: str, stored: Horizon) -> None:
    assert horizon(status, stored) == stored


@pytest.mark.parametrize("status", ["in-progress", "pilot", "shipped", "dropped", None])
def test_what_runs_or_ended_stays(status: str | None) -> None:
    assert horizon(status, "later") == horizon(status)
