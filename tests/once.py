"""What is dear to make is made once in a whole run: the first worker that needs it makes it, the others wait for it."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def once(folders: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder `name` that `make` has filled, one for all workers of a run; whoever gets it only reads it.

    A worker that dies or fails while it makes the folder leaves no mark, and its lock goes with it: the next one
    begins anew.
    """
    own = folders.getbasetemp()
    # A worker's folder lies in that of the run.
    common = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    place, mark = common / name, common / f"{name}.made"
    with (common / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not mark.exists():
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
            make(place)
            mark.touch()
    return place
