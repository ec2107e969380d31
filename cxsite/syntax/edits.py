"""Pieces of a text that other texts take the place of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class TextEdit(NamedTuple):
    """A piece of a text, by offsets (`end` excluded), and what takes its place."""

    start: int
    end: int
    text: str


def with_edits(text: str, edits: Iterable[TextEdit]) -> str:
    """The text with these edits, none of which overlap."""
    parts: list[str] = []
    last = 0
    for edit in sorted(edits):
        parts += [text[last : edit.start], edit.text]
        last = edit.end
    return "".join([*parts, text[last:]])
