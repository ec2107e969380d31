"""Texts in which a search finds nothing are remembered, so that they need not be searched again.

A search here is a function of texts alone, so what it found once it finds always, and most searches of most texts find
nothing. That is all that is remembered beyond a process: a digest of each such question, which tells nothing of the
text. Where nothing is remembered, everything is searched, with the same result.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_SIZE = 16
"""Bytes of a digest: 128 bits, so that two questions never have the same one."""
_MOST = 1_000_000


class Silence:
    """The questions to which nothing was the answer: those `known` from before, and those `asked` in this process."""

    __slots__ = ("_asked", "_known", "_whole")

    def __init__(self) -> None:
        self._known: frozenset[bytes] = frozenset()
        self._whole = b""
        self._asked: set[bytes] = set()

    def learn(self, written: bytes) -> None:
        """Take over what `written` gave, of another process; anything of another length counts as nothing."""
        self._whole = whole = written if len(written) % _SIZE == 0 else b""
        self._known = frozenset(whole[at : at + _SIZE] for at in range(0, len(whole), _SIZE))

    def written(self) -> bytes:
        """The questions that were asked in this process, and those known from before: another day, or another edit,
        may ask them again. Where they are very many, only those that were asked."""
        new = self._asked - self._known
        if len(self._known) + len(new) > _MOST:
            return b"".join(sorted(self._asked))
        return self._whole + b"".join(sorted(new))

    def hear(self, asked: Iterable[bytes]) -> None:
        """Add what was asked elsewhere."""
        self._asked.update(asked)

    def clear(self) -> None:
        """Forget what was asked in this process."""
        self._asked.clear()

    @property
    def asked(self) -> frozenset[bytes]:
        """The questions that were asked in this process."""
        return frozenset(self._asked)

    @property
    def is_news(self) -> bool:
        """Whether others were asked than those that are known."""
        return not self._asked <= self._known

    def answers(self, question: bytes) -> bool:
        """Whether nothing is the answer, as is known."""
        if question in self._asked:
            return True
        if question not in self._known:
            return False
        self._asked.add(question)
        return True

    def note(self, question: bytes) -> None:
        """Remember that nothing was the answer."""
        if len(self._asked) >= _MOST:
            self._asked.clear()
        self._asked.add(question)


SILENCE = Silence()
"""Of this process."""
_SEARCHES: list[Callable[[], None]] = []


def forget() -> None:
    """Begin as a new process does, which knows nothing."""
    SILENCE.learn(b"")
    SILENCE.clear()
    for clear in _SEARCHES:
        clear()


def silent(search: Callable[P, Iterable[T]]) -> Callable[P, tuple[T, ...]]:
    """A search, made to remember where it found nothing. It takes texts, and words that say how to look; what it finds
    may hang on nothing else but its own code and what that uses."""
    name = f"{search.__module__}.{search.__qualname__}"

    def ask(*args: P.args, **named: P.kwargs) -> tuple[T, ...]:
        return found_in(name, (*args, *named.items()), lambda: search(*args, **named))

    remembered = lru_cache(maxsize=32_768)(ask)
    _SEARCHES.append(remembered.cache_clear)
    return wraps(search)(lambda *args, **named: remembered(*args, **named))


def found_in(name: str, said: tuple[object, ...], search: Callable[[], Iterable[T]]) -> tuple[T, ...]:
    """What a search finds, which hangs on nothing but its `name` and what is `said`: texts, words and rows of them."""
    # What `repr` writes of texts, words and rows of them is written of nothing else.
    question = hashlib.blake2b(repr((name, *said)).encode("utf-8", "surrogatepass"), digest_size=_SIZE).digest()
    if SILENCE.answers(question):
        return ()
    found = tuple(search())
    if not found:
        SILENCE.note(question)
    return found
