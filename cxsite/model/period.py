"""A `Period` is a plan: a day, a month, a quarter, a half-year or a year, in calendar terms."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, get_args

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

Precision = Literal["day", "month", "quarter", "half", "year"]
DatePrecision = Literal["day", "month", "quarter", "half", "year", "horizon"]

_ORDER: tuple[str, ...] = get_args(DatePrecision)
_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?|-Q([1-4])|-H([12]))?", re.ASCII)
_MONTHS: dict[Precision, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def is_finer(precision: DatePrecision, other: DatePrecision) -> bool:
    """Whether `precision` tells more than `other` (a day tells more than a month)."""
    return _ORDER.index(precision) < _ORDER.index(other)


@dataclass(frozen=True, slots=True)
class Period:
    """A planned time: its first day, its last day (both included) and how precisely it was said.

    Periods order by first day, then last day, so that a quarter comes before the month that ends it.
    """

    first: dt.date
    last: dt.date
    precision: Precision

    @staticmethod
    def parse(text: str) -> Period:
        """Read `2026-07-15`, `2026-07`, `2026-Q3`, `2026-H2` or `2026`; `ValueError` says what is wrong."""
        return _parse(text)

    @staticmethod
    def of(day: dt.date, precision: Precision) -> Period:
        """The period of this precision that holds `day`."""
        if precision == "day":
            return Period(day, day, "day")
        months = _MONTHS[precision]
        start = (day.month - 1) // months * months + 1
        end = start + months - 1
        last = dt.date(day.year, end, calendar.monthrange(day.year, end)[1])
        return Period(dt.date(day.year, start, 1), last, precision)

    def coarsen(self, precision: DatePrecision) -> Period | None:
        """This period told no more precisely than `precision`; `None` where no date may be told at all."""
        if precision == "horizon":
            return None
        if not is_finer(self.precision, precision):
            return self
        return Period.of(self.first, precision)

    def __lt__(self, other: Period) -> bool:
        return (self.first, self.last) < (other.first, other.last)

    def __str__(self) -> str:
        year = f"{self.first.year:04d}"
        match self.precision:
            case "day":
                return self.first.isoformat()
            case "month":
                return f"{year}-{self.first.month:02d}"
            case "quarter":
                return f"{year}-Q{(self.first.month + 2) // 3}"
            case "half":
                return f"{year}-H{1 if self.first.month == 1 else 2}"
            case "year":
                return year

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(_validate, serialization=core_schema.to_string_ser_schema())

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        return {
            "anyOf": [
                {"type": "string", "pattern": f"^{_FORM.pattern}$"},
                {"type": "integer", "minimum": 1000, "maximum": 9999},
            ]
        }


@lru_cache(maxsize=4096)
def _parse(text: str) -> Period:
    match = _FORM.fullmatch(text)
    if match is None:
        raise ValueError("not a period")
    year, month, day, quarter, half = (int(part) if part else None for part in match.groups())
    assert year is not None
    # A month or day of 00 is one that the calendar does not have, not one that is left out.
    if day is not None and month is not None:
        return Period.of(dt.date(year, month, day), "day")
    if month is not None:
        return Period.of(dt.date(year, month, 1), "month")
    if quarter:
        return Period.of(dt.date(year, 3 * quarter, 1), "quarter")
    if half:
        return Period.of(dt.date(year, 6 * half, 1), "half")
    return Period.of(dt.date(year, 1, 1), "year")


def _validate(value: object) -> Period:
    if isinstance(value, Period):
        return value
    if isinstance(value, str):
        try:
            return _parse(value.strip())
        except ValueError:
            pass
        hint = suggest_date(value.strip())
        raise PydanticCustomError(
            "date",
            "`{value}` is not a period",
            {
                "value": value,
                "help": hint or "write 2026-07-15, 2026-07, 2026-Q3, 2026-H2 or 2026",
            },
        )
    raise PydanticCustomError(
        "date", "a period is one text", {"help": "write 2026-07-15, 2026-07, 2026-Q3, 2026-H2 or 2026"}
    )


def parse_date(value: object) -> dt.date:
    """Read a fact's day, `2026-07-15`; a `PydanticCustomError` says what to type instead."""
    if isinstance(value, dt.date):
        return value
    text = value.strip() if isinstance(value, str) else ""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            pass
    hint = suggest_date(text, day_only=True)
    shown = text if isinstance(value, str) else "this"
    raise PydanticCustomError(
        "date",
        "`{value}` is not a date" if isinstance(value, str) else "a date is one text",
        {"value": shown, "help": hint or "write the day as year-month-day, for example 2026-07-15"},
    )


_MONTH_NAMES = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
_MONTH_NAMES |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name}
_QUARTER = re.compile(r"(?:Q([1-4])|([1-4])Q)[\s/.-]*(?:')?(\d{4}|\d{2})|(\d{4})[\s/.-]*Q([1-4])", re.I)
_HALF = re.compile(r"H([12])[\s/.-]*(\d{4}|\d{2})|(\d{4})[\s/.-]*H([12])", re.I)
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")
_NAMED = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\.?\s+)?([a-z]{3,9})\.?\s*(?:(\d{1,2}),\s*)?(\d{4})", re.I)


def suggest_date(text: str, *, day_only: bool = False) -> str | None:
    """What a person who typed `text` probably means, in the right form; `None` when nobody can tell."""
    if day_only and re.fullmatch(r"\d{4}(-\d{2}|-[QH]\d)?", text):
        return "a fact needs its day: write year-month-day, for example 2026-07-15"
    for guess in _guesses(text):
        if not _is_period(guess):
            swapped = re.sub(r"-(\d\d)-(\d\d)$", r"-\2-\1", guess)
            if _is_period(swapped):
                return f"write {swapped}: the month stands before the day"
            return f"there is no such day in the calendar: {guess}"
        if day_only and len(guess) != 10:
            return f"a fact needs its day: write year-month-day, for example {guess[:4]}-07-15"
        return f"write {guess}"
    return None


def _is_period(text: str) -> bool:
    try:
        Period.parse(text)
    except ValueError:
        return False
    return True


def _guesses(text: str) -> list[str]:
    if match := _QUARTER.fullmatch(text):
        return [f"{_year(match[3] or match[4])}-Q{match[1] or match[2] or match[5]}"]
    if match := _HALF.fullmatch(text):
        return [f"{_year(match[2] or match[3])}-H{match[1] or match[4]}"]
    if match := _DOTTED.fullmatch(text):
        return [f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}"]
    if match := _SLASHED.fullmatch(text):
        first, second = int(match[1]), int(match[2])
        # Day and month can be told apart only where one of them is above 12.
        day, month = (second, first) if second > 12 else (first, second)
        return [f"{match[3]}-{month:02d}-{day:02d}"] if max(first, second) > 12 else []
    if match := _YEAR_FIRST.fullmatch(text):
        return [f"{match[1]}-{int(match[2]):02d}" + (f"-{int(match[3]):02d}" if match[3] else "")]
    if (match := _NAMED.fullmatch(text)) and match[2].lower() in _MONTH_NAMES:
        named = match[1] or match[3]
        month = _MONTH_NAMES[match[2].lower()]
        return [f"{match[4]}-{month:02d}" + (f"-{int(named):02d}" if named else "")]
    return []


def _year(text: str) -> str:
    return text if len(text) == 4 else f"20{text}"
