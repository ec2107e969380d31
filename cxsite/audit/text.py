"""Text in one normal form: whatever the encoding, the same words compare equal."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"\d+\.\d+(?![\w])|[^\W_]+|\x1d+|[\x1e\x1f]+")
_ASCII_WORD = re.compile(r"\d+\.\d+(?![\w])|[a-z0-9]+|\x1d+|[\x1e\x1f]+", re.ASCII)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,'’\u00a0\u2009\u202f ]\d{3})+(?!\d)")
_WHOLE = re.compile(r"(?<=\d)\.0+(?![\w.])")
_SEPARATORS = re.compile(r"[.,'’\u00a0\u2009\u202f ]")

BLOCK = "\x1f"
"""Stands between texts that belong to different blocks of a page."""
INLINE = "\x1d"
"""Stands where the markup of a text begins or ends: what it parts may belong together or not."""
GAP = "\x1e"
"""Stands where lines were left out that had been read before."""


def normal(text: str) -> str:
    """Compatibility form, without case, marks of direction, soft hyphens; numbers without grouping and `.0`."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    text = _GROUPED.sub(_ungrouped, text)
    if ".0" in text:
        text = _WHOLE.sub("", text)
    # Equal for ASCII, and much faster.
    return text.lower() if text.isascii() else text.casefold()


def _ungrouped(match: re.Match[str]) -> str:
    return _SEPARATORS.sub("", match[0])


def tokens(text: str) -> list[str]:
    """The words and numbers of a text in normal form, and what stands for the borders of blocks between them."""
    return (_ASCII_WORD if text.isascii() else _WORD).findall(text)


def words(text: str) -> list[str]:
    """The words and numbers of a text in normal form."""
    return [token for token in tokens(text) if token > BLOCK]


def shingles(found: list[str], size: int) -> zip[tuple[str, ...]]:
    """Every run of `size` words."""
    return zip(*(found[start:] for start in range(size)), strict=False)
