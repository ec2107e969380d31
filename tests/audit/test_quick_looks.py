"""Before the audit looks closely, it looks quickly whether there may be anything: what it finds then stays the same."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from babel import Locale
from hypothesis import example, given
from hypothesis import strategies as st

from cxsite.audit import dictionary, hits, markup, readings
from cxsite.audit.dictionary import Dictionary
from cxsite.audit.leak import Source
from cxsite.matching import numbers
from cxsite.matching.days import days_in, month_names
from cxsite.matching.normal import normal, unfolded
from cxsite.matching.numbers import numbers_in, ungrouped
from tests.audit.test_shortcuts import NUMBERS, SOME


@SOME
@given(NUMBERS, NUMBERS, st.sampled_from((1, numbers._SHORT)))
@example("12 345", "x 1.234.567,8 \xff 12,34,567.000", numbers._SHORT)
def test_numbers_in_long_texts(text: str, other: str, times: int) -> None:
    """Of a long text only those places are looked at where there may be a number."""
    text = unfolded(f"{text} {other}") + "." * times + other
    assert ungrouped(text) == numbers._GROUPED.sub(numbers._digits, text)
    sought = {*numbers_in(unfolded(other)), "1234"}
    assert numbers.may_hold(text, sought) or not sought & set(numbers_in(text))
    assert numbers._has_other_digits(text) or not numbers.may_hold(text, {"9999"})
    assert numbers.may_hold(text, {str(number) for number in range(7000, 8000)})
    assert not numbers.may_hold(text, ())


DATED = st.lists(
    st.sampled_from(
        ("2026", "26", "3", "01", "20260301", "/", "-", ".", " ", "mar", "march", "st", "of", "'", ", ", "x")
    )
).map("".join)


@SOME
@given(DATED)
@example("1 mar '26")
@example("x20260301")
@example("2026 march")
def test_days(text: str) -> None:
    """What is added is part of no day, and has the text read in full."""
    assert set(days_in(text)) == set(days_in(f"{text}\nß"))


NAMED = st.lists(
    st.sampled_from(
        ("lamps", "lamp-12", "lamp-1", "initiatives", "/", ":", "-", "--", "_", ".", " ", "5", "é", "–", "\u0301")
    ),
    max_size=14,
).map("".join)


@SOME
@given(NAMED)
@example("initiatives/lamps")
@example("x/-lamp-12.5")
@example("lamp-12\u0301")
@example("lamps--lamp-12")
def test_names(text: str) -> None:
    names = ("lamp-12", "lamp-1", "lamp-12.5")
    addresses = [(prefix, id_) for prefix in ("initiatives", "initiative") for id_ in ("lamps", "lamp-12")]
    here = Source("initiative", "lamps", "id")
    found = Dictionary(names=dict.fromkeys(names, ("id", here)), addresses=dict.fromkeys(addresses, here))
    dictionary._find_slugs(found)
    plain = normal(text)
    every = replace(found, slugs={slug: [""] for slug in hits._slugs_in(plain)})
    assert hits.named_in(plain, found) == hits.named_in(plain, every)


@SOME
@given(st.lists(st.sampled_from((b"a", b"\xff", b" ", b'"', b"\x0b", b"a" * 7, b"b" * 15, b"a" * 16)), max_size=30))
@example([b"a" * 15, b" ", b"b" * 15])
def test_long_values(pieces: list[bytes]) -> None:
    data = b"".join(pieces)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(readings, "_LONG", 16)
        assert readings._has_long_value(data) is (re.search(rb'[^\s"<>]{16}', data) is not None)


def test_phrases_with_decimal_numbers() -> None:
    here = Source("initiative", "lamps", "summary")
    for phrase in (("about", "1.5", "percent"), ("1.5", "of", "2.25"), ("about", "15", "percent")):
        found = Dictionary(phrases={phrase: here})
        dictionary._find_clues(found, dictionary._Known("en", []))
        for text in (" ".join(phrase), f"é {' '.join(phrase)} 中"):
            assert hits.hits_in(text, found) == {("text", " ".join(phrase), here)}


def test_of_data_in_one_line_what_is_near_is_read() -> None:
    """As far as the next border of a block, or the end of the line, whatever there is of them."""
    far, near = "f" * 2000, "n" * markup._NEAR
    for border in ("\x1f", "\n"):
        text = border.join((far, near + "a<b>b</b>c" + near, far))
        assert list(markup._cut_lines(text)) == [(text.split(border)[1], True)]
    within = "\x1f".join((far, "n" * 99, "a<b>b</b>c", "n" * 99, far))
    assert list(markup._cut_lines(within)) == [(within, True)]


@pytest.mark.parametrize("language", ["en", "de", "pl", "ar", "th", "zh-Hant", "pt-BR"])
def test_names_of_months(language: str) -> None:
    """As they are where all that babel knows of a language is at hand."""
    months = Locale.parse(language, sep="-").months
    names = {
        (normal(name).rstrip("."), number)
        for form in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in months[form][width].items()
    }
    assert set(month_names(language)) == names
