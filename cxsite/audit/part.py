"""What is inside a file: parts that are read in their turn, and what nobody can read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

How = Literal["file", "strings"]

MOST = 256 * 1024 * 1024
"""Bytes that are unpacked from one file."""


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes inside a file, and how they were packed. `as_`: a file of its own, or data of a known sort, of which only
    its runs of characters can say anything."""

    data: bytes
    how: str
    as_: How = "file"


@dataclass(frozen=True, slots=True)
class Unread:
    """Something in a file that can't be read, and why."""

    why: str


Found = Part | Unread
