"""A change of mkdocs.yml shows things too: each state is read as its own mkdocs.yml says."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cxsite.model.finding import CxsiteError
from cxsite.pipeline.comparison import compared
from cxsite.pipeline.reading import read_against
from cxsite.site.project import read_project
from tests.check.test_compare import commit, git
from tests.check.trees import write

CHARTER = (
    "title: Our roadmap\ndisclaimer: A plan, not a promise.\ndefault_visibility: public\napprovals: {public: care}\n"
)
TAKEOVER = "title: Takeover prep\nstatus: planned\nsummary: We buy them.\n"
TREE = {
    "roadmap.yml": CHARTER,
    "teams/care.yml": "title: Care\n",
    "initiatives/portal.yml": "title: Portal\nstatus: idea\nsummary: Later.\n",
    "initiatives/held.yml": TAKEOVER + "visible_from: 2027-01-15\n",
    "public/logo.txt": "x\n",
    "../private/initiatives/secret.yml": TAKEOVER,
    "../next/roadmap.yml": CHARTER,
    "../next/initiatives/other.yml": TAKEOVER,
}


def config(options: str) -> str:
    return f"site_name: x\ndocs_dir: content/public\nplugins:\n- cxsite: {{{options}}}\n"


BEFORE = config("content: [content, {path: private, at_least: internal}], today: 2026-11-26")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = write(TREE, tmp_path)
    (root / "mkdocs.yml").write_text(BEFORE)
    git(root, "init", "-q", "-b", "main")
    commit(root)
    return root


def appearing(root: Path, day: str = "") -> set[str]:
    """What the public will notice, as `cxsite diff` says; the check has to say it too."""
    settings = read_project(str(root), day).settings
    found = {one.id for one in compared(settings, "", ("public",)).audiences["public"] if one.change == "appears"}
    codes = {one.rule.code for one in read_against(settings, "HEAD").findings}
    assert {"CX530", "CX535"} <= codes if found else not {"CX530", "CX535"} & codes
    return found


def at_least(root: Path) -> None:
    (root / "mkdocs.yml").write_text(BEFORE.replace("at_least: internal", "at_least: public"))


def other_day(root: Path) -> None:
    (root / "mkdocs.yml").write_text(BEFORE.replace("2026-11-26", "2027-02-01"))


def other_folder(root: Path) -> None:
    (root / "mkdocs.yml").write_text(config("content: next, today: 2026-11-26").replace("content/public", "next"))


def link(root: Path) -> None:
    shutil.move(root / "content", root / "old")
    (root / "content").symlink_to("next")


def other_name(root: Path) -> None:
    (root / "mkdocs.yml").unlink()
    (root / "mkdocs.yaml").write_text(BEFORE.replace("at_least: internal", "at_least: public"))


def inherited(root: Path) -> None:
    (root / "base.yml").write_text(BEFORE.replace("at_least: internal", "at_least: public"))
    (root / "mkdocs.yml").write_text("INHERIT: base.yml\n")


@pytest.mark.parametrize(
    ("edit", "shown"),
    [
        (at_least, {"secret"}),
        (other_day, {"held"}),
        pytest.param(other_name, {"secret"}, marks=pytest.mark.slow),
        pytest.param(inherited, {"secret"}, marks=pytest.mark.slow),
    ],
)
def test_what_mkdocs_yml_shows_is_told(edit: Callable[[Path], None], shown: set[str], site: Path) -> None:
    edit(site)
    assert appearing(site) == shown


@pytest.mark.parametrize("edit", [pytest.param(other_folder, marks=pytest.mark.slow), link])
def test_another_folder_is_compared_with_the_one_before(edit: Callable[[Path], None], site: Path) -> None:
    edit(site)
    found = compared(read_project(str(site)).settings, "", ("public",)).audiences["public"]
    assert ("added", "other") in {(one.change, one.id) for one in found}
    assert any(one.rule.code == "CX530" for one in read_against(read_project(str(site)).settings, "HEAD").findings)


@pytest.mark.slow
def test_a_day_of_the_command_line_is_that_of_both(site: Path) -> None:
    other_day(site)
    assert appearing(site, "2026-12-01") == set()


@pytest.mark.slow
def test_what_a_state_says_is_read_at_each_end_of_a_range(site: Path) -> None:
    at_least(site)
    commit(site)
    (site / "mkdocs.yml").write_text(BEFORE)
    found = compared(read_project(str(site)).settings, "HEAD~1..HEAD", ("public",)).audiences["public"]
    assert [one.id for one in found] == ["secret"]


@pytest.mark.slow
def test_options_of_another_version_are_no_obstacle_and_broken_ones_are_told(site: Path) -> None:
    (site / "mkdocs.yml").write_text(BEFORE.replace("today", "someday: 1, today"))
    commit(site)
    (site / "mkdocs.yml").write_text(BEFORE)
    assert appearing(site) == set()
    (site / "mkdocs.yml").write_text("plugins: [")
    commit(site)
    (site / "mkdocs.yml").write_text(BEFORE)
    for ask in (compared, lambda settings: read_against(settings, "HEAD")):
        with pytest.raises(CxsiteError, match=r"^at HEAD: mkdocs\.yml:1:"):
            ask(read_project(str(site)).settings)


@pytest.mark.slow
def test_the_change_cannot_excuse_itself(site: Path) -> None:
    at_least(site)
    settings = replace(read_project(str(site)).settings, ignore=("becomes-public", "needs-approval"))
    codes = [one.rule.code for one in read_against(settings, "HEAD").findings]
    assert {"CX530", "CX535", "CX612"} <= set(codes)
    milder = replace(settings, ignore=(), severity={"CX530": "info"})
    told = {one.severity for one in read_against(milder, "HEAD").findings if one.rule.code == "CX530"}
    assert told == {"info"}


@pytest.mark.parametrize("before", ["today: 2026-11-26", "today: 2026-11-26, ignore: [no-such-rule]"])
def test_an_exception_that_a_change_makes_for_itself_is_no_old_one(site: Path, before: str) -> None:
    (site / "mkdocs.yml").write_text(config(before))
    commit(site)
    (site / "mkdocs.yml").write_text(config("today: 2026-11-26, ignore: [needs-approval]"))
    (finding,) = [
        one for one in read_against(read_project(str(site)).settings, "HEAD").findings if one.rule.code == "CX612"
    ]
    assert finding.severity == "error"
    commit(site)
    (finding,) = [
        one for one in read_against(read_project(str(site)).settings, "HEAD").findings if one.rule.code == "CX612"
    ]
    assert finding.severity == "info"
