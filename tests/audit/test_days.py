"""Days in texts, as sites and people write them in the languages that a site may have."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from cxsite.audit.audit import audit
from cxsite.audit.dictionary import make_dictionary
from cxsite.load.load import load
from cxsite.matching.days import days_in
from cxsite.matching.normal import normal
from cxsite.projection.projection import project
from cxsite.render.render import render
from cxsite.render.words.catalogue import languages, texts, words_for
from cxsite.render.words.formats import Formats

DAY = dt.date(2026, 9, 1)
REFERENCE = Path(__file__).parents[2] / "content"


def _days(text: str, language: str) -> set[dt.date]:
    return {day for day, _ in days_in(normal(text), language)}


@pytest.mark.parametrize("language", [*languages(), "en-US", "de-CH", "es-MX", "pt-BR", "pl", "cs", "ja"])
@pytest.mark.parametrize("month", range(1, 13))
def test_what_pages_write_is_read(language: str, month: int) -> None:
    day = dt.date(2026, month, 21)
    written = Formats(words_for(language, colleagues=True), "EUR").day(day)
    assert _days(f"It was agreed: {written}.", language) == {day}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Am 1. September 2026"),
        ("de", "1. Sept. 2026"),
        ("de", "seit dem 1.9.2026"),
        ("fr", "le 1er septembre 2026"),
        ("fr", "1 sept. 2026"),
        ("fr", "1er\u00a0septembre\u00a02026"),
        ("es", "el 1 de septiembre de 2026"),
        ("es", "1.º de septiembre de 2026"),
        ("es", "1 de septiembre del 2026"),
        ("es", "SEPTIEMBRE 1, 2026"),
        ("fr", "1 September 2026"),
        ("eo", "1 September 2026"),
        ("xx", "September 1st, 2026"),
    ],
)
def test_what_people_write_is_read(language: str, text: str) -> None:
    assert DAY in _days(text, language)


def test_names_are_those_of_the_language_only() -> None:
    assert _days("1 septembre 2026", "de") == set()
    assert _days("1 marzec 2026", "pl") == {dt.date(2026, 3, 1)}
    assert _days("31 de septiembre de 2026", "es") == set()


@pytest.mark.parametrize("language", ["de", "es"])
@pytest.mark.slow
def test_a_site_in_another_language_leaks_its_days(language: str, tmp_path: Path) -> None:
    roadmap = load(REFERENCE, REFERENCE.parent).roadmap
    assert roadmap is not None
    roadmap = replace(roadmap, charter=roadmap.charter.model_copy(update={"language": language}))
    view = project(roadmap, roadmap.levels.least, dt.date(2026, 3, 31))
    dictionary = make_dictionary(roadmap, view, REFERENCE, texts(language))
    hidden = min(dictionary.days)
    formats = Formats(words_for(language, colleagues=False), "EUR")
    (tmp_path / "index.html").write_text(f"<p>{formats.day(hidden)}</p>", encoding="utf-8")
    assert [leak.what for leak in audit(tmp_path, dictionary, frozenset())] == ["date"]
    assert formats.day(hidden) not in "".join(page.text for page in render(view).pages)


def test_digits_grouped_as_in_switzerland_are_one_number() -> None:
    assert normal("CHF 92’000") == "chf 92000"


def test_a_day_is_read_whole_where_the_window_around_a_year_ends() -> None:
    for gap in range(60):
        text = f"2033 {'x' * gap} 1991-09-16 {'x' * gap} 2034"
        assert {day for day, _ in days_in(text)} == {dt.date(1991, 9, 16)}, gap
        assert {day for day, _ in days_in(f"16.9.1991 {'x' * gap} 2034")} == {dt.date(1991, 9, 16)}, gap
