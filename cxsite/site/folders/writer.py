"""Files of a new site; those that are the same in the site that stands there now are taken from it."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Writer:
    """Writes files into the folder of a new site that nobody writes once more. `before` is the site whose place it is
    to take, on the same file system: of a file that has the very bytes there, the new site gets a further name. That
    takes a tenth of the time, and writes nothing on the disk."""

    folder: Path
    before: Path | None = None
    _look: tuple[int, int] | None = field(default=None)
    """Mode and owner of the files that this process makes."""

    def write(self, name: str, data: bytes) -> None:
        """Write a file, by its path in the site. Its folder is made where that turns out to be missing: to ask first,
        for each of thousands, takes as long as to write them. Raises `OSError`."""
        place = self.folder / name
        try:
            self._write(name, place, data)
        except FileNotFoundError:
            place.parent.mkdir(parents=True, exist_ok=True)
            self._write(name, place, data)

    def _write(self, name: str, place: Path, data: bytes) -> None:
        if self.before is not None and self._look is not None and self._linked(self.before / name, place, data):
            return
        with place.open("wb") as stream:
            stream.write(data)
            if self._look is None:
                self._look = _look(os.fstat(stream.fileno()))

    def _linked(self, old: Path, place: Path, data: bytes) -> bool:
        """Whether the old file is as a new one would be, and the new one is that now."""
        try:
            handle = os.open(old, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        except OSError:
            return False
        try:
            found = os.fstat(handle)
            # One that has another name may be changed by it.
            alike = stat.S_ISREG(found.st_mode) and found.st_nlink == 1 and _look(found) == self._look
            if not alike or found.st_size != len(data) or os.read(handle, len(data)) != data:
                return False
        finally:
            os.close(handle)
        try:
            os.link(old, place, follow_symlinks=False)
        except FileNotFoundError:
            raise
        except OSError:
            return False
        made = place.lstat()
        if (made.st_dev, made.st_ino) == (found.st_dev, found.st_ino):
            return True
        with suppress(OSError):
            place.unlink()
        return False


def date_alike(folder: Path, names: Iterable[str]) -> None:
    """Give the files of a site that is to be put in its place one time of their last change: a server tells that, and
    by it which of them are older, and since when. Not before, as some of them are those of the old site. Raises
    `OSError`."""
    now = time.time_ns()
    for name in names:
        os.utime(folder / name, ns=(now, now), follow_symlinks=False)


def _look(found: os.stat_result) -> tuple[int, int]:
    return stat.S_IMODE(found.st_mode), found.st_uid
