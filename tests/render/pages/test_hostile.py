"""Whatever people type into the texts of these kinds is shown as typed, and every part of the page is there."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser
from typing import Any

import markdown
import pytest

from cxsite.model.charter import Charter
from cxsite.model.items.item import Item
from cxsite.model.kinds import BY_NAME
from cxsite.model.levels import Levels
from cxsite.model.roadmap import Roadmap
from cxsite.projection.projection import project
from cxsite.render.render import render

TEXTS = (
    "<script>alert(1)</script>",
    "</svg></td></table><img src=x onerror=alert(1)>",
    "*x* | _y_ ~~z~~ [l](http://e) ![i](j)",
    "{{ 7*7 }} {% raw %} {: #top } {#top}",
    "&amp; &lt;b&gt; \"quoted\" 'single'",
    "```",
    "/// note",
    "-->  <!-- ]]> <?php",
    "direction LR: 5; #35; %% x",
    "日本語 😀",
)
ADDRESSES = (
    "personas/x/",
    "segments/x/",
    "journeys/x/",
    "evidence/x/",
    "kpis/x/",
    "risks/x/",
    "reviews/x/",
    "journeys/",
    "personas/",
    "segments/",
    "evidence/",
    "kpis/",
    "risks/",
    "reviews/",
    "prioritization/",
    "traceability/",
)


def _content(text: str) -> dict[str, dict[str, Any]]:
    point = {"id": "t", "title": text, "action": text, "thought": text, "feeling": text, "timing": text, "score": 2}
    pain = {"id": "p", "title": text, "summary": text, "quote": text, "severity": 3, "touchpoint": "t"}
    return {
        "segment": {"criteria": [text], "share": "0.5"},
        "persona": {
            "segment": "x",
            "quote": text,
            "goals": [text],
            "needs": [text],
            "frustrations": [text],
            "empathy": {"says": [text]},
            "awareness": text,
            "channels": ["c"],
        },
        "journey": {
            "personas": ["x"],
            "goal": text,
            "scenario": text,
            "stages": [
                {
                    "id": "s",
                    "title": text,
                    "goal": text,
                    "timing": text,
                    "delights": [text],
                    "enablers": [text],
                    "barriers": [text],
                    "touchpoints": [
                        {**point, "channel": "c", "moment_of_truth": "yes", "backstage": text, "support": text}
                    ],
                    "pain_points": [{**pain, "evidence": ["x"], "kpis": ["x"], "personas": ["x"]}],
                }
            ],
        },
        "evidence": {
            "type": "survey",
            "method": text,
            "findings": [text],
            "quotes": [text],
            "source": text,
            "data": {
                "file": "x.csv",
                "rows": 2,
                "columns": [{"name": text, "filled": 2, "distinct": 1, "counts": {text: 2}}],
            },
        },
        "kpi": {
            "metric": "count",
            "direction": "up",
            "unit": text,
            "definition": text,
            "source": text,
            "benchmark": text,
            "baseline": {"date": "2025-01-01", "value": "1"},
            "targets": [{"date": "2026-12", "value": "3"}],
            "measurements": [
                {"date": "2025-06-30", "value": "2", "counts": ["1", "2"]},
                {"date": "2026-01-31", "value": "2.5"},
            ],
        },
        "initiative": {
            "status": "planned",
            "addresses": ["x/p"],
            "kpis": ["x"],
            "impact": "4",
            "effort": "2",
            "rice": {"reach": "1", "impact": "1", "confidence": "1", "effort": "1"},
            "expected": {"x": "1"},
        },
        "risk": {
            "category": "operational",
            "likelihood": "3",
            "impact": "3",
            "response": "accept",
            "prevention": [text],
            "detection": [text],
            "correction": [text],
            "trigger": text,
            "affects": ["initiative:x"],
        },
        "review": {"date": "2026-01-01", "decisions": [{"text": text, "change": text, "initiatives": ["x"]}]},
    }


def _pages(text: str) -> dict[str, str]:
    common = {"id": "x", "title": text, "summary": text, "visibility": "public", "notes": [{"text": text}]}
    items: dict[str, dict[str, Item]] = {
        kind: {"x": BY_NAME[kind].model.model_validate({**common, **fields})} for kind, fields in _content(text).items()
    }
    charter = Charter.model_validate({"title": text, "channels": {"c": text}})
    levels = Levels()
    view = project(Roadmap(charter=charter, levels=levels, items=items), levels["internal"], dt.date(2026, 3, 31))
    return {page.uri.removesuffix("index.md"): page.text.split("\n---\n", 1)[1] for page in render(view).pages}


class _Seen(HTMLParser):
    """The tags of a page and its texts; attributes that are read out count as texts."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.title = ""
        self.attributes: set[str] = set()
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in ("br", "img", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["h1"]:
            self.title += data


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_shown_as_typed(text: str) -> None:
    pages = _pages(text)
    assert set(ADDRESSES) <= set(pages)
    for address in ADDRESSES:
        source = markdown.markdown(
            pages[address], extensions=["attr_list", "tables", "toc", "md_in_html", "pymdownx.superfences"]
        )
        seen = _Seen(source)
        # Everything that was opened was closed, by its own end: nothing broke out of its place.
        assert seen.open == [], address
        assert not seen.tags & {"script", "em", "del"}, address
        assert not seen.attributes & {"onerror", "markdown"}, address
        if address.endswith("/x/"):
            assert seen.title == re.sub(" +", " ", text), address


@pytest.mark.parametrize("text", TEXTS)
def test_every_part_of_a_journey_survives(text: str) -> None:
    page = _pages(text)["journeys/x/"]
    source = markdown.markdown(page, extensions=["attr_list", "tables", "toc", "md_in_html", "pymdownx.superfences"])
    headings = re.findall(r'<h2 id="(_[a-z-]+)">', source)
    assert headings == ["_map", "_diagrams", "_belongs"][: len(headings)]
    assert {"_map", "_diagrams"} <= set(headings)
    assert 'id="notes"' in source
