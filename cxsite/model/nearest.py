"""The word that somebody probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The one of `words` that is most like `word`, in any case; `None` when nothing is."""
    by_folded = {known.casefold(): known for known in sorted(words, reverse=True)}
    found = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else None


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """`; did you mean …?` with the nearest of `words`; all of them where nothing is near."""
    known = list(words)
    found = nearest(word, known)
    return f"; did you mean `{found}`?" if found else "; there are " + ", ".join(f"`{name}`" for name in known)
