"""What of a site was read and found clean, told by its bytes: whole files, and the pieces of large ones."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from cxsite.audit.readings import Piece


def seal(name: str, digest: str) -> str:
    """What stands for a file of a site: its place, which says something too, and its bytes by their sha256."""
    return hashlib.sha256(f"{digest} {name}".encode()).hexdigest()


def seal_of_piece(name: str, piece: Piece, how: str) -> str:
    """What stands for a piece of a file that is read in some way, wherever in the file it is."""
    return seal(name, f"{hashlib.sha256(piece.data).hexdigest()} {how}")


class Clean:
    """What is known to be clean: `lines` with the seal of a file each, and with those of its pieces."""

    def __init__(self, lines: Iterable[str] = ()) -> None:
        self._files = {file: tuple(rest) for file, *rest in map(str.split, filter(None, lines))}
        self._pieces = {piece for pieces in self._files.values() for piece in pieces}

    def __bool__(self) -> bool:
        return bool(self._files)

    def pieces_of(self, name: str, digest: str) -> tuple[str, ...] | None:
        """The pieces of a file, none of a small one; `None` for a file of which nothing is known."""
        return self._files.get(seal(name, digest))

    def has(self, piece: str) -> bool:
        """Whether a piece, told by its seal, is clean."""
        return piece in self._pieces


def line_of(name: str, digest: str, pieces: Iterable[str]) -> str:
    """What tells `Clean` of a file."""
    return " ".join((seal(name, digest), *pieces))
