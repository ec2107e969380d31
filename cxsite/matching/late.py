"""Patterns that are compiled when somebody first asks with them: those with large classes of characters take longer to
compile than a small site to check, and most texts are ASCII."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn")


class _Late:
    """Becomes a pattern, as far as its methods go, with the first of them that is asked for."""

    def __init__(self, spell: Callable[[], str]) -> None:
        self._spell = spell

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        pattern = re.compile(self._spell())
        # From now on they are found at once, as those of a pattern are.
        self.__dict__.update({method: getattr(pattern, method) for method in _METHODS})
        return self.__dict__[name]


def late(spell: Callable[[], str]) -> re.Pattern[str]:
    """The pattern that `spell` writes, compiled when one of its methods is first asked for."""
    return cast("re.Pattern[str]", _Late(spell))
