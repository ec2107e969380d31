"""What all pages of a site share is read once."""

from __future__ import annotations

from typing import Protocol

from cxsite.matching.normal import BLOCK, GAP

_WINDOW = 8
_MOST = 1_000_000
_CUT = f"\n{BLOCK}{GAP}{BLOCK}\n"


class Deduplicator(Protocol):
    """Knows what was read before, and need not be read again."""

    def new_lines(self, text: str) -> str:
        """The text without lines that add nothing."""

    def new_tags(self, tags: list[str]) -> list[str]:
        """Those of the tags that add something."""


class EveryLine:
    """Leaves nothing out."""

    def new_lines(self, text: str) -> str:
        """The text."""
        return text

    def new_tags(self, tags: list[str]) -> list[str]:
        """The tags."""
        return tags


class LineDeduplicator:
    """Remembers each run of eight lines that was read, and each tag.

    Every run of eight lines of every text stands whole in what `new_lines` leaves of this text or an earlier one, so
    nothing that stands within eight lines is missed. Remembers a million runs, then reads all else in full.
    """

    def __init__(self) -> None:
        self._runs: set[int] = set()
        self._tags: set[str] = set()

    def new_lines(self, text: str) -> str:
        """The text without lines that add nothing; `GAP` stands in their place."""
        lines = text.split("\n")
        if len(lines) <= 2 * _WINDOW:
            return text
        hashes = list(map(hash, lines))
        runs = list(map(hash, zip(*(hashes[start:] for start in range(_WINDOW)), strict=False)))
        missing = set(runs).difference(self._runs)
        new = [index for index, run in enumerate(runs) if run in missing] if missing else []
        if len(self._runs) < _MOST:
            self._runs |= missing
        return _kept(lines, new) if len(new) < len(runs) else text

    def new_tags(self, tags: list[str]) -> list[str]:
        """Those of the tags that no text had before, each once."""
        found = [tag for tag in dict.fromkeys(tags) if tag not in self._tags]
        if len(self._tags) < _MOST:
            self._tags.update(found)
        return found


def _kept(lines: list[str], starts: list[int]) -> str:
    """The runs of eight lines that begin at `starts`, which are in order."""
    pieces: list[str] = []
    begin = end = 0
    for start in starts:
        if start > end:
            pieces.append("\n".join(lines[begin:end]))
            begin = start
        end = start + _WINDOW
    pieces.append("\n".join(lines[begin:end]))
    return _CUT.join(piece for piece in pieces if piece)
