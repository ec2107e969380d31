"""What is remembered of pages holds for one site, one code and one key."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxsite.render.stage import PageRecord
from cxsite.site.warm import record_store
from cxsite.site.warm.record_store import record_store_for

ASKED = {("items", "initiative", "lamps"): "a", ("facts", "initiative", "lamps"): "b", ("items", "phase"): "nothing"}
RECORDS = {
    "initiatives/lamps/index.md": PageRecord("basis", ASKED, "digest", 120),
    "kpis/calls/index.md": PageRecord("other", {("items", "phase"): "nothing"}, "digests", 3),
}


def test_it_holds_for_the_same_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment = {"XDG_STATE_HOME": str(tmp_path / "state"), "CXSITE_CACHE": str(tmp_path / "cache")}
    project = tmp_path / "project"
    ours = record_store_for(project, "public", environment)
    other = record_store_for(project, "internal", environment)
    elsewhere = record_store_for(project, "public", environment | {"XDG_STATE_HOME": str(tmp_path / "theirs")})
    assert ours is not None and other is not None and elsewhere is not None
    assert ours.known() == {}
    ours.keep(RECORDS)
    # As long as no engine has made pages of them, all texts are needed.
    assert ours.known() == {}
    for kept in (ours, elsewhere):
        kept._pages.put("site-one", b"pages")
    assert ours.known() == RECORDS
    assert not {**other.known(), **elsewhere.known()}
    elsewhere.keep({})
    assert ours.known() == RECORDS
    monkeypatch.setattr(record_store, "code_of_all", lambda: "other")
    later = record_store_for(project, "public", environment)
    assert later is not None and later.known() == {}
    assert record_store_for(project, "public", environment | {"CXSITE_CACHE": "off"}) is None
