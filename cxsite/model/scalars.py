"""Scalar types: what a text in a file becomes, and what to type instead when it can't.

Scalars reach the model as text, exactly as typed. A validator here that refuses raises `PydanticCustomError`
with `help` in its context: words for an editor.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from cxsite.model.period import parse_date
from cxsite.model.typed.numbers import read_number

ID_PATTERN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_GROUPED = re.compile(r"[+-]?\d{1,3}(\.\d{3})+")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_YES = "y on 1 x ✓ ✔ ja j wahr oui vrai si sí verdadero done erledigt fait hecho"
_NO = "n off 0 nein falsch non faux falso open offen"
_YES_OR_NO = dict.fromkeys(_YES.split(), "true") | dict.fromkeys(_NO.split(), "false")
_SPAN = re.compile(
    r"(?P<number>[1-9]\d{0,3})?\s*(?P<unit>d|days?|tage?|jours?|dias?|días?|w|weeks?|wochen?|semaines?|semanas?|"
    r"m|months?|monate?|mois|mes|meses|y|years?|yrs?|jahre?|ans?|années?|años?)|p(?P<iso>[1-9]\d{0,3})(?P<iso_unit>[dwmy])"
)
_UNIT_OF = {"d": "d", "t": "d", "j": "d", "m": "m", "y": "y", "a": "y"}
_AGES = dict.fromkeys(("half a year", "halbjahr", "half-yearly", "halbjährlich", "semestriel", "semestral"), ("6m",))
_AGES |= dict.fromkeys(("quarter", "quarterly", "quartal", "vierteljährlich", "trimestriel", "trimestral"), ("3m",))
_AGES |= dict.fromkeys(("yearly", "annually", "jährlich", "annuel", "anual"), ("1y",))
_AGES |= dict.fromkeys(("monthly", "monatlich", "mensuel", "mensual"), ("1m",))
_AGE = re.compile(r"([1-9]\d{0,3})([dmy])", re.ASCII)


def _refuse(
    kind: str, message: str, help_: str, value: object, meant: Sequence[str] = (), *, sure: bool = True
) -> PydanticCustomError:
    """What is wrong, and what to type instead: `help_`, unless there are texts that `value` may mean."""
    context = {"value": value if isinstance(value, str) else "", "help": in_words(meant) or help_}
    return PydanticCustomError(kind, message, {**context, **instead_of(meant, sure=sure)})


def in_words(meant: Sequence[str]) -> str:
    """`write 12`, or the choice of several; empty without any."""
    if len(meant) < 2:
        return f"write {meant[0]}" if meant else ""
    return f"write {meant[0]}" + "".join(f", or {one} if you mean that" for one in meant[1:])


def instead_of(meant: Sequence[str], *, sure: bool = True) -> dict[str, str]:
    """What to type instead, for programs: only where it is one thing, and how surely it is meant."""
    if len(meant) != 1:
        return {}
    return {"instead": meant[0], "applicability": "safe" if sure else "unsafe"}


def _number(text: str, message: str, help_: str, accepts: Callable[[str], object]) -> PydanticCustomError:
    found = [one for one in read_number(text) if _is_accepted(one.digits, accepts)]
    meant = [one.digits for one in found]
    return _refuse("number", message, help_, text, meant, sure=all(one.sure for one in found))


def _is_accepted(text: str, accepts: Callable[[str], object]) -> bool:
    try:
        accepts(text)
    except PydanticCustomError:
        return False
    return True


def parse_number(value: object) -> object:
    """A number from text: digits, one point, a sign."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if _NUMBER.fullmatch(text):
        return float(text)
    message = "`{value}` is not a number"
    if len(read_number(text)) > 1:
        message = "`{value}` can be read as two different numbers"
    raise _number(text, message, "write digits with at most one point: 12.5", parse_number)


def parse_amount(value: object) -> object:
    """A count or an amount of money: `80.000` could be eighty or eighty thousand, so it is refused."""
    if isinstance(value, str) and _GROUPED.fullmatch(value.strip()):
        message = "`{value}` can be read as two different numbers"
        raise _number(value.strip(), message, "write digits without separators", parse_amount)
    return parse_number(value)


def parse_whole(value: object) -> object:
    """A whole number."""
    number = parse_amount(value)
    if isinstance(number, float):
        if not number.is_integer():
            ends = (str(math.floor(number)), str(math.ceil(number)))
            raise _refuse("number", "`{value}` is not a whole number", "write digits only: 12", value, ends)
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
            meant = _YES_OR_NO.get(value.strip().casefold())
            help_ = "write true, false, yes or no"
            raise _refuse("bool", "`{value}` is neither yes nor no", help_, value, (meant,) if meant else ())
        return found
    return value


def parse_age(value: object) -> object:
    """A span of time such as `90d`, `6m` or `1y`."""
    if isinstance(value, str) and not _AGE.fullmatch(value.strip()):
        help_ = "write a number and d, m or y: 90d, 6m or 1y"
        raise _refuse("age", "`{value}` is not a span of time", help_, value, _ages(value.strip().casefold()))
    return value.strip() if isinstance(value, str) else value


def _ages(text: str) -> tuple[str, ...]:
    """The span of time that a text says in words: `6 months`, `half a year`, `P1Y`."""
    if match := _SPAN.fullmatch(text):
        number = int(match["number"] or match["iso"] or 1)
        unit = (match["unit"] or match["iso_unit"] or "")[:1]
        weeks = unit in "wsc" or (match["unit"] or "").startswith("sem")
        said = f"{number * 7}d" if weeks else f"{number}{_UNIT_OF.get(unit, '')}"
        return (said,) if _AGE.fullmatch(said) else ()
    return _AGES.get(text, ())


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


def check_page_or_url(value: str) -> str:
    """An address, or the name of a hand-written page, which may be written as its file: `pages/imprint.md`."""
    value = check_url(value)
    return value if is_address(value) else value.removeprefix("./").removeprefix("pages/").removesuffix(".md")


def is_address(value: str) -> bool:
    """Whether a page or an address is an address: it says how to go there, or from where."""
    return ":" in value or value.startswith(("/", "#", "?"))


def check_id(value: str) -> str:
    """An id: lower-case letters, digits and single hyphens."""
    if not ID_PATTERN.fullmatch(value):
        hint = suggest_id(value)
        help_ = "use lower-case letters, digits and single hyphens" + (f": `{hint}`" if hint else "")
        said = {"value": value, "help": help_, **instead_of((hint,) if hint else (), sure=False)}
        raise PydanticCustomError("id", "`{value}` can't be an id", said)
    return value


def suggest_id(text: str) -> str:
    """The nearest valid id to `text`, or an empty text."""
    composed = unicodedata.normalize("NFC", _UNSEEN.sub("", text.strip().lower()))
    german = composed.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")
    plain = "".join(c for c in unicodedata.normalize("NFKD", german) if not unicodedata.combining(c))
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
PageOrUrl = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1),
    AfterValidator(check_page_or_url),
    WithJsonSchema({"type": "string", "description": "A page of pages/ or a web address."}),
]
ADDRESSES = (Url, PageOrUrl)
"""The types of values that readers can follow."""
Id = Annotated[str, AfterValidator(check_id), WithJsonSchema({"type": "string", "pattern": f"^{ID_PATTERN.pattern}$"})]
