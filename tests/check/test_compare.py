"""`cxsite check --base`: what was there before does not fail, and what goes out is told."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from cxsite.model.finding import CxsiteError, Finding
from cxsite.pipeline.reading import Reading, read_against
from tests.check.trees import settings, write

CHARTER = "title: Our roadmap\ndisclaimer: A plan, not a promise.\n"
IDEA = "title: Portal\nstatus: idea\n"
PUBLIC = IDEA + "visibility: public\nsummary: We begin.\n"


def git(root: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Insight desk", "-c", "user.email=desk@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout


def commit(root: Path) -> str:
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Change")
    return git(root, "rev-parse", "HEAD").strip()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A repository with one commit: a roadmap with one broken reference."""
    root = write(
        {"roadmap.yml": CHARTER, "initiatives/portal.yml": IDEA + "depends_on: nowhere\n"}, tmp_path / "repository"
    )
    git(root, "init", "-q", "-b", "main")
    commit(root)
    return root


def against(root: Path, revision: str = "HEAD") -> tuple[Finding, ...]:
    return read_against(settings(root), revision).findings


def told(found: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(one.rule.code, one.severity) for one in found]


def refused(reading: Reading) -> bool:
    return reading.refused


def test_what_was_there_is_info(site: Path) -> None:
    assert told(against(site)) == [("CX102", "info")]
    assert not refused(read_against(settings(site), "HEAD"))


def test_what_is_new_is_as_bad_as_ever(site: Path) -> None:
    write({"initiatives/second.yml": IDEA + "depends_on: nowhere\n"}, site)
    # Both name the same thing that is not there, which is told once.
    assert told(against(site)) == [("CX102", "error")]
    assert refused(read_against(settings(site), "HEAD"))


def test_matching_survives_moved_lines_and_entries(site: Path) -> None:
    write(
        {"initiatives/other.yml": IDEA, "initiatives/portal.yml": f"# why\n{IDEA}depends_on: [other, nowhere]\n"}, site
    )
    (found,) = against(site)
    assert (found.severity, found.span.line) == ("info", 4)


def test_a_second_of_the_same_is_new(site: Path) -> None:
    write({"initiatives/portal.yml": IDEA + "depends_on: [nowhere]\nsuperseded_by: nowhere\n"}, site)
    assert told(against(site)) == [("CX102", "error")]


def test_matching_survives_a_renamed_file(site: Path) -> None:
    old = site / "content/initiatives/portal.yml"
    old.rename(old.with_name("portal-for-all.yml"))
    assert told(against(site)) == [("CX102", "info")]


def test_a_copied_file_is_new(site: Path) -> None:
    old = site / "content/initiatives/portal.yml"
    old.with_name("portal-for-all.yml").write_text(old.read_text())
    assert told(against(site)) == [("CX102", "error")]


def test_the_work_tree_is_not_touched(site: Path) -> None:
    write({"initiatives/portal.yml": IDEA}, site)
    before = {path: path.read_bytes() for path in sorted((site / "content").rglob("*")) if path.is_file()}
    assert against(site) == ()
    assert before == {path: path.read_bytes() for path in sorted((site / "content").rglob("*")) if path.is_file()}
    assert git(site, "status", "--porcelain").strip() == "M content/initiatives/portal.yml"


def test_everything_is_new_where_there_was_no_content(tmp_path: Path) -> None:
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    (root / "notes.txt").write_text("Soon\n")
    commit(root)
    write({"roadmap.yml": CHARTER, "initiatives/portal.yml": IDEA + "depends_on: nowhere\n"}, root)
    assert told(against(root)) == [("CX102", "error")]


def test_files_that_archives_leave_out_count(site: Path) -> None:
    (site / ".gitattributes").write_text("content/** export-ignore\n")
    commit(site)
    assert told(against(site)) == [("CX102", "info")]


def test_a_folder_below_the_top_of_the_repository(tmp_path: Path) -> None:
    top = tmp_path / "repository"
    root = write({"roadmap.yml": CHARTER, "initiatives/portal.yml": IDEA + "depends_on: nowhere\n"}, top / "docs/site")
    git(top, "init", "-q", "-b", "main")
    commit(top)
    assert told(against(root)) == [("CX102", "info")]


def test_unknown_revision_is_one_line(site: Path) -> None:
    with pytest.raises(CxsiteError, match="no revision `nonsense`"):
        against(site, "nonsense")
    with pytest.raises(CxsiteError, match="no revision `--all`"):
        against(site, "--all")


def test_outside_of_a_repository_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    root = write({"roadmap.yml": CHARTER, "initiatives/portal.yml": IDEA}, tmp_path / "site")
    with pytest.raises(CxsiteError, match="no git repository"):
        against(root)


def test_a_shallow_clone_says_what_to_fetch(site: Path, tmp_path: Path) -> None:
    write({"initiatives/second.yml": IDEA}, site)
    commit(site)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth=1", site.as_uri(), str(clone))
    with pytest.raises(
        CxsiteError, match=r"shallow clone: run `git fetch --depth=1 origin stable:refs/remotes/origin/stable`"
    ):
        against(clone, "origin/stable")
    with pytest.raises(CxsiteError, match=r"shallow clone: run `git fetch --unshallow`"):
        against(clone, "HEAD~1")
    assert told(against(clone, "origin/main")) == [("CX102", "info")]


def test_becomes_public_lists_what_goes_out(site: Path) -> None:
    write({"initiatives/portal.yml": IDEA + "summary: We begin.\noutcome: Less waiting\ncost: 5000\n"}, site)
    commit(site)
    write({"initiatives/portal.yml": PUBLIC + "outcome: Less waiting\ncost: 5000\n"}, site)
    (found,) = against(site)
    assert told((found,)) == [("CX530", "warning")]
    assert [other.message for other in found.related] == [
        "title: Portal",
        "summary: We begin.",
        "status: idea",
        "outcome: Less waiting",
    ]
    assert [other.span.line for other in found.related] == [1, 4, 2, 5]


def test_a_disclosed_value_becomes_public(site: Path) -> None:
    write({"initiatives/portal.yml": PUBLIC + "cost: 5000\n"}, site)
    commit(site)
    write({"initiatives/portal.yml": PUBLIC + "cost: 5000\ndisclose: {cost: public}\n"}, site)
    (found,) = against(site)
    assert [other.message for other in found.related] == ["cost: 5000"]


def test_a_reference_becomes_public_with_its_target(site: Path) -> None:
    write({"initiatives/portal.yml": PUBLIC + "phase: build\n", "phases/build.yml": "title: Build\n"}, site)
    commit(site)
    write({"phases/build.yml": "title: Build\nvisibility: public\n"}, site)
    found = [one for one in against(site) if one.rule.code == "CX530"]
    assert [(one.id, [other.message for other in one.related]) for one in found] == [
        ("portal", ["phase: build"]),
        ("build", ["title: Build"]),
    ]


def test_another_word_in_a_public_body_goes_out(site: Path) -> None:
    body = "{front}---\nAll is well.\n\n/// internal\nNot so.\n///\n"
    write({"initiatives/second.md": body.format(front="---\n" + PUBLIC)}, site)
    commit(site)
    write(
        {
            "initiatives/second.md": body.format(front="---\n" + PUBLIC)
            .replace("/// internal\n", "")
            .replace("///\n", "")
        },
        site,
    )
    (found,) = [one for one in against(site) if one.rule.code == "CX530"]
    assert "Not so." in found.related[0].message


def test_nothing_goes_out_where_only_colleagues_read(site: Path) -> None:
    write({"initiatives/portal.yml": IDEA + "summary: We begin soon.\n"}, site)
    assert against(site) == ()


def test_a_public_time_that_moves_needs_an_update(site: Path) -> None:
    write({"initiatives/portal.yml": PUBLIC + "end: 2026-05\n"}, site)
    commit(site)
    write({"initiatives/portal.yml": PUBLIC + "end: 2026-06\n"}, site)
    (found,) = against(site)
    assert found.message.startswith("customer readers see `end` change from 2026-05 to 2026-06")
    write({"initiatives/portal.yml": PUBLIC + "end: 2026-08\n"}, site)
    (found,) = against(site)
    assert found.message.startswith("public readers see `end` change from 2026-Q2 to 2026-Q3")
    update = "updates: [{date: 2026-03-30, text: We wait for a part%s}]\n"
    write({"initiatives/portal.yml": PUBLIC + "end: 2026-08\n" + update % ", visibility: internal"}, site)
    assert "CX531" in {one.rule.code for one in against(site)}
    write({"initiatives/portal.yml": PUBLIC + "end: 2026-08\n" + update % ""}, site)
    assert "CX531" not in {one.rule.code for one in against(site)}


def test_a_public_status_that_changes_needs_an_update(site: Path) -> None:
    write({"initiatives/portal.yml": PUBLIC}, site)
    commit(site)
    write({"initiatives/portal.yml": PUBLIC.replace("idea", "paused") + "status_note: No offer yet\n"}, site)
    found = {one.rule.code: one.message for one in against(site)}
    assert found["CX531"].startswith("public readers see `status` change from idea to paused")
