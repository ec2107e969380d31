"""Full dates in a text, in the forms in which sites and people write them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError

from cxsite.audit.text import GAP, normal

_YEAR = re.compile(r"[12][09]\d\d")
_BEFORE, _AFTER = 28, 10
_YEAR_FIRST = re.compile(r"(?<![\d.])((?:19|20)\d\d)([-/.]?)(\d\d)\2(\d\d)(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(?<!\d[-/.])(\d{1,2})([-/.] ?)(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
# English abbreviates September in a way of its own.
_MORE_NAMES = {"sept": 9}
# The first, the 2nd, 1er, 1.º; "15 of July", "15 de julio de 2026".
_ORDINAL = r"(?:st|nd|rd|th|er|\.?o)?"
# No more than this: what markup parts is a number and a month, as in a table.
_APART = r"(?:[.\-][ \n]?|[ \n])"
_OF = r"(?:(?:of|del?) )?"


@dataclass(frozen=True, slots=True)
class _Forms:
    """How days are written with the names of months in English and one other language."""

    months: Mapping[str, int]
    day_first: re.Pattern[str]
    month_first: re.Pattern[str]


def days_in(text: str, language: str = "en", spoken: bool = True) -> Iterator[tuple[dt.date, str]]:
    """Each day that a text in normal form names, with how it is written; `3/4/2026` may be two days.

    Names of months are those of English and of `language`; without `spoken` only days in digits count.
    """
    forms = _forms(language)
    # Years are few: only what stands around them is looked at.
    text = GAP.join({text[max(at.start() - _BEFORE, 0) : at.end() + _AFTER] for at in _YEAR.finditer(text)})
    for match in _YEAR_FIRST.finditer(text):
        yield from _day(match, match[1], match[3], match[4])
    for match in _YEAR_LAST.finditer(text):
        yield from _day(match, match[4], match[3], match[1])
        yield from _day(match, match[4], match[1], match[3])
    if not spoken:
        return
    for match in forms.day_first.finditer(text):
        yield from _day(match, match[3], forms.months[match[2]], match[1])
    for match in forms.month_first.finditer(text):
        yield from _day(match, match[3], forms.months[match[1]], match[2])


@cache
def _forms(language: str) -> _Forms:
    months = {**dict(_names(language)), **dict(_names("en")), **_MORE_NAMES}
    # The longest first: "march" is not "mar" with something behind it.
    any_month = "|".join(re.escape(name) for name in sorted(months, key=lambda name: (-len(name), name)))
    named = rf"({any_month})(?!\w)"
    return _Forms(
        months,
        re.compile(
            rf"(?<!\d)(\d{{1,2}}){_ORDINAL}(?:[.\-][ \n]?|[ \n]){_OF}{named}[.,\- \n]*{_OF}((?:19|20)\d\d)(?!\d)"
        ),
        re.compile(rf"(?<!\w){named}[. \n]+(\d{{1,2}}){_ORDINAL}[, \n]+((?:19|20)\d\d)(?!\d)"),
    )


def _names(language: str) -> Iterator[tuple[str, int]]:
    """The names of months in a language, in normal form; none where nobody has written them down."""
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        base, _, region = language.partition("-")
        yield from _names(base) if region else ()
        return
    for form in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            yield from ((normal(name).rstrip("."), month) for month, name in locale.months[form][width].items())


def _day(match: re.Match[str], year: str, month: str | int, day: str) -> Iterator[tuple[dt.date, str]]:
    try:
        yield dt.date(int(year), int(month), int(day)), match[0]
    except ValueError:
        return
