"""The day that a site is made for, and how it is chosen."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping

from cxsite.model.finding import CxsiteError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
VARIABLE = "SOURCE_DATE_EPOCH"
"""What says the day in the environment, in seconds and UTC: for us, and for the engines that we run."""


def choose_day(said: str, environment: Mapping[str, str], clock: Callable[[], dt.date] = dt.date.today) -> dt.date:
    """The day that is said, else that of the environment, else the clock's. Raises `CxsiteError` for what is no day.

    This is the one place that asks a clock for the day; everything below gets it as an argument.
    """
    if said:
        try:
            return dt.date.fromisoformat(said) if _DAY.fullmatch(said) else _no_day(said)
        except ValueError:
            return _no_day(said)
    if epoch := environment.get(VARIABLE, ""):
        try:
            return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
        except (ValueError, OverflowError, OSError):
            raise CxsiteError(f"{VARIABLE} is `{epoch}`, which is no number of seconds") from None
    return clock()


def _no_day(said: str) -> dt.date:
    raise CxsiteError(f"`{said}` is no day: write today as year-month-day, for example 2026-03-31")


def for_engines(day: dt.date) -> dict[str, str]:
    """What tells an engine the day: its midnight in UTC."""
    return {VARIABLE: str(int(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp()))}
