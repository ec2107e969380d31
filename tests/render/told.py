"""What a failed test says: each thing that is wrong on a line of its own, then what to do about it."""

from __future__ import annotations

from collections.abc import Iterable


def told(wrong: Iterable[str], what_to_do: str) -> str:
    """The message of a failed test."""
    return "\n".join(("", *wrong, what_to_do))
