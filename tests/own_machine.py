"""A build on somebody's own machine, which is no job of a CI, also where a CI runs the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxsite.pipeline.cache.verdicts import JOBS, may_trust


def own_machine(monkeypatch: pytest.MonkeyPatch, state: Path) -> None:
    """Say so, with a key in the folder `state`."""
    for name in ("CXSITE_CACHE_KEY", *JOBS):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(state))
    assert may_trust({})
