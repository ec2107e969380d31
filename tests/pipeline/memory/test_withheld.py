"""The audit knows what earlier editions withheld."""

from __future__ import annotations

from pathlib import Path

from cxsite.pipeline.explanation import Interface
from cxsite.pipeline.inspection import inspection_of
from cxsite.projection.projection import project
from tests.histories import Commit, make, memory_of, roadmap_in, settings_for

TODAY = "2025-09-15"
CHARTER = "title: Ours\nhistory: {since: 2025-01-01, every: month}\n"
SHOWN = "title: A\nvisibility: public\nstatus: planned\n"


def hits(folder: Path, text: str, audience: str = "public") -> list[str]:
    """What the audit finds in a site whose only page says this."""
    site = folder / "site"
    site.mkdir(exist_ok=True)
    (site / "index.html").write_text(f"<html><body><p>{text}</p></body></html>")
    roadmap, found = roadmap_in(folder), settings_for(folder, TODAY)
    level = roadmap.levels[audience]
    memory = memory_of(folder, TODAY)
    view = project(roadmap, level, found.today, memory.of(level))
    inspection = inspection_of(roadmap, view, found, memory.withheld_from(level))
    return [leak.excerpt for leak in inspection.leaks(site, Interface((), frozenset()))]


def history(folder: Path) -> Path:
    secret = "title: Kraken awakens slowly\nstatus: planned\nnotes: [{text: Ask the lighthouse keeper first}]\n"
    first = {
        "roadmap.yml": CHARTER,
        "initiatives/a.yml": SHOWN,
        "initiatives/kraken-awakens.yml": secret,
        "initiatives/open.yml": "title: Windmills everywhere for all\nvisibility: public\nstatus: planned\n",
    }
    second = {**first, "initiatives/b.yml": "title: Submarine gardening club\nstatus: idea\n"}
    return make(
        folder,
        [
            Commit("2025-01-10", first),
            Commit("2025-03-10", second),
            Commit("2025-09-01", {"roadmap.yml": CHARTER, "initiatives/a.yml": SHOWN}),
        ],
    )


def test_what_was_withheld_and_is_gone_is_looked_for(tmp_path: Path) -> None:
    folder = history(tmp_path)
    assert hits(folder, "Kraken awakens slowly")
    assert hits(folder, "Please ask the lighthouse keeper first")
    assert hits(folder, "Submarine gardening club")
    assert hits(folder, '<a href="initiatives/kraken-awakens/">x</a>')
    assert not hits(folder, "A plan")


def test_what_was_public_then_was_not_withheld(tmp_path: Path) -> None:
    assert not hits(history(tmp_path), "Windmills everywhere for all")


def test_without_history_nobody_looks_for_it(tmp_path: Path) -> None:
    folder = history(tmp_path)
    (folder / "content" / "roadmap.yml").write_text("title: Ours\n")
    assert not hits(folder, "Kraken awakens slowly")
