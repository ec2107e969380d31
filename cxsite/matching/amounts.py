"""Amounts of money in texts: a number of the one grammar of numbers, with a currency before or behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cxsite.matching.characters import of_category
from cxsite.matching.numbers import SEPARATORS

FEWEST = 3
"""Digits of a number that is an amount worth a look; with a word such as `million` behind it any number is."""

_WRITTEN = rf"(?<![\d{SEPARATORS[:2]}])\d+(?:[{SEPARATORS}]\d+)*"
_DIGIT = re.compile(r"\d")
_GAP = rf"[ \t{SEPARATORS}\u00a0-]?"
# A code that is also a word in capitals: "TOP 100", "ALL 2500 customers".
_WORDS_TOO = frozenset(("ALL", "ANG", "BOB", "CUP", "COP", "DOP", "GEL", "LAK", "MAD", "MOP", "PEN", "RON", "SOS"))
_WORDS_TOO |= {"TOP", "TRY", "VES", "WST"}
_SCALES = (
    r"[kKTM]|m|mn|mln|bn|Mio\.?|Mrd\.?|Tsd\.?|[Mm]illi(?:on|oun)s?|[Mm]illionen|[Mm]illiarden?|[Mm]illiards?|[Bb]illions?"
    r"|[Tt]housand|[Tt]ausend|mille|mil|mill[oó]n(?:es)?(?: de)?|millions? d['’e]|milliards? d['’e]"
    r"|[千万萬億亿만억]|百万|ล้าน|พัน|แสน|مليون|ألف|مليار|מיליון|אלף|מיליארד"
)
_NAMES = (
    r"[Ee]uros?|[Dd]ollars?|[Dd]ólar(?:es)?|[Pp]ounds?(?! of)|Pfund|[Ll]ibras?|[Ll]ivres? sterling"
    r"|[Ff]ranken|[Ff]rancs?|[Ff]rancos?|[Yy]en|[Bb]aht|[Rr]upees?|[Kk]ron(?:or|er|en)|[Zz]ł|Kč|TEUR|kEUR|Rs\.?|R\$"
    r"|円|元|圆|圓|人民币|日元|欧元|美元|ユーロ|ドル|원|유로|달러|บาท|ยูโร|ดอลลาร์"
    r"|يورو|دولار|ريال|درهم|جنيه|אירו|יורו|דולר|שקל(?:ים)?|ש[\"״]ח"
)
# Scripts without spaces write them in one with what follows, and Hebrew and Arabic may put a letter before them.
_LATIN_END = r"(?![A-Za-zÀ-ɏ])"


def amounts_in(text: str) -> Iterator[tuple[int, int]]:
    """Where each amount of money in a text begins and ends, in any script, grouping and order of number and currency.

    Numbers of less than three digits are none, unless a word such as `million` stands behind them.
    """
    if not _DIGIT.search(text) or not _begins().search(text):
        return
    for match in _pattern().finditer(text):
        number = match["behind"] or match["before"]
        scale = match["scale_behind"] or match["scale_before"]
        if scale or sum(character.isdecimal() for character in number) >= FEWEST:
            yield match.span()


@cache
def _begins() -> re.Pattern[str]:
    """A digit beside what may be a currency or a scale: quickly asked."""
    return re.compile(rf"\d{_GAP}[^\W\d_{SEPARATORS}]|\d{_GAP}[{_signs()}]|[^\W\d_]{_GAP}\d|[{_signs()}.]{_GAP}\d")


@cache
def _pattern() -> re.Pattern[str]:
    codes = "|".join((*sorted(_codes() - _WORDS_TOO), "eur", "usd", "gbp", "chf"))
    words = rf"(?:{codes})(?![A-Za-z])|(?:{_NAMES}){_LATIN_END}"
    scale = rf"(?:{_GAP}(?P<scale_%s>{_SCALES}))?"
    behind = rf"(?P<behind>{_WRITTEN}){scale % 'behind'}{_GAP}(?:[{_signs()}]|{words})"
    currency = rf"(?:[{_signs()}]|(?<![A-Za-z])(?:{codes}|{_NAMES}))"
    before = rf"{currency}{_GAP}(?P<before>{_WRITTEN})(?:{scale % 'before'}(?![A-Za-z]))?"
    return re.compile(rf"{behind}|{before}")


@cache
def _signs() -> str:
    """The signs of all currencies, as the inside of a class."""
    return of_category("Sc")


@cache
def _codes() -> frozenset[str]:
    """The codes of the currencies that are in use somewhere."""
    # Most texts hold no number beside a word, and need no list of currencies.
    from babel.core import get_global

    territories = get_global("territory_currencies").values()
    return frozenset(code for entries in territories for code, _, end, tender in entries if end is None and tender)
