"""A preview that runs in a process of its own, for tests that edit while it runs."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

DEADLINE = 60


class Preview:
    """A running preview."""

    def __init__(self, project: Path, port: int, words: list[str]) -> None:
        self.address = f"http://127.0.0.1:{port}/"
        self.log = project.parent / "log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(words, cwd=project, stdout=log, stderr=subprocess.STDOUT)

    def get(self, path: str) -> str:
        """A page, or an empty text where there is none."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=10) as response:
                return str(response.read().decode())
        except urllib.error.HTTPError:
            return ""
        except OSError:
            assert self.process.poll() is None, self.log.read_text()
            return ""

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait for something that a build in another process brings about."""
        end = time.monotonic() + DEADLINE
        while not holds():
            assert time.monotonic() < end, self.log.read_text()
            time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
