"""Folders of content that were none, or for fewer readers: their past is told to nobody who could not see it then."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

from cxsite.model.past import Past
from cxsite.pipeline.memory.as_of import as_of, then_for
from cxsite.pipeline.memory.recall import remember
from cxsite.pipeline.reading import read
from cxsite.pipeline.settings import Settings
from cxsite.projection.projection import project
from cxsite.site.project import read_project
from tests.check.trees import write

CHARTER = "title: Ours\nhistory: {since: 2025-06-01, every: month}\ndefault_visibility: public\n"
ITEM = "title: Takeover\nstatus: planned\nend: {}\n"


def config(further: str) -> str:
    return f"site_name: Ours\nplugins:\n  - cxsite: {{content: [content{further}]}}\n"


def commit(root: Path, day: str, files: dict[str, str]) -> None:
    write({f"../{name}": text for name, text in files.items()}, root)
    who = ["-c", "user.name=Desk", "-c", "user.email=desk@example.org", "-c", "commit.gpgsign=false"]
    git = ["git", "-C", str(root)]
    subprocess.run([*git, "init", "-q", "-b", "main"], check=True)
    subprocess.run([*git, "add", "-A"], check=True)
    env = {"GIT_COMMITTER_DATE": f"{day}T12:00:00Z", "GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "PATH": "/usr/bin:/bin"}
    subprocess.run([*git, *who, "commit", "-q", "-m", "x"], check=True, env=env)


def history_of(root: Path, before: str, now: str) -> Settings:
    """A plan that moved in a further folder, which mkdocs.yml named in another way until today."""
    commit(root, "2025-06-10", {"mkdocs.yml": config(before), "content/roadmap.yml": CHARTER})
    commit(root, "2025-07-10", {"private/initiatives/takeover.yml": ITEM.format("2026-Q1")})
    commit(root, "2025-08-10", {"private/initiatives/takeover.yml": ITEM.format("2027-Q1")})
    commit(root, "2025-10-05", {"mkdocs.yml": config(now)})
    return replace(read_project(str(root), "2025-11-10").settings)


def past(settings: Settings, audience: str) -> Past:
    roadmap = read(settings).usable()
    level = roadmap.levels[audience]
    assert "takeover" in project(roadmap, level, settings.today).items["initiative"]
    return project(roadmap, level, settings.today, remember(roadmap, settings, (level,)).of(level)).past


def test_what_was_for_fewer_is_not_told_to_more(tmp_path: Path) -> None:
    settings = history_of(tmp_path, ", {path: private, at_least: internal}", ", {path: private, at_least: customer}")
    assert [str(one.day) for one in past(settings, "customer").editions] == ["2025-10-31"]
    assert [str(one.day) for one in past(settings, "internal").editions] == ["2025-07-31", "2025-08-31"]


def test_a_folder_that_was_none_has_no_past(tmp_path: Path) -> None:
    settings = history_of(tmp_path, "", ", {path: private, at_least: public}")
    assert [str(one.day) for one in past(settings, "public").editions] == ["2025-10-31"]
    level = read(settings).usable().levels["public"]
    assert not then_for(settings, as_of(settings, "2025-08-31"), level).items.get("initiative")


def test_the_past_of_content_that_moved_to_another_folder_stays(tmp_path: Path) -> None:
    item = "title: A\nvisibility: public\nstatus: planned\nend: {}\n"
    old = "site_name: Ours\nplugins:\n  - cxsite: {content: old}\n"
    commit(tmp_path, "2025-06-10", {"mkdocs.yml": old, "old/roadmap.yml": CHARTER})
    commit(tmp_path, "2025-07-10", {"old/initiatives/takeover.yml": item.format("2026")})
    (tmp_path / "old").rename(tmp_path / "content")
    commit(tmp_path, "2025-10-05", {"mkdocs.yml": config(""), "content/initiatives/takeover.yml": item.format("2027")})
    settings = read_project(str(tmp_path), "2025-11-10").settings
    assert [str(one.day) for one in past(settings, "public").editions] == ["2025-07-31", "2025-10-31"]
