"""The day that a site is made for: said, else of the environment, else the clock's."""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path

import pytest

from cxsite.model.finding import CxsiteError
from cxsite.pipeline.day import VARIABLE, choose_day, for_engines

CLOCK = dt.date(2030, 1, 2)


def chosen(said: str, epoch: str = "") -> dt.date:
    return choose_day(said, {VARIABLE: epoch}, lambda: CLOCK)


@pytest.mark.parametrize(
    ("said", "epoch", "day"),
    [
        ("2026-03-31", "", "2026-03-31"),
        ("2026-03-31", "1767225600", "2026-03-31"),
        ("", "1767225600", "2026-01-01"),
        ("", "1767311999", "2026-01-01"),
        ("", "0", "1970-01-01"),
        ("", "", "2030-01-02"),
    ],
)
def test_what_is_said_goes_before_the_environment_and_that_before_the_clock(said: str, epoch: str, day: str) -> None:
    assert chosen(said, epoch).isoformat() == day


@pytest.mark.parametrize("said", ["soon", "2026-02-30", "20260331", "2026-3-31", "2026-W14-2", "31.03.2026"])
def test_what_is_no_day_is_told(said: str) -> None:
    with pytest.raises(CxsiteError, match=f"^`{said}` is no day"):
        chosen(said)


@pytest.mark.parametrize("epoch", ["soon", "1.5", "9" * 30, "-" + "9" * 30])
def test_what_is_no_number_of_seconds_is_told(epoch: str) -> None:
    with pytest.raises(CxsiteError, match=f"^{VARIABLE} is `{epoch}`"):
        chosen("", epoch)


def test_an_engine_is_told_the_same_day() -> None:
    day = dt.date(2026, 3, 31)
    assert choose_day("", for_engines(day), lambda: CLOCK) == day


def test_no_other_module_asks_the_clock_for_the_day(repository: Path) -> None:
    asking = set()
    for file in (repository / "cxsite").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in ("today", "now", "utcnow"):
                owner = ast.unparse(node.value)
                if owner.split(".")[-1] in ("date", "datetime"):
                    asking.add(file.relative_to(repository).as_posix())
    assert asking == {"cxsite/pipeline/day.py"}
