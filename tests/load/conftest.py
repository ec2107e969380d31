"""Content trees on disk, loaded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from cxsite.load.load import load
from cxsite.load.loaded import Loaded

Load = Callable[[Mapping[str, str | bytes]], Loaded]


@pytest.fixture
def load_tree(tmp_path: Path) -> Load:
    """Writes a content tree (path below `content/`, then text or bytes) and loads it; roadmap.yml comes with it."""

    def write_and_load(tree: Mapping[str, str | bytes]) -> Loaded:
        for name, text in {"roadmap.yml": "title: R\n", **tree}.items():
            path = tmp_path / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        return load(tmp_path / "content", tmp_path)

    return write_and_load
