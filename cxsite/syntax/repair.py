"""What somebody probably meant where a line can't be read, and how to type that."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Repair:
    """One cause: its place (line from 0, columns from 0), words, and the lines as they were probably meant.

    `typed` are those lines where a line becomes several, which then stand in no text that is read: `lost` are fields
    that are only there.
    """

    line: int
    column: int
    end: int
    message: str
    help: str
    changes: tuple[tuple[int, str], ...]
    typed: tuple[tuple[int, str], ...] = ()
    lost: tuple[str, ...] = ()
