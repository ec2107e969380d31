"""What the tests of rendering share: a View of a folder of content, a Stage as a project that MkDocs builds."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cxsite.load.load import load
from cxsite.model.roadmap import View
from cxsite.projection.projection import project
from cxsite.render.stage import NavEntry, Stage

TODAY = dt.date(2026, 3, 31)


@pytest.fixture
def view_of() -> Callable[[Path, str], View]:
    """The View of a content folder for an audience, on the day of the tests."""

    def read(content: Path, audience: str) -> View:
        loaded = load(content, content.parent)
        assert loaded.roadmap is not None
        return project(loaded.roadmap, loaded.roadmap.levels[audience], TODAY)

    return read


@pytest.fixture
def build(tmp_path: Path, repository: Path) -> Callable[[Stage], Path]:
    """Builds a Stage with MkDocs and Material as they are, without the plugin; gives the folder of the site."""

    def run(stage: Stage) -> Path:
        docs = tmp_path / "docs"
        for uri, content in [*((page.uri, page.text.encode()) for page in stage.pages), *stage.files.items()]:
            file = docs / uri
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        (tmp_path / "mkdocs.yml").write_text(_config(stage, repository / "theme_overrides"), encoding="utf-8")
        subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
            cwd=tmp_path,
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        )
        return tmp_path / "site"

    return run


def _config(stage: Stage, overrides: Path) -> str:
    config = {
        "site_name": "Test",
        "nav": [_entry(entry) for entry in stage.nav],
        "not_in_nav": "/**",
        "theme": {"name": "material", "custom_dir": str(overrides), "features": ["navigation.tabs"]},
        "markdown_extensions": ["attr_list", "tables", "toc", "pymdownx.superfences"],
        "extra": {"cxsite": dict(stage.extra)},
        "plugins": ["search"],
    }
    return json.dumps(config)


def _entry(entry: NavEntry) -> dict[str, object]:
    return {entry.title: entry.uri or [_entry(child) for child in entry.children]}
