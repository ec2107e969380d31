"""A small project as an editor has it open, and places in it by what stands there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cxsite.lsp.opened import Opened
from cxsite.lsp.studies import Desk, Study
from cxsite.site.project import read_project
from tests.site.small import FILES, write

MORE = {
    "content/journeys/buying.yml": """\
title: Buying a lamp
visibility: public
stages:
  - id: choose
    title: Choosing
    touchpoints:
      - id: shelf
        title: The shelf
        channel: phone
    pain_points:
      - id: dark
        title: It is too dark to see
        touchpoint: shelf
""",
    "content/initiatives/lights.md": """\
---
title: Better lights
visibility: customer
status: planned
addresses: [buying/dark]
depends_on: [queues]
notes:
  - text: Only for us 🙂
---
See [the queues](queues.md) and more.

/// internal
Between us: [[initiative:merger]].
///
""",
}


def project_in(folder: Path) -> Path:
    """Write the project; returns its folder."""
    return write(folder / "project", {**FILES, **MORE})


def apart(run: Callable[[], Coroutine[None, None, None]]) -> None:
    """Run something in a loop and thread of its own: where a browser test ran before, this one's loop still runs."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(run())).result()


def desk() -> Desk:
    """A desk that reads mkdocs.yml as the server does."""
    return Desk(lambda folder: read_project(str(folder)).settings)


def opened(desk: Desk, file: Path, text: str | None = None) -> tuple[Study, Opened]:
    """A file, as it is saved or with what somebody typed."""
    if text is not None:
        desk.hold(file, text)
    found = desk.study_of(file)
    assert found is not None
    here = found[0].opened(found[1])
    assert here is not None
    return found[0], here


def place(text: str, mark: str = "|") -> tuple[str, int, int]:
    """The text without its mark, and the line and column (from 0) where that stood."""
    before, _, after = text.partition(mark)
    return before + after, before.count("\n"), len(before) - (before.rfind("\n") + 1)
