"""What a part of a template asks about the page at hand, and about what it is given: questions with answers.

A part of a template is a function of the answers that it gets. So where another page gives the same ones, the text is
the same, and need not be made again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any

from jinja2 import Undefined
from jinja2.runtime import Context
from jinja2.utils import Namespace, missing
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import normalize_url

Question = tuple[str, ...]
Answer = Hashable

_ABSENT = ("absent",)
_PLAIN = (bool, int, float, type(None), dt.date, dt.datetime)
_OF_OTHERS = frozenset({"pages"})
"""What a template may be given that says what other pages hold by now."""


class UnknownError(Exception):
    """A question whose answer can't be compared with that of another page."""


class Same:
    """An object as an answer: only it is the same."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.value is self.value

    def __hash__(self) -> int:
        return id(self.value)


def comparable(value: Any) -> Answer:
    """A value as an answer, with all that is in it. Raises `UnknownError` for what is no plain data."""
    kind = type(value)
    if kind is str:
        answer: Answer = value
    elif kind in _PLAIN:
        answer = (kind, value)
    elif kind is list or kind is tuple:
        answer = (kind, *map(comparable, value))
    elif kind is dict:
        answer = (dict, *((comparable(name), comparable(entry)) for name, entry in value.items()))
    elif kind is TableOfContents:
        answer = (kind, *map(comparable, value.items))
    elif kind is AnchorLink:
        answer = (kind, comparable(vars(value)))
    else:
        raise UnknownError
    return answer


def given(name: str, value: Any) -> Answer:
    """What a template is given under a name, as an answer. Raises `UnknownError` for what tells of other pages, or
    may be changed by who gets it."""
    if name in _OF_OTHERS or isinstance(value, Namespace):
        raise UnknownError
    if type(value) is Undefined:
        # As good as any other one: who asks more of it gets an error.
        return _ABSENT
    return comparable(value) if type(value) is str or type(value) in _PLAIN else Same(value)


class Asked:
    """The questions that a part asks, with their answers, in their order. `entry` is what it is given."""

    def __init__(self, entry: Mapping[str, Any]) -> None:
        self._entry = entry
        self.answers: dict[Question, Answer] = {}

    def name(self, name: str, value: Any) -> None:
        """The part, or what it includes, looks up a name; what it has set itself is no question."""
        if name != "page" and self._entry.get(name, missing) is value:
            self.answers[("name", name)] = given(name, value)

    def note(self, question: Question, answer: Answer) -> None:
        """Note a question about the page."""
        self.answers[question] = answer


class AskedPage:
    """A page that notes what is asked of it."""

    __slots__ = ("_asked", "_page")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, page: Any, asked: Asked) -> None:
        self._page, self._asked = page, asked

    def __getattr__(self, name: str) -> Any:
        try:
            value = getattr(self._page, name)
        except AttributeError:
            self._asked.note(("page", name), _ABSENT)
            raise
        if name == "meta" and isinstance(value, dict | _AskedMeta):
            return _AskedMeta(value, self._asked)
        self._asked.note(("page", name), comparable(value))
        return value

    def leads_to(self, address: str) -> str:
        """How the page links to an address."""
        relative = way_to(self._page, address)
        self._asked.note(("way", address), relative)
        return relative

    def __eq__(self, other: object) -> bool:
        raise UnknownError

    def __str__(self) -> str:
        raise UnknownError

    __repr__ = __str__


class _AskedMeta(Mapping[str, Any]):
    """The front matter of a page, which notes what is asked of it."""

    __slots__ = ("_asked", "_meta")

    def __init__(self, meta: Mapping[str, Any], asked: Asked) -> None:
        self._meta, self._asked = meta, asked

    def __getitem__(self, name: str) -> Any:
        try:
            value = self._meta[name]
        except KeyError:
            self._asked.note(("meta", name), _ABSENT)
            raise
        self._asked.note(("meta", name), comparable(value))
        return value

    def __contains__(self, name: object) -> bool:
        found = name in self._meta
        self._asked.note(("said", str(name)), found)
        return found

    def __len__(self) -> int:
        found = len(self._meta)
        self._asked.note(("many",), found)
        return found

    def __iter__(self) -> Iterator[str]:
        raise UnknownError

    def __getattr__(self, name: str) -> Any:
        if hasattr(dict, name):
            raise UnknownError
        raise AttributeError(name)

    def __str__(self) -> str:
        raise UnknownError

    __repr__ = __str__


def way_to(page: Any, address: str) -> str:
    """How a page links to an address of the site."""
    return page.leads_to(address) if type(page) is AskedPage else normalize_url(address, page=page)


def answer(question: Question, context: Context, page: Any) -> Answer:
    """The answer to a question, of a page and of what is given with it. Raises `UnknownError` where there is none that
    can be compared."""
    return _ANSWERS[question[0]](question[-1], context, page)


def _of_name(name: str, context: Context, page: Any) -> Answer:
    return given(name, context.resolve_or_missing(name))


def _of_page(name: str, context: Context, page: Any) -> Answer:
    try:
        return comparable(getattr(page, name))
    except AttributeError:
        return _ABSENT


def _of_meta(name: str, context: Context, page: Any) -> Answer:
    try:
        return comparable(page.meta[name])
    except KeyError:
        return _ABSENT


_ANSWERS: Mapping[str, Callable[[str, Context, Any], Answer]] = {
    "name": _of_name,
    "page": _of_page,
    "meta": _of_meta,
    "said": lambda name, context, page: name in page.meta,
    "many": lambda name, context, page: len(page.meta),
    "way": lambda address, context, page: way_to(page, address),
    "template": lambda name, context, page: context.name,
}
