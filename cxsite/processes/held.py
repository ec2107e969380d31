"""How much memory processes hold at a time."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager


def keep_shared() -> None:
    """Before a process is forked: look no more through what there is now for unreachable rings of objects. Looking
    writes into each of them, and so makes both processes copy what they could have in common."""
    gc.freeze()


def give_back() -> None:
    """Give the system back what was freed, where the C library (glibc) would keep it for later."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


@contextmanager
def no_collection(once: bool) -> Iterator[None]:
    """Look for no unreachable rings of objects: nearly all that is made lives on, and looking takes half the time.

    Where content is read only `once` in a process, what was made is not looked through later either.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
        if once:
            gc.freeze()
