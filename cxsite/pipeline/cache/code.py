"""Which code made something: another version may make it otherwise."""

from __future__ import annotations

import hashlib
import os
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import cxsite

_CHECKS = ("assets", "check", "load", "markdown", "matching", "measures", "model", "processes", "syntax")
_USED = ("babel", "markdown", "pydantic", "pymdown-extensions", "pyyaml")
_READS = ("syntax", "matching", "markdown", "model", "load", "projection", "pipeline")


@cache
def code_that_reads() -> str:
    """A hash of the code that reads content."""
    return _hash(_READS, (".py",))


@cache
def code_that_checks() -> str:
    """A hash of the code that reads and checks content, and of what it uses of other packages."""
    used = "".join(f"{name} {_version(name)}\n" for name in _USED)
    said = f"{_hash(_CHECKS, ('.py',))}\n{sys.version}\n{unicodedata.unidata_version}\n{used}"
    return hashlib.sha256(said.encode()).hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


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


def installed_packages() -> Iterator[tuple[str, str]]:
    """All packages that are installed, each with its version: which of them a page is made with is theirs to say."""
    seen: set[str] = set()
    for folder in sys.path:
        names = os.listdir(folder) if folder and Path(folder).is_dir() else ()  # noqa: PTH208 - paths are slow
        for name in sorted(names):
            if name.endswith((".dist-info", ".egg-info")) and name not in seen:
                seen.add(name)
                yield (name.rpartition(".")[0].partition("-")[0], name)
