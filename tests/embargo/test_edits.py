"""An edit that will open something on a later day is seen, and agreed to, when it is made."""

from __future__ import annotations

import datetime as dt
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from cxsite.diff.as_comment import as_markdown
from cxsite.diff.as_json import as_json
from cxsite.diff.as_message import as_message
from cxsite.diff.as_text import as_text
from cxsite.model.finding import Finding
from cxsite.pipeline.comparison import compared
from cxsite.pipeline.edits.renaming import rename_item
from cxsite.pipeline.reading import read_against
from cxsite.pipeline.settings import Settings
from tests.check.trees import settings, write

CHARTER = "title: Our roadmap\ndisclaimer: A plan, not a promise.\napprovals: {public: [care]}\n"
SHOWN = "status: idea\nvisibility: public\nsummary: We begin.\n"
NIGHT = f"title: Night counter\n{SHOWN}"


def git(root: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Insight desk", "-c", "user.email=desk@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A repository with a public initiative and a team that approves."""
    content = {
        "roadmap.yml": CHARTER,
        "teams/care.yml": "title: Care\n",
        "initiatives/portal.yml": f"title: Portal\n{SHOWN}",
    }
    root = write(content, tmp_path / "repository")
    git(root, "init", "-q", "-b", "main")
    commit(root)
    return root


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Change")


def on(root: Path, day: str) -> Settings:
    return replace(settings(root), today=dt.date.fromisoformat(day))


def against(root: Path, day: str, *approved: str) -> list[Finding]:
    found = read_against(on(root, day), "HEAD", frozenset(approved)).findings
    return [one for one in found if one.rule.code == "CX535"]


def test_what_will_open_needs_approval_with_the_edit(site: Path) -> None:
    write({"initiatives/night.yml": NIGHT + "visible_from: 2026-05-04\n"}, site)
    assert [one.severity for one in against(site, "2026-04-01")] == ["error"]
    assert not against(site, "2026-04-01", "care")


def test_the_day_itself_changes_nothing_more(site: Path) -> None:
    """What opens without an edit was agreed to before; on the day it is there in both states."""
    write({"initiatives/night.yml": NIGHT + "visible_from: 2026-05-04\n"}, site)
    commit(site)
    for day in ("2026-04-01", "2026-05-04", "2026-05-05"):
        assert not against(site, day)


@pytest.mark.parametrize("other", ["visible_from: 2026-05-01\n", ""])
def test_an_earlier_day_and_none_are_changes(site: Path, other: str) -> None:
    write({"initiatives/night.yml": NIGHT + "visible_from: 2026-05-04\n"}, site)
    commit(site)
    write({"initiatives/night.yml": NIGHT + other}, site)
    assert against(site, "2026-04-01")


def test_a_change_that_an_embargo_hides_today_is_one_all_the_same(site: Path) -> None:
    write({"initiatives/night.yml": NIGHT + "visible_from: 2026-05-04\n"}, site)
    commit(site)
    write({"initiatives/night.yml": NIGHT.replace("We begin", "All night") + "visible_from: 2026-05-04\n"}, site)
    assert against(site, "2026-04-01")


def test_every_form_of_a_comparison_says_from_when_on(site: Path) -> None:
    write({"initiatives/night.yml": NIGHT + "visible_from: 2026-05-04\n"}, site)
    diff = compared(on(site, "2026-04-01"), "", ("public",))
    assert '"opens": "2026-05-04"' in as_json(diff)
    assert diff.approvals == {"public": ("care",)}
    for text in (as_text(diff), as_markdown(diff)):
        assert "From 4 May 2026 on: " in text
    assert as_message(diff) == "Nothing on the roadmap changes.\n"


def test_the_old_address_of_what_nobody_saw_is_for_colleagues(site: Path) -> None:
    write({"initiatives/night.yml": NIGHT + "visible_from: 2026-05-04\n"}, site)
    rename_item(on(site, "2026-04-01"), "initiative:night", "late-counter")
    text = (site / "content/initiatives/late-counter.yml").read_text()
    assert "aliases" in text and "public" not in text.partition("aliases")[2]
