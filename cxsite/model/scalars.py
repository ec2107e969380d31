"""Scalar types: what a text in a file becomes, and what to type instead when it can't.

Scalars reach the model as text, exactly as typed. A validator here that refuses raises `PydanticCustomError`
with `help` in its context: words for an editor.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from cxsite.model.period import parse_date

ID_PATTERN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_SEPARATED = re.compile(r"([+-]?)(\d{1,3}(?:([.,' \u00a0\u202f_])\d{3}(?:\3\d{3})*))(?:([.,])(\d+))?", re.ASCII)
_COMMA = re.compile(r"[+-]?\d+,\d+", re.ASCII)
_AGE = re.compile(r"([1-9]\d{0,3})([dmy])", re.ASCII)


def _refuse(kind: str, message: str, help_: str, value: object) -> PydanticCustomError:
    return PydanticCustomError(kind, message, {"value": value if isinstance(value, str) else "", "help": help_})


def parse_number(value: object) -> object:
    """A number from text: digits, one point, a sign."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if _NUMBER.fullmatch(text):
        return float(text)
    meant = readings(text)
    if len(meant) == 2:
        help_ = f"write {meant[0]}, or {meant[1]} if you mean that"
        raise _refuse("number", "`{value}` can be read as two different numbers", help_, text)
    if meant:
        decimal = "the decimal sign is a point" if _COMMA.fullmatch(text) else "write digits without separators"
        raise _refuse("number", "`{value}` is not a number", f"{decimal}: {meant[0]}", text)
    raise _refuse("number", "`{value}` is not a number", "write digits with at most one point: 12.5", text)


def readings(text: str) -> tuple[str, ...]:
    """The numbers, as digits with at most one point, that a text with separators may mean; none where it is no number.

    `1,204.50` means one number, `1,204` may mean two.
    """
    match = _SEPARATED.fullmatch(text)
    if match and match[3] != match[4]:
        sign, whole, separator, _, decimals = match.groups()
        digits = sign + whole.replace(separator, "")
        if decimals:
            return (f"{digits}.{decimals}",)
        if separator in ".," and whole.count(separator) == 1:
            decimal = text.replace(separator, ".")
            return (decimal,) if whole.startswith("0") else (digits, decimal)
        return (digits,)
    return (text.replace(",", "."),) if _COMMA.fullmatch(text) else ()


def parse_amount(value: object) -> object:
    """A count or an amount of money: `80.000` could be eighty or eighty thousand, so it is refused."""
    if isinstance(value, str) and re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+", value.strip()):
        plain = value.strip().replace(".", "")
        first = value.strip().split(".")[0]
        raise _refuse(
            "number",
            "`{value}` can be read as two different numbers",
            f"write {plain}, or {first}.0 if you mean {first}",
            value.strip(),
        )
    return parse_number(value)


def parse_whole(value: object) -> object:
    """A whole number."""
    number = parse_amount(value)
    if isinstance(number, float):
        if not number.is_integer():
            raise _refuse("number", "`{value}` is not a whole number", "write digits only: 12", value)
        return int(number)
    return number


def parse_share(value: object) -> object:
    """A share between 0 and 1; `80 %` is 0.8."""
    if isinstance(value, str) and value.strip().endswith("%"):
        number = parse_number(value.strip()[:-1])
        # Dividing the decimal text keeps 7 % from becoming 0.07000000000000001.
        return number / 100 if isinstance(number, float) else number
    return parse_number(value)


def parse_bool(value: object) -> object:
    """true, false, yes or no."""
    if isinstance(value, str):
        found = {"true": True, "yes": True, "false": False, "no": False}.get(value.strip().lower())
        if found is None:
            raise _refuse("bool", "`{value}` is neither yes nor no", "write true, false, yes or no", value)
        return found
    return value


def parse_age(value: object) -> object:
    """A span of time such as `90d`, `6m` or `1y`."""
    if isinstance(value, str) and not _AGE.fullmatch(value.strip()):
        raise _refuse(
            "age",
            "`{value}` is not a span of time",
            "write a number and d, m or y: 90d, 6m or 1y",
            value,
        )
    return value.strip() if isinstance(value, str) else value


def after(day: dt.date, age: str) -> dt.date:
    """The day that lies `age` (`90d`, `6m`, `1y`) after `day`; a month's end stays within its month."""
    match = _AGE.fullmatch(age)
    if match is None:
        raise ValueError(f"not a span of time: {age}")
    number, unit = int(match[1]), match[2]
    if unit == "d":
        return day + dt.timedelta(days=number)
    months = day.month - 1 + number * (12 if unit == "y" else 1)
    year, month = day.year + months // 12, months % 12 + 1
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return dt.date(year, month, min(day.day, (following - dt.timedelta(days=1)).day))


def as_many(value: object) -> object:
    """One value where a list is meant is a list of one."""
    if value is None or isinstance(value, (list, tuple)):
        return value
    return (value,)


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise _refuse("number", "this number is not finite", "write digits with at most one point", "")
    return value


def check_url(value: str) -> str:
    """Links only to https, http, mailto and relative addresses."""
    if re.search(r"[\x00-\x20<>\"\\^`{|}\x7f]", re.sub(r"\{(kind|id)\}", "", value)):
        raise _refuse("url", "`{value}` is not an address", "an address holds no spaces or quotes", value)
    scheme = re.match(r"([^/?#]*?):", value)
    if value.startswith("//") or (scheme and scheme[1].lower() not in {"https", "http", "mailto"}):
        raise _refuse(
            "url", "`{value}` is an address of a kind that is not allowed", "use https, http or mailto", value
        )
    return value


def check_id(value: str) -> str:
    """An id: lower-case letters, digits and single hyphens."""
    if not ID_PATTERN.fullmatch(value):
        hint = suggest_id(value)
        raise _refuse(
            "id",
            "`{value}` can't be an id",
            "use lower-case letters, digits and single hyphens" + (f": `{hint}`" if hint else ""),
            value,
        )
    return value


def suggest_id(text: str) -> str:
    """The nearest valid id to `text`, or an empty text."""
    plain = text.strip().lower().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


_TEXT_OR_NUMBER = {"anyOf": [{"type": "number"}, {"type": "string"}]}

T = TypeVar("T")
Many = Annotated[tuple[T, ...], BeforeValidator(as_many)]
"""A list; one value stands for a list of one."""

Text = Annotated[str, StringConstraints(strip_whitespace=True)]
Number = Annotated[float, BeforeValidator(parse_number), AfterValidator(_finite)]
Amount = Annotated[float, BeforeValidator(parse_amount), AfterValidator(_finite)]
Whole = Annotated[int, BeforeValidator(parse_whole)]
Share = Annotated[float, BeforeValidator(parse_share), Field(ge=0, le=1), WithJsonSchema(_TEXT_OR_NUMBER)]
Rating = Annotated[int, BeforeValidator(parse_whole), Field(ge=1, le=5)]
Bool = Annotated[
    bool,
    BeforeValidator(parse_bool),
    WithJsonSchema({"anyOf": [{"type": "boolean"}, {"enum": ["yes", "no"]}]}),
]
Date = Annotated[
    dt.date,
    BeforeValidator(parse_date),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
]
Age = Annotated[str, BeforeValidator(parse_age), WithJsonSchema({"type": "string", "pattern": "^[1-9][0-9]*[dmy]$"})]
Url = Annotated[
    str,
    StringConstraints(strip_whitespace=True),
    AfterValidator(check_url),
    WithJsonSchema({"type": "string", "format": "uri-reference"}),
]
Id = Annotated[str, AfterValidator(check_id), WithJsonSchema({"type": "string", "pattern": f"^{ID_PATTERN.pattern}$"})]
