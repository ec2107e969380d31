"""A second state is loaded as if there had been no first one, and what says the same is not read again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cxsite.load.again import Earlier
from cxsite.load.load import load
from cxsite.model.roadmap import Roadmap
from tests.check.trees import write

TREE = {
    "roadmap.yml": "title: Ours\n",
    "teams/care.yml": "title: Care\n",
    "initiatives/a.yml": "title: A\nstatus: idea\nowner: care\n",
    "initiatives/b.md": "---\ntitle: B\nstatus: planned\nend: 2026\n---\n\nText\n",
    "initiatives/c.yml": "title: C\nstatus: planned\nend: soon\n",
    "kpis/k.yml": "title: K\nunit: percent\ndirection: up\nmeasurements: k.csv\n",
    "kpis/k.csv": "date,value\n2026-01-01,3\n2026-02-01,4\n",
}
EDITS: list[dict[str, str | None]] = [
    {},
    {"initiatives/a.yml": "title: Another\nstatus: idea\n"},
    {"initiatives/a.yml": None},
    {"initiatives/a.yml": "title: [\n"},
    {"initiatives/a.md": "---\ntitle: A again\nstatus: idea\n---\n"},
    {"initiatives/a.yml": None, "initiatives/a.md": "---\ntitle: A\nstatus: idea\nowner: care\n---\n"},
    {"initiatives.yml": "a: {title: A in one file, status: idea}\n"},
    {"initiatives/d.yml": "title: D\nstatus: idea\n", "initiatives/c.yml": None},
    {"initiatives/b-copy.md": "---\ntitle: B\nstatus: planned\nend: 2026\n---\n\nText\n"},
    {"kpis/k.csv": "date,value\n2026-01-01,5\n"},
    {"kpis/k.csv": None},
    {"roadmap.yml": "title: Ours\nlevels: [public, internal, board]\ninternal_level: internal\n"},
    {"roadmap.yml": "title: Ours\nlevels: {}\n"},
    {"teams/care.yml": None, "initiatives/care.yml": "title: Care\n"},
]


def loaded(root: Path, earlier: Earlier | None = None) -> Roadmap:
    found = load(root / "content", root, earlier=earlier).roadmap
    assert found is not None
    return found


def told(roadmap: Roadmap) -> Any:
    items = {
        (kind, id_): (item, sorted(item.model_fields_set), roadmap.origins[kind, id_].span(("title",)))
        for kind, of_kind in roadmap.items.items()
        for id_, item in of_kind.items()
    }
    order = [(kind, list(of_kind)) for kind, of_kind in roadmap.items.items()]
    return items, order, roadmap.charter, roadmap.broken, roadmap.unread, roadmap.levels


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("back", [False, True])
def test_it_is_what_loading_alone_gives(edit: dict[str, str | None], back: bool, tmp_path: Path) -> None:
    after = {name: text for name, text in {**TREE, **edit}.items() if text is not None}
    states = [write(TREE, tmp_path / "a"), write(after, tmp_path / "b")]
    first, second = reversed(states) if back else states
    earlier = Earlier(loaded(first), first / "content")
    assert told(loaded(second, earlier)) == told(loaded(second))


def test_what_says_the_same_is_the_same(tmp_path: Path) -> None:
    first, second = write(TREE, tmp_path / "a"), write({**TREE, "initiatives/a.yml": "title: Other\n"}, tmp_path / "b")
    before = loaded(first)
    after = loaded(second, Earlier(before, first / "content"))
    assert after.items["initiative"]["b"] is before.items["initiative"]["b"]
    # What could not be read, and what another file holds, is read again.
    for kind, id_ in (("initiative", "a"), ("initiative", "c"), ("kpi", "k")):
        assert after.items[kind].get(id_) is None or after.items[kind][id_] is not before.items[kind].get(id_)
