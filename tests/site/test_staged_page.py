"""Pages that Markdown gets in part are those that it would make of the whole."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from cxsite.markdown.dialect import EXTENSIONS
from cxsite.render.stage import StagePage
from cxsite.site.engines.outline import outlined
from cxsite.site.engines.staged_page import Converter, StagedPage, divided
from cxsite.site.late_text import EXTENSION, token_of
from tests.site.as_made import as_made

RAW = ("<p>one</p>", '<div class="x">\n<p>two</p>\n</div>', '<ul><li id="in">three</li></ul>', "<h1>Top</h1>")
HEADINGS = ("## Why we do this {#why}", "### What’s new? {#_new}", "# One {#one}", "#### É, 2 {#four}")
WRITTEN = (
    "Some *words* and [a link](../b/index.md) and [a place](#why).",
    "- one\n- two\n\n    below",
    "- one",
    "1. a\n2. b",
    "    code",
    "Term\n\n:   meaning",
    ": meaning",
    "a | b\n--|--\n1 | 2",
    "[a]: https://example.org",
    "Said[^1]\n\n[^1]: note",
    "## Why we do this",
    "Title\n=====",
    "```\n## no {#why}",
    "/// note\n\nopen",
    "/// note\nshut\n///",
    "<div markdown>",
    "- [ ] to do",
    "> said",
    "*[HTML]: words",
    "## Ein *Wort* {#wort}",
    "www.example.org ~~gone~~ HTML",
    "***",
)
OUTLINES = st.tuples(
    st.lists(st.sampled_from(RAW), max_size=2),
    st.lists(st.sampled_from(WRITTEN), max_size=3),
    st.lists(st.sampled_from((*HEADINGS, *RAW)), max_size=4),
)


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> MkDocsConfig:
    """A configuration with our extensions."""
    made = MkDocsConfig()
    extensions = [{name: dict(options)} for name, options in EXTENSIONS.items()]
    folder = str(tmp_path_factory.mktemp("docs"))
    made.load_dict({"site_name": "x", "docs_dir": folder, "theme": "material", "markdown_extensions": extensions})
    errors, _ = made.validate()
    assert not errors
    made.markdown_extensions.append(EXTENSION)
    made.mdx_configs[EXTENSION] = {"texts": {}, "used": set()}
    return made


def _both(config: MkDocsConfig, parts: list[str], converter: Converter) -> tuple[list[Any], list[Any]]:
    staged = StagePage("a/index.md", "\n\n".join(parts) + "\n", frozenset(RAW))
    files = Files([File(uri, None, config.site_dir, use_directory_urls=True) for uri in ("a/index.md", "b/index.md")])
    file = files.src_uris["a/index.md"]
    quick = StagedPage(file, config, staged, converter)
    token = token_of(staged.uri)
    quick.markdown = f"{token}\n"
    quick.render(config, files)
    plain = Page(None, file, config)
    plain.markdown = outlined(staged)
    plain.render(config, files)
    return as_made(quick), as_made(plain)


@pytest.fixture(scope="module")
def converter(config: MkDocsConfig) -> Converter:
    """One for all pages."""
    return Converter(config)


@given(outlines=st.lists(OUTLINES, min_size=4, max_size=4))
def test_pages_are_those_of_the_engine(
    config: MkDocsConfig, converter: Converter, outlines: list[tuple[list[str], list[str], list[str]]]
) -> None:
    for before, written, after in outlines:
        quick, plain = _both(config, [*before, *written, *after], converter)
        assert quick == plain


@pytest.mark.parametrize("written", WRITTEN)
def test_whatever_people_write(config: MkDocsConfig, converter: Converter, written: str) -> None:
    quick, plain = _both(config, [RAW[0], written, HEADINGS[0], RAW[1]], converter)
    assert quick == plain


@pytest.mark.parametrize("written", ["[it](gone.md)", ": [it](gone.md)", "# A\n\n[it](gone.md)"])
def test_what_leads_nowhere_is_told_once(
    config: MkDocsConfig, converter: Converter, caplog: pytest.LogCaptureFixture, written: str
) -> None:
    _both(config, [RAW[0], written, HEADINGS[0]], converter)
    told = [record.getMessage() for record in caplog.records if "gone.md" in record.getMessage()]
    # Once by each of the two ways.
    assert len(told) == 2
    assert len(set(told)) == 1


def test_only_what_people_write_is_markdown() -> None:
    text = '<div data-cxsite-block="0"></div>\n\nWords\n\n- and more\n\n## Why {#why}\n\n<p>x</p>\n\n## What {#what}'
    before, body, after = divided(text)
    assert (before, after) == (['<div data-cxsite-block="0"></div>'], ["## What {#what}"])
    assert body == "Words\n\n- and more\n\n## Why {#why}\n\n<p>x</p>"
