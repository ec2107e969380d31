"""A second process helps, and nobody can tell from the outcome."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import time
from dataclasses import replace
from pathlib import Path

import pytest

from bench.content import Size, write
from cxsite.model.finding import CxsiteError
from cxsite.pipeline.reading import read
from cxsite.pipeline.work import both_for
from cxsite.processes.parallel import MANY, Both, at_once, beside, in_turn, worth_it
from tests.check.trees import settings, site_of

pytestmark = pytest.mark.slow


def test_the_outcome_is_handed_over() -> None:
    with beside(lambda: [os.getpid()]) as other:
        assert other.result() != [os.getpid()]
    assert multiprocessing.active_children() == []


def test_it_waits_for_nobody_to_take_a_large_outcome() -> None:
    """With all that it holds."""
    large = "x" * 5_000_000
    with beside(lambda: large) as other:
        (process,) = multiprocessing.active_children()
        process.join(60)
        assert process.exitcode == 0
        assert other.result() == large


def test_what_it_raises_is_raised() -> None:
    def fail() -> None:
        raise CxsiteError("the template x.html failed")

    with pytest.raises(CxsiteError, match="the template"), beside(fail) as other:
        other.result()


def test_one_that_ends_early_is_no_empty_outcome() -> None:
    with pytest.raises(ChildProcessError, match="ended early"), beside(lambda: os._exit(0)) as other:
        other.result()


def test_it_is_gone_when_nobody_waits() -> None:
    with pytest.raises(ZeroDivisionError), beside(lambda: time.sleep(600)):
        raise ZeroDivisionError
    assert multiprocessing.active_children() == []


def test_findings_and_pages_are_those_of_one_process(tmp_path: Path) -> None:
    write(tmp_path, Size(230))
    both, one = (read(replace(settings(tmp_path), may_fork=may_fork)) for may_fork in (True, False))
    assert one.items > MANY and worth_it(one.items)
    assert both.findings == one.findings
    for level in ("public", "internal"):
        assert site_of(both, level).stage == site_of(one, level).stage


@pytest.mark.parametrize(
    ("may_fork", "items", "expected"), [(False, 999, in_turn), (True, 10, in_turn), (True, 999, at_once)]
)
def test_the_pipeline_decides_once(tmp_path: Path, may_fork: bool, items: int, expected: Both) -> None:
    found = {"risk": {str(number): None for number in range(items)}}
    assert both_for(replace(settings(tmp_path), may_fork=may_fork), found) is expected


@pytest.mark.parametrize("both", [in_turn, at_once])
def test_two_works_give_two_outcomes_and_the_first_error(both: Both) -> None:
    def fail() -> int:
        raise CxsiteError("theirs")

    assert both(lambda: 1, lambda: "two") == (1, "two")
    with pytest.raises(CxsiteError, match="theirs"):
        both(lambda: 1, fail)
    with pytest.raises(ZeroDivisionError):
        both(lambda: 1 // 0, fail)


def test_only_the_pipeline_chooses(repository: Path) -> None:
    """Rooms below it are given how to do two works; none asks how many processors there are."""
    for room in ("check", "render", "load", "projection"):
        for file in (repository / "cxsite" / room).rglob("*.py"):
            found = re.findall(r"\bat_once\b|\bworth_it\b|\bmultiprocessing\b|import beside", file.read_text("utf-8"))
            assert found == [], file


def test_it_leaves_interrupts_to_its_parent(capfd: pytest.CaptureFixture[str]) -> None:
    def work() -> str:
        os.kill(os.getpid(), signal.SIGINT)
        return "done"

    with beside(work) as other:
        assert other.result() == "done"
    assert capfd.readouterr().err == ""
