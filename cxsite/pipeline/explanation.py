"""What explains itself on a site: its interface, its packages, and the published files of the content.

Whoever reads a site needs this, and nothing else of the pipeline: it loads no roadmap.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from cxsite.audit.dictionary import Dictionary
from cxsite.audit.fingerprint import fingerprint

_ENDINGS = ("s", "es", "ed", "d", "ing", "er", "ers", "ly", "al", "ment", "ments", "ion", "ions", "able", "ness")


@dataclass(frozen=True, slots=True)
class Usage:
    """What packages use: words in lower case, numbers of their scripts and styles, and the sha256 of their files."""

    words: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Interface:
    """What a site holds besides its content: the interface's own texts, and the sha256 of files of packages, and of
    `public` ones: of `content/public`. `usage` says what packages use beyond that."""

    texts: tuple[str, ...]
    files: frozenset[str]
    usage: Callable[[], Usage] = Usage
    public: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Explanation:
    """What explains itself on a site: its interface, its packages, and the published files of the content."""

    interface: Interface
    assets: frozenset[str]

    def file(self, digest: str) -> bool:
        """Whether a file is one of the interface."""
        return digest in self.interface.files or digest in self.interface.public

    def public(self, digest: str) -> bool:
        """Whether it is one of the team's own, and of no package."""
        return digest in self.interface.public and digest not in self.interface.files

    def packaged(self, digest: str) -> bool:
        """Whether a file is one of a package."""
        return digest in self._usage.files

    def unread(self, digest: str) -> bool:
        """Whether a file that can't be read is a published file of the content."""
        return digest in self.assets

    def word(self, word: str, in_code: bool) -> bool:
        """Whether packages use a word, or a number in their code where this is code."""
        if word.isdigit():
            return in_code and word in self._usage.numbers
        return any(one in self._usage.words for one in _forms(word))

    def fingerprint(self, dictionary: Dictionary) -> bytes:
        """What is looked for with this explanation; the packages, whose words nobody counts before they are needed,
        have versions."""
        return fingerprint(dictionary, self.interface.files, self.interface.public, self.assets)

    @property
    def knows_usage(self) -> bool:
        """Whether somebody has asked what packages use, so that it is known."""
        return "_usage" in vars(self)

    @cached_property
    def _usage(self) -> Usage:
        return self.interface.usage()


def _forms(word: str) -> set[str]:
    """A word, and what may be its root: a plural or a participle is no other word."""
    roots = {word[: -len(ending)] for ending in _ENDINGS if word.endswith(ending)}
    return {word, *roots, *(f"{root}e" for root in roots), *(f"{root}y" for root in roots), f"{word}s"}
