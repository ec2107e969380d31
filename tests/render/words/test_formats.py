"""Dates, numbers, money and spans as native readers expect them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from cxsite.model.period import Period
from cxsite.render.words.catalogue import languages, words_for
from cxsite.render.words.direction import from_right
from cxsite.render.words.formats import Formats

NARROW, HARD = "\u202f", "\u00a0"
DAY = dt.date(2026, 7, 15)


def formats(language: str, currency: str = "EUR", first_month: int = 1) -> Formats:
    return Formats(words_for(language, colleagues=True), currency, first_month)


def _period(text: str) -> Period | None:
    return Period.parse(text) if text else None


@pytest.mark.parametrize(
    ("language", "day", "month", "short", "quarter", "half"),
    [
        ("en", "15 July 2026", "July 2026", "Jul 2026", "Q3 2026", "H2 2026"),
        ("en-US", "July 15, 2026", "July 2026", "Jul 2026", "Q3 2026", "H2 2026"),
        ("de", "15. Juli 2026", "Juli 2026", "Juli 2026", "Q3 2026", "2. Halbjahr 2026"),
        ("fr", "15 juillet 2026", "juillet 2026", "juil. 2026", "T3 2026", "2e semestre 2026"),
        ("es", "15 de julio de 2026", "julio de 2026", "jul 2026", "T3 2026", "2.º semestre de 2026"),
    ],
)
def test_times(language: str, day: str, month: str, short: str, quarter: str, half: str) -> None:
    found = formats(language)
    assert (found.day(DAY), found.month(DAY), found.month_short(DAY)) == (day, month, short)
    assert (found.period(Period.parse("2026-Q3")), found.period(Period.parse("2026-H2"))) == (quarter, half)
    assert found.month_heading(DAY) == month[0].upper() + month[1:]


@pytest.mark.parametrize(
    ("language", "start", "end", "words"),
    [
        ("de", "2026-01-12", "2026-06-30", "12. Januar – 30. Juni 2026"),
        ("de", "2026-H1", "2026-H2", "1. Halbjahr – 2. Halbjahr 2026"),
        ("de", "2026-01", "2027-06", "Januar 2026 – Juni 2027"),
        ("fr", "2026-Q1", "2026-Q2", "T1 – T2 2026"),
        ("fr", "2026-08", "", "dès août 2026"),
        ("fr", "2026-07-15", "", "dès le 15 juillet 2026"),
        ("fr", "", "2026-10", "jusqu’en octobre 2026"),
        ("fr", "", "2026-Q3", "jusqu’au T3 2026"),
        ("fr", "2026-07-01", "2026-12-01", "1er juillet – 1er décembre 2026"),
        ("fr", "2026-07-11", "", "dès le 11 juillet 2026"),
        ("de", "2026-07-01", "", "ab 1. Juli 2026"),
        ("es", "2026-01-12", "2026-06-30", "12 de enero – 30 de junio de 2026"),
        ("es", "2026-01", "2026-06", "enero – junio de 2026"),
        ("es", "2026-07-15", "", "desde el 15 de julio de 2026"),
        ("es", "", "2026", "hasta 2026"),
        ("en-US", "2026-01-12", "2026-06-30", "January 12 – June 30, 2026"),
    ],
)
def test_spans(language: str, start: str, end: str, words: str) -> None:
    assert formats(language).span(_period(start), _period(end)) == words


@pytest.mark.parametrize(
    ("language", "number", "money", "percent"),
    [
        ("en", "12,345.68", f"80,000{NARROW}EUR", f"62{NARROW}%"),
        ("de", "12.345,68", f"80.000{HARD}€", f"62{HARD}%"),
        ("fr", f"12{NARROW}345,68", f"80{NARROW}000{HARD}€", f"62{HARD}%"),
        ("es", "12.345,68", f"80.000{HARD}€", f"62{HARD}%"),
        ("de-CH", "12’345.68", f"EUR{HARD}80’000", "62%"),
    ],
)
def test_numbers(language: str, number: str, money: str, percent: str) -> None:
    found = formats(language)
    assert (found.number(12345.678), found.money(80000.0), found.percent(0.62)) == (number, money, percent)
    assert found.number(-4.0) == "−4"
    assert found.number(-0.001) == "0"
    assert found.money(-80000.0) == f"−{money}"


def test_cents_are_those_of_the_currency() -> None:
    assert formats("de").money(12.5) == f"12,50{HARD}€"
    assert formats("de").money(12.0) == f"12{HARD}€"
    assert formats("de").money(1234.5) == f"1.234{HARD}€"
    assert formats("de", "JPY").money(12.5) == f"12{HARD}¥"
    assert formats("de", "USD").money(80000.0) == f"80.000{HARD}$"
    assert formats("en", "USD").money(80000.0) == f"80,000{NARROW}USD"
    assert formats("es-MX").money(80000.0) == f"EUR{HARD}80,000"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Q1 2026 (FY26 Q4)"),
        ("de", "Q1 2026 (GJ26 Q4)"),
        ("fr", "T1 2026 (T4 de l’exercice 2026)"),
        ("es", "T1 2026 (T4 del ejercicio 2026)"),
    ],
)
def test_fiscal_quarters(language: str, words: str) -> None:
    assert formats(language, first_month=4).period(Period.parse("2026-Q1")) == words


@pytest.mark.parametrize(
    ("language", "listed", "deadline"),
    [
        ("en", "A, B and C", "by 15 July 2026"),
        ("de", "A, B und C", "bis 15. Juli 2026"),
        ("fr", "A, B et C", "d’ici le 15 juillet 2026"),
        ("es", "A, B y C", "para el 15 de julio de 2026"),
    ],
)
def test_lists_and_deadlines(language: str, listed: str, deadline: str) -> None:
    assert formats(language).listed(["A", "B", "C"]) == listed
    assert formats(language).listed(["A"]) == "A"
    assert formats(language).by(Period.parse("2026-07-15")) == deadline


def test_counts_are_written_as_numbers_are() -> None:
    assert formats("de").counted(1234, "initiatives") == "1.234 Vorhaben"
    assert formats("es").counted(1, "open_of", total=5) == "1 de 5 puntos de dolor no tiene iniciativa."


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ("1 percentage point", "1.0 percentage points", "ready by Q4 2026")),
        ("de", ("1 Prozentpunkt", "1,0 Prozentpunkte", "fertig bis Q4 2026")),
        ("fr", ("1 point de pourcentage", "1,0 point de pourcentage", "en place d’ici le T4 2026")),
        ("es", ("1 punto porcentual", "1,0 punto porcentual", "lista para el T4 2026")),
    ],
)
def test_what_follows_a_number_is_what_the_language_says_to_it(language: str, told: tuple[str, ...]) -> None:
    found = formats(language)
    points = [
        found.counted(Decimal(text), "percentage_points", by=found.fixed(1, digits))
        for text, digits in (("1", 0), ("1.0", 1))
    ]
    assert (*points, found.ready(Period.parse("2026-Q4"))) == told


@pytest.mark.parametrize("language", languages())
def test_every_period_can_be_told(language: str) -> None:
    found = formats(language, first_month=7)
    plans = [Period.parse(text) for text in ("2026-03-01", "2026-03", "2026-Q1", "2026-H1", "2026")]
    told = [found.period(plan) for plan in plans] + [found.by(plan) for plan in plans]
    told += [found.span(first, last) for first in (*plans, None) for last in (*plans, None) if first or last]
    assert all("2026" in text and "{" not in text for text in told)


def test_signs_keep_their_side_in_lines_from_the_right() -> None:
    """Isolated, a minus stays before its number, and the isolate has no say in which way the line runs."""
    mirrored = Formats(words_for("he", colleagues=True), "EUR", mirrored=True)
    assert mirrored.number(-4.5) == mirrored.fixed(-4.5, 1) == "\u2066−4.5\u2069"
    assert mirrored.signed(2) == "\u2066+2\u2069" and mirrored.percent(-0.2).startswith("\u2066−20")
    assert mirrored.number(4.5) == formats("he").number(4.5) == "4.5", "nothing where nothing can turn"
    assert formats("he").number(-4.5) == "−4.5"


@pytest.mark.parametrize(
    ("language", "mirrored"),
    [("ar", True), ("he", True), ("fa-IR", True), ("UR", True), ("en", False), ("hr", False), ("arn", False)],
)
def test_which_languages_run_from_the_right(language: str, mirrored: bool) -> None:
    assert from_right(language) is mirrored
