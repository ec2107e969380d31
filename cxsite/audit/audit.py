"""`audit`: read a built site, file by file, and find what its audience may not see. The second lock."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from cxsite.audit.acceptance import Accepted
from cxsite.audit.clean import Clean, line_of, seal_of_piece
from cxsite.audit.dedupe import Deduplicator, EveryLine, LineDeduplicator
from cxsite.audit.dictionary import Dictionary
from cxsite.audit.encodings import text_of
from cxsite.audit.explains import Explained, Explains
from cxsite.audit.hits import Hit, hits_in, named_in
from cxsite.audit.leak import WHOLE, Leak, What
from cxsite.audit.part import Unread
from cxsite.audit.readings import JSON_PIECE, PIECE, Context, DecodedText, Piece, looks_like_json, pieces, readings
from cxsite.matching.normal import BLOCK, normal
from cxsite.processes.parallel import Both, in_turn

MOST = 20
"""Leaks told of one file; the rest of a file that is leaked whole says nothing new."""
_NOWHERE: frozenset[What] = frozenset(("title", "id", "term"))
"""What not even a file may say that the team itself publishes as it is: it can't be there by chance."""
LARGE = 8_000_000
"""Bytes from which a site is read in two halves, whether or not at once: what is told is the same on every machine."""


def audit(
    site: Path,
    dictionary: Dictionary,
    explains: Explains | Iterable[str],
    accepted: Accepted | None = None,
    both: Both = in_turn,
) -> tuple[Leak, ...]:
    """The leaks of a built site, by path and offset.

    `explains` knows the files of packages and of `content/public`: they are what they are. One file (of large texts
    one piece) is in memory at a time. A large site is read in two halves; `both` says how.
    """
    known = Explained(frozenset(explains)) if isinstance(explains, Iterable) else explains
    reader = Reader(dictionary, known, accepted or Accepted())
    reader.read_all(site, both)
    return tuple(sorted(set(reader.found)))


def _files(site: Path) -> list[Path]:
    return sorted(file for file in site.rglob("*") if file.is_file() or file.is_symlink())


def _halves(files: list[Path], large: int, *, parted: bool = False) -> tuple[list[Path], list[Path]]:
    """The files in two parts of about the same size; all in the first where they are not `large` together. Where they
    may be `parted`, those that have pieces are in both."""
    sizes = {path: path.lstat().st_size for path in files}
    if sum(sizes.values()) < large:
        return files, []
    common = [path for path in files if parted and sizes[path] > 2 * JSON_PIECE]
    halves: tuple[list[Path], list[Path]] = ([], [])
    weights = [0, 0]
    for path in sorted(set(files) - set(common), key=lambda path: (-sizes[path], path)):
        lighter = weights.index(min(weights))
        halves[lighter].append(path)
        weights[lighter] += sizes[path]
    return sorted(halves[0] + common), sorted(halves[1] + common)


@dataclass(slots=True)
class Reader:
    """Reads the files of one site, each version of a file once. `found`: the leaks so far, in the order of reading.

    `clean` is what somebody has read before, looking for the same: it need not be read again.
    """

    dictionary: Dictionary
    explains: Explains
    accepted: Accepted = field(default_factory=Accepted)
    clean: Clean = field(default_factory=Clean)
    found: list[Leak] = field(default_factory=list)
    _lines: LineDeduplicator = field(default_factory=LineDeduplicator)
    _digests: dict[str, str] = field(default_factory=dict)
    _pieces: dict[str, tuple[str, ...]] = field(default_factory=dict)
    # Of which files only every other piece is read, from which one on.
    _half: dict[str, int] = field(default_factory=dict)

    def read_all(self, site: Path, both: Both = in_turn, large: int | None = None, *, parted: bool = False) -> None:
        """Read every file that is new or has changed since it was read; where that is much, `large` or more bytes, in
        two halves: `both` says how. `parted`: also files of many pieces are read by halves, so that the same may be
        told twice."""
        news = [path for path in _files(site) if self._is_news(site, path)]
        first, second = _halves(news, LARGE if large is None else large, parted=parted)
        # A reader of its own for the second half, so that what is told is the same whoever reads it.
        other = Reader(self.dictionary, self.explains, replace(self.accepted, used=set()), self.clean)
        if second:
            common = [path.relative_to(site).as_posix() for path in first if path in set(second)]
            self._half, other._half = dict.fromkeys(common, 0), dict.fromkeys(common, 1)
            _, (found, used, digests, marks) = both(
                lambda: self._read_each(site, first), lambda: other._read_each(site, second)
            )
            self._half = {}
            self.found += found
            self.accepted.used.update(used)
            self._digests |= digests
            self._pieces |= {name: (*self._pieces.get(name, ()), *mine) for name, mine in marks.items()}
        else:
            self._read_each(site, first)

    def _is_news(self, site: Path, path: Path) -> bool:
        name = path.relative_to(site).as_posix()
        known = self._digests.get(name)
        if path.is_symlink() or (known is None and not self.clean):
            return True
        return known != (digest := _digest(path)) and not self._is_clean(name, digest)

    def _is_clean(self, name: str, digest: str) -> bool:
        """Whether a file, with this name and these bytes, was read and found clean before."""
        pieces = self.clean.pieces_of(name, digest)
        if digest in self.dictionary.files or pieces is None:
            return False
        self._digests[name], self._pieces[name] = digest, pieces
        return True

    def _read_each(self, site: Path, files: Iterable[Path]) -> _Read:
        """Read files; what is known then."""
        for path in files:
            self.read(path.relative_to(site).as_posix(), path)
        return self.found, self.accepted.used, self._digests, self._pieces

    def seals(self) -> list[str]:
        """What tells `Clean` of the files that were read, as they were then."""
        return [line_of(name, digest, self._pieces.get(name, ())) for name, digest in self._digests.items()]

    def read(self, name: str, path: Path) -> None:
        """Read one file, unless it is as it was."""
        if path.is_symlink():
            self._tell(
                name, "", [*self._of_name(name), Leak(name, 0, "file", "a link to another place", f"file `{name}`")]
            )
            return
        # What is read is what is remembered, whoever writes the file meanwhile.
        whole = path.read_bytes() if path.stat().st_size <= PIECE else None
        digest = _digest(path) if whole is None else hashlib.sha256(whole).hexdigest()
        if self._digests.get(name) == digest or self._is_clean(name, digest):
            return
        self._digests[name], self._pieces[name] = digest, ()
        leaks = self._of_name(name)
        is_public = self.explains.public(digest)
        if is_public or not self.explains.file(digest):
            if digest in self.dictionary.files:
                leaks.append(Leak(name, 0, "file", WHOLE, str(self.dictionary.files[digest])))
            else:
                inside = self._inside(name, path, whole, digest, _NOWHERE if is_public else None)
                leaks += inside if inside and not self.explains.packaged(digest) else []
        self._tell(name, digest, leaks)

    def _tell(self, name: str, digest: str, leaks: list[Leak]) -> None:
        """Keep what is not accepted."""
        leaks = [replace(leak, sha256=digest) for leak in leaks]
        self.found += _without_repetition([leak for leak in leaks if not self.accepted.takes(leak)])[:MOST]

    def _of_name(self, name: str) -> list[Leak]:
        plain = normal(name)
        hits = hits_in(name.replace("/", BLOCK), self.dictionary) | named_in(plain, self.dictionary)
        return [_leak(name, 0, hit, "its name") for hit in hits if not self._is_ordinary(hit, name)]

    def _inside(
        self, name: str, path: Path, whole: bytes | None, digest: str, only: frozenset[What] | None
    ) -> list[Leak]:
        if whole is not None and not (len(whole) > JSON_PIECE and looks_like_json(whole)):
            return self._of_file(name, (Piece(0, whole, len(whole) == PIECE),), digest, only)
        with path.open("rb") if whole is None else io.BytesIO(whole) as stream:
            return self._of_file(name, pieces(stream), digest, only)

    def _of_file(self, name: str, parts: Iterable[Piece], digest: str, only: frozenset[What] | None) -> list[Leak]:
        """The leaks of one file, perhaps `only` of some sorts; each withheld thing is told once, where it is read
        first."""
        told: dict[tuple[What, str], Leak] = {}
        # The search index holds cells of tables without what parts them; the pages themselves are read with it.
        parted, is_json, clean = not name.endswith("search_index.json"), False, []
        half = self._half.get(name)
        for number, piece in enumerate(parts):
            is_json = is_json or (piece.place == 0 and looks_like_json(piece.data))
            if half not in (None, number % 2):
                continue
            mark = seal_of_piece(name, piece, f"{is_json} {only is None}") if piece.is_part else ""
            if not self.clean.has(mark) and self._of_piece(name, piece, (digest, only, parted, is_json), told):
                mark = ""
            clean += [mark] if mark else []
            if len(told) >= MOST:
                break
        self._pieces[name] = tuple(clean)
        return list(told.values())

    def _of_piece(
        self,
        name: str,
        piece: Piece,
        how: tuple[str, frozenset[What] | None, bool, bool],
        told: dict[tuple[What, str], Leak],
    ) -> bool:
        """Read a piece and tell what it holds; whether there was anything, or anything that can't be read."""
        digest, only, parted, is_json = how

        def read(lines: Deduplicator) -> _Readings:
            return readings(piece.data, Context(lines, self._opens), part=piece.is_part, is_json=is_json)

        any_hits = any_unread = False
        for reading in read(self._lines):
            if isinstance(reading, Unread):
                any_unread = True
                if only is None and not self.explains.unread(digest):
                    told.setdefault(("unread", reading.why), Leak(name, 0, "unread", reading.why, f"file `{name}`"))
            else:
                any_hits = any_hits or bool(self._hits(name, reading, parted, only))
        if any_hits:
            # Where it stands is asked of the whole text, as it would be read without any other file.
            stored = normal(text_of(piece.data, part=True) or piece.data.decode("latin-1"))
            for reading in read(EveryLine()):
                if isinstance(reading, DecodedText):
                    self._place((name, piece.place, stored), reading, self._hits(name, reading, parted, only), told)
        return any_hits or any_unread

    def _hits(self, name: str, reading: DecodedText, parted: bool, only: frozenset[What] | None) -> set[Hit]:
        found = hits_in(reading.text, self.dictionary, parted)
        if only is not None:
            found = {hit for hit in found if hit[0] in only}
        return {hit for hit in found if not self._is_ordinary(hit, name)} if found else found

    def _is_ordinary(self, hit: Hit, name: str) -> bool:
        what, excerpt, _ = hit
        in_code = name.endswith((".js", ".css", ".mjs", ".map"))
        return what in ("word", "number") and self.explains.word(excerpt, in_code)

    def _opens(self, digest: str) -> bool:
        return self.explains.file(digest)

    def _place(
        self, where: tuple[str, int, str], reading: DecodedText, hits: set[Hit], told: dict[tuple[What, str], Leak]
    ) -> None:
        name, start, stored = where
        plain = normal(reading.text)
        for hit in sorted(hits, key=repr):
            offset = start + (_in_a_row(stored, hit[1]) or _offset(plain, hit[1]))
            told.setdefault(hit[:2], _leak(name, offset, hit, reading.encoding))


_Readings = Iterable[DecodedText | Unread]
_Read = tuple[list[Leak], set[int], dict[str, str], dict[str, tuple[str, ...]]]
"""Leaks, which acceptances they needed, what was read, and which pieces of it were clean."""


def _without_repetition(leaks: list[Leak]) -> list[Leak]:
    """Without whole titles of which a word is told anyway."""
    words = [leak.excerpt for leak in leaks if leak.what == "word"]
    return [leak for leak in leaks if leak.what != "title" or not any(word in leak.excerpt for word in words)]


def _leak(name: str, offset: int, hit: Hit, how: str) -> Leak:
    what, excerpt, source = hit
    return Leak(name, offset, what, excerpt, str(source), how, of=source)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _in_a_row(text: str, excerpt: str) -> int | None:
    """Where the excerpt's words stand in a row."""
    found = re.search(r"[\W_]+".join(re.escape(word) for word in excerpt.split()), text)
    return found.start() if found else None


def _offset(plain: str, excerpt: str) -> int:
    """Where the excerpt stands; its first word where something stands between its words."""
    found = _in_a_row(plain, excerpt)
    return max(plain.find(excerpt.split()[0]), 0) if found is None else found
