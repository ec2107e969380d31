"""The one matcher of terms and titles, for the checker and the audit: in any script, and behind what scripts put before
a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from cxsite.matching.characters import IGNORABLE, UNSPACED, marks
from cxsite.matching.late import late
from cxsite.matching.normal import BLOCK, GAP, INLINE, normal, unfolded

_HEBREW, _ARABIC, _HANGUL = "\u05d0-\u05ea", "\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff", "\uac00-\ud7a3"
# And, when, that, the, as, to, in, from: Hebrew writes them in one with the word.
_HEBREW_BEFORE = "[ושכהלבמ]{0,4}"
# And, so; by, like, for, will; the. With the article, `l` becomes `ll`.
_ARABIC_BEFORE = "[وف]?(?:[بكلس]?(?:ال)?|لل|أ)"
_ARABIC_BEFORE_KEYS = re.compile("[وف]?(?:[بكلس]?ال|لل|[بكلس])?")
_ARTICLE = "ال"
_KOREAN_BEHIND = (
    "(?:은|는|이|가|을|를|의|에|에서|에게|께|한테|로|으로|와|과|도|만|까지|부터|보다|처럼|같이|마다|나|이나|라고|이라고|라는|이라는|"
    "인|이다|입니다|하고|이며|에는|에도|에서는|에서도|으로는|들|들이|들을|들의|들은|과의|와의|으로의|에의|에서의)"
)
_PIECE = late(lambda: rf"[{UNSPACED}]+|(?:(?![{UNSPACED}])[^\W_][{marks()}]*)+")
_ASCII_PIECE = re.compile("[a-z0-9]+")
"""The same in ASCII, where a normal form has small letters only."""
_SEGMENT = late(
    lambda: (
        rf"[{UNSPACED}]+|[{_HEBREW}]+|[{_ARABIC}]+|[{_HANGUL}]+"
        rf"|(?:(?![{UNSPACED}{_HEBREW}{_ARABIC}{_HANGUL}])[^\W_])+"
    )
)
_CLUSTER = late(lambda: rf"[\s\S][{IGNORABLE}{marks()}]*")
# C++ and C# are other words than C.
_SIGNS = re.compile(r"(?<=\w)[+#]+\Z")
# Between the characters of a term: anything that nobody sees; in a title one tag, beside which nothing stands.
_LOOSE = rf"[\s\x1d{IGNORABLE}]*"
_TIGHT = rf"[{IGNORABLE}]*(?: {INLINE} )?[{IGNORABLE}]*"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A term in a text: where, how it is spelled there, and what was looked for."""

    start: int
    end: int
    spelled: str
    of: T


class _Patterns(NamedTuple):
    """How a term is found: in any text, and in one of ASCII only, where that means the same (nowhere: empty)."""

    of_all: str
    of_ascii: str


class _Sought(NamedTuple):
    """What a text must have to hold a term, quickly asked: a key, other words, pairs of words that follow each other.

    Words and pairs are of ASCII letters and digits. No pattern lets another such letter or digit stand beside them or
    between them, so each word is a whole run of such signs, and the next word is the next run.
    """

    key: str
    rest: frozenset[str]
    pairs: frozenset[tuple[str, str]]


class _Term(NamedTuple, Generic[T]):
    """A term that is looked for; no two have the same number."""

    number: int
    needs: _Sought
    term: str
    of: T


@dataclass(slots=True)
class Terms(Generic[T]):
    """Terms that are looked for, each with what it stands for. `across`: also over the borders of blocks.

    `spelled` are the terms as they were given.
    """

    across: bool = True
    spelled: list[tuple[str, T]] = field(default_factory=list)
    _by_key: dict[str, dict[str, list[_Term[T]]]] = field(default_factory=dict)
    _holding: dict[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self._by_key)

    def add(self, term: str, of: T) -> None:
        """Look for a term too; one without any letter or digit is none."""
        if (sought := _sought(term)) is not None:
            self.spelled.append((term, of))
            # Thousands of titles may begin with one word: below it they are kept by the rarest of their other words.
            rarest = min(sorted(sought.rest), key=self._count, default="")
            for word in sought.rest:
                self._holding[word] = self._count(word) + 1
            kept = self._by_key.setdefault(sought.key, {}).setdefault(rarest, [])
            kept.append(_Term(len(self.spelled), sought, term, of))

    def _count(self, word: str) -> int:
        return self._holding.get(word, 0)

    def in_normal(self, plain: str, said: Iterable[str]) -> Iterator[Found[T]]:
        """The terms in a text in normal form, whose tokens are `said`."""
        for pattern, of in self._candidates(plain, said, is_ascii=plain.isascii()):
            for match in pattern.finditer(plain):
                yield Found(match.start("term"), match.end("term"), match["term"], of)

    def find(self, text: str) -> Iterator[Found[T]]:
        """The terms in any text, where they stand in it as it is written."""
        plain, said = _words_of(text)
        found = self._candidates(plain, said, is_ascii=text.isascii() and plain.isascii())
        candidates = [(pattern, of) for pattern, of in found if pattern.search(plain)]
        if not candidates:
            return
        aligned, starts = _aligned(text)
        for pattern, of in candidates:
            matches = list(pattern.finditer(aligned))
            for match in matches:
                start, end = starts[match.start("term")], starts[match.end("term")]
                yield Found(start, end, text[start:end], of)
            if not matches:  # A number that is grouped stands in it: where, only the whole text says.
                yield Found(0, len(text), text, of)

    def _candidates(self, plain: str, said: Iterable[str], *, is_ascii: bool) -> Iterator[tuple[re.Pattern[str], T]]:
        """The terms that a text may hold, each as a pattern: in an ASCII text a simple one will do. Their words are
        among those `said`, and follow one another in the text."""
        if not self._by_key:
            return
        # Nearly all words of most texts are ASCII, and their own only key.
        keys = set(said)
        for token in [token for token in keys if not token.isascii()]:
            keys |= keys_of(token)
        others = keys | {""}
        following: set[tuple[str, str]] | None = None
        for key in sorted(self._by_key.keys() & keys):
            kept = self._by_key[key]
            for one in sorted(term for word in kept.keys() & others for term in kept[word] if term.needs.rest <= keys):
                if one.needs.pairs:
                    following = _pairs(_ASCII_PIECE.findall(plain)) if following is None else following
                    if not one.needs.pairs <= following:
                        continue
                patterns = _patterns(one.term, self.across)
                if pattern := patterns.of_ascii if is_ascii else patterns.of_all:
                    yield _compiled(pattern), one.of


def _pairs(pieces: list[str]) -> set[tuple[str, str]]:
    return set(pairwise(pieces))


@lru_cache(maxsize=32_768)
def _sought(term: str) -> _Sought | None:
    """What a text must have to hold a term; None for what is no term."""
    pieces = _pieces(term)
    if not pieces:
        return None
    key = pieces[0][:2] if _is_unspaced(pieces[0]) else _without_article(pieces[0])
    pairs = frozenset((one, other) for one, other in _pairs(pieces) if one.isascii() and other.isascii())
    return _Sought(key, frozenset(piece for piece in pieces[1:] if piece.isascii()), pairs)


@lru_cache(maxsize=32_768)
def _patterns(term: str, across: bool) -> _Patterns:
    """How a term is found, made for the first text that may hold it: of most terms there is none."""
    pieces = _pieces(term)
    if len(pieces) == 1 and (signs := _SIGNS.search(term)):
        signed = rf"(?<![^\W_])(?P<term>{re.escape(pieces[0] + signs[0])})"
        return _Patterns(signed, signed)
    return _Patterns(_pattern(pieces, across), _ascii_pattern(pieces, across))


def _pieces(term: str) -> list[str]:
    plain = normal(term)
    return (_ASCII_PIECE if plain.isascii() else _PIECE).findall(plain)


@lru_cache(maxsize=32_768)
def _words_of(text: str) -> tuple[str, frozenset[str]]:
    """A text in normal form, and its words: several rules ask, and again after each edit of another text."""
    plain = normal(text)
    return plain, frozenset((_ASCII_PIECE if plain.isascii() else _PIECE).findall(plain))


@lru_cache(maxsize=200_000)
def keys_of(token: str) -> frozenset[str]:
    """Under which keys terms are kept that may begin somewhere in a word of a text."""
    found = {token}
    for part in _SEGMENT.findall(token):
        found.add(part)
        if _is_unspaced(part):
            found.update(part)
            found.update(part[at : at + 2] for at in range(len(part) - 1))
        elif re.match(f"[{_HEBREW}]", part):
            found.update(part[size:] for size in range(1, 5) if re.fullmatch("[ושכהלבמ]+", part[:size]))
        elif re.match(f"[{_ARABIC}]", part):
            found.update(part[size:] for size in range(1, 6) if _ARABIC_BEFORE_KEYS.fullmatch(part[:size]))
        elif re.match(f"[{_HANGUL}]", part):
            found.update(part[:-size] for size in range(1, 4) if re.fullmatch(_KOREAN_BEHIND, part[-size:]))
    return frozenset(found - {""})


def _is_unspaced(piece: str) -> bool:
    return re.match(f"[{UNSPACED}]", piece) is not None


def _without_article(word: str) -> str:
    """An Arabic word without its article, unless little is left of it."""
    return word[2:] if word.startswith(_ARTICLE) and len(word) > len(_ARTICLE) + 2 else word


@lru_cache(maxsize=20_000)
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern, only where a text may hold it: the classes of characters make compiling slow."""
    return re.compile(pattern)


def _ascii_pattern(pieces: list[str], across: bool) -> str:
    """The pattern for texts of ASCII only: without the large classes of characters, which take 10 ms to compile."""
    spelled = _between(across).join(map(re.escape, pieces))
    return rf"(?<![^\W_])(?P<term>{spelled})(?![^\W_])" if spelled.isascii() else ""


def _between(across: bool) -> str:
    return r"[\W_]+" if across else rf"(?:(?![{BLOCK}{GAP}])[\W_])+"


def _pattern(pieces: list[str], across: bool) -> str:
    between = _between(across)
    spelled = ""
    for number, piece in enumerate(pieces):
        loose = number and (_is_unspaced(piece) or _is_unspaced(pieces[number - 1]))
        spelled += (between[:-1] + "*" if loose else between) if number else ""
        first = number == 0
        apart = _LOOSE if across else _TIGHT
        spelled += apart.join(map(re.escape, piece)) if _is_unspaced(piece) else _word(piece, first)
    return f"{_before(pieces[0])}(?P<term>{spelled}){_behind(pieces[-1])}"


def _word(word: str, first: bool) -> str:
    return re.escape(_without_article(word) if first else word)


def _before(piece: str) -> str:
    """What may stand before a term in one word with it."""
    if _is_unspaced(piece):
        return ""
    if re.match(f"[{_HEBREW}]", piece):
        return rf"(?:(?<![^\W_])|(?<=[^{_HEBREW}])){_HEBREW_BEFORE}"
    if re.match(f"[{_ARABIC}]", piece):
        return rf"(?:(?<![^\W_])|(?<=[^{_ARABIC}])){_ARABIC_BEFORE}"
    if re.match(f"[{_HANGUL}]", piece):
        return rf"(?:(?<![^\W_])|(?<=[^{_HANGUL}]))"
    return rf"(?:(?<![^\W_])|(?<=[{UNSPACED}{_HEBREW}{_ARABIC}{_HANGUL}]))"


def _behind(piece: str) -> str:
    """What may not stand behind a term: more of the same word."""
    if _is_unspaced(piece):
        return ""
    if re.match(f"[{_HANGUL}]", piece):
        return rf"(?:{_KOREAN_BEHIND})?(?![{_HANGUL}])"
    if re.match(f"[{_HEBREW}]", piece):
        return f"(?![{_HEBREW}])"
    if re.match(f"[{_ARABIC}]", piece):
        return f"(?![{_ARABIC}])"
    return rf"(?![{marks()}])(?!(?![{UNSPACED}{_HEBREW}{_ARABIC}{_HANGUL}])[^\W_])"


def _aligned(text: str) -> tuple[str, list[int]]:
    """A text in compatibility form without case, and where each of its characters, and its end, stands in `text`."""
    if text.isascii():
        return text.lower(), list(range(len(text) + 1))
    parts: list[str] = []
    starts: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        form = unfolded(cluster[0]).casefold()
        parts.append(form)
        starts += [cluster.start()] * len(form)
    return "".join(parts), [*starts, len(text)]
