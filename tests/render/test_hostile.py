"""Whatever people type into a text is shown as typed, and no text or body can take a generated part with it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

import markdown
import pytest

from cxsite.markdown.refusals import judge
from cxsite.model.charter import Charter
from cxsite.model.finding import CxsiteError
from cxsite.model.items.initiative import Initiative
from cxsite.model.items.item import Item
from cxsite.model.items.strategy import Objective, Phase, Team
from cxsite.model.levels import Levels
from cxsite.model.roadmap import Roadmap, View
from cxsite.projection.projection import project
from cxsite.render.bodies import body_markdown
from cxsite.render.environment import new_environment
from cxsite.render.frontmatter import PageMeta
from cxsite.render.pages.registry import NAVIGATION
from cxsite.render.render import render
from cxsite.render.site import new_site
from cxsite.render.stage import Stage
from cxsite.render.words.catalogue import words_for
from cxsite.render.words.formats import Formats

TODAY = dt.date(2026, 3, 31)
TEXTS = (
    "<script>alert(1)</script>",
    "*x* | _y_ ~~z~~ [l](http://e) ![i](j)",
    "end",
    "{{ 7*7 }} {% raw %} {: #top }",
    "# x",
    "&amp; &lt;b&gt; \"quoted\" 'single'",
    "```",
    "~~~ python",
    "/// note",
    "    indented by four",
    "<div><p>open",
    "-->  <!-- ]]> <?php",
    '--8<-- "secret.md"',
    "[TOC]",
    "\u202eright to left\u202c and \u00a0hard space",
    "日本語 😀",
)
BODIES = (
    "```\nnever closed",
    "~~~~ python\n```\nnever closed",
    "<div>\nnever closed",
    "<script>\nnever closed",
    "<details><summary>x\n\nnever closed",
    "> ```\n> quoted and never closed",
    "- list\n\n      code\n\n  <table><tr><td>",
    "[ref]: http://example.com\n*[HTML]: x\n\n[^1]: foot",
    "text\n===\n\n# one",
    "`unclosed <b>",
    "<textarea>\nnever closed",
    "<!-- never closed",
)


def _view(audience: str, texts: Sequence[str], bodies: Sequence[str] = ("",)) -> View:
    """A View with one of everything for each text and body."""
    items: dict[str, dict[str, Item]] = {"initiative": {}, "objective": {}, "phase": {}, "team": {}}
    for number, (text, body) in enumerate(product(texts, bodies)):
        for kind, item in _items(number, text, body):
            items[kind][item.id] = item
    charter = Charter.model_validate(
        {"title": texts[0], "vision": _long(texts[0]), "areas": {"here": texts[0]}, "disclaimer": _long(texts[0])}
    )
    levels = Levels()
    return project(Roadmap(charter=charter, levels=levels, items=items), levels[audience], TODAY)


def _long(text: str) -> str:
    return f"{text}\n\n  {text}\n```\n{text}"


def _items(number: int, text: str, body: str) -> Iterator[tuple[str, Item]]:
    long = _long(text)
    common = {"title": text, "summary": long, "visibility": "public", "body": body}
    said: dict[str, object] = {
        "status": "paused",
        "status_note": long,
        "outcome": long,
        "result": long,
        "availability": text,
        "start": "2026-01",
        "end": "2026-05-31",
        "phase": f"part-{number}",
        "objectives": f"goal-{number}",
        "owner": f"crew-{number}",
        "area": "here",
        "tags": [text],
        "milestones": [{"title": long, "date": "2026-02"}],
        "updates": [{"date": "2026-02-03", "text": long}],
        "success_criteria": [long],
        "notes": [{"text": long}],
        "links": [{"title": text, "url": "https://example.com/?a=1&b='2'", "visibility": "public"}],
        "actions": [{"title": long, "owner": f"crew-{number}", "due": "2026-03-01"}],
        "resources": {"people": [long]},
        "cost": "1000",
        "benefit": "2000",
    }
    goal = {"why": long, "measure": long}
    yield "initiative", Initiative.model_validate({**common, **said, "id": f"it-{number}"})
    yield "objective", Objective.model_validate({**common, **goal, "id": f"goal-{number}"})
    yield "phase", Phase.model_validate({**common, "id": f"part-{number}", "start": "2026", "goals": [long]})
    yield "team", Team.model_validate({**common, "id": f"crew-{number}", "lead": text, "channel": text})


class _Page(HTMLParser):
    """What a browser would make of a page: the texts of its headings, its scripts, its links, ids and rows."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.headings: dict[str, str] = {}
        self.titles: list[str] = []
        self.scripts: list[str] = []
        self.ids: list[str] = []
        self.classes: list[str] = []
        self._into: list[str] | None = None
        self._id = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("id"):
            self.ids.append(found["id"] or "")
        self.classes += (found.get("class") or "").split()
        if tag in ("h1", "h2"):
            self._into, self._id = [], found.get("id") or ""
        if tag == "script":
            self._into = []

    def handle_endtag(self, tag: str) -> None:
        if self._into is not None and tag in ("h1", "h2", "script"):
            text = "".join(self._into)
            if tag == "script":
                self.scripts.append(text)
            else:
                self.headings[self._id] = text
            self._into = None

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._into.append(data)


def _read(site: Path, address: str) -> tuple[str, _Page]:
    source = (site / address / "index.html").read_text(encoding="utf-8")
    return source, _Page(source)


@pytest.mark.engine
@pytest.mark.slow
def test_a_text_is_shown_as_typed(build: Callable[[Stage], Path]) -> None:
    site = build(render(_view("internal", TEXTS)))
    _, home = _read(site, "")
    for number, text in enumerate(TEXTS):
        # Browsers show a run of spaces as one.
        typed = re.sub(" +", " ", text.strip())
        for address in (f"initiatives/it-{number}", f"objectives/goal-{number}", f"teams/crew-{number}"):
            source, page = _read(site, address)
            assert page.headings["top"] == typed, address
            assert len(page.scripts) == len(home.scripts), address
            assert "<script>alert" not in source
        _, page = _read(site, f"initiatives/it-{number}")
        assert {"milestones", "updates", "result", "money", "actions", "notes"} <= set(page.ids), text
    for address in ("board", "timeline", "initiatives", "whats-new", "teams", "phases", "objectives"):
        assert len(_read(site, address)[1].scripts) == len(home.scripts), address


@pytest.mark.engine
@pytest.mark.slow
def test_a_body_takes_nothing_with_it_in_a_site(build: Callable[[Stage], Path]) -> None:
    site = build(render(_view("internal", ("Plain",), BODIES)))
    for number, body in enumerate(BODIES):
        for address, expected in (
            (f"initiatives/it-{number}", ("result", "milestones", "updates", "success", "money", "actions", "notes")),
            (f"phases/part-{number}", ("goals", "initiatives")),
        ):
            _, page = _read(site, address)
            assert [id_ for id_ in page.headings if id_ in expected] == list(expected), body


def test_some_bodies_are_refused_and_some_are_not() -> None:
    assert 0 < sum(bool(judge(body)) for body in BODIES) < len(BODIES)


@pytest.mark.parametrize("body", BODIES)
def test_a_body_takes_nothing_with_it(body: str) -> None:
    """What would take something with it reaches no View: the check refuses it, and the projection withholds it."""
    if judge(body):
        return
    text = body_markdown(body, "initiatives/it/", _view("public", ("Plain",))) + "## After {#after}\n\n<p>raw</p>\n"
    html = markdown.markdown(text, extensions=["attr_list", "tables", "toc", "pymdownx.superfences"])
    assert '<h2 id="after">After</h2>' in html
    assert html.rstrip().endswith("<p>raw</p>")
    assert "<h1" not in html


def test_a_template_that_fails_names_itself_and_the_item() -> None:
    view = _view("public", ("Plain",))
    words = words_for("en", colleagues=False)
    formats = Formats(words, "EUR")
    site = new_site(view, tuple, words, formats, new_environment(view, words, formats), NAVIGATION)
    with pytest.raises(CxsiteError, match=r"the template initiative\.html failed for initiative `it-0`: .*undefined"):
        site.page("x/", "initiative.html", PageMeta("X"), about=("initiative", "it-0"))
