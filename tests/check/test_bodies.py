"""What a body says and readers get otherwise: told at its line, with what to type; what people write is not."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from cxsite.check.texts.dialect import shown_otherwise
from cxsite.model.addresses import PAGE_ANCHORS
from cxsite.model.body import without_comments
from cxsite.model.items.journey import Journey
from cxsite.pipeline.reading import read
from cxsite.projection.projection import project
from cxsite.render.render import render
from tests.check.trees import TODAY, check, settings, write
from tests.markdown.generated import harmless

HEAD = "---\ntitle: First\nstatus: idea\nsummary: We begin.\nvisibility: public\n---\n"
ROADMAP = "title: Our roadmap\ndisclaimer: A plan, not a promise.\n"
FAMILIES = ("CX03", "CX04", "CX10")


def told(body: str, tmp_path: Path) -> list[tuple[str, int, str]]:
    """The code, the line in the body and the help of each finding about it."""
    tree = {
        "roadmap.yml": ROADMAP,
        "initiatives/a.md": HEAD + body,
        "initiatives/portal.yml": "title: P\nstatus: idea\n",
        "assets/a.svg": "<svg/>",
    }
    found = [one for one in check(write(tree, tmp_path)) if one.rule.code.startswith(FAMILIES)]
    above = HEAD.count("\n")
    return [(one.rule.code, (one.span.line or 0) - above, one.help) for one in found if one.span.path.endswith("a.md")]


@pytest.mark.parametrize(
    ("body", "code", "typed"),
    [
        ("See [survey] (initiative:portal).", "CX046", "[survey](initiative:portal)"),
        ("See [survey](initiative: portal).", "CX046", "[survey](initiative:portal)"),
        ("See (initiative:portal)[survey].", "CX046", "[survey](initiative:portal)"),
        ("See initiative:portal for more.", "CX046", "[[initiative:portal]]"),
        ("See [it] (https://example.org/x).", "CX046", "[it](https://example.org/x)"),
        ("See [it](www.example.org).", "CX045", "https://www.example.org"),
        ("See [it](example.org/shops?x=1).", "CX045", "https://example.org/shops?x=1"),
        ("Write to [us](anna@example.org).", "CX045", "mailto:anna@example.org"),
        ("See [it](#nope).", "CX047", "{#name}"),
        ("See [it](#how-we-begn).\n\n## How we begin\n\nSlowly.", "CX047", "how-we-begin"),
        ("Fine. <!-- and then\n\nmore", "CX040", "-->"),
        ("> [!NOTE]\n> Text", "CX042", "/// note"),
        ('!!! warning "Mind"\n    Text', "CX042", "/// warning"),
        ("??? tip\n    Text", "CX042", "/// details"),
        ("::: note\nText\n:::", "CX042", "/// note"),
        ('=== "One"\n    Text', "CX042", "/// tab | One"),
        ("| a | b |\n| 1 | 2 |", "CX042", "|---|---|"),
        ("<details>\n<summary>More</summary>\n\n- a list\n\n</details>", "CX042", "<details markdown>"),
        ("$$\nx^2\n$$", "CX042", "in words"),
        ("```js\nx", "CX037", "line of its own"),
        ("Done :tada: at last", "CX042", "character"),
        ("![](../assets/a.svg)", "CX043", "in brackets"),
    ],
)
def test_one_mistake_is_one_finding_at_its_line(body: str, code: str, typed: str, tmp_path: Path) -> None:
    found = [one for one in told(f"Before.\n\n{body}", tmp_path) if one[0] != "CX031"]
    assert [(one[0], one[1]) for one in found] == [(code, 3)]
    assert typed in found[0][2]


def test_a_second_front_matter(tmp_path: Path) -> None:
    assert [(code, line) for code, line, _ in told("---\nnav_order: 3\n---\nText", tmp_path)] == [("CX041", 1)]


@pytest.mark.parametrize("field", ["feedback: anna@example.org", "links:\n- {title: L, url: www.example.org}"])
def test_addresses_in_fields(field: str, tmp_path: Path) -> None:
    head = HEAD.replace("visibility:", f"{field}\nvisibility:")
    found = check(write({"roadmap.yml": ROADMAP, "initiatives/a.md": head}, tmp_path))
    assert [finding.rule.code for finding in found if finding.severity == "error"] == ["CX045"]


@pytest.mark.parametrize(
    "body",
    [
        "[a](../../board/) [b](https://example.org) [c](mailto:a@example.org) [d](#here)\n\n## Here",
        "Risk: high, initiative:unknown, a portal: new, 10:30:45",
        "`initiative:portal` and\n\n```\n[x] (initiative:portal)\n> [!NOTE]\n```",
        "<!-- a --> and <!-- b\n\nc -->",
        "---\n\nA rule first.",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "<details>\n<summary>More</summary>\nText\n</details>",
        "[x] open (about it)",
        "[Plan](#milestones) [top](#_stages)",
    ],
)
def test_what_is_right_is_not_told(body: str, tmp_path: Path) -> None:
    assert told(body, tmp_path) == []


def test_harmless_bodies_are_shown_as_they_are() -> None:
    rng = random.Random(8)
    for _ in range(300):
        body = without_comments(harmless(rng))
        assert list(shown_otherwise(body)) == [], body


def test_an_anchor_that_only_colleagues_have(tmp_path: Path) -> None:
    body = "See [it](#more).\n\n/// internal\n## More\n\n[here](#more) [there](#less)\n///\n"
    assert [(code, line) for code, line, _ in told(body, tmp_path)] == [("CX047", 1), ("CX047", 6)]


@pytest.mark.slow
def test_the_parts_of_pages_are_known(repository: Path) -> None:
    """Every name that our own pages give to a part is one to which a text may link."""
    roadmap = read(settings(repository)).roadmap
    assert roadmap is not None
    found: set[str] = set()
    for page in render(project(roadmap, roadmap.levels.most, TODAY)).pages:
        if page.uri.count("/") > 1:
            found |= set(re.findall(r"^#+ .*\{#([\w-]+)", page.text, re.MULTILINE))
            found |= set(re.findall(r'\sid="([\w-]+)"', page.text))
    journeys = [one for one in roadmap.items["journey"].values() if isinstance(one, Journey)]
    points = {point.id for journey in journeys for point in journey.points()}
    assert {name for name in found - points if name.isascii() and not name.startswith("__")} <= PAGE_ANCHORS


@pytest.mark.parametrize(
    ("text", "private"),
    [
        ("See [it](https://wiki/page).", True),
        ("See [it](http://10.0.0.7:8080/x).", True),
        ("See [it](https://tickets.intranet.example.org/7).", True),
        ("See <https://wiki.corp/page>.", True),
        ("See https://localhost:8000/", True),
        ("See [it](https://www.example.org/internal).", False),
        ("<!-- https://wiki/page --> Fine.", False),
        ("/// internal\n[it](https://wiki/page)\n///", False),
    ],
)
def test_addresses_that_only_colleagues_can_open(text: str, private: bool, tmp_path: Path) -> None:
    found = check(write({"roadmap.yml": ROADMAP, "initiatives/a.md": HEAD + text}, tmp_path))
    assert [one.rule.code for one in found if one.rule.code == "CX515"] == ["CX515"] * private
