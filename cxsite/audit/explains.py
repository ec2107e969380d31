"""What explains itself on a site: files that are what they are, words that packages use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Explains(Protocol):
    """What explains itself: files by their sha256, single words by who uses them."""

    def file(self, digest: str) -> bool:
        """Whether a file is one of a package, of the theme, or of what everyone may see: it is what it is."""

    def public(self, digest: str) -> bool:
        """Whether it is such a file of the team's own: it may say what it likes, but name nothing that is withheld."""

    def packaged(self, digest: str) -> bool:
        """Whether a file is one of any other package; asked only where something was found in it."""

    def unread(self, digest: str) -> bool:
        """Whether a file that can't be read may be there all the same: it is a published file of the content."""

    def word(self, word: str, in_code: bool) -> bool:
        """Whether packages use a word; of numbers only whether their code does, for a file of code."""


@dataclass(frozen=True, slots=True)
class Explained:
    """Explains files by a set of their sha256, and no word."""

    files: frozenset[str] = frozenset()

    def file(self, digest: str) -> bool:
        """Whether it is one of the files."""
        return digest in self.files

    def public(self, digest: str) -> bool:
        """None is the team's own."""
        return False

    def packaged(self, digest: str) -> bool:
        """Whether it is one of the files."""
        return digest in self.files

    def unread(self, digest: str) -> bool:
        """Whether it is one of the files."""
        return digest in self.files

    def word(self, word: str, in_code: bool) -> bool:
        """No word is explained."""
        return False
