"""Days in a column of a foreign file: how they are written is told by the whole column, and never guessed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cxsite.model.finding import CxsiteError
from cxsite.model.typed.dates import exists, read_time

_NUMBERS = re.compile(r"(\d{1,4})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})(?:[T\s,]+\d{1,2}[:h]\d{2}.*)?")
_STAMP = re.compile(r"\d{10}|\d{13}")
_ORDERS = {"day first": (2, 1, 0), "month first": (2, 0, 1), "year first": (0, 1, 2)}


@dataclass(frozen=True, slots=True)
class Column:
    """The values of a column that are times, in the form of the format; `odd` are those that are none."""

    times: Mapping[str, str]
    odd: tuple[str, ...] = field(default=())


def read_times(heading: str, values: Iterable[str], form: str | None = None) -> Column:
    """Read the times of a column; `form` (as strptime has it) where a map says it.

    Raises `CxsiteError` where days of the column can be read in two ways, and nothing in it tells which.
    """
    distinct = list(dict.fromkeys(values))
    if form is not None:
        return _by_form(distinct, form)
    numbers = {value: match for value in distinct if (match := _NUMBERS.fullmatch(value.strip()))}
    order = _order(heading, numbers)
    times: dict[str, str] = {}
    for value in distinct:
        if value in numbers:
            read = _placed(numbers[value], order)
        elif _STAMP.fullmatch(value):
            seconds = int(value) / (1000 if len(value) == 13 else 1)
            read = dt.datetime.fromtimestamp(seconds, dt.UTC).date().isoformat()
        else:
            found = read_time(value).readings
            read = found[0] if len(found) == 1 else None
        if read:
            times[value] = read
    return Column(times, tuple(value for value in distinct if value not in times))


def _by_form(values: Iterable[str], form: str) -> Column:
    times: dict[str, str] = {}
    odd: list[str] = []
    for value in values:
        try:
            times[value] = dt.datetime.strptime(value, form).date().isoformat()
        except ValueError:
            odd.append(value)
    return Column(times, tuple(odd))


def _order(heading: str, numbers: Mapping[str, re.Match[str]]) -> str:
    """In which order days, months and years stand in all of these."""
    possible = [name for name in _ORDERS if all(_placed(match, name) for match in numbers.values())]
    ways = {tuple(_placed(match, name) for match in numbers.values()) for name in possible}
    if not numbers or len(ways) == 1:
        return possible[0] if possible else ""
    if ways:
        # A day with several readings, to show what is meant.
        value = next(v for v, match in numbers.items() if len({_placed(match, name) for name in possible}) > 1)
        read = " or ".join(dict.fromkeys(str(_placed(numbers[value], name)) for name in possible))
        raise CxsiteError(
            f"`{value}` in the column `{heading}` can be {read}, and no other day in it tells which: "
            f"say it in a map, as in `dates: {{{heading}: '%d/%m/%Y'}}`"
        )
    shown = ", ".join(f"`{value}`" for value in _disagreeing(numbers))
    raise CxsiteError(
        f"the column `{heading}` has days in different orders ({shown}): export it again, with one form of days"
    )


def _disagreeing(numbers: Mapping[str, re.Match[str]]) -> list[str]:
    """Values of which each rules out an order, so that none is left."""
    found: list[str] = []
    left = list(_ORDERS)
    for value, match in numbers.items():
        still = [name for name in left if _placed(match, name)]
        if still != left:
            found.append(value)
            left = still
    return found[:3]


def _placed(match: re.Match[str], order: str) -> str | None:
    """The day that this order makes of three numbers; None where the calendar has none."""
    parts = (match[1], match[3], match[4])
    if not order or (match[2] == "." and order == "month first"):
        return None
    year, month, day = (parts[at] for at in _ORDERS[order])
    if len(year) not in (2, 4) or len(day) > 2 or (order == "year first" and len(year) == 2 and match[2] != "-"):
        return None
    if order == "year first" and len(parts[2]) > 2:
        return None
    text = f"{year if len(year) == 4 else '20' + year}-{int(month):02d}-{int(day):02d}"
    return text if exists(text) else None
