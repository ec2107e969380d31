"""How much work a check and a stage are: counted, not timed, so that a slow machine says the same as a fast one."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from bench.content import Size, write
from bench.edit import ITEM
from cxsite.load.files.read import read_file
from cxsite.markdown.html_refusals import refused_of_html
from cxsite.markdown.refusals import judge
from cxsite.pipeline.build import render_for
from cxsite.pipeline.reading import Reading, read
from cxsite.render.stage import KnownPage
from tests.check.trees import settings, site_of

pytestmark = pytest.mark.slow
SMALL, LARGE = 40, 120
CALLS_OF_A_CHECK, CALLS_OF_A_STAGE = 5_400, 8_800
"""Calls of Python functions for each item, a fifth above what they were when this was written."""
GROWTH = 1.15
"""How much more the work for an item may be in a roadmap of three times the size."""


@dataclass
class Work:
    """What was done while it was counted: calls of functions written in Python, and of each by its code."""

    calls: int = 0
    of: Counter[Any] = field(default_factory=Counter)


@contextmanager
def counted() -> Iterator[Work]:
    work = Work()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            work.calls += 1
            work.of[frame.f_code] += 1

    sys.setprofile(note)
    try:
        yield work
    finally:
        sys.setprofile(None)


@dataclass(frozen=True)
class Done:
    reading: Reading
    check: Work
    stage: Work
    pages: int

    @property
    def items(self) -> int:
        return self.reading.items


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Done]:
    """A check and a stage of two sizes, after one that loads what is loaded once."""
    found = {}
    for size in (2, SMALL, LARGE):
        folder = tmp_path_factory.mktemp("work")
        write(folder, Size(size))
        judge.cache_clear()
        with counted() as check:
            reading = read(settings(folder))
        with counted() as stage:
            site = site_of(reading, "internal").stage
        found[size] = Done(reading, check, stage, len(site.pages))
    return found


def test_the_work_for_an_item_does_not_grow_with_their_number(done: dict[int, Done]) -> None:
    small, large = done[SMALL], done[LARGE]
    for what in ("check", "stage"):
        before, after = (getattr(one, what).calls / one.items for one in (small, large))
        assert after < before * GROWTH, f"{what}: {before:.0f} calls an item, {after:.0f} among three times as many"


def test_the_work_for_an_item_is_what_it_was(done: dict[int, Done]) -> None:
    large = done[LARGE]
    assert large.check.calls / large.items < CALLS_OF_A_CHECK
    assert large.stage.calls / large.items < CALLS_OF_A_STAGE


def test_each_file_is_read_once_and_no_ordinary_body_is_made_into_html(done: dict[int, Done]) -> None:
    large = done[LARGE]
    files = sum(1 for path in large.reading.settings.content.rglob("*") if path.suffix in (".yml", ".md", ".csv"))
    assert 0 < large.check.of[read_file.__code__] <= files
    assert large.check.of[refused_of_html.__code__] == 0


def test_an_edit_makes_few_pages_again(tmp_path: Path) -> None:
    """The page of the item, and those that show something of it; and all that are not of one item."""
    write(tmp_path, Size(LARGE))
    before = read(settings(tmp_path))
    internal = before.usable().levels.internal
    records = render_for(before, internal, known={}).stage.records
    assert len(records) > LARGE
    with (tmp_path / "content" / f"{ITEM}.md").open("a", encoding="utf-8") as file:
        file.write("\nSaid again.\n")
    pages = render_for(read(settings(tmp_path)), internal, known=records).stage.pages
    made = {page.uri for page in pages if not isinstance(page, KnownPage)} & records.keys()
    assert f"{ITEM}/index.md" in made and len(made) < LARGE / 6, sorted(made)
