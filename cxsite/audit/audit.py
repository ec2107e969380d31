"""`audit`: read a built site, file by file, and find what its audience may not see. The second lock."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from cxsite.audit.decode import Reading, readings
from cxsite.audit.dictionary import LONG_PHRASE, PHRASE, Dictionary
from cxsite.audit.leak import Leak, Source, What
from cxsite.audit.text import BLOCK, WORD, normal, shingles

MOST = 20
"""Leaks told of one file; the rest of a file that is leaked whole says nothing new."""


def audit(site: Path, dictionary: Dictionary, known_files: Collection[str]) -> tuple[Leak, ...]:
    """The leaks of a built site, by path and offset.

    `known_files` are the sha256 of files of packages and of `content/public`: they are what they are. One file is in
    memory at a time.
    """
    spelled = _spelled(dictionary.names)
    found: list[Leak] = []
    for path in sorted(file for file in site.rglob("*") if file.is_file() or file.is_symlink()):
        name = path.relative_to(site).as_posix()
        found += audit_text(
            f"name of {name}", [Reading(name.replace("/", BLOCK), "", blocks=True)], dictionary, spelled
        )
        if path.is_symlink():
            found.append(Leak(name, 0, "file", "a link out of the site", Source("file", name, "").__str__()))
            continue
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        if digest in dictionary.files:
            found.append(Leak(name, 0, "file", "the whole file", str(dictionary.files[digest])))
        elif digest not in known_files:
            found += audit_text(name, readings(data), dictionary, spelled)
    return tuple(sorted(set(found)))


def audit_text(
    name: str, texts: Iterable[Reading], dictionary: Dictionary, spelled: re.Pattern[str] | None
) -> list[Leak]:
    """The leaks of one file's readings; each withheld thing is told once, where it is read first."""
    told: dict[tuple[What, str], Leak] = {}
    for reading in texts:
        plain = normal(reading.text)
        for what, excerpt, source in _hits(plain, reading.blocks, dictionary, spelled):
            if (what, excerpt) not in told:
                told[what, excerpt] = Leak(name, _offset(plain, excerpt), what, excerpt, str(source), reading.encoding)
        if len(told) > MOST:
            break
    return list(told.values())[:MOST]


def _hits(
    plain: str, blocks: bool, dictionary: Dictionary, spelled: re.Pattern[str] | None
) -> Iterator[tuple[What, str, Source]]:
    tokens = WORD.findall(plain)
    for word in dictionary.words.keys() & set(tokens):
        what, source = dictionary.words[word]
        yield what, word, source
    if blocks:
        phrases: set[tuple[str, ...]] = set()
        for block in plain.split(BLOCK):
            phrases |= dictionary.phrases.keys() & set(shingles(WORD.findall(block), PHRASE))
    else:
        phrases = dictionary.phrases.keys() & set(shingles(tokens, PHRASE)) if BLOCK not in plain else set()
    for phrase in phrases:
        is_day = all(word.isdigit() for word in phrase)
        yield "date" if is_day else "text", " ".join(phrase), dictionary.phrases[phrase]
    for phrase in dictionary.long_phrases.keys() & set(shingles(tokens, LONG_PHRASE)):
        yield "text", " ".join(phrase), dictionary.long_phrases[phrase]
    if spelled is not None:
        for match in spelled.finditer(plain):
            what, source = dictionary.names[match[0]]
            yield what, match[0], source


def _spelled(names: Collection[str]) -> re.Pattern[str] | None:
    """One pattern for all names, the longest first, not inside longer names."""
    if not names:
        return None
    listed = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    return re.compile(rf"(?<![\w-])(?:{listed})(?![\w-])")


def _offset(plain: str, excerpt: str) -> int:
    """Where the excerpt's words stand in a row; the first word where something stands between them."""
    in_a_row = re.search(r"[\W_]+".join(re.escape(word) for word in excerpt.split(" ")), plain)
    return in_a_row.start() if in_a_row else max(plain.find(excerpt.split(" ", 1)[0]), 0)
