"""Which code made something: another version may make it otherwise."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import cxsite

_READS = ("syntax", "matching", "markdown", "model", "load", "projection", "pipeline")


@cache
def code_that_reads() -> str:
    """A hash of the code that reads content."""
    return _hash(_READS, (".py",))


@cache
def code_of_all() -> str:
    """A hash of all code, with templates, catalogues and styles; not of what other packages bring."""
    folder = Path(cxsite.__file__ or "").parent
    rooms = tuple(sorted(path.name for path in folder.iterdir() if path.is_dir() and path.name != "vendor"))
    return _hash((".", *rooms), (".py", ".html", ".toml", ".xml"))


def _hash(rooms: tuple[str, ...], endings: tuple[str, ...]) -> str:
    folder = Path(cxsite.__file__ or "").parent
    digest = hashlib.sha256()
    for room in rooms:
        found = (folder / room).glob("*") if room == "." else (folder / room).rglob("*")
        for path in sorted(one for one in found if one.suffix in endings and one.is_file()):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
