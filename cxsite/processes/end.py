"""Processes that must be gone when they are no longer wanted."""

from __future__ import annotations

import signal
from multiprocessing.process import BaseProcess

_GRACE = 3
"""Seconds to end by itself. A signal that comes while a process starts can get lost."""


def end(process: BaseProcess) -> None:
    """Terminate a process, kill it where that does not help, and wait until it is gone."""
    process.terminate()
    process.join(_GRACE)
    if process.is_alive():
        process.kill()
        process.join()


def leave_interrupts_to_the_parent() -> None:
    """In a process that helps: the parent hears of Ctrl-C too, and ends us."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
