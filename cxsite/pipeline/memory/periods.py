"""The periods whose last days are editions: weeks, months, quarters, or from one review to the next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from cxsite.model.charter import History
from cxsite.model.period import Period

Span = tuple[dt.date, dt.date]
"""The first and the last day of a period."""
_DAY = dt.timedelta(days=1)


def periods(history: History, today: dt.date) -> tuple[Span, ...]:
    """The weeks, months or quarters from `since` on that have passed before `today`, the oldest first."""
    found: list[Span] = []
    first, last = _holding(history.since, history.every or "")
    while last < today:
        found.append((first, last))
        first, last = _holding(last + _DAY, history.every or "")
    return tuple(found)


def between(days: Iterable[dt.date], since: dt.date, today: dt.date) -> tuple[Span, ...]:
    """The periods that end on these days; the first begins at `since`."""
    found: list[Span] = []
    for day in sorted({day for day in days if since <= day < today}):
        found.append((found[-1][1] + _DAY if found else since, day))
    return tuple(found)


def _holding(day: dt.date, every: str) -> Span:
    """The period that holds a day; a week is from Monday to Sunday."""
    if every == "week":
        monday = day - dt.timedelta(days=day.weekday())
        return monday, monday + dt.timedelta(days=6)
    period = Period.of(day, "month" if every == "month" else "quarter")
    return period.first, period.last
