"""A preview makes what is asked for, and finds out before only which pages and files there are."""

from __future__ import annotations

import pytest

from cxsite.model.finding import Finding
from cxsite.render.render import render
from cxsite.render.stage import LaterFiles
from tests.projection.build import view

PLANNED = {"visibility": "public", "start": "2026-07", "end": "2026-12"}
SHIPPED = {"visibility": "public", "status": "shipped", "shipped": "2026-02-01", "result": "It is there."}
CHARTER = {"site": {"internal": {"site_url": "https://lamps.example.com/"}}}


class Asked(Exception):  # noqa: N818 - it is no error of anybody's
    """Somebody asked for what takes long."""


def _asked() -> tuple[Finding, ...]:
    raise Asked


def test_nothing_is_made_that_nobody_asks_for() -> None:
    seen = view("internal", ("initiative:lamps", PLANNED), ("initiative:doors", SHIPPED), charter=CHARTER)
    now, later = render(seen), render(seen, _asked, later=True)
    assert isinstance(later.files, LaterFiles)
    assert {name for name in now.files if name.endswith(("feed.xml", ".ics", ".json"))} <= set(later.files.late)
    assert later.extra == now.extra and "roadmap.ics" in later.files and "none.ics" not in later.files
    assert later.files.made == frozenset(later.files) - set(later.files.late)
    assert [page.head for page in later.pages] == [page.head for page in now.pages]
    (health,) = (page for page in later.pages if page.uri == "health/index.md")
    with pytest.raises(Asked):
        str(health.text)
    assert dict(later.files) == dict(now.files)
