"""The rules of loading, proven by their examples."""

from __future__ import annotations

import re

import pytest

from cxsite.load.rules.registry import RULES

by_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


@by_rule
def test_bad_example_gives_exactly_its_code(rule, load_tree):
    found = load_tree(rule.bad).findings
    assert {finding.rule.code for finding in found} == {rule.code}
    for finding in found:
        assert finding.span.path.startswith(("content/", "private/"))
        assert finding.message
        assert finding.help, "an editor needs to know what would be right"


@by_rule
def test_good_example_gives_nothing(rule, load_tree):
    loaded = load_tree(rule.good)
    assert loaded.findings == ()
    assert loaded.roadmap is not None
    assert not loaded.roadmap.broken


@by_rule
def test_rules_are_complete(rule):
    assert re.fullmatch(r"CX0[0-2]\d", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
    assert len(rule.explanation) > 40


def test_codes_and_names_are_unique_and_ordered():
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert codes == [f"CX{number:03d}" for number in range(1, 28)]
