"""A second process helps, and nobody can tell from the outcome."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from dataclasses import replace
from pathlib import Path

import pytest

from bench.content import Size, write
from cxsite.model.finding import CxsiteError
from cxsite.pipeline.build import render_for
from cxsite.pipeline.reading import read
from cxsite.processes.parallel import MANY, beside, worth_it
from tests.check.trees import settings


def test_the_outcome_is_handed_over() -> None:
    with beside(lambda: [os.getpid()]) as other:
        assert other.result() != [os.getpid()]
    assert multiprocessing.active_children() == []


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
    both, one = (read(replace(settings(tmp_path), alone=alone)) for alone in (False, True))
    assert one.items > MANY and worth_it(one.items)
    assert both.findings == one.findings
    assert all(found.rule is same.rule for found, same in zip(both.findings, one.findings, strict=True))
    for level in ("public", "internal"):
        assert render_for(both, level).stage == render_for(one, level).stage


def test_it_leaves_interrupts_to_its_parent(capfd: pytest.CaptureFixture[str]) -> None:
    def work() -> str:
        os.kill(os.getpid(), signal.SIGINT)
        return "done"

    with beside(work) as other:
        assert other.result() == "done"
    assert capfd.readouterr().err == ""
