"""Where the search parts words: at spaces and punctuation, and in scripts that write no spaces where a rule may.

The theme's search takes a regular expression of JavaScript that matches between words, also the empty string. The same
expression parts what is typed, so both come apart alike: 満足度 is found where 満, 足 and 度 are, first what has all of
them. Words of a dictionary are better: jieba, where it is installed, parts Chinese into them with U+200B.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

PLAIN = (
    r"[\s\u200b\u3000\-\u2010-\u2015/()\[\]{}\"'\u2018-\u201f\u2039\u203a\u00ab\u00bb!?\u00bf\u00a1:;\u2026\u00b7"
    r"\u3001\u3002\u3008-\u3011\uff01\uff08\uff09\uff0c\uff0e\uff1a\uff1b\uff1f]+|[.,](?!\d)|&(?:lt|gt|amp);"
)
"""Between the words of scripts that write spaces; 2.8 stays whole."""

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_HIRAGANA, _KATAKANA = r"\u3040-\u309f", r"\u30a0-\u30ff"
_THAI, _BEFORE_CONSONANTS = r"\u0e00-\u0e7f", r"\u0e40-\u0e44"


def _edges(script: str) -> str:
    """Where texts of a script begin and end."""
    return rf"|(?<![{script}])(?=[{script}])|(?<=[{script}])(?![{script}])"


# Each is with look-behind, which browsers before 2023 refuse: only where such a script is read at all.
_EACH_HAN = rf"|(?=[{_HAN}])|(?<=[{_HAN}])"
# Before each mora of katakana: compounds are written without a space, and any of their words is looked for.
_MORA = r"\u30a2\u30a4\u30a6\u30a8\u30aa-\u30c2\u30c4-\u30e2\u30e4\u30e6\u30e8-\u30ed\u30ef-\u30f4"
_KANA = f"{_edges(_HIRAGANA)}{_edges(_KATAKANA)}|(?=[{_MORA}])"
# A syllable begins with its consonant, or with the vowel that is written before it.
_SYLLABLES = rf"|(?=[{_BEFORE_CONSONANTS}])|(?<![{_BEFORE_CONSONANTS}])(?=[\u0e01-\u0e2e])|(?<=[{_THAI}])(?![{_THAI}])"

WITHOUT_SPACES = ("ja", "th", "zh")
"""Languages whose own settings in the theme part what is read otherwise than what is typed."""


def separator_for(texts: Iterable[str], *, words_of_chinese: bool) -> str:
    """The expression for texts of these scripts. `words_of_chinese`: Chinese characters are parted already."""
    others = [text for text in texts if not text.isascii()]
    found = {script for text in others for script, finds in _FINDS.items() if finds(text)}
    kana = bool(found & {_HIRAGANA, _KATAKANA})
    each = _HAN in found and not words_of_chinese
    return PLAIN + (_EACH_HAN if each else "") + (_KANA if kana else "") + (_SYLLABLES if _THAI in found else "")


_FINDS = {script: re.compile(f"[{script}]").search for script in (_HAN, _HIRAGANA, _KATAKANA, _THAI)}
