"""Small and large content for tests of the checker."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from cxsite.model.finding import Finding
from cxsite.model.roots import ContentRoot
from cxsite.pipeline.reading import read
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
