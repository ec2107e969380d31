"""Periods, days and numbers in English, as pages have them."""

from __future__ import annotations

import datetime as dt

import pytest

from cxsite.model.period import Period
from cxsite.render.words.catalogue import words_for
from cxsite.render.words.formats import Formats, iso

WORDS = words_for("en", colleagues=True)
FORMATS = Formats(WORDS, "EUR")


def _period(text: str) -> Period | None:
    return Period.parse(text) if text else None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-07-15", "15 July 2026"),
        ("2026-07", "July 2026"),
        ("2026-Q3", "Q3 2026"),
        ("2026-H2", "H2 2026"),
        ("2026", "2026"),
    ],
)
def test_a_period_in_words(text: str, words: str) -> None:
    assert FORMATS.period(Period.parse(text)) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2026-Q1", "2026-Q2", "Q1 – Q2 2026"),
        ("2026-Q1", "2027-Q2", "Q1 2026 – Q2 2027"),
        ("2026-01-12", "2026-06-30", "12 January – 30 June 2026"),
        ("2026-Q1", "2026-07", "Q1 2026 – July 2026"),
        ("2026", "2027", "2026 – 2027"),
        ("2026-Q1", "2026-Q1", "Q1 2026"),
        ("2026-Q1", "", "from Q1 2026"),
        ("", "2026-Q1", "until Q1 2026"),
        ("", "", ""),
    ],
)
def test_a_span_is_as_short_as_it_stays_clear(start: str, end: str, words: str) -> None:
    assert FORMATS.span(_period(start), _period(end)) == words


@pytest.mark.parametrize(
    ("first_month", "text", "words"),
    [
        (4, "2026-Q1", "Q1 2026 (FY26 Q4)"),
        (4, "2026-Q2", "Q2 2026 (FY27 Q1)"),
        (10, "2026-Q4", "Q4 2026 (FY27 Q1)"),
        (2, "2026-Q1", "Q1 2026"),
        (4, "2026-05", "May 2026"),
    ],
)
def test_a_fiscal_year_changes_labels_of_quarters(first_month: int, text: str, words: str) -> None:
    assert Formats(WORDS, "EUR", first_month).period(Period.parse(text)) == words


def test_numbers_have_groups_and_a_real_minus() -> None:
    assert FORMATS.number(12345.678) == "12,345.68"
    assert FORMATS.number(-4.0) == "−4"
    assert FORMATS.number(-0.001) == "0"
    assert FORMATS.signed(0.6) == "+0.6"
    assert FORMATS.signed(-0.3) == "−0.3"
    assert FORMATS.money(92000.0) == "92,000\u202fEUR"
    assert FORMATS.percent(0.0667, 2) == "6.67\u202f%"


def test_a_datetime_attribute_holds_only_what_html_knows() -> None:
    assert iso(dt.date(2026, 3, 1)) == "2026-03-01"
    assert [iso(Period.parse(text)) for text in ("2026-03-01", "2026-03", "2026-Q1", "2026-H1", "2026")] == [
        "2026-03-01",
        "2026-03",
        "",
        "",
        "2026",
    ]


def test_customers_read_plainer_words_and_both_know_every_key() -> None:
    customers = words_for("en", colleagues=False)
    assert customers["section_initiative"] == "Improvements"
    assert WORDS["section_initiative"] == "Initiatives"
    assert words_for("xx", colleagues=True)["home"] == "Home"
    assert WORDS.of("level", "top-secret") == "Top secret"
    assert WORDS.count("slack", 1) == "1 day of slack."
    with pytest.raises(KeyError):
        WORDS["no_such_word"]
