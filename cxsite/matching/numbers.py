"""The grammar of numbers in texts: grouped as people and programs do it, with a currency or a unit behind or before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

LEAST = 4
"""Digits of the numbers that are told, and of the groups of numbers in East Asia."""
GLUED = 5
"""Digits of a number that is one although letters stand right before or behind it, as in `x240000`."""
_MARKS = ".,'’_·\u066c\u02bc\u055a\uff07"
# Spaces that no compatibility form has replaced yet, too: the thin one, the figure space.
_SPACES = "\u0020\u00a0\u2000-\u200a\u202f\u205f\u3000"
SEPARATORS = _MARKS + _SPACES
"""What parts groups of digits, as the inside of a class."""
_SEPARATOR = f"[{SEPARATORS}]"
# Thousands, and as in India thousands with hundreds of them before; one mark throughout. Begins with a digit, which is
# quickly found; what stands before that is asked then.
_GROUPED = re.compile(
    rf"\d(?<![\d.,]\d)(?:\d{{0,2}}(?P<a>{_SEPARATOR})\d{{3}}(?:(?P=a)\d{{3}})*|\d?(?P<b>[,_])(?:\d{{2}}(?P=b))+\d{{3}})(?!\d)"
)
# A single digit first, which `re` finds faster than a repeated one.
_CHAIN = re.compile(rf"\d\d{{0,3}}(?:{_SEPARATOR}\d{{2,4}})+(?!\d)")
# The same for texts of ASCII, which are most: classes without other characters are quicker.
_ASCII_SEPARATOR = "[.,'_ ]"
_ASCII_GROUPED = re.compile(_GROUPED.pattern.replace(_SEPARATOR, _ASCII_SEPARATOR), re.ASCII)
_ASCII_CHAIN = re.compile(_CHAIN.pattern.replace(_SEPARATOR, _ASCII_SEPARATOR), re.ASCII)
_SPLIT = re.compile(_SEPARATOR)
_BEGINS_GROUPED = re.compile(rf"\d{_SEPARATOR}\d\d")
_ASCII_BEGINS = re.compile(rf"\d{_ASCII_SEPARATOR}\d\d", re.ASCII)
_DIGITS = re.compile(r"\d\d\d\d+")
_ASCII_DIGITS = re.compile(r"[0-9][0-9][0-9][0-9]+")
_LETTERS_BEFORE = re.compile(r"(?:(?<![^\W_])|\A)(?<![#&])[^\W\d_]+\Z")
_LETTERS = re.compile(r"[^\W\d_]+(?![^\W_])")
_LONGEST_UNIT = 40
_MOST_GROUPS = 5


def ungrouped(text: str) -> str:
    """The text with the digits of each grouped number in a row."""
    if text.isascii():
        return _ASCII_GROUPED.sub(_digits, text) if _ASCII_BEGINS.search(text) else text
    return _GROUPED.sub(_digits, text) if _BEGINS_GROUPED.search(text) else text


def _digits(match: re.Match[str]) -> str:
    return _SPLIT.sub("", match[0])


def numbers_in(text: str, *, every: bool = True) -> Iterator[str]:
    """The digits of each whole number of at least four digits in a text, in every way in which it can be read.

    `5 240 000` may be one number, or a five before another; without `every`, what is grouped is left out. Text in
    compatibility form; case does not matter.
    """
    is_ascii = text.isascii()
    for match in (_ASCII_DIGITS if is_ascii else _DIGITS).finditer(text):
        if _is_one(text, match):
            yield match[0]
    if every and (_ASCII_BEGINS if is_ascii else _BEGINS_GROUPED).search(text):
        for match in (_ASCII_CHAIN if is_ascii else _CHAIN).finditer(text):
            if text[max(match.start() - 1, 0) : match.start()].isdigit():
                continue
            yield from _joined(_SPLIT.split(match[0]), _SPLIT.findall(match[0]))


def _is_one(text: str, match: re.Match[str]) -> bool:
    """Whether digits are a number: alone, or with a unit or another word on one side."""
    start, end = match.span()
    before, after = text[start - 1 : start], text[end : end + 1]
    if not before.isalnum() and not after.isalnum():
        return before not in ("#", "&")
    if before.isalnum() and after.isalnum():
        return False
    if before.isalnum():
        glued = _LETTERS_BEFORE.search(text, max(start - _LONGEST_UNIT, 0), start)
    else:
        glued = _LETTERS.match(text, end, end + _LONGEST_UNIT)
    return glued is not None and (end - start >= GLUED or glued[0].casefold() in currencies())


def _joined(groups: list[str], marks: list[str]) -> Iterator[str]:
    """Each run of the groups that makes a number by one of the ways of grouping, with one mark throughout."""
    for start in range(len(groups)):
        for end in range(start + 2, min(start + _MOST_GROUPS, len(groups)) + 1):
            head, *middle, last = groups[start:end]
            if len({*marks[start : end - 1]}) > 1:
                break
            by_three = len(last) == 3 and len(head) <= 3 and all(len(group) == 3 for group in middle)
            as_in_india = len(last) == 3 and len(head) <= 2 and bool(middle) and all(len(g) == 2 for g in middle)
            by_four = len(last) == 4 and all(len(group) == 4 for group in middle)
            # A space parts any two numbers, such as a quarter and its year.
            if by_three or ((as_in_india or by_four) and marks[start] in ",_\u066c"):
                yield "".join(groups[start:end])


@cache
def currencies() -> frozenset[str]:
    """The codes of all currencies, in lower case."""
    from babel.localedata import load

    return frozenset(code.casefold() for code in load("en")["currency_names"])
