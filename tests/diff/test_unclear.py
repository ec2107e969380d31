"""What one of two states writes unreadably is said, and told neither as gone nor as new nor as changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxsite.diff.output_format import FORMS
from cxsite.pipeline.reading import read_against
from tests.check.test_compare import commit, git
from tests.check.trees import settings, write
from tests.diff.test_comparison import CHARTER, PORTAL, changes, diff
from tests.diff.test_comparison import site as site  # the same repository

BROKEN = {
    "marks of a merge": "<<<<<<< HEAD\n" + PORTAL + "=======\ntitle: B\n>>>>>>> other\n",
    "a level that nobody knows": PORTAL.replace("visibility: public", "visibility: publik"),
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("first", [True, False])
def test_an_item_that_cannot_be_read_is_neither_gone_nor_new(site: Path, text: str, first: bool) -> None:
    if first:
        write({"initiatives/portal.yml": text}, site)
        commit(site)
    write({"initiatives/portal.yml": PORTAL if first else text}, site)
    found = diff(site)
    assert not any(found.audiences.values())
    state = "HEAD" if first else "the work tree"
    assert found.not_compared == (f"the initiative `portal` at {state} can't be read",)


def test_a_field_that_cannot_be_read_does_not_change(site: Path) -> None:
    write({"initiatives/portal.yml": PORTAL.replace("2026-06-30", "2026-13-30").replace("printer", "label")}, site)
    assert changes(site) == [("changed", "portal", "title")]
    assert diff(site).not_compared == ("`end` of the initiative `portal` at the work tree can't be read",)
    commit(site)
    write({"initiatives/portal.yml": PORTAL}, site)
    assert changes(site) == [("changed", "portal", "title")]


def test_a_file_of_a_whole_kind(site: Path) -> None:
    (site / "content/teams/care.yml").unlink()
    (site / "content/teams").rmdir()
    write({"teams.yml": "care: {title: Care, visibility: public}\n"}, site)
    commit(site)
    write({"teams.yml": "- Care\n"}, site)
    assert changes(site) == []
    assert diff(site).not_compared == ("the file of all teams at the work tree can't be read",)


@pytest.mark.parametrize(
    "text", ["default_visibility: publik\n", "policy: {initiative: {cost: nobody}}\n", "levels: 3\n"]
)
def test_without_its_policy_nobody_knows_what_readers_see(site: Path, text: str) -> None:
    write({"roadmap.yml": CHARTER + text}, site)
    found = diff(site)
    assert found.audiences == {} and "at the work tree can't be read" in found.not_compared[0]
    assert FORMS["message"](found) == "A part of the roadmap could not be compared.\n"
    assert "**Not compared**" in FORMS["markdown"](found)
    commit(site)
    write({"roadmap.yml": CHARTER}, site)
    found = diff(site)
    assert "at HEAD can't be read" in found.not_compared[0]
    assert {one.change for one in found.audiences["public"]} == {"added"}


def test_many_are_told_in_short(site: Path) -> None:
    write({f"initiatives/x{n}.yml": "<<<<<<< HEAD\n" for n in range(40)}, site)
    said = diff(site).not_compared
    assert len(said) == 13 and said[-1] == "28 more at the work tree can't be read: `cxsite check` names them"


@pytest.mark.parametrize("form", FORMS)
def test_lesser_readers_are_not_told_the_names_of_what_nobody_can_read(site: Path, form: str) -> None:
    secret = "title: Takeover\nvisibility: publik\nstatus: idea\n"
    write({"initiatives/kraken.yml": secret, "initiatives/portal.yml": PORTAL + "takeover_cost: 3\n"}, site)
    found = diff(site, "", "public")
    (sentence,) = found.not_compared
    assert sentence.endswith("things at the work tree can't be read: `cxsite check` says what")
    said = FORMS[form](found)
    assert "kraken" not in said and "takeover" not in said.lower()
    assert "kraken" in "".join(diff(site, "", "public", "internal").not_compared)


def needs(root: Path, *approved: str) -> list[str]:
    found = read_against(settings(root), "HEAD", frozenset(approved)).findings
    return [one.message for one in found if one.rule.name == "needs-approval" and one.severity == "error"]


def test_all_is_new_where_there_was_nothing_and_needs_approval(tmp_path: Path) -> None:
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    (root / "notes.txt").write_text("Soon\n")
    commit(root)
    write({"roadmap.yml": CHARTER, "teams/care.yml": "title: Care\n", "initiatives/portal.yml": PORTAL}, root)
    (said,) = needs(root)
    assert "care did not approve" in said and needs(root, "care") == []


def test_where_nobody_can_read_who_must_approve_nobody_has(site: Path) -> None:
    """Neither taking the demand away nor answering it helps; the base is mended first."""
    for charter in ("approvals: 7\n", "approvals: {public: care}\ndefault_visibility: publik\n"):
        write({"roadmap.yml": CHARTER.partition("approvals")[0] + charter}, site)
        commit(site)
        write({"roadmap.yml": CHARTER.partition("approvals")[0]}, site)
        said = needs(site, "care")
        assert bool(said) is (charter == "approvals: 7\n"), said


def test_marks_of_a_merge_in_what_asks_for_approvals(site: Path) -> None:
    write({"roadmap.yml": f"<<<<<<< HEAD\n{CHARTER}=======\n>>>>>>> x\n"}, site)
    commit(site)
    write({"roadmap.yml": CHARTER.partition("approvals")[0]}, site)
    assert "can't be read whose" in needs(site, "care")[0]
    write({"roadmap.yml": f"<<<<<<< HEAD\n{CHARTER.partition('approvals')[0]}=======\n>>>>>>> x\n"}, site)
    commit(site)
    write({"roadmap.yml": CHARTER.partition("approvals")[0]}, site)
    assert needs(site) == []
