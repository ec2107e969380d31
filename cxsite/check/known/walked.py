"""What walks through single items found, for the next check of content that is nearly the same.

An item never changes: one that was read anew is another object. So what hangs on an item, on roadmap.yml and on the day
is looked up by the object itself, and is right as long as roadmap.yml and the day are the same ones.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from cxsite.check.known.answers import Answers

T = TypeVar("T")


class Walked:
    """What was found in the items of the last check, and in those of this one. Not for two threads at once."""

    __slots__ = ("_basis", "_before", "_now", "answers")

    def __init__(self, answers: Answers | None = None) -> None:
        self.answers = answers or Answers()
        """What earlier checks asked, and were told."""
        self._basis: tuple[object, ...] = ()
        self._before: dict[Hashable, tuple[object, object]] = {}
        self._now: dict[Hashable, tuple[object, object]] = {}

    def begin(self, *basis: object) -> None:
        """Begin a check; what was found is forgotten where anything in `basis` is another one, and what only earlier
        checks asked for."""
        same = len(basis) == len(self._basis) and all(map(_is_same, basis, self._basis))
        self._before = self._now if same else {}
        self._now = {}
        self._basis = basis
        self.answers.begin()

    def of(self, what: str, item: object, walk: Callable[[], T]) -> T:
        """What a walk through an item finds; `what` names the walk and all that it hangs on besides item and basis."""
        name = (what, id(item))
        found = self._now.get(name)
        if found is None or found[0] is not item:
            found = self._before.get(name)
            if found is None or found[0] is not item:
                found = (item, walk())
            self._now[name] = found
        return cast(T, found[1])


def _is_same(one: object, other: object) -> bool:
    return one is other or one == other
