"""Nothing runs on: `cxsite serve` ends on a signal within a second, and helpers end with who started them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site.small import CONFIG, command, write
from tests.site.test_serve import free_port
from tests.thorough import PLATFORM

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason=f"{PLATFORM}reads /proc")]
AT_ONCE = 1.0 if os.getloadavg()[0] < 2 * (os.cpu_count() or 1) else 4.0
"""Seconds; more where the machine has too much to do."""
PATIENCE = 120

IMPORTS = "import pathlib, re, subprocess, threading, time\n"
SAY = "pathlib.Path(__file__).with_name('reached').touch()\n"
STUCK = {
    "while it builds": "def on_page_markdown(text, **_):\n    {}    time.sleep(100)\n",
    "while it builds, deaf to interrupts": (
        "def on_page_markdown(text, **_):\n    {}    while True:\n        try:\n            time.sleep(100)\n"
        "        except BaseException:\n            pass\n"
    ),
    "in code that never returns": "def on_page_markdown(text, **_):\n    {}    re.match(r'(a+)+$', 'a' * 60 + 'b')\n",
    "with a thread that never ends": (
        "def on_post_build(**_):\n    threading.Thread(target=time.sleep, args=[100]).start()\n    {}"
    ),
    "with a program that never ends": (
        "def on_post_build(**_):\n    subprocess.Popen(['sleep', '100'])\n    {}"
    ),
}  # fmt: skip


def processes(folder: Path) -> dict[int, str]:
    """The processes that work in `folder`."""
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            if (entry / "cwd").readlink() == folder and "\nState:\tZ" not in (entry / "status").read_text():
                found[int(entry.name)] = (entry / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
    return {pid: words for pid, words in found.items() if pid != os.getpid()}


def reached(project: Path) -> None:
    """Wait until the hook has been there."""
    until = time.monotonic() + PATIENCE
    while not (project / "reached").exists():
        assert time.monotonic() < until
        time.sleep(0.02)


def gone(project: Path, seconds: float) -> None:
    """Wait until no process works in the project any more."""
    until = time.monotonic() + seconds
    while found := processes(project):
        assert time.monotonic() < until, found
        time.sleep(0.02)


@pytest.fixture
def temporary(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "temporary"
    folder.mkdir()
    yield folder
    assert list(folder.iterdir()) == []


def serve(project: Path, temporary: Path, hook: str) -> subprocess.Popen[bytes]:
    write(
        project,
        {"mkdocs.yml": CONFIG + "hooks: [hook.py]\n", "hook.py": IMPORTS + hook.format(SAY)},
    )
    words = [*command("cxsite"), "serve", "--address", f"127.0.0.1:{free_port()}"]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        words, cwd=project, stdout=quiet, stderr=quiet, env={**os.environ, "TMPDIR": str(temporary)}
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("hook", STUCK.values(), ids=STUCK)
def test_a_preview_ends_at_once(project: Path, temporary: Path, hook: str, number: signal.Signals) -> None:
    running = serve(project, temporary, hook)
    reached(project)
    began = time.monotonic()
    running.send_signal(number)
    assert running.wait(timeout=PATIENCE) == 130
    assert time.monotonic() - began < AT_ONCE
    gone(project, AT_ONCE)


def test_a_preview_that_is_killed_leaves_no_process(project: Path, temporary: Path) -> None:
    running = serve(project, temporary, STUCK["while it builds"])
    reached(project)
    assert len(processes(project)) == 2
    running.kill()
    running.wait(timeout=PATIENCE)
    gone(project, AT_ONCE)
    # What it wrote is removed by the next one.
    assert list(temporary.iterdir()) != []
    (project / "reached").unlink()
    again = serve(project, temporary, STUCK["while it builds"])
    reached(project)
    again.terminate()
    again.wait(timeout=PATIENCE)


@pytest.mark.parametrize("levels", [[], ["--audience", "all"]], ids=["one", "all"])
def test_the_helpers_of_a_build_that_is_killed_end_with_it(project: Path, levels: list[str]) -> None:
    hook = IMPORTS + STUCK["while it builds, deaf to interrupts"].format(SAY)
    write(project, {"mkdocs.yml": CONFIG + "hooks: [hook.py]\n", "hook.py": hook})
    running = subprocess.Popen([*command("cxsite"), "build", *levels], cwd=project)
    reached(project)
    # Beside the build itself, the audit of the public site; with two sites, an engine for each too.
    assert len(processes(project)) >= 2 + len(levels) // 2
    running.kill()
    running.wait(timeout=PATIENCE)
    gone(project, AT_ONCE)
