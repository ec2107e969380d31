"""Pages that are too long for Zensical's search are built all the same, and found by their titles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from material.plugins.search.plugin import Parser

from cxsite.render.stage import StagePage
from cxsite.site.engines.search_room import fitted, keeps_out_text, room_for, sections_at_most
from tests.site.small import PUBLIC, project, run, write

__all__ = ["project"]

HEAD = '---\ntitle: "Long"\nsearch: {"boost": 0.2}\n---\n'
LIST = '<ul class="cx-list"><li><p>one</p></li><li>' + "item " * 100 + "</li></ul>"
WORDS = "word " * 100


def page(*parts: str) -> StagePage:
    return StagePage(
        "long/index.md", HEAD + "\n\n".join(["", '<h1 id="top">Long</h1>', *parts]) + "\n", frozenset(parts)
    )


def test_the_room_is_what_zensical_says() -> None:
    """`exceeds the search index limit (66007 bytes; maximum 65536 bytes for 14015 items)`, and so on."""
    for sections, most in ((14_015, 65_536), (8_009, 131_072), (20_021, 32_768), (33_034, 16_384)):
        assert most * 0.9 < room_for(sections) < most
    assert room_for(1) > 10**9 and room_for(2**31) == 0
    assert sections_at_most('# One\n\n<h2 id="two">Two</h2>\n\nThree\n=====\n\ntext\n') == 4


def test_a_list_is_left_out_first_and_only_where_it_must_be() -> None:
    long = page(LIST, "<p>Said.</p>")
    assert fitted(long, 1000) is long
    fit = fitted(long, 200)
    assert fit.text == long.text.replace("<ul class", '<ul data-search-exclude="" class')
    assert not keeps_out_text(long, fit)
    # Another one below a heading of its own has room.
    two = page(LIST, '<h2 id="b">B</h2>', "<ul><li>short</li></ul>")
    assert fitted(two, 200).text.count("data-search-exclude") == 1


def test_what_is_left_out_ends_where_the_search_of_material_takes_it_to_end() -> None:
    """It stops the build at the end of an element that was left out with another of its name in it."""
    inner = "<li>a <ul><li>and much more of this</li><li>and that</li></ul></li>" * 10
    long = page(f"<ul>{inner}</ul>", "<p>After.</p>", "<ul><li>Short.</li></ul>")
    fit = fitted(long, 300)
    assert "data-search-exclude" in fit.text and fit.head == long.head
    parser = Parser()
    parser.feed(fit.text[len(HEAD) :])
    parser.close()
    said = "".join(text for section in parser.data for text in section.text)
    assert "After." in said and "Short." in said and said.count("much more") < 5 and len(said) <= 300


def test_what_people_wrote_is_left_out_but_for_its_headings() -> None:
    long = StagePage(
        "long/index.md", f"{HEAD}\n# Long\n\nSaid.\n\n## Below\n\n{WORDS}\n\n- {WORDS}\n\n## Short\n\nSaid.\n"
    )
    fit = fitted(long, 200)
    assert keeps_out_text(long, fit)
    assert (
        fit.text.count("<section data-search-exclude") == 1
        and '\n## Below\n\n<section data-search-exclude="" markdown' in fit.text
    )


def test_a_text_that_may_not_be_divided_is_left_out_with_its_page() -> None:
    fence = f"```\na\n\n# b\n\n{WORDS}\n```"
    long = StagePage("long/index.md", f"{HEAD}\n# Long\n\n{fence}\n\n{WORDS}\n")
    fit = fitted(long, 200)
    assert keeps_out_text(long, fit)
    assert 'search: {"exclude": true}\n---\n' in fit.head and fit.text.endswith(long.text[len(long.head) :])
    # Once is enough.
    assert fitted(fit, 200) is fit


@pytest.mark.engine
@pytest.mark.slow
def test_zensical_builds_a_site_with_a_huge_page(project: Path) -> None:
    """So many sections that none may be longer than 64 KB, and a body that is."""
    many = "".join(f"## n{number}\n\n" for number in range(8_200))
    huge = "".join(f"We open till number {number} on the ground floor.\n\n" for number in range(1_900))
    write(project, {"content/pages/about.md": f"---\ntitle: About\nvisibility: public\n---\n{many}"})
    write(project, {"content/initiatives/queues.md": f"{PUBLIC.split('```')[0]}{huge}\n## Last\n\nSaid.\n"})
    done = run(project, "cxsite", "build", "--engine", "zensical", "--audience", "public", "--strict")
    assert done.returncode == 0, done.stderr
    assert "initiatives/queues/index.md: a text is too long for Zensical's search" in done.stderr
    found = json.loads((project / "site/public/search.json").read_bytes())["items"]
    assert len(found) > 2**13 and all(len(entry["text"]) < 2**16 for entry in found)
    assert {"initiatives/queues/", "initiatives/queues/#last"} <= {entry["location"] for entry in found}
    assert "till number 1899" in (project / "site/public/initiatives/queues/index.html").read_text()
