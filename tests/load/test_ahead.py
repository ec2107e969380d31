"""Whoever reads a part of the files, what is loaded is the same."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cxsite.load import items as reader
from cxsite.load.ahead import Aside
from cxsite.load.files.document import Document, read_document
from cxsite.load.findings import Reporter
from cxsite.load.load import load
from cxsite.syntax.positions import TextFile
from tests.check.trees import write
from tests.load.test_again import EDITS, TREE


@contextmanager
def _helped(files: int, work: Callable[[], bytes]) -> Iterator[Callable[[], bytes]]:
    yield work


@contextmanager
def _left_alone(files: int, work: Callable[[], bytes]) -> Iterator[Callable[[], bytes]]:
    def gone() -> bytes:
        raise ChildProcessError("a process that helped ended early")

    yield gone


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
        assert load(root / "content", root, aside=aside) == load(root / "content", root)


def test_what_somebody_else_read_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(TREE, tmp_path)
    composed: list[str] = []

    def composes(file: TextFile, report: Reporter) -> Document | None:
        composed.append(file.path)
        return read_document(file, report)

    monkeypatch.setattr(reader, "read_document", composes)

    @contextmanager
    def aside(files: int, work: Callable[[], bytes]) -> Iterator[Callable[[], bytes]]:
        said = work()
        assert composed
        yield lambda: said

    load(root / "content", root, aside=aside)
    twice = {path for path in composed if composed.count(path) > 1}
    # A KPI with a data file says more than its own file does.
    assert twice <= {"content/kpis/k.yml"} and len(composed) > len(twice)
