"""Time series of measurements: reporting periods, the measurements known at a day, the trend."""

import calendar
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Frequency = Literal["day", "week", "month", "quarter", "half", "year"]
Direction = Literal["up", "down"]

TREND_FORMULA = "newest measurement − the one before"
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class Trend:
    """Where a series moves, and what that means for a KPI whose better side is known."""

    direction: Literal["up", "down", "flat"]
    meaning: Literal["better", "worse", "same"]


def reporting_period(day: datetime.date, frequency: Frequency) -> tuple[datetime.date, datetime.date]:
    """Give the first and last day of the calendar period in which a day lies.

    Weeks run Monday to Sunday (ISO 8601). Answers of one such period form one measurement.
    """
    if frequency == "day":
        return day, day
    if frequency == "week":
        monday = day.toordinal() - day.weekday()
        last = min(monday + 6, datetime.date.max.toordinal())
        return datetime.date.fromordinal(monday), datetime.date.fromordinal(last)
    months = _MONTHS[frequency]
    first_month = (day.month - 1) // months * months + 1
    last_month = first_month + months - 1
    length = calendar.monthrange(day.year, last_month)[1]
    return datetime.date(day.year, first_month, 1), datetime.date(day.year, last_month, length)


def known_at(days: Sequence[datetime.date], today: datetime.date) -> tuple[int, ...]:
    """Give the positions of the days that are not after `today`, oldest first.

    The last one is the current measurement, the one before it is what the trend compares with. Of two
    measurements of one day, the one written later counts as newer.
    """
    return tuple(sorted((i for i, day in enumerate(days) if day <= today), key=lambda i: days[i]))


def trend(
    previous: float | None, current: float | None, better: Direction | None, tolerance: float = 1e-9
) -> Trend | None:
    """Compare the newest measurement with the one before, for a KPI whose `better` direction is up or down.

    A difference of at most `tolerance`, in the unit of the KPI, is flat. None when a value is missing.
    """
    if previous is None or current is None or better is None:
        return None
    difference = current - previous
    if abs(difference) <= tolerance:
        return Trend("flat", "same")
    direction: Direction = "up" if difference > 0 else "down"
    return Trend(direction, "better" if direction == better else "worse")
