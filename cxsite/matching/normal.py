"""Text in one normal form: whatever the writing, the same words compare equal. With marks for the borders of blocks."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Container, Iterator
from itertools import groupby

from cxsite.matching.characters import (
    BRAHMIC,
    IGNORABLE,
    POINTING,
    SAME,
    UNSPACED,
    beyond_ascii,
    digits,
    marks,
)
from cxsite.matching.late import late
from cxsite.matching.numbers import ungrouped

BLOCK = "\x1f"
"""Stands between texts that belong to different blocks of a page."""
INLINE = "\x1d"
"""Stands where the markup of a text begins or ends: what it parts may belong together or not."""
GAP = "\x1e"
"""Stands where lines were left out that had been read before."""

_WORD = late(lambda: rf"\d+\.\d+(?![\w])|[^\W_]+(?:[{marks()}]+[^\W_]*)*|\x1d+|[\x1e\x1f]+")
_MARK = late(lambda: f"[{marks()}]")
_ASCII_WORD = re.compile(r"[a-z][a-z0-9]*|\d+\.\d+(?![\w])|[a-z0-9]+|\x1d+|[\x1e\x1f]+", re.ASCII)
# Begins with a digit, which is quickly found; what stands before that is asked then. Most texts have no such point.
_DECIMAL = re.compile(r"\d(?<![a-z0-9]\d)\d*\.\d+(?![\w])", re.ASCII)
_DECIMAL_POINT = re.compile(r"\.(?<=[0-9]\.)[0-9]")
_POINT = "\x00"
_BORDERS = re.compile(f"([{GAP}{BLOCK}]+)")
_INLINES = re.compile(f"({INLINE}+)")
_KEPT = f"{string.ascii_lowercase}{string.digits}{INLINE}{GAP}{BLOCK}"
_ONLY_WORDS = {code: " " for code in range(128) if chr(code) not in _KEPT}
_ONLY_POINTED = {code: sign for code, sign in _ONLY_WORDS.items() if chr(code) != _POINT}
_INVISIBLE = late(lambda: f"[{IGNORABLE}]")
# Begins with a sign that is quickly found; what stands before that is asked then.
_WHOLE = re.compile(r"\.(?<=\d\.)0+(?![\w.])")
# Of all others the compatibility form is that of each by itself: they are no marks, and compose with none.
_COMPOSED = re.compile("[^\u00a0-\u02ff\u2000-\u20cf\u2100-\u2bff]")
# Nothing below is asked of texts in Latin, Greek and Cyrillic letters.
_OTHER_SCRIPT = re.compile("[\u0590-\u1bff\u2e80-\ud7ff\uf900-\ufaff\U00011000-\U0003ffff]")
_POINTING = late(lambda: f"[{POINTING}]")
_DIGIT = late(lambda: f"[{digits()}]")
_ARABIC = re.compile("[\u0620-\u06ff]")
# An engine breaks lines anywhere in such a script.
_SPACE_WITHIN = late(lambda: rf"(?<=[{UNSPACED}])[ \n\r\t]+(?=[{UNSPACED}])")
_RUN = late(lambda: f"[{UNSPACED}]+")
_BRAHMIC = late(lambda: f"[{BRAHMIC}]")
_ONE_WORD = re.compile("[\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff]+")

HAN_GRAM, BRAHMIC_GRAM = 6, 12
"""Characters in a row, about three words, that give a text away where nothing parts words."""
_HAN_LONG, _BRAHMIC_LONG = 10, 20


def normal(text: str) -> str:
    """Compatibility form, without case and what nobody sees; digits as 0 to 9, numbers without grouping and `.0`.

    Hebrew and Arabic are without points; scripts without spaces have none.
    """
    return without_case(unfolded(text))


def without_case(text: str) -> str:
    """The normal form of a text that is in compatibility form."""
    text = ungrouped(text)
    if ".0" in text:
        text = _WHOLE.sub("", text)
    # Equal for ASCII, and much faster.
    return text.lower() if text.isascii() else text.casefold()


def unfolded(text: str) -> str:
    """The compatibility form of a text; case and numbers stay."""
    if text.isascii():
        return text
    # Of the characters beyond ASCII, most texts have few: what they are is asked of them, not of the whole text.
    beyond = beyond_ascii(text)
    if _INVISIBLE.search(beyond):
        text = _INVISIBLE.sub("", text)
    if _COMPOSED.search(beyond):
        text = unicodedata.normalize("NFKC", text)
    else:
        for sign in beyond:
            text = text.replace(sign, unicodedata.normalize("NFKC", sign))
    if _OTHER_SCRIPT.search(beyond + unicodedata.normalize("NFKC", beyond)) and _OTHER_SCRIPT.search(text):
        text = _DIGIT.sub(lambda match: str(unicodedata.decimal(match[0])), _POINTING.sub("", text))
        if _ARABIC.search(text):
            text = text.translate(SAME)
        text = _SPACE_WITHIN.sub("", text)
    return text


def tokens(text: str) -> list[str]:
    """The words and numbers of a text in normal form, and what stands for the borders of blocks between them."""
    if text.isascii():
        return _ascii_tokens(text)
    found: list[str] = []
    for is_ascii, lines in _by_script(text):
        found += (_ascii_tokens if is_ascii else _WORD.findall)(lines)
    return found


def vocabulary(text: str) -> set[str]:
    """The words and whole numbers of a text in normal form, each once: who asks for no order has them sooner. Of a
    decimal number there are the two that its point parts."""
    if text.isascii():
        return set(text.translate(_ONLY_WORDS).split())
    found: set[str] = set()
    for is_ascii, lines in _by_script(text):
        said = lines.translate(_ONLY_WORDS) if is_ascii else " ".join(_WORD.findall(lines)).replace(".", " ")
        # The marks of borders are spaces to `split`.
        found.update(said.split())
    return found


def _by_script(text: str) -> Iterator[tuple[bool, str]]:
    """The lines of a text in turn, each run of them with whether it is ASCII, in which words are quickly found.

    What is no part of any word parts words, as a space does; and no word goes over the end of a line."""
    for sign in beyond_ascii(text):
        if not sign.isalnum() and not _MARK.match(sign):
            text = text.replace(sign, " ")
    if text.isascii():
        yield True, text
        return
    for is_ascii, lines in groupby(text.split("\n"), str.isascii):
        yield is_ascii, "\n".join(lines)


def _ascii_tokens(text: str) -> list[str]:
    """The same of an ASCII text: it is parted at spaces, when all else is a space and marks in a row stand alone."""
    if _POINT in text:
        return _ASCII_WORD.findall(text)
    # The point of a decimal number belongs to it.
    parted = _DECIMAL.sub(_pointed, text) if _DECIMAL_POINT.search(text) else text
    parted = parted.translate(_ONLY_POINTED)
    for border in (_BORDERS, _INLINES):
        parted = " ".join(border.split(parted))
    found = list(filter(None, parted.split(" ")))
    return [token.replace(_POINT, ".") for token in found] if _POINT in parted else found


def _pointed(match: re.Match[str]) -> str:
    """A decimal number with a point that is no border; digits behind a letter are a part of its word."""
    return match[0].replace(".", _POINT)


def words(text: str) -> list[str]:
    """The words and numbers of a text in normal form."""
    return [token for token in tokens(text) if token > BLOCK]


def shingles(found: list[str], size: int) -> zip[tuple[str, ...]]:
    """Every run of `size` words."""
    return zip(*(found[start:] for start in range(size)), strict=False)


def is_unspaced(text: str) -> bool:
    """Whether a text in normal form holds anything in a script without spaces."""
    return not text.isascii() and _RUN.search(text) is not None


def grams(text: str) -> Iterator[str]:
    """Every run of characters of a text in normal form that is long enough to say something, in scripts without spaces.

    One loan word in Katakana is one word, however long.
    """
    for run in _RUN.findall(text):
        yield from (gram for gram, _ in _grams(run))


def _grams(run: str) -> Iterator[tuple[str, int]]:
    size = BRAHMIC_GRAM if _BRAHMIC.match(run) else HAN_GRAM
    for start in range(len(run) - size + 1):
        gram = run[start : start + size]
        if not _ONE_WORD.fullmatch(gram):
            yield gram, start


def long_grams(text: str, known: Container[str]) -> Iterator[str]:
    """The first of the `known` grams of each stretch that such grams cover together, where that is as long as about
    five words."""
    for run in _RUN.findall(text):
        least = _BRAHMIC_LONG if _BRAHMIC.match(run) else _HAN_LONG
        first, begin, end = "", 0, -1
        for gram, start in _grams(run):
            if gram not in known:
                continue
            if start > end:
                first, begin = gram, start
            end = start + len(gram)
            if first and end - begin >= least:
                yield first
                first = ""


def weight(text: str) -> int:
    """About how many words a text in normal form has, whatever the script."""
    if text.isascii():
        return len(words(text))
    inside = sum(
        -(-len(run) // (BRAHMIC_GRAM // 3 if _BRAHMIC.match(run) else HAN_GRAM // 3)) for run in _RUN.findall(text)
    )
    return inside + len(words(_RUN.sub(" ", text)))
