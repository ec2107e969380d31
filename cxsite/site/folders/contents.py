"""What lies in a folder, read once: the files, their hashes, the policy that their pages run under."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cxsite.site.folders.csp import inline_scripts, policy_for


@dataclass(frozen=True, slots=True)
class Contents:
    """The files of a site with their SHA-256, ordered by path, and the policy that its pages run under."""

    hashes: Mapping[str, str]
    policy: str


def contents(folder: Path) -> Contents:
    """What the site in `folder` consists of. Raises `OSError` where a file can't be read."""
    hashes: dict[str, str] = {}
    scripts: set[str] = set()
    for name, entry in sorted(files_below(folder), key=lambda found: found[0]):
        data = Path(entry).read_bytes()
        hashes[name] = hashlib.sha256(data).hexdigest()
        if name.endswith(".html"):
            scripts |= inline_scripts(data)
    return Contents(hashes, policy_for(scripts))


def files_below(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every file below a folder, by its path from there with slashes; in folders that are links, none."""
    return _below(str(folder), "")


def _below(folder: str, path: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path, f"{path}{entry.name}/")
            elif entry.is_file():
                yield f"{path}{entry.name}", entry
