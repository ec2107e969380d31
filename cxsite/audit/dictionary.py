"""What may not be in a site: everything that the roadmap says and the View, the interface and public files do not."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from cxsite.audit.leak import Source, What
from cxsite.audit.withheld_before import Earlier
from cxsite.matching.days import days_in
from cxsite.matching.normal import grams, is_unspaced, normal, shingles, unfolded, weight, words
from cxsite.matching.numbers import LEAST, numbers_in
from cxsite.matching.terms import Terms

if TYPE_CHECKING:
    from cxsite.model.roadmap import Roadmap, View

PHRASE = 3
"""Words in a row that give a text away."""
LONG_PHRASE = 5
"""Words in a row that do so even across the borders of blocks."""
DISTINCTIVE = 8
"""Letters of a word that gives something away by itself."""
_YEARS = range(1900, 2101)
_DIGIT = re.compile(r"\d")


@dataclass(slots=True)
class Dictionary:
    """Withheld material that nothing explains, by what it looks like in normal form.

    `common` are those phrases whose words all stand in visible texts too. `grams` are runs of characters in scripts
    without spaces, `titles` whole titles. `addresses` are ids below the folder of their kind or behind its name,
    `terms` the sensitive terms of roadmap.yml. Days are looked for with the names of months in `language`, too.
    `slugs` are the spellings of names and addresses by what of them stands between other signs, which is quickly found.
    `clues` are the words of phrases as `vocabulary` gives them, each under its rarest one.
    """

    phrases: dict[tuple[str, ...], Source] = field(default_factory=dict)
    common: set[tuple[str, ...]] = field(default_factory=set)
    long_phrases: dict[tuple[str, ...], Source] = field(default_factory=dict)
    words: dict[str, Source] = field(default_factory=dict)
    numbers: dict[str, Source] = field(default_factory=dict)
    grams: dict[str, Source] = field(default_factory=dict)
    titles: Terms[Source] = field(default_factory=lambda: Terms(across=False))
    names: dict[str, tuple[What, Source]] = field(default_factory=dict)
    addresses: dict[tuple[str, str], Source] = field(default_factory=dict)
    slugs: dict[str, list[str]] = field(default_factory=dict)
    days: dict[dt.date, Source] = field(default_factory=dict)
    terms: Terms[str] = field(default_factory=Terms)
    files: dict[str, Source] = field(default_factory=dict)
    clues: dict[str, list[frozenset[str]]] = field(default_factory=dict)
    language: str = "en"


def make_dictionary(
    roadmap: Roadmap,
    view: View,
    content: Path,
    explained: Iterable[str],
    further: Iterable[Path] = (),
    earlier: Iterable[Earlier] = (),
) -> Dictionary:
    """What the site of `view`'s audience may not hold. `explained` are the interface's own texts; `content` and
    `further` are the folders whose files may not be copied into the site; `earlier` is what editions withheld."""
    # Here and below: whoever only looks for what may not be there knows nothing of a roadmap, and need not load it.
    from cxsite.audit.spoken import (
        hidden_titles,
        page_texts,
        roadmap_days,
        roadmap_texts,
        rounded,
        view_days,
        view_texts,
    )

    language, earlier = roadmap.charter.language, tuple(earlier)
    known = _Known(language, chain(explained, view_texts(view)))
    withheld = known.without_known(roadmap_texts(roadmap))
    once = [known.without_known(edition.texts) for edition in earlier]
    known.add_all(text for texts in (withheld, *once) for text, _ in texts)
    hidden = hidden_titles(roadmap, view)
    titles = _unknown_titles(hidden, known)
    for text in page_texts(view):
        known.add_without(text, frozenset(hidden))
    for number in rounded((view.items, view.facts)):
        known.numbers.update(numbers_in(number))
    known.days.update(view_days(view))
    found = Dictionary(language=language, titles=titles)
    for text, source in withheld:
        _withhold(found, known, text, source)
    for day, source in roadmap_days(roadmap):
        if day not in known.days:
            found.days.setdefault(day, source)
    _withhold_names(found, known, roadmap, view, earlier)
    for edition, texts in zip(earlier, once, strict=True):
        for text, source in texts:
            _withhold(found, known, text, source)
        for day, source in edition.days:
            if day not in known.days:
                found.days.setdefault(day, source)
    if roadmap.levels.is_below_internal(view.audience):
        # Whatever explains them: lesser audiences may read them nowhere.
        for term in roadmap.charter.sensitive_terms:
            found.terms.add(term, term)
    for folder in (content, *further):
        _withhold_files(found, view, folder)
    _find_clues(found, known)
    return found


def _unknown_titles(hidden: Mapping[tuple[str, ...], tuple[str, Source]], known: _Known) -> Terms[Source]:
    """The hidden titles that say something: of several words, and nothing that readers see holds them."""
    candidates: Terms[tuple[str, Source]] = Terms(across=False)
    for said, (title, source) in hidden.items():
        if weight(normal(title)) > 2 or not known.words.issuperset(said):
            candidates.add(title, (title, source))
    shown: set[str] = set()
    for plain in known.plain if candidates else ():
        shown.update(found.of[0] for found in candidates.in_normal(plain, words(plain)))
    titles: Terms[Source] = Terms(across=False)
    for title, source in hidden.values():
        plain = normal(title)
        if title not in shown and (weight(plain) > 2 or not known.words.issuperset(words(plain))):
            titles.add(title, source)
    return titles


def _find_clues(found: Dictionary, known: _Known) -> None:
    for phrase in (*found.phrases, *found.long_phrases):
        rarest = min(phrase, key=lambda word: (known.often[word], -len(word), word))
        said = frozenset(chain.from_iterable(word.split(".") for word in phrase))
        found.clues.setdefault(rarest.split(".")[0], []).append(said)


class _Known:
    """What `texts` explain: their words, spellings, numbers, days, and those runs of words that are asked for; `plain`
    are the texts."""

    def __init__(self, language: str, texts: Iterable[str]) -> None:
        self.language = language
        self.phrases: set[tuple[str, ...]] = set()
        self.long_phrases: set[tuple[str, ...]] = set()
        self.words: set[str] = set()
        self.numbers: set[str] = set()
        self.grams: set[str] = set()
        self.often = Counter[str]()
        self.plain: set[str] = set()
        self.days: set[dt.date] = set()
        self._texts = set(texts)
        self._asked: set[tuple[str, ...]] | None = None

    def add_all(self, asked: Iterable[str]) -> None:
        """Add the texts. Nobody will ask for runs of words that are in none of those that are `asked`: where these are
        few, all others would be most of what is held."""
        if _are_few(asked := set(asked), self._texts):
            self._asked = set()
            for text in asked:
                tokens = words(normal(text))
                self._asked.update(shingles(tokens, PHRASE), shingles(tokens, LONG_PHRASE))
        for text in self._texts:
            plain = normal(text)
            self._add_run(words(plain))
            self.plain.add(plain.strip())
            self._add_rest(text, plain)

    def without_known(self, texts: Iterable[tuple[str, Source]]) -> list[tuple[str, Source]]:
        """Those that are not explained as a whole, and so everything in them."""
        return [(text, source) for text, source in texts if text not in self._texts]

    def add_without(self, text: str, titles: frozenset[tuple[str, ...]]) -> None:
        """Add a text but for the titles in it: it says them, and explains nothing."""
        plain = normal(text)
        said, begun = words(plain), {title[0] for title in titles}
        sizes = sorted({len(title) for title in titles}, reverse=True)
        start = at = 0
        while at < len(said):
            size = next((n for n in sizes if tuple(said[at : at + n]) in titles), 0) if said[at] in begun else 0
            if size:
                self._add_run(said[start:at])
                start = at + size
            at += size or 1
        self._add_run(said[start:])
        self._add_rest(text, plain)

    def _add_run(self, tokens: list[str]) -> None:
        short, long = shingles(tokens, PHRASE), shingles(tokens, LONG_PHRASE)
        self.phrases.update(short if self._asked is None else self._asked.intersection(short))
        self.long_phrases.update(long if self._asked is None else self._asked.intersection(long))
        self.words.update(tokens)
        self.often.update(tokens)

    def _add_rest(self, text: str, plain: str) -> None:
        # Every way to write a day or a number has a digit.
        if _DIGIT.search(plain):
            self.numbers.update((*numbers_in(unfolded(text)), *numbers_in(plain)))
            self.days.update(day for day, _ in days_in(plain, self.language))
        self.grams.update(grams(plain))


def _are_few(texts: set[str], others: set[str]) -> bool:
    """Whether texts are shorter together than others."""
    return sum(map(len, texts)) < sum(map(len, others))


def _withhold(found: Dictionary, known: _Known, text: str, source: Source) -> None:
    plain = normal(text)
    tokens = words(plain)
    for phrase in shingles(tokens, PHRASE):
        if phrase not in known.phrases and _says_something(phrase, known):
            found.phrases.setdefault(phrase, source)
            if known.words.issuperset(phrase):
                found.common.add(phrase)
    for phrase in shingles(tokens, LONG_PHRASE):
        if phrase not in known.long_phrases and not _only_numbered(phrase, known):
            found.long_phrases.setdefault(phrase, source)
    for word in tokens:
        if len(word) >= DISTINCTIVE and word not in known.words and word.isalpha() and not is_unspaced(word):
            found.words.setdefault(word, source)
    for number in numbers_in(plain, every=False):
        if number not in known.numbers and (len(number) > LEAST or int(number) not in _YEARS):
            found.numbers.setdefault(number, source)
    for gram in grams(plain):
        if gram not in known.grams:
            found.grams.setdefault(gram, source)
    for day, _ in days_in(plain, found.language) if _DIGIT.search(plain) else ():
        if day not in known.days:
            found.days.setdefault(day, source)


def _says_something(phrase: tuple[str, ...], known: _Known) -> bool:
    """Whether a short phrase gives a text away: it holds a word that readers see nowhere else, or only words that carry
    meaning. Of small words, three in a row come about by chance."""
    letters = [word for word in phrase if not word.isdigit()]
    if not letters:
        return False
    if any(word not in known.words for word in letters if len(word) > 3):
        return True
    return all(len(word) > 3 and word.isalpha() for word in phrase)


def _only_numbered(phrase: tuple[str, ...], known: _Known) -> bool:
    """Whether it is a visible text behind or before a number, which may stand beside any text."""
    said = list(phrase)
    while said and said[0].isdigit():
        said.pop(0)
    while said and said[-1].isdigit():
        said.pop()
    return len(said) < len(phrase) and all(part in known.phrases for part in shingles(said, PHRASE))


def _withhold_names(found: Dictionary, known: _Known, roadmap: Roadmap, view: View, earlier: Iterable[Earlier]) -> None:
    """Ids of several words and names of assets as they are spelled, and all ids where they are addresses."""
    from cxsite.audit.spoken import roadmap_names
    from cxsite.model.kinds import KINDS

    for name, what, source in (*roadmap_names(roadmap), *(one for edition in earlier for one in edition.names)):
        plain = normal(name)
        if len(words(plain)) > 1 and plain not in known.plain:
            found.names.setdefault(plain, (what, source))
    for kind in KINDS:
        visible = {*view.items.get(kind.name, {}), *(alias for of, alias in view.redirects if of == kind.name)}
        for id_ in roadmap.items.get(kind.name, {}).keys() - visible:
            for prefix in (kind.folder, kind.name):
                found.addresses[prefix, id_] = Source(kind.name, id_, "id")
    _find_slugs(found)


def _find_slugs(found: Dictionary) -> None:
    for name in found.names:
        found.slugs.setdefault(name.split(".")[0], []).append(name)
    for prefix, id_ in found.addresses:
        found.slugs.setdefault(id_, []).extend(f"{prefix}{mark}{id_}" for mark in "/:")


def _withhold_files(found: Dictionary, view: View, content: Path) -> None:
    published = {hashlib.sha256(data).hexdigest() for data in view.assets.values()}
    for path in sorted(content.rglob("*")):
        if path.is_file() and not path.is_symlink() and "public" not in path.relative_to(content).parts[:1]:
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            if digest not in published and path.stat().st_size:
                found.files.setdefault(digest, Source("file", path.relative_to(content).as_posix(), ""))
