"""Every rule is proven by its own examples: the bad one gives exactly its code, the good one nothing at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest
from cxsite.load.load import load

from cxsite.check.check import check
from cxsite.check.rules import RULES
from cxsite.model.finding import Finding

TODAY = dt.date(2026, 3, 31)


def findings_of(tree: Mapping[str, str], folder: Path) -> list[Finding]:
    for name, text in tree.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    loaded = load(folder / "content", folder)
    assert loaded.roadmap is not None
    return [*loaded.findings, *check(loaded.roadmap, TODAY)]


@pytest.mark.parametrize("checked", RULES, ids=lambda checked: checked.rule.code)
def test_bad_example_gives_exactly_its_code(checked, tmp_path):
    found = findings_of(checked.rule.bad, tmp_path)
    assert {finding.rule.code for finding in found} == {checked.rule.code}
    for finding in found:
        assert finding.span.path.startswith("content/")
        assert finding.message
        assert finding.help, "an editor needs to know what would be right"


@pytest.mark.parametrize("checked", RULES, ids=lambda checked: checked.rule.code)
def test_good_example_gives_nothing(checked, tmp_path):
    assert findings_of(checked.rule.good, tmp_path) == []


def test_codes_and_names_are_unique():
    rules = [checked.rule for checked in RULES]
    assert len({rule.code for rule in rules}) == len(rules) == len({rule.name for rule in rules})
    assert [rule.code for rule in rules] == sorted(rule.code for rule in rules)
    assert all(rule.explanation for rule in rules)
