"""What a page asks of its View while it is made: where all answers are what they were, it says what it said.

A View whose fields note what they are asked (`noted_view`) stands in the place of the real one. So there is no list of
what depends on what that could be wrong; what nobody can ask of a field, such as the day, is part of every page's key.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel

from cxsite.model.roadmap import View

T = TypeVar("T")
Question = tuple[str, ...]
"""A field of the View and a key in it; without a key, all of the field."""
_SIZE = 16
_NOTHING = "nothing"


class UnknownValueError(TypeError):
    """A value of a sort that nobody has thought of: what hangs on it can't be known."""


class Asked:
    """Notes what is asked meanwhile."""

    def __init__(self) -> None:
        self._open: list[set[Question]] = []
        # Many pages ask the same: each question is held once.
        self._same: dict[Question, Question] = {}

    def note(self, question: Question) -> None:
        """Somebody asks."""
        if self._open:
            self._open[-1].add(self._same.setdefault(question, question))

    def again(self, questions: Iterable[Question]) -> None:
        """Somebody takes what was made of the answers to these questions."""
        if self._open:
            self._open[-1].update(questions)

    def during(self, make: Callable[[], T]) -> tuple[T, set[Question]]:
        """What `make` gives, and what it asked for that."""
        with self.meanwhile() as asked:
            return make(), asked

    @contextmanager
    def meanwhile(self) -> Iterator[set[Question]]:
        """The questions until the end, and no others."""
        asked: set[Question] = set()
        self._open.append(asked)
        try:
            yield asked
        finally:
            self._open.pop()


class NotedMapping(Mapping[Any, Any]):
    """A mapping that notes what it is asked: `whole` is the question about all of it, `about` that about a key."""

    __slots__ = ("_about", "_note", "_real", "_whole")

    def __init__(
        self,
        real: Mapping[Any, Any],
        note: Callable[[Question], None],
        whole: Question,
        about: Callable[[Any], Question] | None = None,
    ) -> None:
        self._real, self._note, self._whole = real, note, whole
        self._about = about or (lambda key: (*whole, *(key if isinstance(key, tuple) else (key,))))

    def __getitem__(self, key: Any) -> Any:
        self._note(self._about(key))
        return self._real[key]

    def get(self, key: Any, default: Any = None) -> Any:
        """The value of a key."""
        self._note(self._about(key))
        return self._real.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._note(self._about(key))
        return key in self._real

    def __iter__(self) -> Iterator[Any]:
        self._note(self._whole)
        return iter(self._real)

    def __len__(self) -> int:
        self._note(self._whole)
        return len(self._real)


class _Kinds(NotedMapping):
    """The items by their kinds: to look into those of a kind tells nothing of them, unless there are none."""

    __slots__ = ()

    def __getitem__(self, kind: Any) -> Any:
        return self._real[kind] if kind in self._real else super().__getitem__(kind)

    def get(self, kind: Any, default: Any = None) -> Any:
        """The items of a kind."""
        return self._real[kind] if kind in self._real else super().get(kind, default)


def noted_view(view: View, asked: Asked) -> View:
    """The same View, each mapping of which notes what it is asked."""
    noted: dict[str, Any] = {name: NotedMapping(real, asked.note, (name,)) for name, real in _mappings(view).items()}
    kinds = {kind: NotedMapping(items, asked.note, ("items", kind)) for kind, items in view.items.items()}
    noted["items"] = _Kinds(kinds, asked.note, ("items",))
    return replace(view, **noted)


def _mappings(view: View) -> dict[str, Mapping[Any, Any]]:
    found = {field.name: getattr(view, field.name) for field in fields(view)}
    return {name: value for name, value in found.items() if isinstance(value, Mapping)}


class Answers:
    """The answers of one View, each as a short digest; `rest` is one of all that nobody asks for by a key."""

    def __init__(self, view: View) -> None:
        self._mappings = _mappings(view)
        self._known: dict[Question, str] = {}
        others = [field.name for field in fields(view) if field.name not in self._mappings]
        self.rest = digest([(name, getattr(view, name)) for name in others])

    def __call__(self, question: Question) -> str:
        """The answer to a question. Raises `UnknownValueError` for one that can't be told from another, and
        `LookupError` for a field that a View has not."""
        if question not in self._known:
            self._known[question] = self._found(question)
        return self._known[question]

    def _found(self, question: Question) -> str:
        name, *rest = question
        values = self._mappings[name]
        if name == "items" and rest:
            kind, *rest = rest
            of_kind = values.get(kind)
            if of_kind is None:
                return _NOTHING
            if not rest:
                return digest([(id_, self((name, kind, id_))) for id_ in of_kind])
            values = of_kind
        if not rest:
            return digest(list(values.items()))
        key: Hashable = tuple(rest) if len(rest) > 1 else rest[0]
        return digest(values[key]) if key in values else _NOTHING


def digest(value: Any) -> str:
    """A digest of plain data, of items and what they are made of. Raises `UnknownValueError` for anything else."""
    said: list[str] = []
    _tell(value, said.append)
    return hashlib.blake2b("\0".join(said).encode("utf-8", "surrogatepass"), digest_size=_SIZE).hexdigest()


def _tell(value: Any, tell: Callable[[str], None]) -> None:
    """Say a value in words that say nothing else: each begins with its sort, and says where it ends."""
    sort: Any = type(value)
    if sort is str:
        tell(f"s{len(value)} {value}")
    elif value is None or sort in (bool, int, float):
        tell(repr(value))
    elif sort is tuple or sort is list:
        tell(f"[{len(value)}")
        for entry in value:
            _tell(entry, tell)
    elif isinstance(value, BaseModel):
        tell(f"m{sort.__qualname__} {' '.join(sorted(value.model_fields_set))}")
        for name, entry in value.__dict__.items():
            # Most fields of most items; each that is not there has this value.
            if entry is not None:
                tell(name)
                _tell(entry, tell)
        tell("]")
    elif isinstance(value, Mapping):
        tell(f"{{{len(value)}")
        # In its order, in which somebody may show it.
        for key, entry in value.items():
            _tell(key, tell)
            _tell(entry, tell)
    elif isinstance(value, dt.date | dt.time | dt.timedelta | Enum):
        tell(f"v{sort.__qualname__} {value!s}")
    elif is_dataclass(value):
        tell(f"d{sort.__qualname__}")
        for name in _names(sort):
            _tell(getattr(value, name), tell)
    elif isinstance(value, set | frozenset):
        tell("in any order")
        _tell(sorted(map(digest, value)), tell)
    elif isinstance(value, bytes):
        tell(f"b{hashlib.sha256(value).hexdigest()}")
    elif isinstance(value, str):
        tell(f"s{sort.__qualname__} {len(value)} {value}")
    elif isinstance(value, tuple):
        tell(f"[{sort.__qualname__}")
        _tell(list(value), tell)
    else:
        raise UnknownValueError(f"a {sort.__qualname__} of a View has no digest")


@cache
def _names(sort: type[Any]) -> tuple[str, ...]:
    """The fields of a dataclass."""
    return tuple(field.name for field in fields(sort))
