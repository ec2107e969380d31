"""A new site: the starter, copied, with its dates around today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from cxsite.model.finding import CxsiteError
from cxsite.scaffold.files import write_files
from cxsite.scaffold.freshness import moved


def init(target: Path, today: dt.date) -> list[Path]:
    """Write a new site into `target`, a folder that is new or empty; returns the files.

    What has happened in its roadmap lies before the quarter of `today`, what is planned in or after it. A folder
    that holds only `.git` counts as empty. Raises `CxsiteError` with one line for anything else.
    """
    try:
        if target.exists() and any(entry.name != ".git" for entry in target.iterdir()):
            raise CxsiteError(f"{target} is not empty: name a new folder")
    except NotADirectoryError:
        raise CxsiteError(f"{target} is a file: name a new folder") from None
    except OSError as error:
        raise CxsiteError(f"{target} can't be read: {error.strerror}") from None
    return write_files(target, dict(starter_files(today)))


def starter_files(today: dt.date) -> Iterator[tuple[str, bytes]]:
    """Each file of the starter, by its place in a site."""
    starter = files("cxsite") / "starter"
    if not starter.is_dir():
        raise CxsiteError("the starter is missing: install cxsite again")
    for place, content in _below(starter, ""):
        dated = place.startswith("content/") and place.endswith((".md", ".yml", ".csv"))
        yield place, moved(content.decode(), today).encode() if dated else content


def _below(folder: Traversable, place: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        inner = f"{place}{entry.name}"
        if entry.is_dir():
            yield from _below(entry, f"{inner}/")
        else:
            yield inner, entry.read_bytes()
