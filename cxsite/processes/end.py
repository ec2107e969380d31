"""Processes that must be gone when they are no longer wanted, and those that end with who started them."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess

_GRACE = 3.0
"""Seconds to end by itself. A signal that comes while a process starts can get lost."""
_INTERRUPTS = frozenset({signal.SIGINT, signal.SIGTERM})
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def end(process: BaseProcess, grace: float = _GRACE) -> None:
    """Terminate a process, kill it where that does not help within `grace` seconds, and wait until it is gone."""
    process.terminate()
    process.join(grace)
    if process.is_alive():
        process.kill()
        process.join()


def start(process: BaseProcess) -> None:
    """Start a process that will `leave_interrupts_to_the_parent`: until then it hears none, since it would answer as
    its parent does."""
    if not hasattr(signal, "pthread_sigmask"):
        process.start()
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _INTERRUPTS)
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_interrupts_to_the_parent() -> None:
    """In a process that helps: the parent hears of Ctrl-C too, and ends us."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _INTERRUPTS)


def end_with_the_parent() -> None:
    """In a process that helps: end when the one that started it ends, even if that is killed.

    On Linux the system sees to it (when the *thread* ends that started us), elsewhere a thread of ours.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    # It may have ended before, or a server of processes has started us for it.
    if sys.platform != "linux" or os.getppid() != parent.pid:
        threading.Thread(target=_wait_for_the_end, args=(parent.sentinel,), daemon=True).start()


def _wait_for_the_end(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
