"""The pinned parts for browsers, the set-up's messages, and the switch that forbids skipped tests."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
MERMAID = ROOT / "cxsite" / "vendor" / "mermaid"

SKIPPING_TESTS = """
import pytest

@pytest.mark.browser
def test_in_a_browser():
    pytest.skip("no browser here")

@pytest.mark.engine
@pytest.mark.skipif(True, reason="no engine here")
def test_with_an_engine():
    assert False

def test_plain():
    pytest.skip("no program here")

def test_elsewhere():
    pytest.skip("platform: links need a privilege here")

@pytest.mark.xfail
def test_known():
    assert False

def test_good():
    pass
"""
SKIPPED_MODULE = 'import pytest\npytest.importorskip("no_such_module")\n'


def _pytest(folder: Path, require_all: str) -> str:
    """The closing line of a run with this repository's conftest."""
    shutil.copy(ROOT / "tests" / "conftest.py", folder / "conftest.py")
    markers = '[tool.pytest.ini_options]\nmarkers = ["browser", "engine", "slow"]\n'
    (folder / "pyproject.toml").write_text(markers, encoding="utf-8")
    environment = {**os.environ, "CXSITE_REQUIRE_ALL": require_all, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", str(folder)]
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    return run.stdout.strip().splitlines()[-1]


def test_skipped_tests_fail_only_in_ci(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(SKIPPING_TESTS, encoding="utf-8")
    for off in ("", "0"):
        assert "1 passed, 4 skipped, 1 xfailed" in _pytest(tmp_path, off)
    # A skip by condition happens before the test itself, so pytest calls its failure an error.
    assert "2 failed, 1 passed, 1 skipped, 1 xfailed, 1 error" in _pytest(tmp_path, "1")


def test_a_module_may_not_skip_itself_in_ci(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(SKIPPED_MODULE, encoding="utf-8")
    assert "1 skipped" in _pytest(tmp_path, "")
    assert "1 error" in _pytest(tmp_path, "1")


def test_vendored_mermaid_is_the_pinned_one() -> None:
    pinned = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]["mermaid"]
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert locked["node_modules/mermaid"]["version"] == pinned
    assert (MERMAID / "VERSION").read_text(encoding="utf-8").strip() == pinned


def test_vendored_forms_are_the_pinned_ones() -> None:
    pinned = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    version = (ROOT / "cxsite" / "vendor" / "forms" / "VERSION").read_text(encoding="utf-8")
    assert version.split() == [pinned["@sveltia/cms"], pinned["yaml"]]


def test_every_locked_npm_package_has_a_checksum_and_no_address() -> None:
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    packages = {name: entry for name, entry in locked.items() if name}
    assert packages
    assert [name for name, entry in packages.items() if "integrity" not in entry or "resolved" in entry] == []


def test_licences_name_what_is_bundled() -> None:
    text = (MERMAID / "LICENSES.txt").read_text(encoding="utf-8")
    for package in ("mermaid ", "d3-shape ", "dompurify ", "elkjs "):
        assert f"\n{package}" in text


@pytest.mark.skipif(shutil.which("make") is None, reason="no make on this machine")
def test_make_says_in_one_line_that_python_is_missing(tmp_path: Path) -> None:
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    make = subprocess.run(
        ["make", "--silent", ".venv/.cxsite-ready", "PYTHON=python-that-is-not-here"],
        cwd=tmp_path, capture_output=True, text=True,
    )  # fmt: skip
    assert make.returncode == 2
    first = make.stderr.splitlines()[0]
    assert first == "cxsite: python-that-is-not-here is missing; Python 3.11 or newer is needed"


@pytest.mark.skipif(shutil.which("make") is None, reason="no make on this machine")
def test_make_says_in_one_line_that_python_is_too_old(tmp_path: Path) -> None:
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    old = tmp_path / "python3.9"
    old.write_text('#!/bin/sh\n[ "$1" = -V ] && echo "Python 3.9.2" && exit 0\nexit 1\n', encoding="utf-8")
    old.chmod(0o755)
    make = subprocess.run(
        ["make", "--silent", ".venv/.cxsite-ready", f"PYTHON={old}"],
        cwd=tmp_path, capture_output=True, text=True,
    )  # fmt: skip
    assert make.returncode == 2
    assert make.stderr.startswith("cxsite: Python 3.9.2 is too old; 3.11 or newer is needed")
