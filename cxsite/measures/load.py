"""How much is at work at once: by the day, told by the quarter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from cxsite.model.period import Period

LOAD_FORMULA = "largest number at work on one day of the quarter"
_MOST_QUARTERS = 40


@dataclass(frozen=True, slots=True)
class Work:
    """Something at work from its first to its last day, both included."""

    id: str
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class Peak:
    """The day of a quarter on which most is at work, the first of them, and what that is."""

    quarter: Period
    day: dt.date
    ids: tuple[str, ...]


def peaks(work: Iterable[Work], today: dt.date) -> tuple[Peak, ...]:
    """The peak of each quarter from today's on, at most ten years of them; quarters without work are left out.

    What follows another on the next day is not at work with it at once.
    """
    running = [one for one in work if one.last >= max(one.first, today)]
    found = []
    quarter = Period.of(today, "quarter")
    for _ in range(_MOST_QUARTERS):
        first = max(quarter.first, today)
        here = [one for one in running if one.first <= quarter.last and one.last >= first]
        # Only on a day on which something begins can there be more than on the day before.
        days = sorted({max(one.first, first) for one in here})
        if days:
            at_once = {day: tuple(sorted(one.id for one in here if one.first <= day <= one.last)) for day in days}
            day = max(days, key=lambda day: (len(at_once[day]), -day.toordinal()))
            found.append(Peak(quarter, day, at_once[day]))
        if quarter.last == dt.date.max:
            break
        quarter = Period.of(quarter.last + dt.timedelta(days=1), "quarter")
    return tuple(found)
