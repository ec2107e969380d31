"""The word that somebody probably meant: only one that is near enough to be a slip of the fingers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_MOST = 3
_BETWEEN = re.compile(r"[\s_\u2010-\u2015-]+")


def nearest(word: str, words: Iterable[str]) -> tuple[str, ...]:
    """Those of `words` that are nearest to `word`, all equally near, at most three; none where nothing is near.

    Near is at most one slip (a letter wrong, missing, added, or two swapped) in a word of three to five letters, two
    in one of up to nine, three in a longer one; more than one only behind the same first letter. Case, accents and
    what stands between the parts of a name don't count; nor does the order of the parts.
    """
    wanted = fold(word)
    most = _slips(len(wanted))
    found: dict[int, list[str]] = {}
    for known in sorted(set(words)):
        distance = _distance(wanted, fold(known), most)
        if distance is not None:
            most = min(most, distance)
            found.setdefault(distance, []).append(known)
    best = found[min(found)] if found else []
    # A word that was not typed to its end is nearer than one of which a letter is another.
    begun = [known for known in best if fold(known).startswith(wanted) or wanted.startswith(fold(known))]
    best = begun if len(begun) == 1 else best
    return tuple(best) if len(best) <= _MOST else ()


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """`did you mean `a` or `b`?` with the nearest of `words`; empty where nothing is near."""
    found = nearest(word, words)
    return f"did you mean {' or '.join(f'`{name}`' for name in found)}?" if found else ""


def meant_or_listed(word: str, words: Iterable[str]) -> str:
    """`; did you mean …?` with the nearest of `words`; all of them where nothing is near."""
    known = list(words)
    asked = did_you_mean(word, known)
    return f"; {asked}" if asked else "; there are " + ", ".join(f"`{name}`" for name in known)


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """A word without what fingers and programs do to it: case, accents, hyphens, spaces, invisible characters."""
    plain = unicodedata.normalize("NFKD", word.casefold().replace("ß", "ss"))
    seen = (c for c in plain if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return _BETWEEN.sub("-", "".join(seen)).strip("-")


def _slips(length: int) -> int:
    return 0 if length < 3 else 1 if length < 6 else 2 if length < 10 else 3


def _distance(word: str, other: str, most: int) -> int | None:
    """How many slips lie between two words; None for more than `most`."""
    if word == other:
        return 0
    if not most:
        return None
    if "-" in word and sorted(word.split("-")) == sorted(other.split("-")):
        return 1
    bare, of_other = word.replace("-", ""), other.replace("-", "")
    if bare == of_other:
        return 1
    if abs(len(word) - len(other)) > most:
        return None
    found = _edits(word, other, most)
    # A short word that became another short one, and a long one with another beginning, are other words.
    far = found > 1 and word[:1] != other[:1]
    return None if found > min(most, _slips(len(other))) or far else found


def _edits(word: str, other: str, most: int) -> int:
    """Letters wrong, missing, added or swapped with their neighbour (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        before, last, row = row, before, [i]
        for j, found in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != found))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == found:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
