"""What a value was probably meant to be: only what the field really takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from cxsite.model.period import Period
from cxsite.model.scalars import in_words
from cxsite.model.shape import Leaf
from cxsite.model.typed.dates import read_time
from cxsite.model.typed.nearest import fold, nearest
from cxsite.model.typed.numbers import read_number
from cxsite.model.typed.synonyms import phrase_meant, value_meant
from cxsite.model.typed.unseen import plain
from cxsite.syntax.phrases import listed

FEW = 8
"""So many words a finding lists; of more it names the nearest, and where the list is."""
_LANGUAGES = {"english": "en", "german": "de", "deutsch": "de", "french": "fr", "francais": "fr", "spanish": "es"}
_LANGUAGES |= {"espanol": "es", "italian": "it", "italiano": "it", "dutch": "nl", "nederlands": "nl", "polski": "pl"}
_CURRENCIES = {"€": "EUR", "$": "USD", "£": "GBP", "euro": "EUR", "euros": "EUR", "dollar": "USD", "franken": "CHF"}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Texts that a value may have been meant to be; `sure` where it can be nothing else."""

    texts: tuple[str, ...] = ()
    sure: bool = True

    @property
    def only(self) -> str | None:
        """The one text that may be typed instead; None where there is a choice, or nothing."""
        return self.texts[0] if len(self.texts) == 1 else None

    def in_words(self) -> str:
        """What to type; empty where nobody can tell."""
        return in_words([text if text[:1].isdigit() or text[:1] == "-" else f"`{text}`" for text in self.texts])


def suggest(leaf: Leaf, text: str) -> Suggestion:
    """What a text in the place of a scalar was probably meant to be."""
    bare = plain(text)
    unquoted = bare.strip("“”„‟‘’‚‛«»‹›\"'` ")
    for one in (bare, unquoted):
        if one != text and accepts(leaf, one):
            return Suggestion((one,))
    bare = unquoted or bare
    for texts, sure in _candidates(leaf, bare):
        if found := tuple(one for one in dict.fromkeys(texts) if accepts(leaf, one)):
            return Suggestion(found, sure)
    return Suggestion()


def choose(word: str, words: Sequence[str]) -> Suggestion:
    """Which of some words was probably meant: the same one in other letters, one that goes by that name elsewhere, or
    the nearest."""
    same = tuple(known for known in words if fold(known) == fold(word))
    if len(same) == 1:
        return Suggestion(same)
    if meant := value_meant(word, words):
        return Suggestion((meant,), sure=False)
    return Suggestion(nearest(word, words))


def _candidates(leaf: Leaf, text: str) -> list[tuple[Sequence[str], bool]]:
    if leaf.choices:
        found = choose(text, leaf.choices)
        phrase = phrase_meant(text, leaf.choices)
        return [(found.texts, found.sure), ((phrase,) if phrase else (), False)]
    if leaf.type in (int, float):
        numbers = read_number(text, most=upper(leaf))
        sure = all(one.sure for one in numbers)
        digits = [one.digits for one in numbers]
        # A share is written in per cent, too.
        return [(digits, sure), ([f"{one} %" for one in digits], sure)] if _is_share(leaf) else [(digits, sure)]
    if leaf.type is Period or leaf.type.__name__ == "date":
        time = read_time(text)
        return [(time.readings, time.sure)]
    word = fold(text)
    return [([found[word] for found in (_LANGUAGES, _CURRENCIES) if word in found], True)]


def accepts(leaf: Leaf, text: str) -> bool:
    """Whether a field of this sort takes the text."""
    try:
        _adapter(leaf).validate_python(text)
    except (ValidationError, PydanticCustomError):
        return False
    return True


@cache
def _adapter(leaf: Leaf) -> TypeAdapter[Any]:
    return TypeAdapter(leaf.annotation)


@cache
def upper(leaf: Leaf) -> float | None:
    """The highest number that a field takes; None without one."""
    for mark in get_args(leaf.annotation)[1:]:
        for one in (mark, *getattr(mark, "metadata", ())):
            if isinstance(most := getattr(one, "le", None), (int, float)):
                return float(most)
    return None


@cache
def lower(leaf: Leaf) -> float | None:
    """The lowest number that a field takes; None without one."""
    for mark in get_args(leaf.annotation)[1:]:
        for one in (mark, *getattr(mark, "metadata", ())):
            if isinstance(least := getattr(one, "ge", None), (int, float)):
                return float(least)
    return None


def _is_share(leaf: Leaf) -> bool:
    return upper(leaf) == 1 and leaf.type is float


def allowed(leaf: Leaf) -> str:
    """What a field takes, in words; empty where its error says it."""
    if leaf.choices:
        return f"it is {listed(leaf.choices)}" if len(leaf.choices) <= FEW else ""
    least, most = lower(leaf), upper(leaf)
    if leaf.type in (int, float) and least is not None and most is not None:
        if _is_share(leaf):
            return "write a number from 0 to 1, or in per cent: `35 %`"
        return f"write {'a whole number' if leaf.type is int else 'a number'}, at least {least:g} and at most {most:g}"
    return ""
