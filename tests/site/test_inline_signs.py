"""A converter that asks fewer patterns makes the same HTML."""

from __future__ import annotations

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown.inlinepatterns import SimpleTextInlineProcessor

from cxsite.markdown.dialect import EXTENSIONS
from cxsite.site.engines.inline_signs import _SIGNS, quicken_inline
from tests.thorough import is_thorough

ALONE = (
    *(
        "_a_",
        "*a*",
        "~~a~~",
        "&amp;",
        "&#65;",
        "x <b>*a*</b>",
        "<i>a & b",
        "a  \nb",
        "\\(a",
        "`a`",
        "\\\\`a`",
        "[a](b)",
        "![a](b)",
    ),
    *("[a]\n\n[a]: b", "[c][a]\n\n[a]: b", "![a]\n\n[a]: b", "![c][a]\n\n[a]: b", "x[^1]\n\n[^1]: n"),
    *("x <http://x.org>", "x <a@b.org>", "http://x.org", "FTP://x.org", "Www.x.org", "a@b.org", "[_a_](b)", "*[a](b)*"),
)
"""What each pattern makes something of, and nothing else does."""
PIECES = (
    *"`\\*_~[]()<>&!@:/^\n ",
    *("word", "w", "ab_cd", "**", "~~", "[^1]", "[^1]: note\n\n", "![a](b.png)", "[a](b.md)", "[a]: http://x.org\n\n"),
    *("  \n", "\n\n", "\\`", "``", "&amp;", "&#65;", "<b>", "</b>", "<br/>", "<!-- x -->", "me@example.org"),
    *("https://example.org", "WWW.example.org", "<ftp://x.org>", "<me@example.org>", "ſ", "K", "# a", "- ", "> "),
)


def _converter() -> markdown.Markdown:
    return markdown.Markdown(extensions=list(EXTENSIONS), extension_configs=EXTENSIONS)


PLAIN, QUICK = _converter(), _converter()


def test_all_patterns_are_known() -> None:
    """Of the packages as they are locked; another version of them would be slower, and as right."""
    assert quicken_inline(QUICK)
    assert {type(pattern).__name__ for pattern in PLAIN.inlinePatterns} == _SIGNS.keys()


def test_a_converter_with_another_pattern_is_left_as_it_is() -> None:
    other = _converter()
    other.inlinePatterns.register(SimpleTextInlineProcessor("(x)"), "x", 1)
    assert not quicken_inline(other)
    assert "_InlineProcessor__handleInline" not in vars(other.treeprocessors["inline"])


@pytest.mark.parametrize("text", ALONE)
def test_what_a_pattern_makes_something_of(text: str) -> None:
    quicken_inline(QUICK)
    assert QUICK.reset().convert(text) == PLAIN.reset().convert(text)


@settings(max_examples=2000 if is_thorough() else 150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
@example("**a `b` [c](d) www.x.org, a@x.org**\n~~&lt; <i>e</i>~~ ![f](g)  \nh ![i][j] [k] [l][m]\n\n[k]: n\n[j]: o\n")
def test_the_same_html(text: str) -> None:
    quicken_inline(QUICK)
    assert QUICK.reset().convert(text) == PLAIN.reset().convert(text)
