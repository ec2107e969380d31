"""The grammar of numbers in texts: grouped as people and programs do it, with a currency or a unit behind or before."""

from __future__ import annotations

import re
import string
from collections.abc import Collection, Iterator
from functools import cache

from cxsite.matching.characters import beyond_ascii

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
# In Latin-1, which has a question mark for all that it has not.
_PARTING = bytes(code for code in range(256) if re.match(f"[{SEPARATORS}?]", chr(code)))
_ONLY_DIGITS = bytes(code if chr(code) in string.digits else 0x20 for code in range(256))
# What a text looks like: digits, what may part them, all else.
_SHAPE = bytes(0x30 if chr(code) in string.digits else 0x2E if code in _PARTING else 0x20 for code in range(256))
_GROUP = b"0.000"
_FEW = 64
"""Numbers that are sooner looked for one by one."""
_SHORT = 300
"""Characters of a text that is sooner searched than made into another one."""
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
    grouped, begins = (_ASCII_GROUPED, _ASCII_BEGINS) if text.isascii() else (_GROUPED, _BEGINS_GROUPED)
    if len(text) < _SHORT or _has_other_digits(text):
        return grouped.sub(_digits, text) if begins.search(text) else text
    # Of a long text only those runs of digits and of what may part them are looked at that have a group of three.
    shape = text.encode("latin-1", errors="replace").translate(_SHAPE)
    at = shape.find(_GROUP)
    if at < 0:
        return text
    pieces: list[str] = []
    done = 0
    while at >= 0:
        begin, end = shape.rfind(b" ", done, at) + 1 or done, shape.find(b" ", at)
        end = len(text) if end < 0 else end
        pieces += (text[done:begin], grouped.sub(_digits, text[begin:end]))
        done, at = end, shape.find(_GROUP, end)
    return "".join([*pieces, text[done:]])


def _has_other_digits(text: str) -> bool:
    return not text.isascii() and any(map(str.isdecimal, beyond_ascii(text)))


def _digits(match: re.Match[str]) -> str:
    return _SPLIT.sub("", match[0])


def may_hold(text: str, numbers: Collection[str]) -> bool:
    """Whether `numbers_in` may give one of these numbers; `True` where they are too many to ask."""
    if not numbers or len(numbers) > _FEW or _has_other_digits(text):
        return bool(numbers)
    # Whatever parts digits, as far as anything may, is left out.
    runs = text.encode("latin-1", errors="replace").translate(_ONLY_DIGITS, _PARTING).split()
    digits = b" ".join(runs).decode()
    return any(number in digits for number in numbers)


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
