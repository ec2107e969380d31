"""Content trees on disk, loaded."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from cxsite.load.load import load
from cxsite.load.loaded import Loaded
from cxsite.model.roots import ContentRoot

Load = Callable[[Mapping[str, str | bytes]], Loaded]


@pytest.fixture
def load_tree(tmp_path: Path) -> Load:
    """Writes a content tree (path below `content/`, then text or bytes) and loads it; roadmap.yml comes with it.

    What begins with `../private/` lies in a second content folder.
    """

    def write_and_load(tree: Mapping[str, str | bytes]) -> Loaded:
        for name, text in {"roadmap.yml": "title: R\n", **tree}.items():
            path = Path(os.path.normpath(tmp_path / "content" / name))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        private = tmp_path / "private"
        further = [ContentRoot(private, "private", "internal")] if private.is_dir() else []
        return load(tmp_path / "content", tmp_path, further)

    return write_and_load
