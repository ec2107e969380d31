"""Times and spans in words."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from cxsite.model.period import Period


def when(text: object) -> str:
    """A time as one says it: `12 May 2026`, `May 2026`, `Q2 2026`, `H1 2026`, `2026`."""
    return " ".join(part for part in _parts(str(text)) if part)


def from_to(before: object, after: object) -> str:
    """`from Q2 to Q4 2026`; the year once where it is the same."""
    (was, year), (now, later) = _parts(str(before)), _parts(str(after))
    if was and now and year == later:
        return f"from {was} to {now} {later}"
    return f"from {when(before)} to {when(after)}"


def distance(days: int) -> str:
    """`184 days later`, `one day earlier`."""
    count = "one day" if abs(days) == 1 else f"{abs(days)} days"
    return "on the same day" if days == 0 else f"{count} {'later' if days > 0 else 'earlier'}"


def is_time(text: object) -> bool:
    """Whether a plain value is a day or a period."""
    try:
        Period.parse(str(text))
    except ValueError:
        return False
    return isinstance(text, str)


def _parts(text: str) -> tuple[str, str]:
    """What is said within a year, and the year."""
    try:
        period = Period.parse(text)
    except ValueError:
        return text, ""
    year = str(period.first.year)
    match period.precision:
        case "day":
            return f"{period.first.day} {_month(period.first)}", year
        case "month":
            return _month(period.first), year
        case "year":
            return "", year
    half = re.sub(r"^\d+-", "", str(period))
    return half, year


def _month(day: dt.date) -> str:
    return calendar.month_name[day.month]
