"""The manifest of a site: every file with its hash, the day, and what it was made with."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from importlib.metadata import version
from pathlib import Path

from cxsite.model.finding import CxsiteError
from cxsite.site.output import manifest_of

MADE_WITH = ("cxsite", "jinja2", "markdown", "mkdocs", "mkdocs-material", "pydantic", "pymdown-extensions")


def manifest(folder: Path, audience: str, today: dt.date) -> bytes:
    """The manifest of the site in `folder`: path → SHA-256, ordered by path."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    said = {
        "audience": audience,
        "today": today.isoformat(),
        "versions": {name: version(name) for name in MADE_WITH},
        "files": {name: _hash(path) for name, path in sorted(files.items())},
    }
    return (json.dumps(said, indent=2, ensure_ascii=False) + "\n").encode()


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_beside(folder: Path, audience: str, today: dt.date) -> None:
    """Write the manifest of a site that plain MkDocs has built in the folder of its level; others get none."""
    if folder.name != audience:
        return
    place = manifest_of(folder)
    try:
        place.write_bytes(manifest(folder, audience, today))
    except OSError as error:
        raise CxsiteError(f"{place} can't be written: {error.strerror}") from None
