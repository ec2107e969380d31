"""How much memory a command and all that it starts hold at a time."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

_PAUSE = 0.05
_PROC = Path("/proc")
CAN_SUM = sys.platform == "linux" and (_PROC / "self/smaps_rollup").exists()
"""Whether this system tells the memory of each process with its part of what it shares."""


class Watch(threading.Thread):
    """Sums, every 50 ms, the memory of a process and of those below it; pages that several share count once."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._over = threading.Event()
        self._peak = 0

    def run(self) -> None:
        """Look again and again, until `ended`."""
        while not self._over.wait(_PAUSE):
            self._peak = max(self._peak, sum(map(_held, _family(self._pid))))

    def ended(self) -> float:
        """Stop looking: the highest sum, in MB."""
        self._over.set()
        self.join()
        return self._peak / 1024


def _family(pid: int) -> list[int]:
    """A process and its descendants."""
    found = [pid]
    for one in found:
        for task in _listed(_PROC / str(one) / "task"):
            found += [int(child) for child in _text(task / "children").split()]
    return found


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _text(file: Path) -> str:
    # A process may end at any moment.
    try:
        return file.read_text(encoding="ascii")
    except OSError:
        return ""


def _held(pid: int) -> int:
    """The memory of a process in kilobytes, of shared pages its part."""
    for line in _text(_PROC / str(pid) / "smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0
