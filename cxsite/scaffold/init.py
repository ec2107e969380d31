"""A new site: the starter, copied, with its dates around today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from cxsite.model.finding import CxsiteError
from cxsite.scaffold.files import write_files
from cxsite.scaffold.freshness import moved
from cxsite.scaffold.own_wheel import own_wheel

WHEELS, REQUIREMENTS = "wheels", "requirements.txt"
_INTRODUCTION = """\
# What this site is built with. In the folder of this file: pip install --require-hashes -r requirements.txt
#
# cxsite lies in wheels/ and is never looked for on an index, where anybody could have taken its name. Everything is
# pinned by its hash: what has been changed on the way is not installed. README.md says how to take a newer one.
"""


def init(target: Path, today: dt.date) -> list[Path]:
    """Write a new site into `target`, a folder that is new or empty, with this package in `wheels/`; returns the files.

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
    return write_files(target, with_own_wheel(dict(starter_files(today))))


def with_own_wheel(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a new site, and this package, which its requirements name by its place and hash.

    pip then wants a hash of everything, and asks no index for our name.
    """
    wheel = own_wheel()
    own = f"./{WHEELS}/{wheel.name} \\\n    --hash=sha256:{wheel.sha256}\n"
    requirements = (_INTRODUCTION + own).encode() + files[REQUIREMENTS]
    return {**files, REQUIREMENTS: requirements, f"{WHEELS}/{wheel.name}": wheel.data}


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
