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

from cxsite.model.typed.dates import exists, read_time

Precision = Literal["day", "month", "quarter", "half", "year"]
DatePrecision = Literal["day", "month", "quarter", "half", "year", "horizon"]

_ORDER: tuple[str, ...] = get_args(DatePrecision)
_FORMS = "2026-07-15, 2026-07, 2026-Q3, 2026-H2 or 2026"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?|-Q([1-4])|-H([12]))?", re.ASCII)
PERIOD_PATTERN = f"^{_FORM.pattern}$"
"""How a period is written, for other programs."""
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
                {"type": "string", "pattern": PERIOD_PATTERN},
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
        said = {"value": value, **_told(value.strip(), day_only=False)}
        raise PydanticCustomError("date", "`{value}` is not a period", said)
    raise PydanticCustomError("date", "a period is one text", {"help": f"write {_FORMS}"})


def parse_date(value: object) -> dt.date:
    """Read a fact's day, `2026-07-15`; a `PydanticCustomError` says what to type instead."""
    if isinstance(value, dt.date):
        return value
    text = value.strip() if isinstance(value, str) else ""
    if _DAY.fullmatch(text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            pass
    message = "`{value}` is not a date" if isinstance(value, str) else "a date is one text"
    shown = text if isinstance(value, str) else "this"
    raise PydanticCustomError("date", message, {"value": shown, **_told(text, day_only=True)})


def _told(text: str, *, day_only: bool) -> dict[str, str]:
    """What a person who typed `text` probably means, in words and for programs; the forms where nobody can tell."""
    meant = read_time(text)
    if day_only:
        if exists(text) or (meant.readings and not any(_is_day(one) for one in meant.readings)):
            return {"help": "a fact needs its day: write year-month-day, for example 2026-07-15"}
        readings = [one for one in meant.readings if _is_day(one)]
    else:
        readings = list(meant.readings)
    if not readings:
        forms = "the day as year-month-day, for example 2026-07-15" if day_only else _FORMS
        return {"help": meant.words or f"write {forms}"}
    words = f": {meant.words}" if meant.words else ""
    told = " or ".join(readings) + (", whichever is meant" if len(readings) > 1 else "")
    said = {"help": f"write {told}{words}"}
    return {**said, "instead": readings[0]} if len(readings) == 1 else said


def _is_day(text: str) -> bool:
    return len(text) == len("2026-07-15")
