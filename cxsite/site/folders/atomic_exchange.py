"""Two files or folders change places in one step, where the system can do that."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # sys/stdio.h of macOS
# What a system, or a file system, answers that does not know it.
_UNABLE = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP)


def exchanged(one: Path, other: Path) -> bool:
    """Exchange two that are there; whether that was possible in one step (otherwise nothing has happened).

    Raises `OSError` for any other failure.
    """
    call = _call()
    if call is None:
        return False
    sys.audit("cxsite.exchange", str(one), str(other))
    if call(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNABLE:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))


def _call() -> Callable[[bytes, bytes], int] | None:
    """The system's call; `None` where it has none. Linux has it in glibc 2.28 and later, macOS since 10.12."""
    if sys.platform not in ("linux", "darwin"):
        return None
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "linux":
        renameat2 = getattr(library, "renameat2", None)
        if renameat2 is None:
            return None
        return lambda one, other: int(renameat2(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE))
    renamex = getattr(library, "renamex_np", None)
    return None if renamex is None else lambda one, other: int(renamex(one, other, _RENAME_SWAP))
