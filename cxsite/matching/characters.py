"""Characters by what they are for readers: not seen, marks, digits, letters of scripts that know no spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import chain
from unicodedata import category, decimal

IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Characters that nobody sees: Unicode's property Default_Ignorable_Code_Point, as the inside of a class."""

HAN_AND_KANA = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u302f\u3031-\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00016fe0-\U0003ffff"
)
"""Scripts without spaces in which two characters are about a word."""

BRAHMIC = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ec6\u0ec8-\u0ece\u0edc-\u0edf\u0f40-\u0fbc\u1000-\u103f\u104c-\u108f"
    "\u109a-\u109f\u1780-\u17d3\u17d7\u17dc\u17dd\u1950-\u19cf\u1a20-\u1a7c\ua9e0-\ua9ef\ua9fa-\ua9fe\uaa60-\uaadf"
)
"""Scripts without spaces in which four or five characters are about a word: Thai, Lao, Tibetan, Myanmar, Khmer …"""

UNSPACED = HAN_AND_KANA + BRAHMIC
"""All scripts that are written without spaces."""


_ASCII_BYTES = bytes(range(128))


def beyond_ascii(text: str) -> str:
    """The characters beyond ASCII in a text, each once, in order."""
    left = text.encode("utf-8", "surrogatepass").translate(None, _ASCII_BYTES)
    return "".join(sorted(set(left.decode("utf-8", "surrogatepass"))))


def char_class(found: Iterable[int]) -> str:
    """Code points in order as the inside of a class of a regular expression."""
    parts: list[list[int]] = []
    for code in found:
        if parts and parts[-1][1] == code - 1:
            parts[-1][1] = code
        else:
            parts.append([code, code])
    return "".join(re.escape(chr(low)) + (f"-{re.escape(chr(high))}" if high > low else "") for low, high in parts)


def without_large_blocks() -> Iterable[int]:
    """Code points among which all signs, marks and digits are: without ideographs, syllables of Hangul, surrogates and
    what is for private use, which are most of all characters."""
    return chain(range(0x24, 0x3400), range(0xA000, 0xAC00), range(0xF900, 0x17000), range(0x1B000, 0x20000))


def of_category(begins: str) -> str:
    """Those of a general category of Unicode, or of all that begin so, as the inside of a class."""
    return char_class(code for code in without_large_blocks() if category(chr(code)).startswith(begins))


@cache
def marks() -> str:
    """Marks that belong to the letter before them, such as the vowels of Hindi."""
    return char_class(code for code in _plane() if category(chr(code))[0] == "M")


@cache
def digits() -> str:
    """Digits other than 0 to 9, such as those of Arabic."""
    return char_class(code for code in _plane() if decimal(chr(code), None) is not None)


def _plane() -> Iterable[int]:
    return (code for code in without_large_blocks() if 0x300 <= code < 0xFFFF)


POINTING = (
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
)
"""What Hebrew and Arabic may write or leave out: points of vowels, marks of recitation, the line that stretches."""

SAME = str.maketrans("أإآٱىکیے", "اااايكيي")
"""Letters of Arabic that many write for one another, and the forms that Persian and Urdu have for them."""
