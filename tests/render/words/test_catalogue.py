"""The catalogues of all languages: the same keys, the same places to fill, all the plural forms."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Mapping
from importlib.resources import files

import pytest
from babel import Locale

from cxsite.measures import finance, prioritization, progress
from cxsite.measures.risk import NIST_LEVELS
from cxsite.model.items.initiative import Initiative
from cxsite.model.items.risk import RISK_CATEGORIES
from cxsite.model.kinds import KINDS
from cxsite.model.levels import DEFAULT_LEVELS
from cxsite.model.shape import Leaf, fields_of
from cxsite.render.words.catalogue import catalogue, languages, spoken, texts, words_for
from tests.render.told import told

ENGLISH = catalogue("en")
PLURAL = re.compile(r"_(zero|one|two|few|many|other)$")
SPOKEN = ("en", "de", "fr", "es")
# Places that a language may choose from; all others are those of the English text.
CHOICES = {
    "fiscal": {"quarter", "year", "short_year", "fiscal_quarter"},
    "axis_month": {"month", "month_name", "year"},
}
by_language = pytest.mark.parametrize("language", languages())
by_translation = pytest.mark.parametrize("language", [name for name in languages() if name != "en"])


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _is_plural(key: str) -> bool:
    """`initiatives_one` is a form of `initiatives_other`; `level_many` would be a word of its own."""
    return bool(PLURAL.search(key)) and PLURAL.sub("_other", key) in ENGLISH.words


def _names(words: Mapping[str, str]) -> set[str]:
    return {PLURAL.sub("_other", key) if _is_plural(key) else key for key in words}


def test_the_languages_that_are_promised_are_there() -> None:
    assert set(SPOKEN) <= set(languages())


@by_translation
def test_every_word_is_translated_and_none_is_unknown(language: str) -> None:
    found, file = catalogue(language), f"cxsite/render/words/{language}.toml"
    for section in ("words", "customers"):
        have, english = _names(getattr(found, section)), _names(getattr(ENGLISH, section))
        missing = sorted(english - have)
        assert not missing, told(missing, f"add these keys below [{section}] in {file}")
        unknown = sorted(have - _names(ENGLISH.words))
        assert not unknown, told(unknown, f"English has no such keys: remove them from [{section}] in {file}")


@by_language
def test_the_same_places_are_filled(language: str) -> None:
    found = catalogue(language)
    differing = {}
    for key, text in [*found.words.items(), *found.customers.items()]:
        english = ENGLISH.words[PLURAL.sub("_other", key) if _is_plural(key) else key]
        places = _places(text)
        chosen = key in CHOICES and bool(places) and places <= CHOICES[key]
        if _is_plural(key) and key.endswith("_one"):
            # "every month" needs no number.
            places |= _places(english) & {"n"}
        if not chosen and places != _places(english):
            differing[key] = (text, english)
    assert differing == {}


@by_language
def test_plurals_have_the_forms_of_the_language(language: str) -> None:
    found = catalogue(language)
    # A form for numbers above a million, as French has, may be the one for all others.
    wanted = (Locale.parse(found.locale, sep="-").plural_form.tags | {"other"}) - {"many" if language in SPOKEN else ""}
    for words in (found.words, found.customers):
        forms: dict[str, set[str]] = {}
        for key in filter(_is_plural, words):
            forms.setdefault(PLURAL.sub("", key), set()).add(key.rsplit("_", 1)[1])
        assert {key: sorted(wanted - of_key) for key, of_key in forms.items() if wanted - of_key} == {}


@by_language
def test_texts_are_whole(language: str) -> None:
    read = tomllib.loads(files("cxsite.render.words").joinpath(f"{language}.toml").read_text("utf-8"))
    assert set(read) <= {"locale", "numbers", "words", "customers"}
    assert set(read.get("numbers", {})) <= {"group", "money", "percent", "first_day"}
    for section in ("words", "customers"):
        wrong = {key: text for key, text in read[section].items() if not text.strip(" ") or text != text.strip(" \n")}
        assert wrong == {}
        # Straight quotes and dots in a row are typewriter's; the file's own quotes are not part of a text.
        assert {key: text for key, text in read[section].items() if re.search(r"[\"']|\.\.\.|<|`", text)} == {}


@by_language
def test_a_text_ends_in_a_colon_in_each_language_or_in_none(language: str) -> None:
    """Templates write the colon of what has none; a second one would follow."""
    words, english = catalogue(language).words, catalogue("en").words
    # German has a colon where the others have a preposition: "Stand: 31. März", "as of 31 March".
    other = {key for key in english if words[key].endswith(":") != english[key].endswith(":")}
    assert other <= {"theme_as_of"}


def test_french_has_its_spaces() -> None:
    bare = {
        key: text
        for key, text in catalogue("fr").words.items()
        if re.search(r"(?<![\u00a0\u202f])[;!?»:]|«(?!\u00a0)", text)
    }
    assert bare == {}


@by_language
def test_what_the_model_offers_has_a_word(language: str) -> None:
    words = words_for(language, colleagues=True)
    assert set(words.group("category")) >= set(RISK_CATEGORIES)
    assert set(words.group("level")) >= set(DEFAULT_LEVELS)
    assert set(words.group("band")) >= set(NIST_LEVELS)
    status = fields_of(Initiative)["status"].shape
    assert isinstance(status, Leaf) and status.choices
    assert set(words.group("status")) >= set(status.choices)
    assert set(words.group("quadrant")) == set(prioritization.QUADRANTS)
    assert {f"kind_{kind.name}" for kind in KINDS} <= {f"kind_{key}" for key in words.group("kind")}


def test_formulas_on_pages_are_those_of_the_measures() -> None:
    words = words_for("en", colleagues=True)
    assert words["formula_rice"] == prioritization.RICE_FORMULA
    assert words["formula_ice"] == prioritization.ICE_FORMULA
    assert words["formula_wsjf"] == prioritization.WSJF_FORMULA
    assert words["formula_weighted"] == prioritization.WEIGHTED_FORMULA
    assert words["formula_progress"] == progress.PROGRESS_FORMULA
    assert words["formula_expected"] == progress.EXPECTED_FORMULA
    assert words["formula_rag"] == progress.RAG_FORMULA
    assert words["payback_formula"] == f"{finance.PAYBACK_FORMULA} per year"


@pytest.mark.parametrize(
    ("language", "of_words", "locale"),
    [
        ("en", "en", "en_001"),
        ("en-US", "en", "en_US"),
        ("de", "de", "de"),
        ("de-CH", "de", "de_CH"),
        ("de-XY", "de", "de"),
        ("fr-ca", "fr", "fr_CA"),
        ("eo", "en", "en_001"),
        ("tlh", "en", "en_001"),
        ("dee", "en", "en_001"),
    ],
)
def test_a_region_has_the_words_of_its_language_and_its_own_numbers(language: str, of_words: str, locale: str) -> None:
    words = words_for(language, colleagues=True)
    assert (words.language, str(words.locale)) == (of_words, locale)
    assert spoken(language) == (of_words if of_words != "en" or language.startswith("en") else None)


def test_customers_read_plainer_words_in_their_language() -> None:
    assert words_for("de", colleagues=True)["section_initiative"] == "Vorhaben"
    assert words_for("de", colleagues=False)["section_initiative"] == "Verbesserungen"
    assert words_for("fr", colleagues=False)["status_shipped"] == "Disponible"


def test_plural_forms_are_those_of_the_language() -> None:
    german, french = words_for("de", colleagues=True), words_for("fr", colleagues=True)
    assert [german.count("stages", n) for n in (0, 1, 2)] == ["0 Abschnitte", "1 Abschnitt", "2 Abschnitte"]
    assert [french.count("stages", n) for n in (0, 1, 2)] == ["0 étape", "1 étape", "2 étapes"]
    assert french.count("stages", 1_000_000, n="1 000 000") == "1 000 000 étapes"
    assert german.count("in_years", 1.5, n="1,5") == "nach 1,5 Jahren"


def test_what_the_interface_may_write_is_known() -> None:
    written = " ".join(texts("es")).casefold()
    assert all(word in written for word in ("septiembre", "hoja de ruta", "mejoras", "roadmap", "trimestre"))
    assert "schmerzpunkte" not in written
