"""What the public site of the reference roadmap may not hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from cxsite.audit.audit import audit
from cxsite.audit.dictionary import Dictionary, make_dictionary
from cxsite.load.load import load
from cxsite.projection.projection import project

INTERFACE = "Home Search Next Previous Table of contents roadmap description title"
Finds = Callable[[str, bytes | str], list[str]]


@pytest.fixture(scope="session")
def reference(repository: Path) -> Dictionary:
    return public_dictionary(repository)


def public_dictionary(repository: Path) -> Dictionary:
    """What the public site of the reference roadmap may not hold."""
    content = repository / "content"
    roadmap = load(content, content.parent).roadmap
    assert roadmap is not None
    view = project(roadmap, roadmap.levels.least, dt.date(2026, 3, 31))
    return make_dictionary(roadmap, view, content, [INTERFACE])


@pytest.fixture
def finds(reference: Dictionary, tmp_path: Path) -> Finds:
    """What the audit tells of one file of a site: for each hit its kind and its text."""

    def told(name: str, content: bytes | str) -> list[str]:
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        found = audit(tmp_path / "site", reference, frozenset())
        path.unlink()
        return [f"{leak.what} {leak.excerpt}" for leak in found]

    return told
