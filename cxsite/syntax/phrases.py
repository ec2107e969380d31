"""Small pieces of sentences."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

_LONGEST = 70
_MOST = 80


def listed(words: Iterable[str]) -> str:
    """Words as a sentence names them: `a`, `b` or `c`."""
    quoted = [f"`{word}`" for word in islice(words, _MOST + 1)]
    if len(quoted) > _MOST:
        return ", ".join(quoted[:_MOST]) + " …"
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " or " + quoted[-1] if quoted else ""


def short(value: object) -> str:
    """A text in one line, cut where it is too long to be quoted in a sentence."""
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
