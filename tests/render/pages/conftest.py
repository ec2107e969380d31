"""A small roadmap that has something for every page, and what an audience's site makes of it."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from cxsite.load.load import load
from cxsite.model.roadmap import View
from cxsite.projection.projection import project
from cxsite.render.render import render

TODAY = dt.date(2026, 3, 31)

ROADMAP = """
title: Test roadmap
default_visibility: internal
prioritization: {model: rice}
channels: {web: Web shop}
"""

CONTENT: Mapping[str, str] = {
    "roadmap.yml": ROADMAP,
    "personas.yml": """
parent: {title: Parent, visibility: public, basis: assumption, goals: [Save time]}
planner: {title: Planner, visibility: public, basis: research}
secret: {title: Secret persona}
""",
    "evidence.yml": """
survey: {title: A survey, visibility: public, type: survey, date: 2025-11-01, findings: [It hurts]}
""",
    "kpis.yml": """
effort:
  title: Effort
  visibility: public
  metric: ces
  direction: up
  unit: points
  baseline: {date: 2025-01-01, value: 4}
  targets: {date: 2026-12-31, value: 6}
  measurements:
    - {date: 2025-06-30, value: 4.2, n: 100}
    - {date: 2026-02-28, value: 5, n: 120}
empty: {title: No numbers yet, visibility: public, metric: count, direction: down}
""",
    "objectives.yml": "ease: {title: Effortless, visibility: public, kpis: effort}",
    "initiatives.yml": """
labels:
  title: Print labels
  visibility: public
  status: in-progress
  start: 2026-01
  end: 2026-06
  addresses: order/no-label
  journeys: order
  kpis: effort
  objectives: ease
  impact: 5
  effort: 2
  rice: {reach: 1000, impact: 2, confidence: 0.8, effort: 2}
  expected: {effort: 0.6}
  cost: 1000
  benefit: 2000
  horizon_years: 1
  depends_on: scanners
scanners:
  title: Scanners
  status: planned
  start: 2026-01-15
  end: 2026-02-15
  impact: 2
  effort: 5
  rice: {reach: 5000, impact: 1, confidence: 0.5, effort: 1}
hotline:
  title: A hotline
  visibility: public
  status: dropped
  status_note: Too dear
  addresses: order/late
  journeys: order
""",
    "risks.yml": """
carrier:
  {title: Carrier fails, category: operational, likelihood: 4, impact: 5, response: mitigate,
   residual: {likelihood: 2, impact: 3}, affects: "initiative:labels", mitigated_by: scanners, correction: [Call them]}
old: {title: Old worry, category: financial, likelihood: 4, impact: 5, response: accept, status: closed}
""",
    "reviews.yml": """
march: {title: March review, date: 2026-03-10, decisions: [{text: Go on, initiatives: labels}]}
""",
    "journeys/order.yml": """
title: Ordering
visibility: public
personas: [parent, planner]
stages:
  - id: find
    title: Find
    touchpoints:
      - {id: look, title: Look for it, channel: web, action: Searches, score: {parent: 4, planner: 2, secret: 1}}
      - {id: choose, title: Choose, feeling: Unsure, score: 3, moment_of_truth: true}
  - id: wait
    title: Wait
    touchpoints:
      - {id: waiting, title: Wait for it, score: {parent: 2}, backstage: A carrier is called by hand}
    pain_points:
      - {id: no-label, title: No label, severity: 4, visibility: public, evidence: survey, personas: parent}
      - {id: late, title: It comes late, severity: 5, visibility: public}
      - {id: hidden, title: Hidden hurt, severity: 2}
""",
}


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of one audience by address, as Markdown."""

    view: View
    by_address: Mapping[str, str]

    def __getitem__(self, address: str) -> str:
        return self.by_address[address]

    def __contains__(self, address: str) -> bool:
        return address in self.by_address

    def text(self, address: str) -> str:
        """What a reader sees: without front matter and tags."""
        body = self.by_address[address].split("---\n", 2)[2]
        body = re.sub(r"^## (.*?) \{#[^}]*\}$", r"\1", body, flags=re.MULTILINE)
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


Render = Callable[..., Pages]


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Render:
    """Renders CONTENT, with files replaced or added, for an audience; each site once."""
    made: dict[tuple[str, tuple[tuple[str, str], ...]], Pages] = {}

    def run(audience: str, **files: str) -> Pages:
        key = (audience, tuple(sorted(files.items())))
        if key not in made:
            made[key] = _rendered(tmp_path_factory.mktemp("content"), audience, files)
        return made[key]

    return run


def _rendered(content: Path, audience: str, files: Mapping[str, str]) -> Pages:
    for name, text in {**CONTENT, **{key.replace("__", "/") + ".yml": text for key, text in files.items()}}.items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    loaded = load(content, content.parent)
    assert [f.message for f in loaded.findings if f.severity == "error"] == []
    assert loaded.roadmap is not None
    view = project(loaded.roadmap, loaded.roadmap.levels[audience], TODAY)
    stage = render(view)
    return Pages(view, {page.uri.removesuffix("index.md"): page.text for page in stage.pages})
