"""What files of items say that are in order, so that they need not be taken apart again.

Reading YAML and looking through it for what somebody may have meant otherwise takes most of the time of loading. What
comes of a file of which nothing is told hangs on its text, its kind and the names of the levels, and is plain data:
that is kept, as JSON. What the fields mean, and whether they are right, is asked each time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any, NamedTuple

_PLAIN = (str, bool, int, float, type(None))
_SIZE = 16


class Said(NamedTuple):
    """The fields of an item as they are written; `has_unset`: one of them has no value."""

    values: dict[str, Any]
    has_unset: bool


class KnownFiles:
    """What is known of files, and of which of them somebody asked: `written` keeps those only."""

    def __init__(self, written: bytes = b"") -> None:
        """With what `written` gave to another process of the same code."""
        self._known = _lines(written)
        self._used: dict[str, str] = {}

    def get(self, name: str) -> Said | None:
        """What the file of this name says; None where nobody knows."""
        text = self._known.get(name)
        if text is None:
            return None
        self._used[name] = text
        has_unset, values = json.loads(text)
        return Said(values, has_unset)

    def line(self, name: str) -> str:
        """What is kept of a file that somebody asked for; empty where nothing is."""
        return self._used.get(name, "")

    def keep(self, name: str, line: str) -> None:
        """Keep what another `line` gave of a file."""
        self._used[name] = line

    def put(self, name: str, said: Said) -> None:
        """Keep what a file says; what is no plain data is not kept."""
        if _is_plain(said.values):
            self._used[name] = json.dumps([said.has_unset, said.values], separators=(",", ":"))

    @property
    def is_any(self) -> bool:
        """Whether any file was known from before."""
        return bool(self._known)

    @property
    def is_news(self) -> bool:
        """Whether other files are known by now than before."""
        return self._used.keys() != self._known.keys()

    def written(self) -> bytes:
        """What is known of the files that somebody asked for."""
        return "".join(f"{name}{text}\n" for name, text in self._used.items()).encode("ascii")


def _lines(written: bytes) -> dict[str, str]:
    lines = written.decode("ascii", "replace").splitlines()
    return {line[: 2 * _SIZE]: line[2 * _SIZE :] for line in lines}


def name_of(kind: str, ending: str, levels: Iterable[str], text: str) -> str:
    """The name of a file by all that its reading hangs on."""
    digest = hashlib.blake2b(digest_size=_SIZE)
    for part in (kind, ending, *levels, text):
        data = part.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()


def _is_plain(value: object) -> bool:
    """Whether JSON gives back the same."""
    if type(value) is dict:
        return all(type(name) is str and _is_plain(inner) for name, inner in value.items())
    if type(value) is list:
        return all(map(_is_plain, value))
    return type(value) in _PLAIN
