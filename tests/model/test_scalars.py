"""Scalars: what a text becomes, what is refused, and what an editor is told to type."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from cxsite.model import scalars
from cxsite.model.scalars import Age, Amount, Bool, Id, Number, Rating, Share, Url, Whole, after, suggest_id
from cxsite.model.typed.numbers import read_number


def read(kind: Any, text: object) -> Any:
    return TypeAdapter(kind).validate_python(text)


def refusal(kind: Any, text: object) -> str:
    """What an editor is told: the message and the help."""
    with pytest.raises(ValidationError) as raised:
        read(kind, text)
    error = raised.value.errors()[0]
    return f"{error['msg']}: {error.get('ctx', {}).get('help', '')}"


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Number, "12.5", 12.5),
        (Number, "-3", -3.0),
        (Number, "+007", 7.0),
        (Number, " 4 ", 4.0),
        (Amount, "80.5", 80.5),
        (Amount, "80000", 80000.0),
        (Whole, "12", 12),
        (Whole, "12.0", 12),
        (Rating, "5", 5),
        (Share, "0.8", 0.8),
        (Share, "80 %", 0.8),
        (Share, "7%", 0.07),
        (Bool, "yes", True),
        (Bool, "No", False),
        (Bool, "TRUE", True),
        (Bool, "false", False),
        (Age, "90d", "90d"),
        (Id, "return-portal-2", "return-portal-2"),
        (Url, "https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        (Url, "mailto:care@example.org", "mailto:care@example.org"),
        (Url, "../else/where", "../else/where"),
        (Url, "https://example.org/{kind}/{id}", "https://example.org/{kind}/{id}"),
    ],
)
def test_reads(kind: Any, text: str, value: object) -> None:
    found = read(kind, text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("kind", "text", "told"),
    [
        (Number, "1,5", "write 1.5"),
        (Number, "80'000", "write 80000"),
        (Number, "80 000", "write 80000"),
        (Number, "nan", "is not a number"),
        (Number, "inf", "is not a number"),
        (Number, "1e5", "is not a number"),
        (Number, "0x10", "is not a number"),
        (Number, "1_000", "write 1000"),
        (Number, "٣", "is not a number"),
        (Number, float("nan"), "not finite"),
        (Number, "9" * 400, "not finite"),
        (Amount, "80.000", "write 80000, or 80 if you mean that"),
        (Amount, "1.234.567", "write 1234567"),
        (Whole, "2.5", "is not a whole number"),
        (Whole, "80.000", "write 80000"),
        (Rating, "6", "less than or equal to 5"),
        (Rating, "0", "greater than or equal to 1"),
        (Share, "120 %", "less than or equal to 1"),
        (Share, "80", "less than or equal to 1"),
        (Bool, "on", "neither yes nor no"),
        (Bool, "1", "neither yes nor no"),
        (Age, "6 months", "write 6m"),
        (Age, "0d", "90d, 6m or 1y"),
        (Id, "Return Portal", "`return-portal`"),
        (Id, "größe", "`groesse`"),
        (Id, "a--b", "`a-b`"),
        (Id, "a–b", "`a-b`"),
        (Url, "javascript:alert(1)", "https, http or mailto"),
        (Url, "//example.org", "https, http or mailto"),
        (Url, "data:text/html,x", "https, http or mailto"),
        (Url, "https://example.org/a b", "no spaces or quotes"),
        (Url, 'https://example.org/"', "no spaces or quotes"),
    ],
)
def test_refuses_and_says_what_to_type(kind: Any, text: object, told: str) -> None:
    assert told in refusal(kind, text)


@pytest.mark.parametrize(
    ("day", "age", "then"),
    [
        ("2026-01-31", "1m", "2026-02-28"),
        ("2024-02-29", "1y", "2025-02-28"),
        ("2026-11-15", "2m", "2027-01-15"),
        ("2026-12-31", "6m", "2027-06-30"),
        ("2026-01-01", "90d", "2026-04-01"),
    ],
)
def test_a_span_of_time_ends(day: str, age: str, then: str) -> None:
    assert after(dt.date.fromisoformat(day), age) == dt.date.fromisoformat(then)


def test_one_value_stands_for_a_list() -> None:
    assert read(scalars.Many[str], "a") == ("a",)
    assert read(scalars.Many[str], ["a", "b"]) == ("a", "b")


@pytest.mark.parametrize("text", ["Ä Ö", "  x  ", "a_b.c", "…"])
def test_a_suggested_id_is_one_or_none(text: str) -> None:
    found = suggest_id(text)
    assert not found or read(Id, found) == found


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1,204.50", ["1204.50"]),
        ("1.204,5", ["1204.5"]),
        ("12 000,75", ["12000.75"]),
        ("1,204", ["1204", "1.204"]),
        ("1,204,567", ["1204567"]),
        ("0,123", ["0.123"]),
        ("1,2,3", []),
    ],
)
def test_a_number_with_separators_is_never_read_as_another_one(text, meant):
    assert [one.digits for one in read_number(text)] == meant
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(Number).validate_python(text)
    help_ = refused.value.errors()[0]["ctx"]["help"]
    assert re.findall(r"\d+(?:\.\d+)?", help_.removesuffix("point: 12.5")) == meant


@given(whole=st.integers(1000, 10**9), cents=st.integers(0, 99), signs=st.sampled_from([".,", ",.", " ,", "',", "'."]))
def test_what_the_help_writes_is_what_was_typed(whole, cents, signs):
    grouped = f"{whole:,}".replace(",", signs[0])
    assert [one.digits for one in read_number(f"{grouped}{signs[1]}{cents:02}")] == [f"{whole}.{cents:02}"]
