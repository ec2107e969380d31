"""Amounts of money in texts that lesser readers see: told in every way of writing them, and other numbers are not."""

from __future__ import annotations

import random
import sys
import unicodedata
from pathlib import Path

import pytest

from cxsite.matching.amounts import amounts_in
from cxsite.matching.characters import without_large_blocks
from cxsite.matching.numbers import numbers_in
from tests.check.trees import check, write

DIGITS = ("240000", "1850000", "12000")
MARKS = (",", ".", "'", "’", " ", "\u00a0", "\u202f", "\u2009", "_", "٬", "")
BEHIND = (
    "€",
    " €",
    " EUR",
    "EUR",
    " Euro",
    " euros",
    " CHF",
    " zł",
    " Kč",
    "円",
    "元",
    " บาท",
    " ريال",
    " שקלים",
    " JPY",
)
BEFORE = ("€", "$ ", "£", "EUR ", "EUR", "CHF ", "US$", "R$ ", "₹", "¥", "₪", "USD\u00a0")
SCALED = (
    *(
        "2 Mio. €",
        "2,4 Mio. Euro",
        "€2m",
        "$2.4 million",
        "2 millones de euros",
        "2 millions d’euros",
        "5k EUR",
        "24万円",
    ),
    *("3 ล้านบาท", "2 מיליון שקלים", "مليون 300 ريال", "240 T€"),
)
NONE = (
    *(
        "TOP 100",
        "ALL 2500 customers",
        "5 €",
        "3 of 5",
        "in 2026",
        "2026-Q3",
        "300 metres",
        "12 000 customers",
        "20–30 min",
    ),
    *("500 pounds of parcels", "version 2.10.300", "24 時間", "100 T-shirts", "room 1200", "10:30", "24/7", "MAD 2026"),
)


def _grouped(digits: str, mark: str) -> str:
    first = len(digits) % 3 or 3
    return mark.join([digits[:first], *(digits[at : at + 3] for at in range(first, len(digits), 3))])


def _written() -> list[str]:
    rng = random.Random(515)
    found = []
    for _ in range(300):
        number = _grouped(rng.choice(DIGITS), rng.choice(MARKS))
        if rng.random() < 0.1:
            number = "".join(chr(0x660 + int(c)) if c.isdigit() else c for c in number)
        found.append(f"{number}{rng.choice(BEHIND)}" if rng.random() < 0.5 else f"{rng.choice(BEFORE)}{number}")
    return found


def test_every_way_of_writing_an_amount() -> None:
    for written in (*_written(), *SCALED):
        text = f"We spend {written}, then we look again."
        spans = list(amounts_in(text))
        assert len(spans) == 1, written
        assert any(character.isdigit() for character in text[slice(*spans[0])])


def test_the_audit_reads_the_same_number() -> None:
    """What the checker takes for an amount is a number for the audit, by its digits."""
    rng = random.Random(4)
    for _ in range(200):
        digits, mark = rng.choice(DIGITS), rng.choice(MARKS)
        text = f"{rng.choice(BEFORE)}{_grouped(digits, mark)}"
        start, end = next(iter(amounts_in(text)))
        assert digits in set(numbers_in(text[start:end])), text


@pytest.mark.parametrize("text", NONE)
def test_other_numbers_are_no_amounts(text: str) -> None:
    assert list(amounts_in(f"Plan: {text} and more.")) == []


@pytest.mark.parametrize("amount", ["1’850’000 CHF", "24万円", "EUR240,000", "2 Mio. €"])
def test_an_amount_in_a_public_text_is_told(amount: str, tmp_path: Path) -> None:
    charter = "title: Ours\ndisclaimer: A plan, not a promise.\n"
    item = f"title: A\nstatus: idea\nvisibility: public\nsummary: We spend {amount}.\n"
    found = check(write({"roadmap.yml": charter, "initiatives/a.yml": item}, tmp_path))
    assert [one.rule.code for one in found] == ["CX515"]
    assert amount in found[0].message


@pytest.mark.slow
def test_no_sign_mark_or_digit_stands_where_nobody_looks_for_one() -> None:
    looked_at = set(without_large_blocks())
    others = (chr(code) for code in range(0x24, sys.maxunicode) if code not in looked_at)
    assert {"Sc", "Nd"} & set(map(unicodedata.category, others)) == set()
    plane = (chr(code) for code in range(0x300, 0xFFFF) if code not in looked_at)
    assert not {"Mn", "Mc", "Me"} & set(map(unicodedata.category, plane))
