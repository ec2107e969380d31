"""Small and large content for tests of the checker."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from cxsite.model.finding import Finding
from cxsite.model.roadmap import View
from cxsite.model.roots import ContentRoot
from cxsite.pipeline.build import RenderedSite, render_for
from cxsite.pipeline.reading import Reading, read, view_of
from cxsite.pipeline.settings import Settings

TODAY = dt.date(2026, 3, 31)
REFERENCE = Path(__file__).resolve().parents[2] / "content"


def write(tree: Mapping[str, str], root: Path) -> Path:
    """Write a content tree (path below `content/`, then text); the root is returned.

    What begins with `../private/` lies in a second content folder.
    """
    for name, text in tree.items():
        path = Path(os.path.normpath(root / "content" / name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def settings(root: Path) -> Settings:
    """The settings of a site without options; with a second content folder where there is one."""
    private = root / "private"
    further = (ContentRoot(private, "private", "internal"),) if private.is_dir() else ()
    return Settings(root=root, content=root / "content", today=TODAY, further=further)


def seen_by(reading: Reading, level: str) -> View:
    """What the readers of a level see."""
    return view_of(reading, reading.usable().levels[level])


def site_of(reading: Reading, level: str) -> RenderedSite:
    """The site of the readers of a level."""
    return render_for(reading, reading.usable().levels[level])


def check(root: Path) -> tuple[Finding, ...]:
    """All findings of the content below `root`."""
    return read(settings(root)).findings


def copy_reference(root: Path) -> Path:
    """A copy of the reference content that a test may break."""
    shutil.copytree(REFERENCE, root / "content")
    return root


def shown(findings: tuple[Finding, ...]) -> list[tuple[str, str, int, str]]:
    """What tests compare of findings."""
    return [(one.rule.code, one.span.path, one.span.line, one.message) for one in findings]
