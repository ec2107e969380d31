"""What lies in `content/public` is published as it is, and still may be no copy of what is withheld, nor name it."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest

from cxsite.load.load import load
from cxsite.pipeline.explanation import Interface
from cxsite.pipeline.inspection import Inspection
from cxsite.projection.projection import project
from tests.check.trees import write

HIDDEN = "title: Merger with Zirconium\nstatus: idea\nsummary: We buy the whole rival and all of its shops.\n"
TREE = {
    "roadmap.yml": "title: Our roadmap\nsensitive_terms: [Kestrel]\n",
    "initiatives/quiet-merger.yml": HIDDEN,
    "initiatives/portal.yml": "title: Portal\nstatus: idea\nvisibility: public\nsummary: Soon.\n",
}


def told(root: Path, name: str, content: str, audience: str = "public", packaged: bool = False) -> list[str]:
    write(TREE, root)
    roadmap = load(root / "content", root).roadmap
    assert roadmap is not None
    view = project(roadmap, roadmap.levels[audience], dt.date(2026, 3, 31))
    site = root / "site"
    site.mkdir(exist_ok=True)
    (site / name).write_text(content)
    files = frozenset({hashlib.sha256(content.encode()).hexdigest()})
    interface = Interface((), files if packaged else frozenset(), public=files)
    leaks = Inspection(roadmap, view, root / "content").leaks(site, interface)
    return [f"{leak.what} {leak.excerpt}" for leak in leaks]


@pytest.mark.parametrize(
    ("content", "hits"),
    [
        (HIDDEN, ["file the whole file"]),
        ("Our merger with Zirconium is near.", ["title merger with zirconium"]),
        ("See quiet-merger.", ["id quiet-merger"]),
        ("The kestrel flies.", ["term kestrel"]),
        ("We buy the whole rival and all of its shops.", []),
        # Hits of other sorts come before it, and are more than are told of one file.
        (HIDDEN + "".join(f"\n\nWe buy the whole rival and all of its shops {n}" for n in range(40)), None),
    ],
)
def test_a_file_names_nothing_that_is_withheld(content: str, hits: list[str] | None, tmp_path: Path) -> None:
    found = told(tmp_path, "notes.txt", content)
    assert found == hits if hits is not None else found == ["title merger with zirconium"]


def test_files_of_packages_and_what_readers_may_see_pass(tmp_path: Path) -> None:
    assert told(tmp_path, "notes.txt", "Our merger with Zirconium.", packaged=True) == []
    assert told(tmp_path, "notes.txt", "Our merger with Zirconium.", "internal") == []
