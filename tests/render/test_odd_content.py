"""Sites of small and odd content: the examples of every rule, each with nearly everything left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxsite.model.finding import Rule
from cxsite.pipeline.reading import read
from cxsite.pipeline.rules import RULES
from tests.check.trees import settings, site_of, write


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
@pytest.mark.parametrize("example", ["bad", "good"])
@pytest.mark.slow
def test_examples_of_rules_have_a_site(rule: Rule, example: str, tmp_path: Path) -> None:
    reading = read(settings(write(getattr(rule, example), tmp_path)))
    if reading.refused:
        assert example == "bad"
        return
    for level in ("public", "internal", "restricted"):
        assert site_of(reading, level).stage.pages


def test_what_waits_for_something_without_dates_has_a_page(tmp_path: Path) -> None:
    tree = {
        "roadmap.yml": "title: Shop\n",
        "initiatives/first.yml": "title: First\nstatus: idea\n",
        "initiatives/second.yml": "title: Second\nstatus: idea\ndepends_on: [first]\n",
    }
    stage = site_of(read(settings(write(tree, tmp_path))), "internal").stage
    assert any("Second" in page.text for page in stage.pages)
