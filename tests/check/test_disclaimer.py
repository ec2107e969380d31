"""Whoever sees a plan is told that plans may change, or the site says why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxsite.pipeline.reading import read
from tests.check.trees import check, seen_by, settings, write

IDEA = "title: Portal\nstatus: idea\nsummary: Shorter queues.\nvisibility: {}\n"


def told(tmp_path: Path, charter: str, level: str = "public", status: str = "idea") -> list[str]:
    idea = IDEA.format(level).replace("status: idea", f"status: {status}")
    write({"roadmap.yml": f"title: Our roadmap\n{charter}", "initiatives/portal.yml": idea}, tmp_path)
    return [one.message for one in check(tmp_path) if one.rule.code == "CX516" and one.severity == "error"]


@pytest.mark.parametrize(
    "charter",
    [
        "disclaimer: A plan, not a promise.\n",
        "disclaimer: 计划可能会变化。\n",
        "no_disclaimer: Every date is in a contract\n",
        "disclaimer: A plan.\nwording: {public: {disclaimer: Plans may change.}}\n",
    ],
)
def test_what_says_so_is_enough(tmp_path: Path, charter: str) -> None:
    assert told(tmp_path, charter) == []


@pytest.mark.parametrize(
    "charter",
    [
        "",
        "disclaimer:\n",
        "disclaimer: ''\n",
        "disclaimer: none\n",
        "disclaimer: 'no'\n",
        "disclaimer: '-'\n",
        "disclaimer: TBD\n",
        "disclaimer: n/a\n",
        "disclaimer: …\n",
        "no_disclaimer:\n",
        "disclaimer: A plan.\nwording: {public: {disclaimer: ''}}\n",
        "disclaimer: A plan.\npolicy: {roadmap: {disclaimer: internal}}\n",
    ],
)
def test_what_says_nothing_is_refused(tmp_path: Path, charter: str) -> None:
    (message,) = told(tmp_path, charter)
    assert message.startswith("public readers see plans such as “Portal”, and the")


def test_both_at_once_are_refused(tmp_path: Path) -> None:
    (message,) = told(tmp_path, "disclaimer: A plan, not a promise.\nno_disclaimer: Legal says so\n")
    assert "says that there is none" in message


@pytest.mark.parametrize(("level", "status"), [("internal", "idea"), ("public", "dropped")])
def test_who_sees_no_plan_needs_none(tmp_path: Path, level: str, status: str) -> None:
    assert told(tmp_path, "", level, status) == []


def test_customers_need_one_as_well(tmp_path: Path) -> None:
    (message,) = told(tmp_path, "wording: {customer: {disclaimer: '-'}}\ndisclaimer: A plan.\n", "customer")
    assert message.startswith("customer readers")


def test_the_reason_is_on_no_site(tmp_path: Path) -> None:
    told(tmp_path, "no_disclaimer: Legal says so\n")
    reading = read(settings(tmp_path))
    for level in ("public", "internal", "restricted"):
        assert "Legal" not in str(seen_by(reading, level).charter)
