"""What is made once in a run: by the first who needs it, and anew where its maker died."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.once import once


def test_the_first_makes_it_and_the_others_find_it(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw0")
    made = []

    def make(place: Path) -> None:
        made.append(place)
        assert list(place.iterdir()) == []
        (place / "half").touch()
        if len(made) == 1:
            raise OSError("no room")
        (place / "whole").touch()

    for worker in ("gw0", "gw1"):
        monkeypatch.setattr(tmp_path_factory, "getbasetemp", lambda worker=worker: tmp_path / worker)
        if worker == "gw0":
            with pytest.raises(OSError, match="no room"):
                once(tmp_path_factory, "sites", make)
        found = once(tmp_path_factory, "sites", make)
        assert sorted(path.name for path in found.iterdir()) == ["half", "whole"]
    assert len(made) == 2


def test_what_a_worker_left_that_was_killed_is_made_anew(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tmp_path_factory, "getbasetemp", lambda: tmp_path)
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)

    def make(place: Path) -> None:
        (place / "half").touch()
        if os.getpid() != own:
            os.kill(os.getpid(), signal.SIGKILL)
        (place / "whole").touch()

    own = os.getpid()
    if os.fork() == 0:
        once(tmp_path_factory, "sites", make)
        os._exit(1)
    _, status = os.wait()
    assert os.WIFSIGNALED(status) and (tmp_path / "sites/half").exists()
    assert sorted(path.name for path in once(tmp_path_factory, "sites", make).iterdir()) == ["half", "whole"]
