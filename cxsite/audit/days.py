"""Full dates in a text, in the forms in which sites and people write them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from cxsite.audit.text import GAP

_YEAR = re.compile(r"[12][09]\d\d")
_BEFORE, _AFTER = 22, 10
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b"
)
_YEAR_FIRST = re.compile(r"(?<![\d.])((?:19|20)\d\d)([-/.]?)(\d\d)\2(\d\d)(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(?<!\d[-/.])(\d{1,2})([-/.] ?)(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
_DAY_FIRST = re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[.\- \n]*(?:of )?{_MONTH}[.,\- \n]*((?:19|20)\d\d)(?!\d)")
_MONTH_FIRST = re.compile(rf"(?<!\w){_MONTH}[. \n]*(\d{{1,2}})(?:st|nd|rd|th)?[, \n]+((?:19|20)\d\d)(?!\d)")


def days_in(text: str) -> Iterator[tuple[dt.date, str]]:
    """Each day that a text in normal form names, with how it is written; `3/4/2026` may be two days."""
    # Years are few: only what stands around them is looked at.
    text = GAP.join({text[max(at.start() - _BEFORE, 0) : at.end() + _AFTER] for at in _YEAR.finditer(text)})
    for match in _YEAR_FIRST.finditer(text):
        yield from _day(match, match[1], match[3], match[4])
    for match in _YEAR_LAST.finditer(text):
        yield from _day(match, match[4], match[3], match[1])
        yield from _day(match, match[4], match[1], match[3])
    for match in _DAY_FIRST.finditer(text):
        yield from _day(match, match[3], _month(match[2]), match[1])
    for match in _MONTH_FIRST.finditer(text):
        yield from _day(match, match[3], _month(match[1]), match[2])


def _month(name: str) -> str:
    return str(_MONTHS.index(name[:3]) + 1)


def _day(match: re.Match[str], year: str, month: str, day: str) -> Iterator[tuple[dt.date, str]]:
    try:
        yield dt.date(int(year), int(month), int(day)), match[0]
    except ValueError:
        return
