"""A hit of the audit names the line that withheld material is written in, and the line that says it: also in lists."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cxsite.audit.leak import Leak
from cxsite.load.load import load
from cxsite.pipeline.explanation import Interface
from cxsite.pipeline.inspection import Inspection
from cxsite.projection.projection import project
from tests.check.trees import write

DAY = dt.date(2026, 3, 31)
ROADMAP = "title: Our roadmap\ndisclaimer: A plan.\nareas:\n  one: First area\n  two: {}\n"
SECRET = "the zirconium merger waits"
HIDDEN = """\
title: Quiet
status: idea
visibility: internal
milestones:
  - title: Harmless start
  - title: Second step
    date: 2026-06-01
  - title: >-
      Third step
    wording:
      customer:
        title: {wording}
  - {{title: "{flow}", visibility: restricted}}
updates:
  - date: 2026-01-02
    text: Nothing here
  - date: 2026-02-03
    text: {update}
links:
  - {{title: Harmless, url: "https://intra.shop/x"}}
  - title: {link}
    url: https://intra.shop/y
wording:
  customer:
    body: |
      Harmless.

      {worded_body}
body: |
  Harmless.

  And {body}.
"""
PLACES = ("wording", "flow", "update", "link", "worded_body", "body")
SHOWN = """\
title: Loud
status: idea
visibility: public
milestones:
  - {{title: Hidden start, visibility: restricted}}
  - {{title: Hidden step, visibility: restricted}}
  - title: Internal words
    wording:
      public:
        title: {milestone}
  - title: {another}
updates:
  - {{date: 2026-01-02, text: Hidden one, visibility: restricted}}
  - date: 2026-02-03
    visibility: public
    text: {update}
wording:
  public:
    outcome: {outcome}
    body: |
      Harmless.

      Well, {body}.
outcome: Something else
body: Harmless.
"""


def _leaks(tree: dict[str, str], page: str, root: Path) -> tuple[Leak, ...]:
    write({"roadmap.yml": ROADMAP.format("Second area"), **tree}, root)
    roadmap = load(root / "content", root).roadmap
    assert roadmap is not None
    view = project(roadmap, roadmap.levels.least, DAY)
    site = root / "site"
    site.mkdir()
    (site / "index.html").write_text(f"<p>{page}</p>")
    return Inspection(roadmap, view, root / "none").leaks(site, Interface((), frozenset()))


@pytest.mark.parametrize("place", PLACES)
def test_the_line_in_which_it_is_written(place: str, tmp_path: Path) -> None:
    file = HIDDEN.format(**{name: SECRET if name == place else f"Harmless {name}" for name in PLACES})
    leaks = _leaks({"initiatives/quiet.yml": file}, f"So {SECRET}", tmp_path)
    lines = {leak.written for leak in leaks if leak.excerpt in SECRET and leak.of and leak.of.id == "quiet"}
    line = next(number for number, text in enumerate(file.splitlines(), 1) if SECRET in text)
    assert lines == {f"content/initiatives/quiet.yml:{line}"}


@pytest.mark.parametrize("place", ["milestone", "another", "update", "outcome", "body"])
def test_the_line_that_says_it(place: str, tmp_path: Path) -> None:
    """A visible text that says a sensitive term is no text of the View for the audit: its own line is told."""
    names = ("milestone", "another", "update", "outcome", "body")
    shown = SHOWN.format(**{name: "Zirconium lamps" if name == place else f"Harmless {name}" for name in names})
    terms = ROADMAP.format("Second area") + "sensitive_terms: [zirconium]\n"
    leaks = _leaks({"initiatives/loud.yml": shown, "roadmap.yml": terms}, "Zirconium lamps", tmp_path)
    line = next(number for number, text in enumerate(shown.splitlines(), 1) if "Zirconium" in text)
    assert {leak.said_in for leak in leaks if leak.what == "term"} == {f"content/initiatives/loud.yml:{line}"}
