"""`audit`: read a built site, file by file, and find what its audience may not see. The second lock."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable
from pathlib import Path

from cxsite.audit.days import days_in
from cxsite.audit.decode import PIECE, decoded, pieces, readings
from cxsite.audit.dictionary import LONG_PHRASE, PHRASE, Dictionary
from cxsite.audit.leak import Leak, Source, What
from cxsite.audit.seen import Nothing, Seen
from cxsite.audit.text import BLOCK, GAP, INLINE, normal, shingles, tokens

MOST = 20
"""Leaks told of one file; the rest of a file that is leaked whole says nothing new."""
_SLUG = re.compile(r"\w+(?:[-.]\w+)+")
_ADDRESS = re.compile(r"\b([a-z_]+)[/:]([a-z0-9]+(?:-[a-z0-9]+)*)(?![\w-])")

_TERMS = Source("roadmap", "", "sensitive_terms")

_Hit = tuple[What, str, Source]


def audit(site: Path, dictionary: Dictionary, known_files: Collection[str]) -> tuple[Leak, ...]:
    """The leaks of a built site, by path and offset.

    `known_files` are the sha256 of files of packages and of `content/public`: they are what they are. One file (of
    large ones one piece) is in memory at a time.
    """
    reader = Reader(dictionary, known_files)
    reader.read_all(site)
    return tuple(sorted(set(reader.found)))


class Reader:
    """Reads the files of one site, each version of a file once. `found`: the leaks so far, in the order of reading."""

    def __init__(self, dictionary: Dictionary, known_files: Collection[str]) -> None:
        self.found: list[Leak] = []
        self._dictionary, self._known = dictionary, known_files
        self._seen = Seen()
        self._digests: dict[str, str] = {}

    def read_all(self, site: Path) -> None:
        """Read every file that is new or has changed since it was read."""
        for path in sorted(file for file in site.rglob("*") if file.is_file() or file.is_symlink()):
            self.read(path.relative_to(site).as_posix(), path)

    def read(self, name: str, path: Path) -> None:
        """Read one file, unless it is as it was."""
        if path.is_symlink():
            self.found += _of_text(name, name, "its name", self._dictionary)
            self.found.append(Leak(name, 0, "file", "a link to another place", f"file `{name}`"))
            return
        # What is read is what is remembered, whoever writes the file meanwhile.
        whole = path.read_bytes() if path.stat().st_size <= PIECE else None
        digest = _digest(path) if whole is None else hashlib.sha256(whole).hexdigest()
        if self._digests.get(name) == digest:
            return
        self._digests[name] = digest
        self.found += _of_text(name, name, "its name", self._dictionary)
        if digest in self._dictionary.files and digest not in self._known:
            self.found.append(Leak(name, 0, "file", "the whole file", str(self._dictionary.files[digest])))
        elif digest not in self._known:
            parts = pieces(path) if whole is None else ((0, whole),)
            self.found += _of_file(name, parts, self._dictionary, self._seen)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _of_text(name: str, text: str, how: str, dictionary: Dictionary) -> list[Leak]:
    plain = normal(text)
    hits = _hits(plain.replace("/", BLOCK), dictionary) | _named(plain, tokens(plain), dictionary)
    return [Leak(name, 0, what, excerpt, str(source), how) for what, excerpt, source in hits]


def _of_file(name: str, parts: Iterable[tuple[int, bytes]], dictionary: Dictionary, seen: Seen) -> list[Leak]:
    """The leaks of one file; each withheld thing is told once, where it is read first."""
    told: dict[tuple[What, str], Leak] = {}
    # The search index holds cells of tables without what parts them; the pages themselves are read with it.
    parted, is_json = not name.endswith("search_index.json"), False
    for start, data in parts:
        is_json = is_json or (start == 0 and data.lstrip()[:1] in (b"{", b"["))
        if any(_hits(normal(reading.text), dictionary, parted) for reading in readings(data, seen, is_json=is_json)):
            # Where it stands is asked of the whole text, as it would be read without any other file.
            stored = normal(decoded(data))
            for reading in readings(data, Nothing(), is_json=is_json):
                plain = normal(reading.text)
                for what, excerpt, source in sorted(_hits(plain, dictionary, parted), key=repr):
                    offset = start + (_in_a_row(stored, excerpt) or _offset(plain, excerpt))
                    leak = Leak(name, offset, what, excerpt, str(source), reading.encoding)
                    told.setdefault((what, excerpt), leak)
        if len(told) >= MOST:
            break
    return list(told.values())[:MOST]


def _hits(plain: str, dictionary: Dictionary, parted: bool = True) -> set[_Hit]:
    """Withheld material of every sort in a text in normal form; without `parted`, what stands side by side may not
    belong together, such as a number and a month."""
    found = tokens(plain)
    said = frozenset(found)
    hits = {_hit(dictionary.words[word], word) for word in dictionary.words.keys() & said}
    if any(phrase <= said for clue in dictionary.clues.keys() & said for phrase in dictionary.clues[clue]):
        hits |= _phrases(plain, found, dictionary)
    if dictionary.days:
        named = days_in(plain, dictionary.language, spoken=parted)
        hits |= {("date", spelled, dictionary.days[day]) for day, spelled in named if day in dictionary.days}
    for begun in dictionary.terms.keys() & said:
        for pattern in dictionary.terms[begun]:
            hits |= {("term", match[0], _TERMS) for match in pattern.finditer(plain)}
    return hits | _named(plain, found, dictionary)


def _phrases(plain: str, found: list[str], dictionary: Dictionary) -> set[_Hit]:
    """Withheld runs of words."""
    hits: set[_Hit] = set()
    flowing = [word for word in found if word[0] != INLINE] if INLINE in plain else found
    for phrase in dictionary.phrases.keys() & shingles(flowing, PHRASE):
        if phrase not in dictionary.common or phrase in shingles(found, PHRASE):
            hits.add(("text", " ".join(phrase), dictionary.phrases[phrase]))
    across = [word for word in found if word > BLOCK or GAP in word]
    for phrase in dictionary.long_phrases.keys() & shingles(across, LONG_PHRASE):
        hits.add(("text", " ".join(phrase), dictionary.long_phrases[phrase]))
    return hits


def _named(plain: str, found: list[str], dictionary: Dictionary) -> set[_Hit]:
    """Withheld ids and names of assets, as they are spelled."""
    begun = dictionary.pairs.keys() & shingles(found, 2)
    if not any(spelled in plain for pair in begun for spelled in dictionary.pairs[pair]):
        return set()
    slugs = set(_SLUG.findall(plain))
    slugs |= {part for slug in slugs if "." in slug for part in slug.split(".")}
    hits = {_hit(dictionary.names[slug], slug) for slug in dictionary.names.keys() & slugs}
    for address in dictionary.addresses.keys() & _ADDRESS.findall(plain):
        hits.add(("id", "/".join(address), dictionary.addresses[address]))
    return hits


def _hit(withheld: tuple[What, Source], excerpt: str) -> _Hit:
    what, source = withheld
    return what, excerpt, source


def _in_a_row(text: str, excerpt: str) -> int | None:
    """Where the excerpt's words stand in a row."""
    found = re.search(r"[\W_]+".join(re.escape(word) for word in excerpt.split()), text)
    return found.start() if found else None


def _offset(plain: str, excerpt: str) -> int:
    """Where the excerpt stands; its first word where something stands between its words."""
    found = _in_a_row(plain, excerpt)
    return max(plain.find(excerpt.split()[0]), 0) if found is None else found
