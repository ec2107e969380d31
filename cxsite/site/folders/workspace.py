"""A folder to work in beside what is made there: nobody else's, and gone at the end, also when the process is killed.

A process that is killed leaves its folder. The next one to work in the same place finds that nobody holds its lock any
more, brings to an end what had begun, and removes it. Folders of processes that still run are left alone.
"""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cxsite.model.finding import CxsiteError
from cxsite.site.folders.lock import Lock, take
from cxsite.site.folders.replace import finish, forget_lock

_PREFIX = ".cxsite-"
_LOCK = ".lock"


@contextmanager
def workspace(parent: Path) -> Iterator[Path]:
    """A new empty folder in `parent`, so on the same file system; it is gone at the end, and so is `parent` if it was
    made for this and is empty.

    Raises `CxsiteError` where none can be made.
    """
    made = _missing(parent)
    try:
        parent.mkdir(parents=True, exist_ok=True)
        clear(parent)
        lock, space = _new(parent)
    except OSError as error:
        raise CxsiteError(f"{parent} can't be written: {error.strerror}") from None
    try:
        yield space
    finally:
        _close(lock, space)
        for folder in made:
            # Somebody else may have put something into it.
            with suppress(OSError):
                folder.rmdir()


def clear(parent: Path) -> None:
    """Bring to an end and remove what processes that are gone have left in `parent`."""
    found = {parent / path.name.removesuffix(_LOCK) for path in parent.glob(f"{_PREFIX}*")}
    for space in sorted(found):
        # What we may not touch is nothing of ours.
        with suppress(OSError):
            if _may_be_ours(space) and _may_be_ours(_lock_of(space)) and (lock := take(_lock_of(space))) is not None:
                _close(lock, space)
    with suppress(OSError):
        forget_lock(parent)


def _new(parent: Path) -> tuple[Lock, Path]:
    while True:
        space = parent / f"{_PREFIX}{secrets.token_hex(4)}"
        lock = None if space.exists() else take(_lock_of(space))
        if lock is not None:
            try:
                space.mkdir(mode=0o700)
            except BaseException:
                lock.release()
                raise
            return lock, space


def _close(lock: Lock, space: Path) -> None:
    """Remove a folder whose lock we hold. What can't be brought to an end stays, for the next one to try."""
    try:
        with suppress(OSError, CxsiteError):
            finish(space)
            shutil.rmtree(space, ignore_errors=True)
    finally:
        lock.release()


def _lock_of(space: Path) -> Path:
    return space.with_name(space.name + _LOCK)


def _may_be_ours(path: Path) -> bool:
    """Whether nothing is there, or something that this user has made, and no link."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return True
    return not stat.S_ISLNK(found.st_mode) and found.st_uid == getattr(os, "geteuid", lambda: found.st_uid)()


def _missing(folder: Path) -> list[Path]:
    """The folders that making `folder` makes, the innermost first."""
    return [parent for parent in (folder, *folder.parents) if not parent.exists()]
