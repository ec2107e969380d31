"""The folders in which the content lies: the first, and further ones for what not everybody may read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ContentRoot:
    """A folder of content, and its path as findings tell it, from the folder of mkdocs.yml.

    `at_least` is the name of the level that all that lies in it has at least; empty for the first root.
    """

    folder: Path
    shown: str
    at_least: str = ""


def number_of_root(path: str, roots: tuple[str, ...]) -> int:
    """In which of the roots, by their paths as findings tell them, a file lies; 0 where that is none of the later."""
    for number, shown in reversed(list(enumerate(roots))):
        if number and (path == shown or path.startswith(f"{shown}/")):
            return number
    return 0
