"""Our code of templates says what Jinja's own says."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from jinja2.compiler import CodeGenerator
from markupsafe import Markup

from cxsite.load.load import load
from cxsite.model.items.strategy import Objective
from cxsite.processes.plain_code import PlainCode
from cxsite.projection.projection import project
from cxsite.render import environment as rooms
from cxsite.render.components import Components
from cxsite.render.escaping import Escapes, escaped, finalizer
from cxsite.render.render import render
from cxsite.render.words.catalogue import words_for
from cxsite.render.words.formats import Formats
from tests.projection.build import view

TEMPLATES = {
    "parts.html": """{% set given = sign %}{% macro row(name, look="plain") %}<i class="{{ look }}">{{ name }}</i>
{% if caller is defined %}{{ caller() }}{% endif %}{% endmacro %}
{% macro all(names) %}{% for name in names %}{{ row(name, look=given(name)) }}{% endfor %}{% endmacro %}""",
    "page.html": """{% import "parts.html" as p with context %}{{ p.row(text) }}{{ p.all([text, "b", 3, 0.5, none]) }}
{% call p.row("<c>", "new") %}{{ sign(text) }} {{ text.upper() ~ mark }}{% endcall %}
{% for one in [1, 2] %}{% set twice = one * 2 %}{{ sign(twice) }}{{ sign(*[one], **{}) }}{% endfor %}
{% filter upper %}{{ sign("d") }}{% endfilter %}{% set block %}{{ text }}{% endset %}{{ block }}{{ "<e>" }}
{{ 1 < 2 }}""",
}


def _said(generator: type[CodeGenerator], source: str = '{% include "page.html" %}') -> str:
    environment = Environment(
        autoescape=True, finalize=finalizer(Escapes()), loader=DictLoader(TEMPLATES), undefined=StrictUndefined
    )
    environment.code_generator_class = generator
    text = "a & `b` <c>\n  d"
    return environment.from_string(source).render(
        text=text, mark=Markup("<b>!</b>"), sign=lambda value: f"<{value}>", nothing=None
    )


def test_templates_say_the_same() -> None:
    said = _said(PlainCode)
    assert said == _said(CodeGenerator)
    assert '<i class="new">&lt;c&gt;</i>' in said and "A &AMP; &#96;B&#96;" in said.upper()


@pytest.mark.parametrize("source", ["{{ unknown }}", "{{ unknown(1) }}", "{{ text.unknown() }}", "{{ unknown.a }}"])
def test_what_is_not_there_is_said_alike(source: str) -> None:
    told = []
    for generator in (PlainCode, CodeGenerator):
        with pytest.raises(UndefinedError) as raised:
            _said(generator, source)
        told.append(str(raised.value))
    assert told[0] == told[1]


def test_a_text_is_escaped_as_it_is_without_memory() -> None:
    escapes = Escapes()
    texts = ["", " ", "a", "a  b", "a\nb", "`", "~", "<&>", " a", "x" * 500, "\u2028", "\ud800"]
    for _ in range(2):
        assert [escapes[text] for text in texts] == [escaped(text) for text in texts]
    assert "x" * 500 not in escapes and all(type(made) is Markup for made in escapes.values())


def test_a_link_is_made_again_for_all_that_it_is_made_of() -> None:
    words = words_for("en", colleagues=True)
    site = view("internal")
    known = Components(words, Formats(words, "EUR", 1), site)
    for title in ("A", "<B>"):
        for id_ in ("a", "b"):
            item = Objective.model_validate({"id": id_, "title": title})
            for here in ("", "x/", "y/", "x/y/"):
                for look in ("", "new"):
                    plain = Components(words, Formats(words, "EUR", 1), site).on(here).item_link(item, look)
                    assert known.on(here).item_link(item, look) == plain
                    assert ("../" * here.count("/") + f"objectives/{id_}/") in plain


@pytest.mark.slow
@pytest.mark.parametrize("audience", ["public", "internal"])
def test_all_pages_are_as_jinja_writes_them(audience: str, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = load(repository / "content", repository)
    assert loaded.roadmap is not None
    seen = project(loaded.roadmap, loaded.roadmap.levels[audience], dt.date(2026, 3, 31))
    ours = render(seen)
    monkeypatch.setattr(rooms, "_COMPILED", None)
    monkeypatch.setattr(rooms.PageEnvironment, "code_generator_class", CodeGenerator)
    theirs = render(seen)
    assert [(page.uri, page.text, page.raw) for page in ours.pages] == [
        (page.uri, page.text, page.raw) for page in theirs.pages
    ]
