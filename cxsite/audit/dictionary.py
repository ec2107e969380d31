"""What may not be in a site: everything that the roadmap says and the View, the interface and public files do not."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cxsite.audit.leak import Source, What
from cxsite.audit.text import normal, shingles, words
from cxsite.model.declare import Declared
from cxsite.model.finding import dotted
from cxsite.model.kinds import KINDS
from cxsite.model.period import Period
from cxsite.model.roadmap import Roadmap, View
from cxsite.model.shape import leaves

PHRASE = 3
"""Words in a row that give a text away."""
LONG_PHRASE = 5
"""Words in a row that do so even across the borders of blocks."""
DISTINCTIVE = 8
"""Letters of a word that gives something away by itself."""
NUMBER = 4
"""Digits of a number that does so."""
_YEARS = range(1900, 2101)


@dataclass(slots=True)
class Dictionary:
    """Withheld material that nothing explains, by what it looks like in normal form."""

    phrases: dict[tuple[str, ...], Source] = field(default_factory=dict)
    long_phrases: dict[tuple[str, ...], Source] = field(default_factory=dict)
    words: dict[str, tuple[What, Source]] = field(default_factory=dict)
    names: dict[str, tuple[What, Source]] = field(default_factory=dict)
    files: dict[str, Source] = field(default_factory=dict)


def make_dictionary(roadmap: Roadmap, view: View, content: Path, explained: Iterable[str]) -> Dictionary:
    """What the site of `view`'s audience may not hold. `explained` are the interface's own texts; `content` is the
    folder whose files may not be copied into the site."""
    known = _Known()
    for text in (*explained, *(text for text, _ in _view_texts(view))):
        known.add(text)
    for day in _days(view.items, view.charter, view.facts):
        known.add_day(day)
    for period in _periods(view.items):
        known.add_day(period.first)
        known.add_day(period.last)
    known.add_day(view.today)
    found = Dictionary()
    for text, source in _roadmap_texts(roadmap):
        _withhold(found, known, text, source)
    for day, source in _roadmap_days(roadmap):
        for form in _forms(day):
            key = tuple(words(normal(form)))
            if key not in known.phrases:
                found.phrases.setdefault(key, source)
    _withhold_names(found, known, roadmap, view)
    _withhold_files(found, view, content)
    return found


class _Known:
    """What is explained: its runs of words, its words, its spellings."""

    def __init__(self) -> None:
        self.phrases: set[tuple[str, ...]] = set()
        self.long_phrases: set[tuple[str, ...]] = set()
        self.words: set[str] = set()
        self.names: set[str] = set()

    def add(self, text: str) -> None:
        plain = normal(text)
        tokens = words(plain)
        self.phrases.update(shingles(tokens, PHRASE))
        self.long_phrases.update(shingles(tokens, LONG_PHRASE))
        self.words.update(tokens)
        self.names.add(plain.strip())

    def add_day(self, day: dt.date) -> None:
        for form in _forms(day):
            self.add(form)


def _withhold(found: Dictionary, known: _Known, text: str, source: Source) -> None:
    tokens = words(normal(text))
    for phrase in shingles(tokens, PHRASE):
        if phrase not in known.phrases and _says_something(phrase, known):
            found.phrases.setdefault(phrase, source)
    for phrase in shingles(tokens, LONG_PHRASE):
        if phrase not in known.long_phrases:
            found.long_phrases.setdefault(phrase, source)
    for word in tokens:
        if word in known.words:
            continue
        if word.isdigit():
            if len(word) >= NUMBER and int(word) not in _YEARS:
                found.words.setdefault(word, ("number", source))
        elif len(word) >= DISTINCTIVE and word.isalpha():
            found.words.setdefault(word, ("word", source))


def _says_something(phrase: tuple[str, ...], known: _Known) -> bool:
    """Whether a short phrase gives a text away: it holds a word that readers see nowhere else, or only words that carry
    meaning. Of small words, three in a row come about by chance."""
    letters = [word for word in phrase if not word.isdigit()]
    if not letters:
        return False
    if any(word not in known.words for word in letters if len(word) > 3):
        return True
    return all(len(word) > 3 and word.isalpha() for word in phrase)


def _withhold_names(found: Dictionary, known: _Known, roadmap: Roadmap, view: View) -> None:
    """Ids of several words and names of assets, as they are spelled."""
    ids: list[tuple[str, What, Source]] = []
    for kind in KINDS:
        for id_, item in roadmap.items.get(kind.name, {}).items():
            ids.append((id_, "id", Source(kind.name, id_, "id")))
            ids += [(alias, "id", Source(kind.name, id_, "aliases")) for alias in item.aliases]
            ids += [(point, "id", Source(kind.name, id_, "id of a part")) for point in _point_ids(item)]
    ids += [(path, "id", Source("page", path, "")) for path in roadmap.pages]
    ids += [(name, "asset", Source("asset", name, "")) for name in roadmap.assets]
    for name, what, source in ids:
        plain = normal(name)
        if len(words(plain)) > 1 and plain not in known.names and plain not in view.assets:
            found.names.setdefault(plain, (what, source))


def _point_ids(item: Declared) -> Iterator[str]:
    points = getattr(item, "points", None)
    return (point.id for point in points()) if points is not None else iter(())


def _withhold_files(found: Dictionary, view: View, content: Path) -> None:
    published = {hashlib.sha256(data).hexdigest() for data in view.assets.values()}
    for path in sorted(content.rglob("*")):
        if path.is_file() and not path.is_symlink() and "public" not in path.relative_to(content).parts[:1]:
            data = path.read_bytes()
            digest = hashlib.sha256(data).hexdigest()
            if digest not in published and data.strip():
                found.files.setdefault(digest, Source("file", path.relative_to(content).as_posix(), ""))


def _roadmap_texts(roadmap: Roadmap) -> Iterator[tuple[str, Source]]:
    """Every text and number in the author's words; names of things are looked for as they are spelled."""
    owners: list[tuple[str, str, Declared]] = [("roadmap", "", roadmap.charter)]
    owners += [(kind.name, id_, item) for kind in KINDS for id_, item in roadmap.items.get(kind.name, {}).items()]
    owners += [("page", path, page) for path, page in roadmap.pages.items()]
    for kind_name, id_, owner in owners:
        for at, leaf, value in leaves(type(owner), owner):
            if leaf.ref is None and not leaf.choices and not leaf.level_name and not leaf.asset:
                for text, _ in _texts(value):
                    yield text, Source(kind_name, id_, dotted(at))
        yield id_.replace("-", " "), Source(kind_name, id_, "id")


def _view_texts(view: View) -> Iterator[tuple[str, str]]:
    for kind in KINDS:
        for id_, item in view.items.get(kind.name, {}).items():
            yield from _texts(item)
            yield f"{kind.folder}/{id_}", "id"
            yield id_, "id"
    yield from _texts(view.charter)
    for path, page in view.pages.items():
        yield from _texts(page)
        yield path, "path"
    for found in (view.site_name, view.site_url, *view.assets, *view.sources.values()):
        yield found, ""
    yield from _texts(view.facts)
    yield from ((f"assets/{name}", "") for name in view.assets)
    for (_, alias), target in view.redirects.items():
        yield alias, "alias"
        yield target, "alias"
    yield from ((level.name, "level") for level in view.levels)


def _texts(value: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Every text and number inside a value, with the name of its field."""
    if isinstance(value, str):
        if value:
            yield value, at
    elif isinstance(value, Declared):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name), f"{at}.{name}" if at else name)
    elif isinstance(value, Mapping):
        for key, entry in value.items():
            yield from _texts(key, at)
            yield from _texts(entry, at)
    elif isinstance(value, tuple | list):
        for entry in value:
            yield from _texts(entry, at)
    elif isinstance(value, Period):
        yield str(value), at
    elif isinstance(value, float | int) and not isinstance(value, bool):
        yield f"{value:.0f}" if float(value).is_integer() else repr(value), at


def _roadmap_days(roadmap: Roadmap) -> Iterator[tuple[dt.date, Source]]:
    for kind in KINDS:
        for id_, item in roadmap.items.get(kind.name, {}).items():
            for day in _days(item):
                yield day, Source(kind.name, id_, "a date")


def _days(*values: Any) -> Iterator[dt.date]:
    """Every day inside these values: facts, and plans that name a day."""
    for value in values:
        if isinstance(value, dt.date):
            yield value
        elif isinstance(value, Period):
            if value.precision == "day":
                yield value.first
        elif isinstance(value, Declared):
            yield from _days(*(getattr(value, name) for name in type(value).model_fields))
        elif isinstance(value, Mapping):
            yield from _days(*value.values())
        elif isinstance(value, tuple | list):
            yield from _days(*value)


_MONTHS = tuple(
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)


def _periods(value: Any) -> Iterator[Period]:
    """Every plan inside a value: a page may use its first and last day, to sort by."""
    if isinstance(value, Period):
        yield value
    elif isinstance(value, Declared):
        for name in type(value).model_fields:
            yield from _periods(getattr(value, name))
    elif isinstance(value, Mapping):
        for entry in value.values():
            yield from _periods(entry)
    elif isinstance(value, tuple | list):
        for entry in value:
            yield from _periods(entry)


def _forms(day: dt.date) -> tuple[str, ...]:
    """How a site may write a day: as ISO 8601, in words, and in the orders of Europe and America."""
    month, short = _MONTHS[day.month - 1], _MONTHS[day.month - 1][:3]
    return (
        day.isoformat(),
        f"{day.day} {month} {day.year}",
        f"{day.day} {short} {day.year}",
        f"{month} {day.day} {day.year}",
        f"{short} {day.day} {day.year}",
        f"{day.day:02d} {day.month:02d} {day.year}",
        f"{day.day} {day.month} {day.year}",
    )
