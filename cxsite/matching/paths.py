"""Paths and the patterns that name some of them, as `.gitignore` has them."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import PurePosixPath


def path_matches(path: str, pattern: str) -> bool:
    """Whether a path fits a pattern as `.gitignore` has them: `*.yml` anywhere, `content/risks/` all below it."""
    if pattern.endswith("/") or "*" not in pattern:
        return is_below(path, pattern.rstrip("/"))
    return fnmatchcase(path, pattern) or ("/" not in pattern and fnmatchcase(PurePosixPath(path).name, pattern))


def is_below(path: str, parent: str) -> bool:
    """Whether a path is `parent` or lies below it; everything lies below the empty path."""
    return parent in ("", ".") or path == parent or path.startswith(f"{parent}/")
