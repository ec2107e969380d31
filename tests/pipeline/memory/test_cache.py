"""What is kept of editions is not kept for ever."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cxsite.pipeline.memory import cache as module
from cxsite.pipeline.memory.cache import MOST_VERSIONS, EditionCache
from tests.histories import git


def cache(top: Path, version: str, monkeypatch: pytest.MonkeyPatch) -> EditionCache:
    monkeypatch.setattr(module, "code_version", lambda: version)
    return EditionCache(top)


def test_versions_that_nobody_used_for_long_are_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "init", "-q")
    kept = tmp_path / ".git" / "cxsite" / "editions"
    for number in range(MOST_VERSIONS + 2):
        one = cache(tmp_path, f"v{number}", monkeypatch)
        one.put(("key",), number)
        os.utime(kept / f"v{number}", (number, number))
        assert one.get(("key",)) == number
    assert sorted(path.name for path in kept.iterdir()) == [f"v{number}" for number in range(2, MOST_VERSIONS + 2)]
    # A version whose folder is taken away while it works reads again, and keeps again.
    last = EditionCache(tmp_path)
    first = cache(tmp_path, "v0", monkeypatch)
    assert first.get(("key",)) is None
    first.put(("key",), "again")
    assert first.get(("key",)) == "again" and last.get(("key",)) == MOST_VERSIONS + 1
