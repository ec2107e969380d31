"""What editions were, kept inside the git folder, where nothing publishes it: by commit, and by the code that read it.

Every file is whole or not there, and says its own hash, so that it may be deleted, shared and killed at any time. Each
version of the code has a folder of its own; those of versions that nobody used for long are taken away.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import cxsite
from cxsite.pipeline.git import git

MOST_VERSIONS = 3
"""How many versions of the code may keep something: those that work trees of one repository may be using in turn."""


class Kept(Protocol):
    """Where what editions were is kept, by keys."""

    def get(self, key: tuple[object, ...]) -> Any:
        """What was kept under this key; `None` where nothing was."""

    def put(self, key: tuple[object, ...], value: object) -> None:
        """Keep a value."""


class EditionCache:
    """The kept editions of one repository; where its folder can't be written, nothing is kept."""

    def __init__(self, top: Path) -> None:
        common = git(top, "rev-parse", "--git-common-dir").decode().rstrip("\n")
        self._all = (top / common).resolve() / "cxsite" / "editions"
        self._folder = self._all / code_version()
        self._is_tidy = False

    def get(self, key: tuple[object, ...]) -> Any:
        """What was kept under this key; `None` where nothing was, or it is not whole."""
        try:
            digest, _, data = self._place(key).read_bytes().partition(b"\n")
        except OSError:
            return None
        return json.loads(data) if hashlib.sha256(data).hexdigest().encode() == digest else None

    def put(self, key: tuple[object, ...], value: object) -> None:
        """Keep a value, at once or not at all."""
        data = json.dumps(value, separators=(",", ":")).encode()
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._tidy()
            number, name = tempfile.mkstemp(dir=self._folder, prefix=".new-")
            try:
                with os.fdopen(number, "wb") as stream:
                    stream.write(hashlib.sha256(data).hexdigest().encode() + b"\n" + data)
                Path(name).replace(self._place(key))
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise

    def _tidy(self) -> None:
        """Take away what versions kept that wrote longest ago, once. Whoever still needs it reads it from git again."""
        if self._is_tidy:
            return
        self._is_tidy = True
        with contextlib.suppress(OSError):
            others = [found for found in self._all.iterdir() if found != self._folder]
            written = {found: found.lstat().st_mtime_ns for found in others}
            for found in sorted(others, key=lambda found: -written[found])[MOST_VERSIONS - 1 :]:
                if found.is_dir() and not found.is_symlink():
                    shutil.rmtree(found, ignore_errors=True)
                else:
                    found.unlink(missing_ok=True)

    def _place(self, key: tuple[object, ...]) -> Path:
        named = hashlib.sha256(json.dumps(key, default=str).encode()).hexdigest()
        return self._folder / f"{named}.json"


@cache
def code_version() -> str:
    """A hash of the code that reads content: another version may see it otherwise."""
    folder = Path(cxsite.__file__ or "").parent
    digest = hashlib.sha256()
    for room in ("syntax", "matching", "markdown", "model", "load", "projection", "pipeline"):
        for path in sorted((folder / room).rglob("*.py")):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
