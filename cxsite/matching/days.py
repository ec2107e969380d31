"""The grammar of full dates in texts: in digits in every order, and with names of months, as sites and people write."""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from cxsite.matching.normal import GAP, normal

# English abbreviates September in a way of its own.
_MORE_NAMES = {"sept": 9}
_YEAR = r"(?:19|20)\d\d"
_PART = r"\d{1,2}"
_MARK = r"[-/._\u2010-\u2015\u2212\u30fb]"
# Only what is written like a day, with one mark throughout; a space alone parts any two numbers.
_YEAR_FIRST = re.compile(rf"(?<![\d.])({_YEAR})( ?{_MARK} ?| )({_PART})\2({_PART})(?!\d)")
_YEAR_FIRST_PLAIN = re.compile(rf"(?<![\d.])({_YEAR})(\d\d)(\d\d)(?!\d)")
_YEAR_LAST = re.compile(rf"(?<!\d)(?<!\d[-/.])({_PART})( ?{_MARK} ?| )({_PART})\2({_YEAR})(?!\d)")
# A single digit first, which `re` finds faster than a repeated one.
_YEAR_SHORT = re.compile(rf"(\d\d?)({_MARK})({_PART})\2(\d\d)(?![\w])(?!\.\d)")
_EAST_ASIA = re.compile(
    rf"({_YEAR}|2[45]\d\d|(?:令和|平成)(?:\d{{1,2}}|元)) ?[年년] ?({_PART}) ?[月월] ?({_PART}) ?[日号일]?"
)
_ERAS = {"令和": 2018, "平成": 1988}
_BUDDHIST = 543
_BUDDHIST_LAST = re.compile(rf"(?<!\d)({_PART})({_MARK} ?| )({_PART})\2(25\d\d)(?!\d)")
# The first, the 2nd, 1er, 1.º; "15 of July", "15 de julio de 2026".
_ORDINAL = r"(?:st|nd|rd|th|er|\.?o)?"
# No more than this: what markup parts is a number and a month, as in a table.
_APART = r"(?:[.\-/_][ \n]?|[ \n])?"
_OF = r"(?:(?:of|del?) )?"
_TO = r"(?:[.]? ?(?:[-/&+,\u2010-\u2015\u2212]|to|and|or|bis|und|au|et|al?|y) ?)"
_BETWEEN = r"[.,\-/_ \n]*"
_ERA_NAME = r"[พค]\.?ศ"
_ERA = rf"(?:{_ERA_NAME}\.? ?)?"
_ANY_YEAR = re.compile(r"[12][0459]\d\d")
_ERA_YEAR = re.compile("令和|平成")
_NOT_BEFORE = frozenset("0123456789.-/_")
_SHORT_YEAR = re.compile(r"(?<=[^\W\d_])(?:[-/.] ?| ?['’]| )\d\d(?![\d:])")
# In ASCII a day has two numbers, or all in one.
_MAY_BE_A_DAY = re.compile(r"\d\D+\d|\d{8}")
_BEFORE, _AFTER = 48, 24


@dataclass(frozen=True, slots=True)
class _Forms:
    """How days are written with the names of months in English and one other language."""

    months: Mapping[str, int]
    named: re.Pattern[str]
    patterns: tuple[re.Pattern[str], ...]


def days_in(
    text: str, language: str = "en", spoken: bool = True, said: Collection[str] | None = None
) -> Iterator[tuple[dt.date, str]]:
    """Each day that a text in normal form names, with how it is written; `3/4/2026` may be two days, `2/3/04` three.

    Names of months are those of English and of `language`; without `spoken` only days in digits count. `said` are
    the words of the text, where somebody has them already.
    """
    if text.isascii() and not _MAY_BE_A_DAY.search(text):
        return
    yield from _with_short_years(text)
    # Years are few: only what stands around them is looked at.
    dated = _around(_ANY_YEAR, text)
    if not text.isascii():
        dated |= _around(_ERA_YEAR, text)
    yield from _in_digits(GAP.join(dated), language)
    if spoken:
        forms = _forms(language)
        if said is None or not forms.months.keys().isdisjoint(said):
            dated |= _around(_SHORT_YEAR, text)
        near = GAP.join(piece for piece in dated if forms.named.search(piece))
        for pattern in forms.patterns if near else ():
            for match in pattern.finditer(near):
                yield from _named(match, forms.months)


def _around(pattern: re.Pattern[str], text: str) -> set[str]:
    """What stands before and behind each match; a number at either end is whole."""
    found = set()
    for at in pattern.finditer(text):
        begin, end = max(at.start() - _BEFORE, 0), min(at.end() + _AFTER, len(text))
        while begin > 0 and text[begin - 1].isdigit():
            begin -= 1
        while end < len(text) and text[end].isdigit():
            end += 1
        found.add(text[begin:end])
    return found


def _with_short_years(text: str) -> Iterator[tuple[dt.date, str]]:
    for match in _YEAR_SHORT.finditer(text):
        if text[max(match.start() - 1, 0) : match.start()] in _NOT_BEFORE:
            continue
        first, middle, last = match[1], match[3], match[4]
        yield from _day(match, f"20{last}", middle, first)
        yield from _day(match, f"20{last}", first, middle)
        if len(first) == 2:
            yield from _day(match, f"20{first}", middle, last)


def _in_digits(text: str, language: str) -> Iterator[tuple[dt.date, str]]:
    for match in _YEAR_FIRST.finditer(text):
        yield from _day(match, match[1], match[3], match[4])
    for match in _YEAR_FIRST_PLAIN.finditer(text):
        yield from _day(match, match[1], match[2], match[3])
    for match in _YEAR_LAST.finditer(text):
        yield from _day(match, match[4], match[3], match[1])
        yield from _day(match, match[4], match[1], match[3])
    if not text.isascii():
        for match in _EAST_ASIA.finditer(text):
            yield from _day(match, _year(match[1]), match[2], match[3])
    if language.startswith(("th", "lo", "km", "my")):
        for match in _BUDDHIST_LAST.finditer(text):
            yield from _day(match, int(match[4]) - _BUDDHIST, match[3], match[1])


def _year(said: str) -> int:
    if said[:2] in _ERAS:
        return _ERAS[said[:2]] + (1 if said[2:] == "元" else int(said[2:]))
    year = int(said)
    return year - _BUDDHIST if year > 2400 else year


def _named(match: re.Match[str], months: Mapping[str, int]) -> Iterator[tuple[dt.date, str]]:
    said = match.groupdict()
    year = said["year"]
    if said.get("buddhist"):
        year = str(int(said["buddhist"]) - _BUDDHIST)
    elif len(year or "") == 2:
        year = f"20{year}"
    for part in ("day", "until"):
        if said.get(part):
            month = said.get("month_until" if part == "until" else "month") or said["month"]
            yield from _day(match, year, months[month], said[part])


@cache
def _forms(language: str) -> _Forms:
    months = {**dict(month_names(language)), **dict(month_names("en")), **_MORE_NAMES}
    # The longest first: "march" is not "mar" with something behind it.
    known = sorted((name for name in months if not name[:1].isdigit()), key=lambda name: (-len(name), name))
    names = "|".join(map(re.escape, known))
    month = rf"(?P<month>{names})(?:(?![^\W\d_])|(?={_ERA_NAME}))"
    other = rf"(?P<month_until>{names})(?![^\W\d_])"
    day, until = rf"(?<!\d)(?P<day>{_PART}){_ORDINAL}", rf"(?P<until>{_PART}){_ORDINAL}"
    begins = r"(?<![^\W\d_])"
    year = rf"{_BETWEEN}{_OF}{_ERA}(?:(?P<year>{_YEAR})|(?P<buddhist>25\d\d))(?!\d)"
    written = (
        rf"{day}(?:{_TO}{until})?{_APART}{_OF}{month}{year}",
        rf"{day}{_APART}{_OF}{month}{_TO}{until}{_APART}{_OF}{other}{year}",
        rf"{day}[-/. ]?{month}(?:[-/.] ?| ?['’]| )(?P<year>\d\d)(?![\d:])",
        rf"{begins}{month}{_APART}{until}(?:{_TO}(?P<day>{_PART}){_ORDINAL})?{year}",
        rf"{begins}{month}{_APART}(?P<day>{_PART}){_ORDINAL}{_TO}{other}[. ]+{until}{year}",
        rf"(?<!\d)(?P<year>{_YEAR}){_BETWEEN}{month}{_APART}(?P<day>{_PART}){_ORDINAL}(?!\d)",
    )
    return _Forms(months, re.compile(names), tuple(map(re.compile, written)))


def month_names(language: str) -> Iterator[tuple[str, int]]:
    """The names of months in a language, in normal form; none where nobody has written them down."""
    from babel import Locale, UnknownLocaleError, localedata
    from babel.localedata import LocaleDataDict

    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        base, _, region = language.partition("-")
        yield from month_names(base) if region else ()
        return
    # Babel follows an alias by writing into what languages share; read from a copy, other languages keep their names.
    # Those of months lead to months: all else of a language takes long to copy.
    data = LocaleDataDict({"months": copy.deepcopy(localedata.load(str(locale))["months"])})
    for form in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            yield from ((normal(name).rstrip("."), month) for month, name in data["months"][form][width].items())


def _day(match: re.Match[str], year: str | int, month: str | int, day: str) -> Iterator[tuple[dt.date, str]]:
    try:
        yield dt.date(int(year), int(month), int(day)), match[0]
    except ValueError:
        return
