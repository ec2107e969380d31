"""Dates, periods and numbers in words. Formats only: nothing here computes a value of its own.

Names of months, patterns, signs and symbols are those of the language's locale, by Babel's tables.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import (
    NumberPattern,
    get_currency_precision,
    get_currency_symbol,
    get_decimal_symbol,
    get_group_symbol,
)

from cxsite.model.period import Period
from cxsite.render.words.catalogue import InterfaceWords
from cxsite.render.words.direction import in_order

_WHOLE_FROM = 100
"""Amounts of money from here on are told without cents."""
_OF_DAYS = frozenset({"long", "MMMMd"})
_ONE = re.compile(r"(?<!\d)0?1(?!\d)")
_PLAIN = frozenset({"month", "year"})
"""Precisions whose words follow "from" and "until" without an article, in languages that have one."""


class Formats:
    """How one site writes dates, periods, numbers and money. `mirrored` where its lines run from right to left."""

    def __init__(
        self, words: InterfaceWords, currency: str, fiscal_year_start: int = 1, *, mirrored: bool = False
    ) -> None:
        self._words = words
        self._mirrored = mirrored
        self._locale = words.locale
        self._fiscal = fiscal_year_start
        self._group = words.numbers.get("group", get_group_symbol(self._locale))
        self._decimal = get_decimal_symbol(self._locale)
        self._cents = get_currency_precision(currency)
        own = {"code": currency, "number": "{number}"}
        self._money = words.numbers.get("money", "").format_map(own) or self._currency(currency)
        self._percent = words.numbers.get("percent") or _around(self._locale.percent_formats[None])
        forms = self._locale.datetime_skeletons
        self._patterns = {name: str(forms[name]) for name in ("yMMMM", "yMMM", "yQQQ", "MMMMd")}
        self._patterns |= {"long": str(self._locale.date_formats["long"]), "month": "LLLL", "quarter": "QQQ"}
        # A page names the same days again and again, and asking for one is slow.
        self._dates: dict[tuple[str, dt.date], str] = {}

    def _currency(self, currency: str) -> str:
        symbol = get_currency_symbol(currency, self._locale)
        # CLDR's rule: a code before the digits does not touch them.
        before = f"{symbol}\xa0" if symbol[-1:].isalpha() else symbol
        return _around(self._locale.currency_formats["standard"]).replace("¤{", before + "{").replace("¤", symbol)

    def _date(self, day: dt.date, name: str) -> str:
        """A day by one of CLDR's forms: what it shows, in the order of the language."""
        key = (name, day)
        found = self._dates.get(key)
        if found is None:
            found = format_date(day, self._patterns[name], locale=self._locale)
            if day.day == 1 and name in _OF_DAYS and "first_day" in self._words.numbers:
                found = _ONE.sub(self._words.numbers["first_day"], found, count=1)
            self._dates[key] = found
        return found

    def day(self, day: dt.date) -> str:
        """15 July 2026."""
        return self._date(day, "long")

    def month(self, day: dt.date) -> str:
        """July 2026."""
        return self._date(day, "yMMMM")

    def month_short(self, day: dt.date) -> str:
        """Jul 2026, for axes of charts."""
        return self._date(day, "yMMM")

    def month_heading(self, day: dt.date) -> str:
        """July 2026 as a heading: with a capital, which not every language gives its months."""
        text = self.month(day)
        return text[:1].upper() + text[1:]

    def when(self, value: dt.date | Period) -> str:
        """A fact's day or a plan's period."""
        return self.day(value) if isinstance(value, dt.date) else self.period(value)

    def period(self, period: Period) -> str:
        """15 July 2026, July 2026, Q3 2026, H2 2026, 2026; quarters of another fiscal year say which one."""
        match period.precision:
            case "day":
                return self.day(period.first)
            case "month":
                return self.month(period.first)
            case "quarter":
                return self._quarter(period.first)
            case "half":
                return self._words.fill("half_year", half=self._half(period.first), year=period.first.year)
            case "year":
                return str(period.first.year)

    def _half(self, first: dt.date) -> str:
        return self._words["half_1" if first.month == 1 else "half_2"]

    def _quarter(self, first: dt.date) -> str:
        calendar = self._date(first, "yQQQ")
        months_in = (first.month - self._fiscal) % 12
        if self._fiscal == 1 or months_in % 3:
            return calendar
        # A fiscal year is named after the calendar year in which it ends.
        year = first.year + (first.month >= self._fiscal)
        return self._words.fill(
            "fiscal",
            quarter=calendar,
            year=year,
            short_year=f"{year % 100:02d}",
            fiscal_quarter=self._locale.quarters["format"]["abbreviated"][months_in // 3 + 1],
        )

    def span(self, start: Period | None, end: Period | None) -> str:
        """From one period to another, as short as it stays clear; an empty text without any."""
        if start is None or end is None:
            if start is not None:
                return self._since("from", start)
            return self._since("until", end) if end is not None else ""
        if start == end:
            return self.period(start)
        same_year = start.first.year == end.first.year and start.precision == end.precision
        begin = self._without_year(start) if same_year else self.period(start)
        return f"{begin} – {self.period(end)}"

    def by(self, period: Period) -> str:
        """by July 2026: when something is to be there."""
        return self._since("by", period)

    def ready(self, period: Period) -> str:
        """ready by July 2026: beside a state, of which `by` alone would be the end: waiting by July."""
        return self._words.fill("ready", by=self.by(period))

    def _since(self, key: str, period: Period) -> str:
        return self._words.fill(key if period.precision in _PLAIN else f"{key}_the", when=self.period(period))

    def _without_year(self, period: Period) -> str:
        """A period as it begins a span within one year; quarters that name their fiscal year keep both years."""
        match period.precision:
            case "day":
                return self._date(period.first, "MMMMd")
            case "month":
                return self._date(period.first, "month")
            case "half":
                return self._half(period.first)
            case "quarter" if self._fiscal == 1 or (period.first.month - self._fiscal) % 3:
                return self._date(period.first, "quarter")
            case _:
                return self.period(period)

    def number(self, value: float | Decimal, digits: int = 2) -> str:
        """12 345.6: with a real minus, at most `digits` decimals."""
        rounded = f"{abs(value):,.{digits}f}"
        if "." in rounded:
            rounded = rounded.rstrip("0").rstrip(".")
        return self._signed(rounded, value, "{number}")

    def fixed(self, value: float, digits: int) -> str:
        """4.0: with exactly `digits` decimals, as the numbers of one column have."""
        return self._signed(f"{abs(value):,.{digits}f}", value, "{number}")

    def _signed(self, rounded: str, value: float | Decimal, around: str) -> str:
        """Digits as Python groups them, with the signs of the language; no minus before what rounds to zero."""
        digits = rounded.translate({ord(","): self._group, ord("."): self._decimal})
        text = around.replace("{number}", digits)
        return self.in_order(f"−{text}") if value < 0 and rounded.strip("0.,") else text

    def signed(self, value: float, digits: int = 2) -> str:
        """The same with a plus before what is above zero."""
        text = self.number(value, digits)
        return self.in_order(f"+{text}") if value > 0 else text

    def in_order(self, text: str) -> str:
        """Figures and signs that stay as they stand, whichever way the line runs that they are in."""
        return in_order(text) if self._mirrored else text

    def money(self, value: float) -> str:
        """80 000 EUR."""
        whole = abs(value) >= _WHOLE_FROM or float(value).is_integer()
        return self._signed(f"{abs(value):,.{0 if whole else self._cents}f}", value, self._money)

    def percent(self, share: float, digits: int = 0) -> str:
        """62 %, from a share between 0 and 1."""
        rounded = f"{abs(share * 100):,.{digits}f}"
        if "." in rounded:
            rounded = rounded.rstrip("0").rstrip(".")
        return self._signed(rounded, share, self._percent)

    def counted(self, number: float | Decimal, key: str, **values: str | int) -> str:
        """A number with its noun, or in its sentence: 3 initiatives."""
        return self._words.count(key, number, n=self.number(number), **values)

    def every(self, age: str) -> str:
        """every 6 months, from `6m`."""
        return self.counted(int(age[:-1]), f"every_{age[-1]}")

    def listed(self, names: Sequence[str]) -> str:
        """A, B and C."""
        return format_list(names, locale=self._locale)


def _around(pattern: NumberPattern) -> str:
    """What stands around a number by one of Babel's patterns."""
    return f"{pattern.prefix[0]}{{number}}{pattern.suffix[0]}"


def iso(value: dt.date | Period) -> str:
    """What a `datetime` attribute may hold: a day, a month or a year; empty for quarters and half-years."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return "" if value.precision in ("quarter", "half") else str(value)
