"""What pages say for whom: a small roadmap, changed a little for each test."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cxsite.model.finding import CxsiteError
from cxsite.model.roadmap import Page, View
from cxsite.render.bodies import body_markdown
from cxsite.render.escaping import escaped, html_block, one_line, prose
from cxsite.render.render import render

CONTENT = Path(__file__).parent / "golden" / "small" / "content"
ViewOf = Callable[[Path, str], View]


def test_a_public_site_holds_nothing_of_internal_items(view_of: ViewOf) -> None:
    stage = render(view_of(CONTENT, "public"))
    everything = "".join(page.uri + page.text for page in stage.pages) + repr(dict(stage.files))
    for word in ("radio-mast", "Radio mast", "Margins", "upplier", "40000", "000\u202f", "apacity", "Internal"):
        assert word not in everything, word


def test_what_is_not_there_has_no_page(view_of: ViewOf) -> None:
    view = view_of(CONTENT, "public")
    empty = replace(view, items={"team": view.items["team"]}, pages={}, redirects={}, facts={}, backlinks={})
    stage = render(empty)
    assert {page.uri for page in stage.pages} == {"index.md", "teams/index.md", "teams/quay-team/index.md"}
    assert [(entry.title, entry.uri) for entry in stage.nav] == [("Home", "index.md"), ("Teams", "teams/index.md")]


def test_the_navigation_names_no_item_page_and_only_pages(view_of: ViewOf) -> None:
    stage = render(view_of(CONTENT, "internal"))
    named = [uri for entry in stage.nav for uri in entry.uris()]
    assert len(named) == len(set(named))
    assert set(named) <= {page.uri for page in stage.pages}
    assert not [uri for uri in named if uri.count("/") > 1]
    assert "Contact &amp; help" in [entry.title for entry in stage.nav]


def test_a_page_at_a_taken_address_is_refused(view_of: ViewOf) -> None:
    view = view_of(CONTENT, "public")
    page = Page.model_construct(path="board", title="Board", body="")
    with pytest.raises(CxsiteError, match="two pages want the address /board/"):
        render(replace(view, pages={"board": page}))


def test_old_addresses_lead_to_the_item(view_of: ViewOf) -> None:
    files = render(view_of(CONTENT, "public")).files
    assert b'content="0; url=../../initiatives/delay-board/"' in files["initiatives/honest-board/index.html"]
    taken = replace(view_of(CONTENT, "public"), redirects={("initiative", "night-boat"): "delay-board"})
    assert "initiatives/night-boat/index.html" not in render(taken).files


def test_roadmap_json_has_what_the_audience_sees(view_of: ViewOf) -> None:
    found = json.loads(render(view_of(CONTENT, "public")).files["roadmap.json"])
    items = {item["id"]: item for item in found["items"] if item["kind"] == "initiative"}
    assert set(items) == {"delay-board", "night-boat", "old-bell", "champagne", "warm-seats"}
    board = items["delay-board"]
    assert board["url"] == "initiatives/delay-board/"
    assert (board["start"], board["end"], board["horizon"]) == ("2026-Q1", "2026-Q2", "now")
    assert board["milestones"] == [
        {"title": "First board", "date": "2026-Q1", "done": True, "state": "reached"},
        {"title": "All quays", "date": "2026-Q2", "state": "open"},
    ]
    assert not {"cost", "visibility", "disclose", "depends_on", "quadrant", "roi"} & board.keys()
    internal = json.loads(render(view_of(CONTENT, "internal")).files["roadmap.json"])
    board = next(item for item in internal["items"] if item["id"] == "delay-board")
    assert (board["cost"], board["roi"], board["quadrant"], board["visibility"]) == (40000, 0.5, "quick-win", "public")
    assert [one.get("visibility") for one in board["milestones"]] == [None, "internal", None]


def test_links_in_bodies_lead_to_files_that_engines_know(view_of: ViewOf) -> None:
    view = view_of(CONTENT, "public")
    body = "[a](initiative:delay-board) [b](page:contact#x) [c](initiative:gone) [d](https://e.org) ![i](asset:q.svg)"
    assert body_markdown(body, "teams/x/", view).strip() == (
        "[a](../../initiatives/delay-board/index.md) [b](../../contact/index.md#x) c [d](https://e.org) "
        "![i](../../assets/q.svg)"
    )
    assert body_markdown(body, "", view).startswith("\n\n[a](initiatives/delay-board/index.md)")
    assert body_markdown(" \n", "", view) == ""


def test_texts_become_one_line_that_shows_them_as_typed() -> None:
    assert one_line(" a\n\n b\t\x00c\u00a0d ") == "a b c\u00a0d"
    assert escaped('<b> `x` & "y" ~~~') == "&lt;b&gt; &#96;x&#96; &amp; &#34;y&#34; &#126;&#126;&#126;"
    assert prose("a\nb\n\n\n<c>") == "<p>a b</p><p>&lt;c&gt;</p>"
    assert html_block("\n  <p>\n\n    x</p>\n") == "\n\n<p>\nx</p>\n\n"
    assert html_block(" \n ") == ""


def test_parts_of_a_body_say_for_whom_they_are_where_their_item_does_not(view_of: ViewOf) -> None:
    view = view_of(CONTENT, "internal")
    body = "Before\n\n/// internal\n<div>\nthe margin\n</div>\n///\n\nAfter"
    marked = body_markdown(body, "", view, lambda level: ('A "level"', f"<b>{level}</b>"), "public")
    assert '/// html | div.cx-within\n    attrs: {role: note, aria-label: "A \\"level\\""}\n\n' in marked
    assert "<b>internal</b></p>\n\n<div>\nthe margin\n</div>\n///\n\nAfter" in marked
    assert "cx-within" not in body_markdown(body, "", view, lambda level: (level, level), "internal")


def test_the_highest_headings_of_a_body_stand_below_the_title(view_of: ViewOf) -> None:
    view = view_of(CONTENT, "public")

    def headings(body: str) -> list[str]:
        return [line for line in body_markdown(body, "", view).splitlines() if line.startswith(("#", "-", "="))]

    assert headings("# A\n\n## B\n\n```\n# code\n```") == ["## A", "### B", "# code"]
    assert headings("## A\n\n### B\n\n- item") == ["## A", "### B", "- item"]
    assert headings("### A\n\n#### B") == ["## A", "### B"]
    assert headings("Title\n=====\n\n## B\n\n###### C") == ["-----", "### B", "###### C"]
