"""What was made is kept in a folder, by names that nobody can guess, so that it need not be made again.

Every entry is whole or not there, and signed with a key that lies elsewhere: so a folder may be deleted, copied, shared
and killed at any time, and what somebody else has put into it counts as nothing. Each version of the code has a folder
of its own; those of versions that nobody used for long are taken away.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

MOST_VERSIONS = 3
"""How many versions of the code may keep something: those that work trees of one repository may be using in turn."""
_WRITING = 3600
"""Seconds in which another process may be about to name what it has kept."""
_HEX = 64


class Store:
    """Entries of one `version` in a folder below `place`, signed with `key`; where it can't be written, nothing is
    kept."""

    def __init__(self, place: Path, version: str, key: bytes) -> None:
        self._all, self._folder, self._key = place, place / version, key
        self._is_tidy = False

    def name(self, *said: bytes) -> str:
        """The name of what was made of this."""
        parts = b"".join(len(part).to_bytes(8, "big") + part for part in said)
        return hmac.new(self._key, b"name\0" + parts, hashlib.sha256).hexdigest()

    def get(self, name: str) -> bytes | None:
        """What was kept under a name; `None` where nothing was, or it is not whole, or not ours."""
        try:
            signed = (self._folder / name).read_bytes()
        except (OSError, ValueError):
            return None
        data = signed[_HEX:]
        return data if hmac.compare_digest(signed[:_HEX], self._signature(name, data)) else None

    def put(self, name: str, data: bytes) -> None:
        """Keep something, at once or not at all."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._tidy()
            number, new = tempfile.mkstemp(dir=self._folder, prefix=".new-")
            try:
                with os.fdopen(number, "wb") as stream:
                    stream.write(self._signature(name, data) + data)
                Path(new).replace(self._folder / name)
            except BaseException:
                Path(new).unlink(missing_ok=True)
                raise

    def names(self, prefix: str = "") -> list[str]:
        """The names of what is kept, that of what was kept last first."""
        with contextlib.suppress(OSError), os.scandir(self._folder) as entries:
            found = [(entry.stat().st_mtime_ns, entry.name) for entry in entries if entry.name.startswith(prefix)]
            return [name for _, name in sorted(found, reverse=True)]
        return []

    def keep_only(self, wanted: Iterable[str], newest: str) -> None:
        """Forget all else but what is not much older than `newest`: somebody else may just have kept it."""
        kept = set(wanted)
        with contextlib.suppress(OSError):
            limit = (self._folder / newest).stat().st_mtime - _WRITING
            with os.scandir(self._folder) as entries:
                for entry in entries:
                    if entry.name not in kept and entry.stat().st_mtime < limit:
                        Path(entry.path).unlink(missing_ok=True)

    def _signature(self, name: str, data: bytes) -> bytes:
        return hmac.new(self._key, b"data\0" + name.encode() + b"\0" + data, hashlib.sha256).hexdigest().encode()

    def _tidy(self) -> None:
        """Take away what versions kept that wrote longest ago, once. Whoever still needs it makes it again."""
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
