"""Which way lines run, and how figures keep their order in lines that run from the right."""

from __future__ import annotations

_FROM_RIGHT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_ISOLATE, _END = "\u2066", "\u2069"


def from_right(language: str) -> bool:
    """Whether lines of a language (`he`, `ar-EG`) run from right to left."""
    return language.replace("_", "-").split("-")[0].lower() in _FROM_RIGHT


def in_order(text: str) -> str:
    """Figures and signs as they stand, for lines of either direction.

    A minus belongs to no script: in a line from the right it would stand behind its number, and the ends of an interval
    would change places.
    """
    return f"{_ISOLATE}{text}{_END}"
