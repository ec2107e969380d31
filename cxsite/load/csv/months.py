"""Names of months in the days of exports, in any of the languages that programs write them in."""

from __future__ import annotations

import calendar
from functools import cache

from cxsite.matching.days import month_names
from cxsite.matching.normal import normal

_LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt", "pl", "cs", "da", "nb", "sv", "fi", "ru", "uk", "tr")
_ENGLISH = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_ENGLISH |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}


def month_of(name: str) -> int:
    """The number of a month, 1 to 12; 0 for a text that names none, or different ones in different languages."""
    folded = name.strip().rstrip(".").lower()
    return _ENGLISH.get(folded) or _others().get(normal(folded), 0)


@cache
def _others() -> dict[str, int]:
    meant: dict[str, set[int]] = {}
    for language in _LANGUAGES:
        for name, number in month_names(language):
            meant.setdefault(normal(name.rstrip(".").lower()), set()).add(number)
    return {name: months.copy().pop() for name, months in meant.items() if len(months) == 1}
