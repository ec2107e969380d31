"""What is kept of editions is kept by the code that read it, and in the git folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxsite.pipeline.memory import cache as module
from cxsite.pipeline.memory.cache import EditionCache
from tests.histories import git


def test_another_version_of_the_code_reads_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "init", "-q")
    one = EditionCache(tmp_path)
    one.put(("key", 1), {"a": [1]})
    assert EditionCache(tmp_path).get(("key", 1)) == {"a": [1]}
    assert len(list((tmp_path / ".git" / "cxsite" / "editions").glob("*/*"))) == 1
    monkeypatch.setattr(module, "code_that_reads", lambda: "another")
    assert EditionCache(tmp_path).get(("key", 1)) is None
