"""A process that is killed, as by `kill -9`, before its n-th step that changes something below a folder."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

CHANGES = frozenset({"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "cxsite.exchange"})
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def kill_at(folder: Path, number: int, depth: int = 99) -> None:
    """From now on, end this process before the `number`-th step (from 1) that changes something up to `depth` below
    `folder`."""
    seen = 0
    own = os.getpid()

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event in CHANGES:
            paths = [str(path) for path in arguments[:2] if isinstance(path, str)]
        elif event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITES:
            paths = [str(arguments[0])]
        else:
            return
        # `shutil.rmtree` names what it removes from the folder in which that lies.
        inside = depth > 9 and event in ("os.remove", "os.rmdir") and arguments[1] != -1
        if os.getpid() == own and (inside or any(_is_below(path, str(folder), depth) for path in paths)):
            seen += 1
            if seen == number:
                os.kill(own, signal.SIGKILL)

    sys.addaudithook(watch)


def _is_below(path: str, folder: str, depth: int) -> bool:
    return path.startswith(f"{folder}/") and path.removeprefix(folder).count("/") <= depth


def killed(work: Callable[[], None], folder: Path, number: int) -> bool:
    """Do `work` in a process of its own; whether it was killed before it came to its end."""
    child = os.fork()
    if child == 0:
        try:
            kill_at(folder, number)
            work()
        except BaseException:
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)
