"""The small project, for tests of imports, and what an import made of a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from cxsite.exchange.import_map import read_map
from cxsite.exchange.incoming import Export, read_export
from cxsite.exchange.layouts.registry import LAYOUTS
from tests.site.small import project

__all__ = ["project"]
SAMPLES = Path(__file__).parent / "samples"
TODAY = dt.date(2026, 3, 31)
KNOWN = {"team": {"care": "Kundenservice"}, "areas": {"returns": "Returns"}, "initiative": {}}

Reads = Callable[..., Export]


@pytest.fixture
def reads() -> Reads:
    """Reads an export: `reads("jira", data)`, with the text of a map and switches."""

    def read(layout: str, data: bytes | str, said: str = "", **switches: bool) -> Export:
        given = read_map(said) if said else None
        asked = {"archived": False, "comments": False, **switches}
        text = data.encode() if isinstance(data, str) else data
        return read_export(LAYOUTS[layout], text, given, KNOWN, TODAY, **asked)

    return read


@pytest.fixture
def sample() -> Callable[[str], bytes]:
    """The bytes of a sample."""
    return lambda name: (SAMPLES / name).read_bytes()
