"""Every diagram of the reference roadmap: Mermaid understands it, and the page says the same beside it."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cxsite.load.load import load
from cxsite.projection.projection import project
from cxsite.render.render import render

Understand = Callable[[list[str]], list[dict[str, Any]]]
FENCE = re.compile(r"^```\{ \.cx-mermaid \.cx-h-\d+ data-search-exclude=\S+ \}\n(.*?)^```$", re.DOTALL | re.MULTILINE)
KINDS = {"journey", "gantt", "flowchart-v2", "quadrantChart"}


@pytest.fixture(scope="module", params=["public", "internal"])
def pages(request: pytest.FixtureRequest, repository: Path) -> dict[str, str]:
    loaded = load(repository / "content", repository)
    assert loaded.roadmap is not None
    view = project(loaded.roadmap, loaded.roadmap.levels[request.param], dt.date(2026, 3, 31))
    return {page.uri: page.text for page in render(view).pages}


def words(page: str) -> str:
    """The page without its diagrams and tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", FENCE.sub("", page))).split())


@pytest.mark.slow
def test_mermaid_understands_every_diagram(understand: Understand, pages: dict[str, str]) -> None:
    sources = {f"{uri} {n}": source for uri, page in pages.items() for n, source in enumerate(FENCE.findall(page))}
    assert len(sources) > 5
    found = understand(list(sources.values()))
    broken = {place: answer for place, answer in zip(sources, found, strict=True) if answer.get("type") not in KINDS}
    assert broken == {}
    assert all(answer["title"] and answer["description"] for answer in found)


def test_fences_stand_alone(pages: dict[str, str]) -> None:
    """At column 0, with an empty line before and after; none that is not ours."""
    for uri, page in pages.items():
        assert page.count("cx-mermaid") == len(FENCE.findall(page)), uri
        for match in FENCE.finditer(page):
            assert page[match.start() - 2 : match.start()] == "\n\n", uri
            assert page[match.end() : match.end() + 2] in ("\n\n", "\n"), uri


def test_the_page_says_what_the_diagram_says(understand: Understand, pages: dict[str, str]) -> None:
    compared = 0
    for uri, page in pages.items():
        said = words(page)
        for found in understand(FENCE.findall(page)):
            labels = [task["title"] for task in found.get("tasks", [])]
            labels += [node["title"] for node in found.get("nodes", [])]
            for label in labels:
                # A label that is too long for the diagram is cut there, and whole on the page.
                assert label.strip().removesuffix("…").strip() in said, (uri, label)
                compared += 1
    assert compared > 20


def test_scores_of_a_journey_are_those_of_its_map(understand: Understand, pages: dict[str, str]) -> None:
    page = pages["journeys/online-order/index.md"]
    cards = re.split(r'<span class="cx-jm__no" data-search-exclude>(\d+)</span>', page)[1:]
    shown = {
        (html.unescape(who), number, float(score))
        for number, card in zip(cards[::2], cards[1::2], strict=True)
        for who, score in re.findall(r'<span class="cx-jm__who">(.*?)</span> <b>([\d.]+)</b>', card)
    }
    drawn = {
        (" and ".join(task["people"]), task["title"].split(".")[0], float(task["score"]))
        for found in understand(FENCE.findall(page))
        for task in found["tasks"]
    }
    assert shown
    assert {(who.replace(",", "‚"), number, score) for who, number, score in shown} == drawn
