"""Whoever reads a part of the files, what is loaded is the same."""

from __future__ import annotations

import pickle
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

from cxsite.load import ahead
from cxsite.load import items as reader
from cxsite.load.ahead import Aside
from cxsite.load.files.document import Document, read_document
from cxsite.load.findings import Reporter
from cxsite.load.known_files import KnownFiles
from cxsite.load.load import load
from cxsite.load.loaded import Loaded
from cxsite.model.roots import ContentRoot
from cxsite.syntax.positions import TextFile
from tests.check.trees import write
from tests.load.test_again import EDITS, TREE

T = TypeVar("T")


@contextmanager
def _helped(files: int, work: Callable[[], T]) -> Iterator[Callable[[], T]]:
    # What another process gives is a copy.
    yield lambda: pickle.loads(pickle.dumps(work()))


@contextmanager
def _left_alone(files: int, work: Callable[[], T]) -> Iterator[Callable[[], T]]:
    def gone() -> T:
        raise ChildProcessError("a process that helped ended early")

    yield gone


def _places(loaded: Loaded) -> list[tuple[object, ...]]:
    """Where each item and its title is written."""
    assert loaded.roadmap is not None
    origins = loaded.roadmap.origins.items()
    return [
        (key, list(loaded.roadmap.items.get(key[0], ())), one.path, one.span(("title",)))
        for key, one in sorted(origins)
    ]


@pytest.mark.parametrize("aside", [_helped, _left_alone])
@pytest.mark.parametrize("seed", range(2))
def test_what_is_loaded_does_not_depend_on_who_reads(seed: int, aside: Aside, tmp_path: Path) -> None:
    chosen = random.Random(seed)
    root = write(TREE, tmp_path)
    for _ in range(8):
        for name, text in chosen.choice(EDITS).items():
            place = root / "content" / name
            if text is None:
                place.unlink(missing_ok=True)
            else:
                place.parent.mkdir(exist_ok=True)
                place.write_text(text, encoding="utf-8")
        loaded, alone = load(root / "content", root, aside=aside), load(root / "content", root)
        assert loaded == alone and _places(loaded) == _places(alone)


def test_what_somebody_else_read_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(TREE, tmp_path)
    composed: list[str] = []

    def composes(file: TextFile, report: Reporter) -> Document | None:
        composed.append(file.path)
        return read_document(file, report)

    monkeypatch.setattr(reader, "read_document", composes)

    @contextmanager
    def aside(files: int, work: Callable[[], T]) -> Iterator[Callable[[], T]]:
        said = work()
        assert composed
        yield lambda: said

    load(root / "content", root, aside=aside)
    twice = {path for path in composed if composed.count(path) > 1}
    # A KPI with a data file says more than its own file does; and what is wrong is told by who reads all.
    assert twice <= {"content/kpis/k.yml", "content/initiatives/c.yml"} and len(composed) > len(twice)


def test_what_is_known_of_a_file_comes_with_its_item(tmp_path: Path) -> None:
    root, known, alone = write(TREE, tmp_path), KnownFiles(), KnownFiles()

    @contextmanager
    def aside(files: int, work: Callable[[], T]) -> Iterator[Callable[[], T]]:
        said = work()
        # What another process keeps is gone with it.
        known._used.clear()
        yield lambda: said

    load(root / "content", root, aside=aside, known=known)
    load(root / "content", root, known=alone)
    assert alone.written() and sorted(known.written().splitlines()) == sorted(alone.written().splitlines())


def test_an_item_of_two_files_or_folders_is_read_by_who_reads_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "_SHARE", 1.0)
    twice = {"initiatives/d.yml": "title: D\nstatus: idea\n", "initiatives/d.md": "---\ntitle: E\nstatus: idea\n---\n"}
    root = write({**TREE, **twice}, tmp_path)
    more = root / "more" / "initiatives" / "a.yml"
    more.parent.mkdir(parents=True)
    more.write_text("notes: [{text: Between us}]\n", encoding="utf-8")
    further = [ContentRoot(root / "more", "more", "internal")]
    loaded = load(root / "content", root, further, aside=_helped)
    assert loaded == load(root / "content", root, further)
    assert loaded.roadmap is not None and loaded.roadmap.items["initiative"]["a"].model_dump()["notes"]
    assert any("`d` is taken" in finding.message for finding in loaded.findings)
