"""What Chromium draws is what the diagram says: texts as typed, names for assistive technology, nothing executed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cxsite.render.diagrams.diagram import Flowchart, JourneyDiagram, Node, Quadrant
from cxsite.render.diagrams.mermaid import one_line, write
from tests.render.diagrams.labels import NASTY
from tests.render.diagrams.test_mermaid import of_every_type

HOST = "http://diagrams.test/"
DRAW = """async (sources) => {
  const { default: mermaid } = await import("/mermaid/mermaid.esm.min.js");
  mermaid.initialize({ startOnLoad: false, securityLevel: "strict", suppressErrorRendering: true,
                       flowchart: { htmlLabels: false } });
  const drawn = [];
  for (const [number, source] of sources.entries()) {
    try {
      const { svg, diagramType } = await mermaid.render("d" + number, source);
      const root = new DOMParser().parseFromString(svg, "text/html").querySelector("svg");
      const texts = [...root.querySelectorAll("text, foreignObject")].map((found) => found.textContent);
      drawn.push({ type: diagramType, texts, title: root.querySelector("title")?.textContent,
                   description: root.querySelector("desc")?.textContent,
                   links: [...root.querySelectorAll("a")].map((a) => a.getAttribute("href") ??
                     a.getAttribute("xlink:href")) });
    } catch (error) {
      drawn.push({ error: String(error) });
    }
  }
  return drawn;
}"""


@pytest.fixture(scope="module")
def draw(browser: Any, repository: Path) -> Iterator[Any]:
    """Draws sources with the Mermaid that the sites get, in a page that can reach nothing else."""
    vendor = repository / "cxsite" / "vendor"
    page = browser.new_page()
    foreign: list[str] = []

    def serve(route: Any) -> None:
        url: str = route.request.url
        if url == HOST:
            route.fulfill(content_type="text/html", body="<!doctype html><body></body>")
        elif url.startswith(HOST + "mermaid/"):
            route.fulfill(content_type="text/javascript", path=vendor / url.removeprefix(HOST))
        else:
            foreign.append(url)
            route.abort()

    page.route("**/*", serve)
    page.on("dialog", lambda dialog: foreign.append(f"dialog {dialog.message}"))
    page.goto(HOST)
    yield lambda sources: page.evaluate(DRAW, sources)
    page.close()
    assert foreign == []


def bare(text: str) -> str:
    """A text without white space, which wrapping adds and takes away."""
    return re.sub(r"[\s\u200b]", "", text)


@pytest.mark.browser
@pytest.mark.slow
def test_every_known_breaker_is_drawn_as_typed(draw: Any) -> None:
    pairs = [(text, other) for text, other in zip(NASTY, reversed(NASTY), strict=True) if bare(one_line(text))]
    diagrams = [diagram for text, other in pairs for diagram in of_every_type(text, other)]
    answers = draw([write(diagram) for diagram in diagrams])
    assert len(answers) > 500
    wrong = []
    for diagram, drawn in zip(diagrams, answers, strict=True):
        said = bare("".join(drawn.get("texts", ())))
        wanted: list[str] = []
        if isinstance(diagram, JourneyDiagram):
            wanted = [one_line(task.title, 40) for section in diagram.sections for task in section.tasks]
        elif isinstance(diagram, Flowchart):
            wanted = [one_line(node.title) for node in diagram.nodes]
        elif isinstance(diagram, Quadrant):
            wanted = [one_line(name, 40) for name in diagram.fields]
        missing = [text for text in wanted if bare(text) not in said]
        titled = bare(drawn.get("title") or "") == bare(one_line(diagram.title, 300))
        described = bare(drawn.get("description") or "") == bare(one_line(diagram.description, 300))
        if drawn.get("error") or drawn["type"] == "error" or missing or not titled or not described:
            wrong.append((type(diagram).__name__, diagram.title, diagram.description, drawn, missing))
    assert wrong == []


@pytest.mark.browser
def test_nodes_lead_to_their_pages(draw: Any) -> None:
    url = "../../journeys/order/#no-label"
    (drawn,) = draw([write(Flowchart("T", "D", (Node("a", "A", url=url), Node("b", "B")), ()))])
    assert drawn["links"] == [url]
