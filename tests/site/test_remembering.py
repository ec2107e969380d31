"""Both sites of the reference roadmap with two years of editions, as they are built."""

from __future__ import annotations

import html
import re
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from cxsite.cli.main import main
from tools.history import make

ATOM = "{http://www.w3.org/2005/Atom}"
ITEM = "initiatives/refund-when-scanned/index.html"


def text_of(page: Path) -> str:
    """What a page says, without its marks and with ordinary spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.read_text("utf-8"))).split())


def sorts(feed: Path) -> set[str]:
    """The sorts of news in a feed."""
    found = [one for entry in Xml.parse(feed).getroot() for one in entry.findall(f"{ATOM}category")]
    return {str(one.get("term")) for one in found if str(one.get("scheme")).endswith("/whats-new/")}


@pytest.mark.slow
def test_sites_tell_two_years_each_as_its_readers_may_know_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make(tmp_path / "history")
    out = tmp_path / "sites"
    config = tmp_path / "history" / "mkdocs.yml"
    assert main(["build", "--config", str(config), "--audience", "all", "--out", str(out)]) == 0
    assert "history:" not in capsys.readouterr().err
    public, internal = (text_of(out / level / ITEM) for level in ("public", "internal"))
    # Both are told what moved, in their own precision; only colleagues what was promised first, and how late it was.
    assert "Now planned for Q4 2025 instead of Q3 2025." in public and "28 November 2025 instead of" not in public
    assert "Now planned for 28 November 2025 instead of 31 October 2025." in internal
    assert "First promised for Q2 2025." in internal and "141 days later" in internal
    assert "First promised" not in public and "141 days later" not in public
    for level in ("public", "internal"):
        news = text_of(out / level / "whats-new" / "index.html")
        assert "Target for Q2 2026 lowered from 4.0 days to 3.0 days." in news.replace("30 June 2026", "Q2 2026")
        assert "Refunds now take 2.8 days on average" in news
        assert {"moved", "result", "target", "told"} <= sorts(out / level / "feed.xml")
    assert "Kept, by team" in text_of(out / "internal" / "promises" / "index.html")
    assert not (out / "public" / "promises").exists()
    assert b"first_promised" not in (out / "public" / "roadmap.json").read_bytes()
