"""Files that every site has as they are: which of them an edit adds, changes or takes away."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from cxsite.model.change import Change

FILE = "file"
"""The kind of a change of such a file."""


def file_changes(before: Path | None, after: Path | None, shown: str) -> Iterator[Change]:
    """What all readers will notice of a folder that is published as it is, and is told as `shown`."""
    was, now = _hashes(before), _hashes(after)
    for name in sorted(was.keys() | now.keys()):
        if was.get(name) == now.get(name):
            continue
        path = f"{shown}/{name}"
        if name not in now:
            yield Change(FILE, name, name, "removed", redirect=False, path=path, line=1, of_before=True)
        elif name not in was:
            yield Change(FILE, name, name, "added", path=path, line=1)
        else:
            yield Change(FILE, name, name, "changed", "sha256", was[name], now[name], path=path, line=1)


def _hashes(folder: Path | None) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*")) if folder is not None and folder.is_dir() else ():
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as stream:
                found[path.relative_to(folder or path).as_posix()] = hashlib.file_digest(stream, "sha256").hexdigest()
    return found
