"""What of the past can't be told: each rule over commits, on the line of `history`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from cxsite.check.rules.cx61_exceptions_and_history import HISTORY_RULES
from cxsite.model.finding import CxsiteError, Finding, Rule
from cxsite.pipeline.build import build
from cxsite.pipeline.memory.recall import remember
from tests.histories import Commit, git, make, memory_of, roadmap_in, settings_for

TODAY = "2025-05-10"
CONTENT = {"roadmap.yml": "title: Ours\n"}
STATES = {
    "CX614": [Commit("2031-01-10", CONTENT), Commit("2025-02-10", CONTENT, tag="edition-2025-02")],
    "CX615": [Commit("2025-03-10", CONTENT), Commit("2025-04-10", CONTENT)],
    "CX616": [Commit("2025-01-10", CONTENT, tag="edition-2025-03"), Commit("2025-04-10", CONTENT)],
    "CX617": [
        Commit("2025-01-10", CONTENT),
        Commit("2025-02-10", {"roadmap.yml": "title: [\n"}),
        Commit("2025-03-10", CONTENT),
    ],
}


def told(folder: Path, commits: list[Commit], last: dict[str, str], today: str = TODAY) -> tuple[Finding, ...]:
    """What is said of these commits where the work tree holds `last`."""
    make(folder, commits)
    for path, text in last.items():
        (folder / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / path).write_text(text)
    return memory_of(folder, today).findings


@pytest.mark.parametrize("rule", HISTORY_RULES, ids=lambda rule: rule.code)
def test_each_rule_is_proven_by_its_examples(rule: Rule, tmp_path: Path) -> None:
    found = told(tmp_path / "bad", STATES[rule.code], dict(rule.bad))
    assert rule in {finding.rule for finding in found}
    for finding in found:
        assert (finding.span.path, finding.span.line, finding.field) == ("content/roadmap.yml", 2, "history")
        assert finding.help
    assert told(tmp_path / "good", STATES[rule.code], dict(rule.good)) == ()


def test_clocks_that_differ_are_no_matter_where_no_edition_does(tmp_path: Path) -> None:
    charter = {"roadmap.yml": "title: Ours\nhistory: {since: 2025-01-01, every: month}\n"}
    commits = [Commit("2025-01-10", charter), Commit("2025-02-11", charter), Commit("2025-02-10", charter)]
    assert told(tmp_path / "a", commits, charter) == ()
    commits[1] = Commit("2025-03-01", charter)
    assert [finding.rule.code for finding in told(tmp_path / "b", commits, charter)] == ["CX614"]


def test_one_line_says_it_of_many_editions(tmp_path: Path) -> None:
    charter = {"roadmap.yml": "title: Ours\nhistory: {since: 2024-01-01, every: month}\n"}
    elsewhere, broken = {"../README.md": "ours"}, {"roadmap.yml": "title: [\n"}
    commits = [Commit("2024-03-10", elsewhere), Commit("2024-06-10", charter), Commit("2024-08-10", broken)]
    found = told(tmp_path, [*commits, Commit("2025-04-10", charter)], charter)
    assert [finding.message.replace(git(tmp_path, "rev-parse", "main^")[:8], "…") for finding in found] == [
        "nothing is told of 5 of 16 months since 2024-01-01:"
        " the first commit with the content counts for the one that ends on 2024-06-30",
        "8 editions, from 2024-08-31 to 2025-03-31, can't be read and are left out: its roadmap.yml has errors",
    ]
    assert found[0].help.startswith("write `since: 2024-06-01`")


def test_readers_that_see_no_review_are_named(tmp_path: Path) -> None:
    charter = {"roadmap.yml": "title: Ours\nhistory: {since: 2025-01-01, every: review}\n"}
    content = {**charter, "reviews/r.yml": "title: R\nvisibility: internal\ndate: 2025-03-05\n"}
    found = told(tmp_path, [Commit("2025-01-10", content)], content)
    assert [finding.message.partition(" ")[0] for finding in found] == ["customer", "public"]


def test_nothing_is_said_before_a_first_period_is_over(tmp_path: Path) -> None:
    charter = {"roadmap.yml": "title: Ours\nhistory: {since: 2025-05-01, every: month}\n"}
    assert told(tmp_path, [Commit("2025-05-02", charter)], charter) == ()


def test_tags_of_a_shallow_clone_are_not_taken_for_all(tmp_path: Path) -> None:
    charter = {"roadmap.yml": "title: Ours\nhistory: {since: 2025-01-01, tags: edition-*}\n"}
    days = ("2025-01", "2025-02", "2025-03")
    origin = make(tmp_path / "origin", [Commit(f"{day}-10", charter, tag=f"edition-{day}") for day in days])
    git(tmp_path, "clone", "-q", "--depth=2", f"file://{origin}", "clone")
    with pytest.raises(CxsiteError, match=r"this clone is shallow: run `git fetch --unshallow --tags`"):
        memory_of(tmp_path / "clone", TODAY)


def test_a_strict_build_is_refused_by_warnings_and_options_make_exceptions(tmp_path: Path) -> None:
    charter = {"roadmap.yml": "title: Ours\nhistory: {since: 2025-01-01, tags: x-*}\n"}
    make(tmp_path, [Commit("2025-01-10", charter)])
    settings = settings_for(tmp_path, TODAY)
    assert [finding.rule.code for finding in build(settings, "public").of_past] == ["CX616"]
    assert build(settings, "public").rendered is not None
    assert build(replace(settings, strict=True), "public").rendered is None
    roadmap = roadmap_in(tmp_path)
    excepted = replace(settings, strict=True, ignore=("no-editions",))
    assert remember(roadmap, excepted, tuple(roadmap.levels)).findings == ()
    lowered = replace(settings, severity={"CX616": "info"})
    assert [one.severity for one in remember(roadmap, lowered, tuple(roadmap.levels)).findings] == ["info"]
