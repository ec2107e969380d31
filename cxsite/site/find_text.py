"""Where texts stand in a folder of built files: pages, feeds, data, search, and whatever is packed in one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cxsite.audit.audit import Reader
from cxsite.audit.dictionary import Dictionary
from cxsite.audit.leak import Leak
from cxsite.matching.normal import normal, words
from cxsite.model.finding import CxsiteError
from cxsite.site.engines.packages import usage


@dataclass(frozen=True, slots=True)
class FoundTexts:
    """How many files were read, the places, and the files that can't be read, which may hold anything."""

    files: int
    places: tuple[Leak, ...]
    unread: tuple[Leak, ...]


class _Packages:
    """Explains files of installed packages, and nothing else: whoever wrote them did not know our texts."""

    def file(self, digest: str) -> bool:
        """Whether it is a file of a package."""
        return digest in usage().files

    def public(self, digest: str) -> bool:
        """None is the team's own."""
        return False

    def packaged(self, digest: str) -> bool:
        """What is found counts, wherever it is."""
        return False

    def unread(self, digest: str) -> bool:
        """Whether it is a file of a package; those are not even opened."""
        return False

    def word(self, word: str, in_code: bool) -> bool:
        """No word is explained."""
        return False


def find_texts(folder: Path, texts: Sequence[str]) -> FoundTexts:
    """Every file below `folder` that holds one of the texts, however they are written, encoded or packed there; not
    those that are, byte for byte, files of an installed package.

    No content is asked what is withheld: so it works for old builds, backups and copies of what a server delivers, too.
    Raises `CxsiteError` for a folder without files, and for a text without words.
    """
    dictionary = Dictionary()
    for text in texts:
        if not words(normal(text)):
            raise CxsiteError(f"`{text}` holds no word to look for")
        dictionary.terms.add(text, text)
    files = sorted(path for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    if not files:
        raise CxsiteError(f"there is no file in {folder}")
    packages = _Packages()
    found: list[Leak] = []
    for path in files:
        # Each file by a reader of its own: one that has seen the same lines elsewhere would leave them out.
        reader = Reader(dictionary, packages)
        reader.read(path.relative_to(folder).as_posix(), path)
        found += reader.found
    places = tuple(one for one in found if one.what == "term")
    return FoundTexts(len(files), places, tuple(one for one in found if one.what != "term"))
