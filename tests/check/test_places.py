"""What is known of places is what is asked of files, and only what they are asked as they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxsite.check.known.answers import Answers
from cxsite.check.known.places import known_edits, known_span
from cxsite.load.load import load
from cxsite.model.finding import Change, Edit, Origin, Span
from cxsite.model.roadmap import Key, Roadmap
from cxsite.model.shape import Path as At
from cxsite.model.shape import leaves
from cxsite.syntax.positions import Source
from tests.check.trees import REFERENCE, write

TREE = {
    "roadmap.yml": "title: Ours\n",
    "initiatives/a.yml": "title: A\nstatus: idea\nkpis: [k, k]\nbody: |\n  One\n  Two\n",
    "initiatives/b.md": "---\ntitle: B\nstatus: idea\n---\n\nBody\n",
    "kpis.yml": "k:\n  title: K\n",
}


def _loaded(root: Path) -> Roadmap:
    found = load(root / "content", root).roadmap
    assert found is not None
    return found


def _places(roadmap: Roadmap) -> list[tuple[Key, At, bool]]:
    """Every place of every item with a value, some without one, and the items themselves."""
    found: list[tuple[Key, At, bool]] = []
    for kind, items in roadmap.items.items():
        for id_, item in items.items():
            at = [(), ("title",), ("nothing",), *(at for at, _, _ in leaves(type(item), item))]
            found += [((kind, id_), place, key) for place in at for key in (False, True)]
    return found


def test_it_is_what_the_files_say() -> None:
    roadmap = _loaded(REFERENCE.parent)
    asked = _places(roadmap)[::5]

    def ask(known: Answers) -> list[tuple[Span, tuple[Edit, ...]]]:
        found = []
        for key, at, is_key in asked:
            origin = roadmap.origins[key]
            change = Change(at, "new", is_key)
            found.append((known_span(known, origin, at, key=is_key), known_edits(known, origin, change)))
        return found

    expected = [
        (roadmap.origins[key].span(at, key=is_key), roadmap.origins[key].edits(Change(at, "new", is_key)))
        for key, at, is_key in asked
    ]
    first = Answers()
    assert ask(first) == expected and first.is_news
    second = Answers(first.written())
    assert ask(second) == expected and not second.is_news
    assert second.written() == first.written()


def test_a_known_place_is_not_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Answers()
    origins = _loaded(write(TREE, tmp_path)).origins
    found = known_span(first, origins["initiative", "a"], ("kpis", 1), key=False)
    assert found.line == 3 and found.source == "kpis: [k, k]"
    asked: list[At] = []

    def span(self: Source, at: At = (), *, key: bool = False) -> Span:
        asked.append(at)
        return Span("elsewhere")

    monkeypatch.setattr(Source, "span", span)
    second = Answers(first.written())
    assert known_span(second, origins["initiative", "a"], ("kpis", 1), key=False) == found and asked == []
    # Another place, another item with the same place, and one among others in a file.
    for key, at, is_key in [("a", ("kpis", 0), False), ("a", ("kpis", 1), True), ("b", ("kpis", 1), False)]:
        known_span(second, origins["initiative", key], at, key=is_key)
    known_span(second, origins["kpi", "k"], ("title",), key=False)
    known_span(second, origins["kpi", "k"], ("title",), key=False)
    assert asked == [("kpis", 0), ("kpis", 1), ("kpis", 1), ("title",), ("title",)]


def test_what_only_an_earlier_check_asked_for_is_forgotten(tmp_path: Path) -> None:
    origin: Origin = _loaded(write(TREE, tmp_path)).origins["initiative", "a"]
    known = Answers()
    for asked in (("title",), ("status",), ("status",)):
        known.begin()
        known_span(known, origin, asked, key=False)
    again = Answers()
    known_span(again, origin, ("status",), key=False)
    assert known.written() == again.written()
    known.hear({"f" * 32: "[]"})
    assert known.is_news and len(known.used) == 2
