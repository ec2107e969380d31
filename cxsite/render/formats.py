"""Dates, periods and numbers in words. Formats only: nothing here computes a value of its own."""

from __future__ import annotations

import datetime as dt

from cxsite.model.period import Period
from cxsite.render.words.catalogue import Words

THIN = "\u202f"
"""Narrow space that does not break: groups digits in every language."""


class Formats:
    """How one site writes dates, periods, numbers and money."""

    def __init__(self, words: Words, currency: str, fiscal_year_start: int = 1) -> None:
        self._words = words
        self._currency = currency
        self._fiscal = fiscal_year_start

    def day(self, day: dt.date) -> str:
        """15 July 2026."""
        return f"{day.day} {self.month(day)}"

    def month(self, day: dt.date) -> str:
        """July 2026."""
        return f"{self._words[f'month_{day.month}']} {day.year}"

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
                return f"{self._words['half_short']}{1 if period.first.month == 1 else 2} {period.first.year}"
            case "year":
                return str(period.first.year)

    def _quarter(self, first: dt.date) -> str:
        calendar = f"{self._words['quarter_short']}{(first.month + 2) // 3} {first.year}"
        months_in = (first.month - self._fiscal) % 12
        if self._fiscal == 1 or months_in % 3:
            return calendar
        # A fiscal year is named after the calendar year in which it ends.
        year = first.year + (first.month >= self._fiscal)
        quarter = f"{self._words['quarter_short']}{months_in // 3 + 1}"
        return f"{calendar} ({self._words['fiscal_short']}{year % 100:02d} {quarter})"

    def span(self, start: Period | None, end: Period | None) -> str:
        """From one period to another, as short as it stays clear; an empty text without any."""
        if start is None or end is None:
            if start is not None:
                return self._words.fill("from", when=self.period(start))
            return self._words.fill("until", when=self.period(end)) if end is not None else ""
        if start == end:
            return self.period(start)
        begin, finish = self.period(start), self.period(end)
        same_year = start.first.year == end.first.year and start.precision == end.precision != "year"
        if same_year and begin.endswith(f" {start.first.year}"):
            begin = begin.removesuffix(f" {start.first.year}")
        return f"{begin} – {finish}"

    def number(self, value: float, digits: int = 2) -> str:
        """12 345.6: a point, narrow spaces between groups, a real minus; at most `digits` decimals."""
        rounded = f"{abs(value):,.{digits}f}".replace(",", THIN)
        if "." in rounded:
            rounded = rounded.rstrip("0").rstrip(".")
        return rounded if value >= 0 or rounded == "0" else f"−{rounded}"

    def signed(self, value: float, digits: int = 2) -> str:
        """The same with a plus before what is above zero."""
        return ("+" if value > 0 else "") + self.number(value, digits)

    def money(self, value: float) -> str:
        """80 000 EUR."""
        return f"{self.number(value, 0 if abs(value) >= 100 else 2)}{THIN}{self._currency}"

    def percent(self, share: float, digits: int = 0) -> str:
        """62 %, from a share between 0 and 1."""
        return f"{self.number(share * 100, digits)}{THIN}%"


def iso(value: dt.date | Period) -> str:
    """What a `datetime` attribute may hold: a day, a month or a year; empty for quarters and half-years."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return "" if value.precision in ("quarter", "half") else str(value)
