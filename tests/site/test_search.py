"""Search entries are those of the theme's plugin, made in less time."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from material.plugins.search.plugin import Parser
from mkdocs.structure.pages import Page

from cxsite.cli.main import main
from cxsite.processes.parallel import in_turn
from cxsite.site import build as sites
from cxsite.site.engines import fragments, search
from cxsite.site.engines.sections import Section, sections_of
from cxsite.site.engines.staged_page import StagedPage
from cxsite.site.engines.words_apart import words_apart
from tests.site.as_made import as_made

TEXTS = ("words", " ", "\n", " a\nb ", "&amp;", "&lt;b&gt;", "AT&T", "&nbsp;", "ü")
INSIDE = ("", "\n", " said ")
TAGS = ("p", "div", "span", "h1", "h2", "h3", "ul", "li", "pre", "code", "a", "svg", "table", "object")
ATTRIBUTES = (
    "",
    ' id="there"',
    ' id=""',
    " data-search-exclude",
    ' data-search-exclude=""',
    ' class="headerlink" href="#x"',
    ' class="linenodiv"',
    ' title="a > b, id=&quot;x&quot;" id="late"',
    ' ID="Loud" hidden',
)


@st.composite
def elements(draw: st.DrawFn, depth: int = 4) -> str:
    """HTML of nested elements, some of which never end or begin."""
    kind = draw(st.sampled_from(("text", "element", "element", "void", "comment", "end", "empty")))
    if kind == "text" or not depth:
        return draw(st.sampled_from(TEXTS))
    tag, attributes = draw(st.sampled_from(TAGS)), draw(st.sampled_from(ATTRIBUTES))
    if kind == "void":
        return draw(st.sampled_from(("<br>", "<br />", '<img alt="x > y" src="z.png">', "<hr/>", "<!-- x -->")))
    if kind in ("end", "empty"):
        return f"</{tag}>" if kind == "end" else f"<{tag}{attributes} />"
    inside = "".join(draw(st.lists(elements(depth - 1), max_size=4)))
    return f"<{tag}{attributes}>{inside}</{tag}>"


def _plugins(html: str) -> list[Any]:
    parser = Parser()
    parser.feed(html)
    parser.close()
    return list(map(_told, parser.data))


def _told(section: Any) -> tuple[Any, ...]:
    return section.id, section.title, section.text, section.is_excluded()


@given(st.lists(elements(), max_size=6).map("".join))
def test_sections_are_those_of_the_plugin(html: str) -> None:
    found = sections_of(html)
    try:
        theirs = _plugins(html)
    except ValueError:
        return  # The plugin has stopped.
    if found is None:
        assert "<!" in html
    else:
        assert list(map(_told, found)) == theirs


@pytest.mark.parametrize(
    "html", ["a < b", "<p id=x>y</p>", "<p id='x'>y</p>", "<script>a</script>", "<!-- <p> -->", "<p", '<p id="x>']
)
def test_what_is_not_regular_is_left_to_the_plugin(html: str) -> None:
    assert sections_of(html) is None


@pytest.mark.parametrize(
    ("html", "apart"),
    [
        ("<dt>Team</dt><dd>Customer care</dd>", "<dt>Team</dt><dd> Customer care</dd>"),
        ('<span>Update</span><a href="x > y">Returns</a>', '<span>Update</span><a href="x > y"> Returns</a>'),
        ("<p>It works.</p><p>“So we say”</p><p>now</p>", "<p>It works.</p><p> “So we say”</p><p> now</p>"),
        ("50 %<br>expected", "50 %<br> expected"),
        ("待ち時間</li><li>短縮", "待ち時間</li><li> 短縮"),
        *(
            (same, same)
            for same in (
                "<a>return</a>s, un<em><strong>believ</strong></em>able",
                "<b>one</b>, two",
                "H<sub>2</sub>O",
                "<span>os</span><span>.</span><span>path</span>",
                "<p>one</p> <p>two</p>",
                "<h2>Words<a>¶</a></h2>",
            )
        ),
    ],
)
def test_words_of_different_parts_stay_apart(html: str, apart: str) -> None:
    assert words_apart(html) == apart
    assert words_apart(apart) == apart


@pytest.fixture(scope="module")
def compared(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[list[str], Path]]:
    """The pages of the reference site for colleagues, each compared as it is made, and the folder of the site. So is
    each part of the theme that is not made for the page alone, and what is not asked of Markdown."""
    folder = tmp_path_factory.mktemp("reference")
    shutil.copytree(repository / "content", folder / "content")
    shutil.copy(repository / "mkdocs.yml", folder)
    pages: list[str] = []

    def both(html: str) -> list[Section] | None:
        found = sections_of(html)
        assert found is not None, html[:2000]
        assert list(map(_told, found)) == _plugins(html)
        pages.append(html)
        return found

    look_up = fragments._Part._text

    def known_and_plain(self: Any, context: Any) -> str | None:
        text = look_up(self, context)
        assert text is None or text == "".join(self.plain(context)), context.name
        return text

    render = StagedPage.render

    def rendered(self: StagedPage, *given: Any) -> None:
        render(self, *given)
        quick = as_made(self)
        Page.render(self, *given)
        assert quick == as_made(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StagedPage, "render", rendered)
        patch.setattr(search, "sections_of", both)
        patch.setattr(fragments._Part, "_text", known_and_plain)
        # Another process would compare half of them where nobody counts.
        patch.setattr(sites, "both_for_files", lambda settings: in_turn)
        code = main(["build", "--audience", "internal", "--config", str(folder), "--out", str(folder / "site")])
    assert code == 0
    yield pages, folder / "site" / "internal"


def test_every_page_of_the_reference_site_is_regular_and_has_the_plugins_entries(
    compared: tuple[list[str], Path],
) -> None:
    pages, site = compared
    index = json.loads((site / "search" / "search_index.json").read_text())
    assert len(pages) > 100
    glued = [text for entry in index["docs"] for text in re.findall(r"[a-z]{3}[A-Z][a-z]{2}", entry["text"])]
    assert not [text for text in glued if not any(text in re.sub("<[^>]*>", " ", html) for html in pages)]
    assert len({entry["location"].partition("#")[0] for entry in index["docs"]}) == len(pages)
