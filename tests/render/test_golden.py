"""Golden folders: content in, pages out. `CXSITE_UPDATE_GOLDEN=1` writes them anew; then read the difference."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cxsite.model.roadmap import View
from cxsite.render.render import render

CASES = sorted(path for path in (Path(__file__).parent / "golden").iterdir() if path.is_dir())
AUDIENCES = ("public", "internal")
# What summarises what the check or the whole model says, and a picture: they have tests of their own.
ELSEWHERE = ("health/", "visibility/", "prioritization/", "roadmap.json", "feed.xml", "roadmap.ics", "share.png")


def test_there_are_golden_folders() -> None:
    assert CASES


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_pages_are_as_they_were(case: Path, audience: str, view_of: Callable[[Path, str], View]) -> None:
    stage = render(view_of(case / "content", audience))
    found = {page.uri: page.text for page in stage.pages} | {
        uri: content.decode() for uri, content in stage.files.items() if not uri.startswith(ELSEWHERE)
    }
    found = {uri: text for uri, text in found.items() if not uri.startswith(ELSEWHERE)}
    folder = case / audience
    if os.environ.get("CXSITE_UPDATE_GOLDEN"):
        for uri, text in found.items():
            (folder / uri).parent.mkdir(parents=True, exist_ok=True)
            (folder / uri).write_text(text, encoding="utf-8")
    expected = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    assert expected, f"{folder} is empty: no golden"
    assert found.keys() == expected.keys()
    for uri in expected:
        assert found[uri] == expected[uri], uri
