"""Whether a reader will notice more than a corrected spelling."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import Any

from cxsite.model.change import Weight

_WORD = re.compile(r"\w+")
_LONG_ENOUGH = 5
"""Shorter words are not misspelt into another: `now` and `not` say different things."""
_ALIKE = 0.75


def weight_of(before: Any, after: Any) -> Weight:
    """`cosmetic` where only spelling, punctuation, spaces or the order of a list differ."""
    if isinstance(before, str) and isinstance(after, str):
        return "cosmetic" if _same_words(before, after) else "material"
    if isinstance(before, (list, tuple)) and isinstance(after, (list, tuple)):
        return "cosmetic" if sorted(map(repr, before)) == sorted(map(repr, after)) else "material"
    return "material"


def _same_words(before: str, after: str) -> bool:
    was, now = (_WORD.findall(unicodedata.normalize("NFKC", text).casefold()) for text in (before, after))
    if not was or not now:
        return False
    return len(was) == len(now) and all(map(_same_word, was, now))


def _same_word(was: str, now: str) -> bool:
    if was == now:
        return True
    if min(len(was), len(now)) < _LONG_ENOUGH or any(c.isdigit() for c in was + now):
        return False
    return was[0] == now[0] and SequenceMatcher(None, was, now, autojunk=False).ratio() >= _ALIKE
