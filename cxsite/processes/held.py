"""How much memory processes hold at a time."""

from __future__ import annotations

import ctypes
import gc
import sys


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
