"""Parts of templates that are made once are what they would be if each page made them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils.templates import url_filter

from cxsite.processes.compiled import Compiled
from cxsite.site.engines import fragments
from cxsite.site.engines.fragments import remember_parts

TEMPLATES = {
    "main.html": "{% extends 'base.html' %}{% block styles %}{{ super() }}{{ page.url[:3] }}{% endblock %}",
    "base.html": (
        "{% set around = page.meta.around %}{% block styles %}{{ 'a.css' | url }}{% endblock %}"
        "{% include 'partials/nav.html' %}{% include 'partials/toc.html' %}{% include 'partials/odd.html' %}"
        "{% set told %}{{ page.title }}{% endset %}{% include 'partials/told.html' %}{{ page.title }}"
    ),
    "partials/nav.html": (
        "{% import 'partials/item.html' as item with context %}"
        "{% for one in nav.items %}{{ item.render(one) }}{% endfor %}{% include '.icons/x.svg' %}"
    ),
    "partials/item.html": (
        "{% macro render(one) %}{% set meta = page.meta if page.meta else {} %}{% set section = meta.section %}"
        "<{{ one.url | url }}{{ ' on' if section and section.url == one.url }}{{ '!' if 'loud' in meta }}>"
        "{% endmacro %}"
    ),
    "partials/toc.html": "{% for one in page.toc %}{{ one.title }}{% endfor %}{{ page.none }}{{ around }}",
    "partials/odd.html": "{% for name in page.meta %}{{ name }}{% endfor %}{{ page.file.name }}",
    "partials/told.html": "{{ told }}{{ config.said }}",
    ".icons/x.svg": "<svg/>",
}
COMPILED = Compiled("of these tests")
METAS = st.fixed_dictionaries(
    {},
    optional={
        "section": st.sampled_from(("kpis/", "risks/")).map(lambda url: {"url": url, "title": url}),
        "loud": st.sampled_from((True, 1, "", "1")),
        "around": st.sampled_from((None, 0, False, "x")),
    },
)
PAGES = st.builds(
    lambda url, meta, title, heads: SimpleNamespace(
        url=url,
        meta=meta,
        title=title,
        toc=TableOfContents([AnchorLink(head, head, 1) for head in heads]),
        file=SimpleNamespace(name=title),
    ),
    st.sampled_from(("kpis/one/", "risks/a/b/", "", "kpis/")),
    METAS,
    st.sampled_from("ab"),
    st.lists(st.sampled_from("xy"), max_size=2),
)


def _environment() -> Environment:
    made = Environment(loader=DictLoader(TEMPLATES), bytecode_cache=COMPILED)
    made.filters["url"] = url_filter
    return made


def _nav() -> Any:
    return SimpleNamespace(items=[SimpleNamespace(url=url) for url in ("kpis/", "risks/", "kpis/one/")], pages=[])


def _page(url: str, title: str) -> Any:
    return SimpleNamespace(url=url, meta={}, title=title, toc=[], file=SimpleNamespace(name="f"))


def _text(environment: Environment, nav: Any, page: Any) -> str:
    given = {"nav": nav, "page": page, "base_url": "x", "pages": [], "config": SimpleNamespace(said="said")}
    return environment.get_template("main.html").render(given)


@given(st.lists(PAGES, min_size=12, max_size=12))
def test_parts_are_what_each_page_would_make(pages: list[Any]) -> None:
    nav, plain, quick = _nav(), _environment(), _environment()
    remember_parts(quick, nav)
    for page in pages:
        assert _text(quick, nav, page) == _text(plain, nav, page)


def test_a_part_is_made_once_for_pages_that_give_it_the_same_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    quick, nav = _environment(), _nav()
    remember_parts(quick, nav)
    parts: list[str] = []
    told = fragments._Part._noted

    def noted(self: Any, context: Any, page: Any) -> str | None:
        parts.append(context.name)
        return told(self, context, page)

    monkeypatch.setattr(fragments._Part, "_noted", noted)
    for number in range(40):
        page = SimpleNamespace(
            url=f"kpis/{number}/", meta={}, title=str(number), toc=[], file=SimpleNamespace(name="f")
        )
        assert str(number) in _text(quick, nav, page)
    assert parts.count("partials/nav.html") == parts.count(".icons/x.svg") == parts.count("partials/toc.html") == 1
    # Asks for what can't be compared, and what differs from page to page: given up, soon.
    assert parts.count("partials/odd.html") == 1
    assert 1 < parts.count("partials/told.html") < 10


def test_whether_something_is_in_the_front_matter_is_an_answer() -> None:
    nav, plain, quick = _nav(), _environment(), _environment()
    remember_parts(quick, nav)
    for number in range(12):
        page = _page("kpis/one/", "x")
        page.meta = {"loud": True} if number % 3 else {"other": True}
        assert ("!" in _text(quick, nav, page)) == bool(number % 3)
        assert _text(quick, nav, page) == _text(plain, nav, page)


def test_pages_of_the_navigation_are_made_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    quick, nav = _environment(), _nav()
    page = _page("", "x")
    nav.pages = [page]
    remember_parts(quick, nav)
    monkeypatch.setattr(fragments._Part, "_noted", lambda *given: pytest.fail("noted"))
    assert len({_text(quick, nav, page) for _ in range(9)}) == 1
