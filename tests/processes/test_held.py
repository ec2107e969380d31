"""What a process holds no longer once its work is done."""

from __future__ import annotations

import gc
import platform
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cxsite.check.context import Context
from cxsite.pipeline.reading import read
from cxsite.processes.held import give_back
from cxsite.syntax import compose as compose_module
from cxsite.syntax import positions
from tests.check.trees import REFERENCE, settings, write

ITEM = "initiatives/calls.yml"
TREES = {
    "one folder": {ITEM: "title: Call back\nstatus: idea\nsummary: It is shorter.\nowner: nobody\n"},
    "two folders": {ITEM: "title: Call back\nstatus: idea\n", f"../private/{ITEM}": "owner: nobody\n"},
}


@pytest.fixture
def no_collection() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_collection")
def test_what_a_check_looked_up_goes_with_it() -> None:
    """A ring of objects would stay, as nobody looks for any while content is read."""
    assert read(settings(REFERENCE.parent)).items
    assert not any(isinstance(one, Context) for one in gc.get_objects())


@pytest.mark.parametrize("tree", TREES)
def test_files_are_parsed_again_for_a_place(tree: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was made of them while they were checked is held no longer."""
    made: list[str] = []
    compose = compose_module.compose

    def noted(text: str) -> object:
        made.append(text)
        return compose(text)

    monkeypatch.setattr(positions, "compose", noted)
    reading = read(settings(write({"roadmap.yml": "title: A roadmap\n", **TREES[tree]}, tmp_path)))
    (finding,) = (one for one in reading.findings if one.field == "owner")
    parsed = [text for text in made if "owner" in text]
    assert len(parsed) == 1
    origin = reading.usable().origins[finding.kind, finding.id]
    assert origin.span(("owner",)) == finding.span
    assert [text for text in made if "owner" in text] == parsed * 2


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps it")
def test_freed_memory_is_given_back() -> None:
    held = [bytes(1000) for _ in range(40_000)]
    last = bytes(1000)
    del held
    before = _resident()
    give_back()
    assert _resident() < before - 20
    assert last


def _resident() -> float:
    """The memory of this process, in MB."""
    found = re.search(r"^VmRSS:\s*(\d+)", Path("/proc/self/status").read_text(), re.MULTILINE)
    assert found
    return int(found[1]) / 1024
