"""The nearest of the words that would be right."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable


def nearest(word: str, allowed: Iterable[str]) -> str | None:
    """The allowed word that `word` most probably means, or None.

    Case, spaces, hyphens and underscores count for nothing; `cost` is not near to `consulted`.
    """
    by_form: dict[str, str] = {}
    for candidate in allowed:
        by_form.setdefault(_form(candidate), candidate)
    wanted = _form(word[:80])
    if wanted in by_form:
        return by_form[wanted]
    found = difflib.get_close_matches(wanted, list(by_form), n=1, cutoff=0.65)
    return by_form[found[0]] if found else None


def _form(word: str) -> str:
    return re.sub(r"[\W_]+", "", word).casefold()


def listed(words: Iterable[str]) -> str:
    """Words as a sentence names them: `a`, `b` or `c`."""
    quoted = [f"`{word}`" for word in words]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " or " + quoted[-1] if quoted else ""
