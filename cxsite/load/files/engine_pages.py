"""Pages that an engine's own plugins write into docs_dir, and that say nothing."""

from __future__ import annotations

from pathlib import Path

# Material's blog makes the page under which it lists its posts, where there is none.
_EMPTY = frozenset((b"# Blog\n\n", b"# Blog\r\n\r\n"))
_MOST = 64


def is_engines_own(path: Path) -> bool:
    """Whether a page in `content/public` is one that an engine has written, and nobody else."""
    try:
        return path.name == "index.md" and path.stat().st_size <= _MOST and path.read_bytes() in _EMPTY
    except OSError:
        return False
