"""Dates of the starter, moved along with the calendar: what has happened stays past, what is planned lies ahead."""

from __future__ import annotations

import calendar
import datetime as dt
import re

WRITTEN_FOR = dt.date(2026, 4, 1)
"""The first day of the quarter in which the starter's dates are as they stand in its files."""

_DATE = re.compile(r"(?<![\w-])(20\d\d)-(?:Q([1-4])|(\d\d)(?:-(\d\d))?)(?![\w-])", re.ASCII)


def moved(text: str, today: dt.date) -> str:
    """The text with every day, month and quarter in it moved by whole quarters, to the quarter of `today`.

    Last days of months stay last days.
    """
    quarters = (today.year - WRITTEN_FOR.year) * 4 + (today.month - 1) // 3 - (WRITTEN_FOR.month - 1) // 3
    return _DATE.sub(lambda match: _moved(match, quarters), text) if quarters else text


def _moved(match: re.Match[str], quarters: int) -> str:
    year, quarter, month, day = (int(part) if part else 0 for part in match.groups())
    if quarter:
        at = year * 4 + quarter - 1 + quarters
        return f"{at // 4}-Q{at % 4 + 1}"
    at = year * 12 + month - 1 + 3 * quarters
    there = f"{at // 12}-{at % 12 + 1:02d}"
    if not day:
        return there
    last_here = calendar.monthrange(year, month)[1]
    last_there = calendar.monthrange(at // 12, at % 12 + 1)[1]
    return f"{there}-{last_there if day == last_here else min(day, last_there):02d}"
