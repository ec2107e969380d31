"""Locks that a process can't leave behind: the system takes them back when it ends, however it ends."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

_PAUSE = 0.05


class Lock:
    """A lock that this process, or one that it forked, holds on a file."""

    def __init__(self, file: Path, handle: int) -> None:
        self._file = file
        self._handle = handle

    def release(self) -> None:
        """Give the lock back; its file is gone then."""
        if sys.platform == "win32":
            os.close(self._handle)
            self._file.unlink(missing_ok=True)
        else:
            # While we still hold it: whoever waits for it sees that its file is gone, and makes a new one.
            self._file.unlink(missing_ok=True)
            os.close(self._handle)


def take(file: Path) -> Lock | None:
    """Lock `file`, which is made for it; `None` where another process holds it. Raises `OSError`."""
    while True:
        handle = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        try:
            locked = _lock(handle)
            current = locked and _is(file, handle)
        except BaseException:
            os.close(handle)
            raise
        if current:
            return Lock(file, handle)
        os.close(handle)
        if not locked:
            return None


def wait_for(file: Path, seconds: float) -> Lock | None:
    """Lock `file` as soon as nobody else holds it; `None` after so many seconds. Raises `OSError`."""
    until = time.monotonic() + seconds
    while (lock := take(file)) is None and time.monotonic() < until:
        time.sleep(_PAUSE)
    return lock


def _is(file: Path, handle: int) -> bool:
    """Whether the file that was opened still stands at its path."""
    try:
        return os.path.samestat(file.lstat(), os.fstat(handle))
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
