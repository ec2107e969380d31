"""Text in one normal form: whatever the encoding, the same words compare equal."""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"\d+\.\d+(?![\w])|[^\W_]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,'\u00a0\u2009\u202f ]\d{3})+(?!\d)")
_WHOLE = re.compile(r"(?<=\d)\.0+(?![\w.])")
_SEPARATORS = re.compile(r"[.,'\u00a0\u2009\u202f ]")

BLOCK = "\x1f"
"""Stands between texts that belong to different blocks of a page."""


def normal(text: str) -> str:
    """Compatibility form, without case, marks of direction, soft hyphens; numbers without grouping and `.0`."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    text = _GROUPED.sub(lambda match: _SEPARATORS.sub("", match[0]), text)
    return _WHOLE.sub("", text).casefold()


def words(text: str) -> list[str]:
    """The words and numbers of a text in normal form."""
    return WORD.findall(text)


def shingles(tokens: list[str], size: int) -> zip[tuple[str, ...]]:
    """Every run of `size` words."""
    return zip(*(tokens[start:] for start in range(size)), strict=False)
