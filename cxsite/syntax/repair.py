"""A way in which a text that is no YAML may have been meant, and what came of all such ways."""

from __future__ import annotations

from dataclasses import dataclass, field


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


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a text is no YAML: line and columns, all from 0, and words; `changes` are lines as they were meant."""

    line: int
    column: int
    end: int
    message: str
    help: str
    changes: tuple[tuple[int, str], ...] = ()


@dataclass(slots=True)
class Mended:
    """The text as far as it can be read; what keeps it from being YAML; lines changed; names of lost fields."""

    text: str
    causes: list[Cause] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
