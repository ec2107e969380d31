"""A preview notices what was done to a file, and is not led in circles."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from cxsite.site.preview.changes import Changes


def test_changes_are_noticed_once_each(tmp_path: Path) -> None:
    folder, changes = tmp_path / "content", Changes()
    (folder / "inner").mkdir(parents=True)
    file = folder / "inner" / "a.yml"
    file.write_text("one")
    (folder / "circle").symlink_to(folder)
    (folder / "broken").symlink_to(folder / "never")
    _settle(file)
    assert changes.are_there([folder])
    assert not changes.are_there([folder])
    for change in (
        lambda: file.write_text("two"),
        lambda: file.rename(folder / "b.yml"),
        lambda: (folder / "b.yml").write_text("three"),
        lambda: (folder / "b.yml").unlink(),
        lambda: (folder / "broken").unlink(),
    ):
        change()
        time.sleep(0.12)
        assert changes.are_there([folder, folder / "gone"])
        assert not changes.are_there([folder, folder / "gone"])


def test_a_file_of_this_moment_is_looked_at_when_it_can_no_longer_be_another_one(tmp_path: Path) -> None:
    file, changes = tmp_path / "a.yml", Changes()
    file.write_text("one")
    assert changes.are_there([tmp_path])
    # Written in the same tick, it would have had the same time.
    assert time.time_ns() - file.stat().st_mtime_ns > 90_000_000
    assert not changes.are_there([tmp_path])
    file.write_text("two")
    assert changes.are_there([tmp_path])
    assert not changes.are_there([tmp_path])


def test_a_file_that_is_written_all_the_time_is_a_change_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, changes = tmp_path / "a.log", Changes()
    file.write_text("one")
    monkeypatch.setattr(time, "sleep", lambda seconds: file.write_text("more"))
    assert changes.are_there([tmp_path])
    assert changes.are_there([tmp_path])


def test_a_time_that_was_set_back_is_a_change(tmp_path: Path) -> None:
    file, changes = tmp_path / "a.yml", Changes()
    file.write_text("one")
    time.sleep(0.12)
    changes.are_there([tmp_path])
    file.write_text("two")
    _settle(file)
    time.sleep(0.12)
    assert changes.are_there([tmp_path])


def _settle(file: Path) -> None:
    os.utime(file, (1_700_000_000, 1_700_000_000))
    time.sleep(0.12)
