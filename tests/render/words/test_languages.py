"""Whole sites in German, French and Spanish: no English of ours is left, and the theme gets its words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from icalendar import Calendar

from cxsite.model.roadmap import View
from cxsite.render.render import render
from cxsite.render.stage import Stage
from cxsite.render.words.catalogue import InterfaceWords, catalogue, words_for

pytestmark = pytest.mark.slow

CONTENT = Path(__file__).parents[1] / "golden" / "small" / "content"
REFERENCE = Path(__file__).parents[3] / "content"
# Where our own words stand: headings, labels, heads of columns, choices, names of regions.
OURS = re.compile(
    r"^## (?P<heading>.+?) \{#|<dt>(?P<term>[^<]+)</dt>|<th scope=\"col\"[^>]*>(?P<column>[^<]+)<"
    r"|<label>(?P<label>[^<]+)<|aria-label=\"(?P<region>[^\"]+)\"|<span class=\"cx-label\">(?P<small>[^<]+)<"
    r"|<caption>(?P<caption>[^<]+)<|<figcaption>(?P<figure>[^<]+)<|accDescr: (?P<description>.+)",
    re.MULTILINE,
)
ViewOf = Callable[[Path, str], View]


def _stage(view: View, language: str) -> Stage:
    charter = view.charter.model_copy(update={"language": language})
    return render(replace(view, charter=charter))


def _pages(stage: Stage) -> Mapping[str, str]:
    return {page.uri: page.text for page in stage.pages}


def _own_words(text: str) -> set[str]:
    return {next(filter(None, match.groups())) for match in OURS.finditer(text)}


def _english_only(language: str, *, colleagues: bool) -> set[str]:
    """Words that a site in another language does not hold: each with letters, and none of that language's."""
    english, other = (words_for(one, colleagues=colleagues) for one in ("en", language))
    return {word for word in _all(english) - _all(other) if re.search("[a-z]{2}", word)}


def _all(words: InterfaceWords) -> set[str]:
    return {words[key] for key in catalogue("en").words}


@pytest.mark.parametrize("audience", ["public", "internal"])
@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_no_english_word_of_ours_is_left(language: str, audience: str, view_of: ViewOf) -> None:
    view = view_of(REFERENCE, audience)
    english = _english_only(language, colleagues=audience == "internal")
    before = {uri: _own_words(text) for uri, text in _pages(_stage(view, "en")).items()}
    pages = _pages(_stage(view, language))
    assert before.keys() == pages.keys()
    left = {uri: sorted(_own_words(text) & english) for uri, text in pages.items() if _own_words(text) & english}
    assert left == {}
    # The same would have found them: pages in English are full of them.
    assert sum(len(found & english) for found in before.values()) > 2 * len(pages)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "de",
            {
                "board/index.md": ["Jetzt, als Nächstes, später", "In Arbeit", "Stand: 31. März 2026.", "Zurücksetzen"],
                "initiatives/delay-board/index.md": ["Meilensteine", "Q2 2026", "Was sich geändert hat"],
                "whats-new/index.md": ["## Februar 2026 {#", "11. Februar 2026", "Verfügbar"],
                "timeline/index.md": ["Als Tabelle", "Q1 2026", "{shown} von {total} angezeigt"],
            },
        ),
        (
            "fr",
            {
                "board/index.md": ["Maintenant, ensuite, plus tard", "Situation au 31 mars 2026.", "Effacer"],
                "initiatives/delay-board/index.md": ["Jalons", "T2 2026", "Ce qui a changé"],
                "whats-new/index.md": ["## Février 2026 {#", "11 février 2026", "Disponible"],
                "timeline/index.md": ["Sous forme de tableau", "T1 2026"],
            },
        ),
        (
            "es",
            {
                "board/index.md": ["Ahora, a continuación, más adelante", "Situación a 31 de marzo de 2026."],
                "initiatives/delay-board/index.md": ["Hitos", "T2 2026", "Qué ha cambiado"],
                "whats-new/index.md": ["## Febrero de 2026 {#", "11 de febrero de 2026", "Disponible"],
                "timeline/index.md": ["Como tabla", "T1 2026"],
            },
        ),
    ],
)
def test_what_customers_read(language: str, said: Mapping[str, list[str]], view_of: ViewOf) -> None:
    pages = _pages(_stage(view_of(CONTENT, "public"), language))
    missing = {(uri, text) for uri, texts in said.items() for text in texts if text not in pages[uri]}
    assert missing == set()


@pytest.mark.parametrize(
    ("language", "money", "event"),
    [
        ("de", "80.000\u00a0€", "30. Juni 2026"),
        ("fr", "80\u202f000\u00a0€", "30 juin 2026"),
        ("es", "80.000\u00a0€", "30 de junio de 2026"),
    ],
)
def test_money_and_the_calendar(language: str, money: str, event: str, view_of: ViewOf) -> None:
    view = view_of(CONTENT, "internal")
    board = view.items["initiative"]["delay-board"].model_copy(update={"cost": 80000.0})
    items = {**view.items, "initiative": {**view.items["initiative"], "delay-board": board}}
    stage = _stage(replace(view, items=items), language)
    assert money in _pages(stage)["initiatives/delay-board/index.md"]
    titles = [str(found["summary"]) for found in Calendar.from_ical(stage.files["roadmap.ics"]).walk("VEVENT")]
    assert [
        one for one in titles if one.startswith("A board that tells the truth <now>") and one.endswith(f" ({event})")
    ]


def test_the_theme_gets_its_words_and_the_contents_language(view_of: ViewOf) -> None:
    stage = _stage(view_of(CONTENT, "internal"), "de-AT")
    labels = stage.extra["labels"]
    assert isinstance(labels, dict)
    assert (labels["larger"], labels["as_of"], labels["audience"]) == ("Vergrößern", "Stand:", "Intern")
    assert (stage.extra["language"], stage.language, stage.extra["as_of_text"]) == ("de-AT", "de-AT", "31. März 2026")
    assert json.loads(json.dumps(stage.extra)) == stage.extra


def test_charts_of_time_name_quarters_as_the_page_does(view_of: ViewOf) -> None:
    view = view_of(REFERENCE, "public")
    axes = {
        language: re.findall(r"axisFormat (.+)", _pages(_stage(view, language))["timeline/index.md"])
        for language in ("en", "de", "fr")
    }
    assert axes == {"en": ["Q%q %Y"], "de": ["Q%q %Y"], "fr": ["T%q %Y"]}


def test_an_unknown_language_stays_that_of_the_content(view_of: ViewOf) -> None:
    stage = _stage(view_of(CONTENT, "public"), "ga")
    assert stage.language == stage.extra["language"] == "ga"
    assert "As of 31 March 2026." in _pages(stage)["board/index.md"]
    redirect = stage.files["initiatives/honest-board/index.html"].decode()
    assert '<html lang="ga">' in redirect and "This page has moved" in redirect


def test_a_language_is_rendered_as_the_same_bytes_again(view_of: ViewOf) -> None:
    view = view_of(CONTENT, "internal")
    assert _stage(view, "fr") == _stage(view, "fr")
