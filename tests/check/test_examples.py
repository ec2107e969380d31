"""Every rule is proven by its own examples: the bad one gives exactly its code, the good one nothing at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxsite.check.change_rule import ChangeRule
from cxsite.check.registry import CHANGE_RULES, TOLD_ELSEWHERE
from cxsite.check.registry import RULES as CHECKED
from cxsite.check.rules.cx61_exceptions_and_history import HISTORY_RULES
from cxsite.check.runner import compare
from cxsite.load.load import load
from cxsite.load.rules.registry import RULES as LOADED
from cxsite.model.finding import Finding, Rule
from cxsite.model.roadmap import Roadmap
from cxsite.pipeline.reading import edit_of
from cxsite.pipeline.rules import RULES
from tests.check.trees import TODAY, check, write

# Those about earlier editions need commits: tests/pipeline/memory/test_untold.py proves them.
PROVEN = [*(one.rule for one in CHECKED), *(rule for rule in TOLD_ELSEWHERE if rule not in HISTORY_RULES)]
by_rule = pytest.mark.parametrize("rule", PROVEN, ids=lambda rule: rule.code)
by_change = pytest.mark.parametrize("changed", CHANGE_RULES, ids=lambda changed: changed.rule.code)


@by_rule
def test_bad_example_gives_exactly_its_code(rule: Rule, tmp_path: Path) -> None:
    found = check(write(rule.bad, tmp_path))
    assert {finding.rule.code for finding in found} == {rule.code}
    for finding in found:
        assert finding.span.path.startswith(("content/", "private/"))
        assert finding.message
        assert finding.help, "an editor needs to know what would be right"


@by_rule
def test_good_example_gives_nothing(rule: Rule, tmp_path: Path) -> None:
    assert check(write(rule.good, tmp_path)) == ()


def _compared(changed: ChangeRule, tmp_path: Path, name: str) -> tuple[Finding, ...]:
    tree = {"bad": changed.rule.bad, "good": changed.rule.good}[name]
    roots = write(changed.before, tmp_path / "before"), write(tree, tmp_path / "after")
    before, after = (_roadmap(root) for root in roots)
    assert check(roots[1]) == ()
    return compare(before, after, TODAY, edit_of(before, after, TODAY, frozenset()))


def _roadmap(root: Path) -> Roadmap:
    found = load(root / "content", root).roadmap
    assert found is not None
    return found


@by_change
def test_bad_change_gives_exactly_its_code(changed: ChangeRule, tmp_path: Path) -> None:
    found = _compared(changed, tmp_path, "bad")
    assert [finding.rule.code for finding in found] == [changed.rule.code]
    assert found[0].help and found[0].span.path.startswith("content/")


@by_change
def test_good_change_gives_nothing(changed: ChangeRule, tmp_path: Path) -> None:
    assert _compared(changed, tmp_path, "good") == ()


def test_codes_and_names_are_unique() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES) == len({rule.name for rule in RULES})
    assert [one.rule.code for one in CHECKED] == sorted(one.rule.code for one in CHECKED)
    assert all(rule.explanation for rule in RULES)


def test_every_rule_is_in_the_one_registry() -> None:
    codes = {rule.code for rule in RULES}
    compared = {one.rule.code for one in CHANGE_RULES}
    assert codes == {rule.code for rule in (*PROVEN, *HISTORY_RULES, *LOADED)} | compared


def test_some_rules_guard_visibility() -> None:
    guards = {rule.name for rule in RULES if rule.guards_visibility}
    assert {"visibility-without-effect", "hidden-title-link", "sensitive-term"} <= guards
    assert "private-detail" not in guards
