"""A small project for tests: two audiences, one of each page type that building needs, nothing more."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

CONFIG = """\
site_name: Placeholder
site_url: https://lamps.example.com/
site_dir: site/public
docs_dir: content/public
theme: material
plugins:
  - search
  - cxsite:
      today: 2026-03-31
      ignore: [CX034, CX2, CX4] # advice: the content is small on purpose
"""
ROADMAP = """\
title: Lamp shop
disclaimer: A plan, not a promise.
areas:
  shop: The shop
channels:
  phone: Phone
"""
PUBLIC = """\
---
title: Shorter queues & <b>calm</b> tills
summary: Nobody waits longer than four minutes.
visibility: public
status: in-progress
start: 2026-Q1
end: 2026-Q3
area: shop
---
We open a second till.

```mermaid
flowchart TD
  a --> b
```
"""
INTERNAL = """\
title: Zirconium merger
status: planned
start: 2026-Q3
end: 2026-Q4
"""
FILES: Mapping[str, str] = {
    "mkdocs.yml": CONFIG,
    "content/roadmap.yml": ROADMAP,
    "content/public/CNAME": "lamps.example.com\n",
    "content/initiatives/queues.md": PUBLIC,
    "content/initiatives/merger.yml": INTERNAL,
    "content/pages/about.md": "---\ntitle: About\nvisibility: public\n---\nThis is about lamps.\n",
}


def write(folder: Path, files: Mapping[str, str] = FILES) -> Path:
    """Write files below `folder`; returns it."""
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project, which is also the working folder; the caller's environment says nothing of the day."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    folder = write(tmp_path / "project")
    monkeypatch.chdir(folder)
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its content."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def command(name: str) -> list[str]:
    """How to run an installed command of this Python."""
    return [str(Path(sys.executable).parent / name)]


def run(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command of this Python in `folder`."""
    return subprocess.run(
        [*command(words[0]), *words[1:]],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
