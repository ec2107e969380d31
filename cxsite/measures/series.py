"""Time series of measurements: reporting periods, the measurements known at a day, the trend."""

import calendar
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Frequency = Literal["day", "week", "month", "quarter", "half", "year"]
Direction = Literal["up", "down"]

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
    """Give the positions of the days that are not after `today`, oldest first, each day once.

    Of two measurements of one day, the one written later restates the other.
    """
    standing = {day: at for at, day in enumerate(days) if day <= today}
    return tuple(standing[day] for day in sorted(standing))


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


def finished(day: datetime.date, frequency: Frequency | None, today: datetime.date) -> bool:
    """Whether the period that a day's answers belong to is over at `today`: no more of them will come."""
    return frequency is None or reporting_period(day, frequency)[1] <= today


def is_stale(newest: datetime.date | None, frequency: Frequency | None, today: datetime.date) -> bool:
    """Whether nothing was measured for two whole periods after the one of the newest value."""
    if newest is None or frequency is None:
        return False
    _, end = reporting_period(newest, frequency)
    for _ in range(2):
        if end >= today:
            return False
        _, end = reporting_period(end + datetime.timedelta(days=1), frequency)
    return end < today


def year_before(day: datetime.date, frequency: Frequency) -> tuple[datetime.date, datetime.date]:
    """Give the period a year before the one in which a day lies: the same month, quarter, half or ISO week."""
    if frequency == "week":
        year, week, _ = day.isocalendar()
        # A year without a week 53 has none that would be the same.
        last = datetime.date(year - 1, 12, 28).isocalendar().week
        return reporting_period(datetime.date.fromisocalendar(year - 1, min(week, last), 1), "week")
    try:
        return reporting_period(day.replace(year=day.year - 1), frequency)
    except ValueError:
        return reporting_period(day.replace(year=day.year - 1, day=28), frequency)


def periods_between(first: datetime.date, last: datetime.date, frequency: Frequency) -> int:
    """Count the periods from the one of `first` (not counted) to the one of `last` (counted); below 0 backwards."""
    start, end = reporting_period(first, frequency)[0], reporting_period(last, frequency)[0]
    if frequency in ("day", "week"):
        return (end - start).days // (7 if frequency == "week" else 1)
    return ((end.year - start.year) * 12 + end.month - start.month) // _MONTHS[frequency]


def broken(first: datetime.date, last: datetime.date, breaks: Sequence[datetime.date]) -> bool:
    """Whether a break in the series lies between two days: what is measured from its day on is something else."""
    low, high = min(first, last), max(first, last)
    return any(low < day <= high for day in breaks)
