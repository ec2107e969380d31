"""How long somebody waits for an edit to be seen in a preview."""

from __future__ import annotations

import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from bench.measure import Failed

ITEM = "initiatives/initiative-8"
_PATIENCE = 600.0
_QUIET = 1.0
"""Seconds in which a preview has done what the last edit made it do."""


def edit(folder: Path, audience: str, runs: int, *, by_mkdocs: bool = False) -> float:
    """Seconds from writing an item's file to its page with the new text, in `cxsite serve` or `mkdocs serve`; the
    median of some edits."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    address = f"127.0.0.1:{port}"
    words = (sys.executable, "-m", "cxsite.cli", "serve", "--audience", audience, "--address", address)
    if by_mkdocs:
        words = (sys.executable, "-m", "mkdocs", "serve", "-f", _config(folder, audience).name, "--dev-addr", address)
    with (folder / "serve.log").open("w") as log, subprocess.Popen(words, cwd=folder, stdout=log, stderr=log) as server:
        try:
            page = f"http://{address}/{ITEM}/"
            _seen(page, "Initiative 8", server)
            return statistics.median(_once(folder / "content" / f"{ITEM}.md", page, n, server) for n in range(runs))
        finally:
            server.terminate()


def _config(folder: Path, audience: str) -> Path:
    """The settings of the project, for one audience: `mkdocs` asks for none."""
    found = folder / "mkdocs.serve.yml"
    said = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    found.write_text(said.replace("  - cxsite:\n", f"  - cxsite:\n      audience: {audience}\n"), encoding="utf-8")
    return found


def _once(file: Path, page: str, number: int, server: subprocess.Popen[bytes]) -> float:
    time.sleep(_QUIET)
    said = f"Edit number {number} of this text."
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{said}\n", encoding="utf-8")
    begin = time.perf_counter()
    _seen(page, said, server)
    return time.perf_counter() - begin


def _seen(page: str, text: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(page, timeout=_PATIENCE) as answer:
                if text in answer.read().decode():
                    return
        except (urllib.error.URLError, ConnectionError):
            pass
        time.sleep(0.02)
    raise Failed(f"the preview never showed “{text}”")
