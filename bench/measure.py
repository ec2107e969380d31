"""One command in a process of its own: how long it took, and how much memory it and what it starts needed at most."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from bench.memory import CAN_SUM, Watch

# The unit of ru_maxrss: kilobytes, on macOS bytes.
_RSS_PER_MB = 1024 * 1024 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock and by the processor (the command and all processes that it starts), and the most memory
    that these held at a time, in MB; where the system tells no sum, that of the largest of them."""

    wall: float
    cpu: float
    peak: float


class Failed(Exception):  # noqa: N818 - it reads as what it says
    """A command that was to be measured went wrong."""


def measure(
    command: Sequence[str],
    folder: Path,
    *,
    accept: tuple[int, ...] = (0,),
    environment: Mapping[str, str] = MappingProxyType({}),
    memory: bool = False,
) -> Cost:
    """Run a command once; with `memory` the sum over its processes is watched, which takes time of its own.

    Raises `Failed` with its last words where it ends with another code than `accept`."""
    said = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "0", **environment}
    # Modules and templates are compiled once, as for everybody.
    said.pop("PYTHONDONTWRITEBYTECODE", None)
    with (folder / "last.log").open("w+", encoding="utf-8") as log:
        begin = time.perf_counter()
        with subprocess.Popen(command, cwd=folder, env=said, stdout=log, stderr=log) as process:
            watch = Watch(process.pid) if CAN_SUM and memory else None
            if watch:
                watch.start()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - begin
        peak = watch.ended() if watch else usage.ru_maxrss / _RSS_PER_MB
        if process.returncode not in accept:
            log.seek(0)
            raise Failed(f"{' '.join(command)} ended with {process.returncode}:\n{log.read()[-2000:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, peak)


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each figure; of the memory the highest."""
    return Cost(
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.cpu for cost in costs),
        max(cost.peak for cost in costs),
    )
