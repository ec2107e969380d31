"""The steps of the workflow that checks a pull request, run on a repository with real commits."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest

from cxsite.scaffold.init import starter_files
from tests.scaffold.hosts import MARK, Host, steps

STEPS = steps("check.yml", "check")
EVENING = "content/initiatives/longer-evenings.yml"
END, LATER = "end: 2026-09", "end: 2026-12"


@pytest.fixture
def host(tmp_path: Path) -> Host:
    """A new site in a repository, and a change of it: a public end that moves, and no word why."""
    host = Host(tmp_path)
    for place, content in starter_files(dt.date(2026, 3, 31)):
        (host.checkout / place).parent.mkdir(parents=True, exist_ok=True)
        (host.checkout / place).write_bytes(content)
    (host.checkout / "wheels").mkdir()
    (host.checkout / "wheels/cxsite.whl").write_text("of the other branch")
    (host.checkout / "requirements.txt").write_text("of the other branch")
    host.commit("Base")
    return host


def edit(host: Host, place: str, old: str, new: str) -> None:
    file = host.checkout / place
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new, 1))


def test_what_others_changed_since_is_not_told(host: Host) -> None:
    """The state to compare with is that into which the host has merged, if it is the host's merge."""
    script = STEPS["Find what to compare with"]["run"]
    old = host.git("rev-parse", "HEAD")
    host.git("checkout", "-q", "-b", "change")
    head = host.commit("The change")
    host.git("checkout", "-q", "main")
    newer = host.commit("Of others")
    host.git("merge", "-q", "--no-ff", "--no-edit", "change")
    assert host.run(script, EVENT_BASE=old, HEAD=head).returncode == 0
    assert host.told("env") == f"BASE={newer}\n"
    # A merge that somebody made in the change itself is none of the host.
    assert host.run(script, EVENT_BASE=old, HEAD=host.git("rev-parse", "HEAD")).returncode == 0
    assert host.told("env").endswith(f"BASE={old}\n")


def test_what_runs_comes_from_the_other_branch(host: Host) -> None:
    (host.checkout / "requirements.txt").write_text("of the change")
    done = host.run(STEPS["Install what the other branch names, by its hashes"]["run"], BASE="HEAD")
    assert done.returncode == 0, done.stderr
    assert host.told("installed.txt") == "of the other branch"
    assert "pip install --require-hashes --only-binary :all: -r requirements.txt" in host.asked
    assert host.told("path") == f"{host.temporary}/tools/venv/bin\n"
    assert (host.temporary / "tools/wheels/cxsite.whl").read_text() == "of the other branch"


ASK = "Ask who approved"


def test_who_approved_is_told_by_team(host: Host) -> None:
    """Only approvals of the newest state count, and only as the other branch's list of approvers names accounts."""
    (host.answers / "reviews.tsv").write_text(
        "ann\tAPPROVED\told\nbob\tAPPROVED\tnew\ncy\tAPPROVED\tnew\ncy\tCHANGES_REQUESTED\tnew\n"
        "di\tAPPROVED\tnew\ndi\tCOMMENTED\tnew\n"
    )
    approvers = host.checkout / ".github/approvers.txt"
    approvers.write_text("care: ann bob\nshops: cy\nweb: di\nlegal: ann\n")
    host.commit("Approvers")
    # What the change itself says of approvers counts for nothing.
    approvers.write_text("legal: bob\n")
    done = host.run(STEPS[ASK]["run"], BASE="HEAD", PULL="7", HEAD="new")
    assert done.returncode == 0, done.stderr
    assert (host.temporary / "approved.txt").read_text() == "care,web,"


@pytest.mark.parametrize("reviews", ["", "ann\tAPPROVED\tnew\n"])
@pytest.mark.parametrize("approvers", ["", "care: bob\n"])
def test_without_reviews_or_approvers_nobody_approved(host: Host, reviews: str, approvers: str) -> None:
    (host.answers / "reviews.tsv").write_text(reviews)
    (host.checkout / ".github/approvers.txt").write_text(approvers)
    host.commit()
    done = host.run(STEPS[ASK]["run"], BASE="HEAD", PULL="7", HEAD="new")
    assert done.returncode == 0 and (host.temporary / "approved.txt").read_text() == ""


def checked(host: Host, approved: str = "", private: str = "true") -> tuple[int, str]:
    """Run the check and what says what it means; the exit code of the check, and the comment."""
    (host.temporary / "review").mkdir(exist_ok=True)
    (host.temporary / "approved.txt").write_text(approved)
    code = host.run(STEPS["Check"]["run"], BASE="HEAD").returncode
    say = host.run(
        STEPS["Say what it means for readers"]["run"], BASE="HEAD", PRIVATE=private, LINKS="https://h.example/blob/x"
    )
    comment = host.temporary / "review/comment.md"
    assert (say.returncode == 0) is comment.is_file(), say.stderr
    return code, comment.read_text() if comment.is_file() else say.stdout


@pytest.mark.slow
def test_a_change_is_checked_and_told(host: Host) -> None:
    edit(host, EVENING, END, LATER)
    code, comment = checked(host)
    assert code == 0
    assert re.match(rf"{MARK}\n\n\*\*Check: \d warnings?", comment)
    assert "- **public**: 1 later\n" in comment and "#### internal" in comment
    assert f"https://h.example/blob/x/{EVENING}#L" in comment
    assert (host.temporary / "review/counts.txt").read_text().startswith("2 warnings")
    assert "; public: 1 later" in (host.temporary / "review/counts.txt").read_text()
    summary = host.told("summary.md")
    assert summary.startswith("### 2 warnings") and "### What this change means for readers" in summary


@pytest.mark.slow
def test_in_public_only_what_everybody_will_notice_is_told(host: Host) -> None:
    """Also where the first level has another name."""
    charter = host.checkout / "content/roadmap.yml"
    charter.write_text("levels: [everyone, customer, internal, restricted]\n" + charter.read_text())
    for file in (host.checkout / "content").rglob("*.*"):
        if file.suffix in (".yml", ".md"):
            file.write_text(
                file.read_text()
                .replace("visibility: public", "visibility: everyone")
                .replace("  public:", "  everyone:")
            )
    host.commit("Levels of our own")
    edit(host, EVENING, "cost: ", "cost: 9")
    _, comment = checked(host, private="false")
    assert "**everyone**: nothing" in comment and "internal" not in comment and "cost" not in comment


@pytest.mark.slow
def test_who_must_agree_is_asked(host: Host) -> None:
    edit(host, "content/roadmap.yml", "language: en", "language: en\napprovals: {public: [visitor-services]}")
    host.commit("Approvals")
    edit(host, EVENING, END, LATER)
    code, comment = checked(host)
    assert code == 1 and comment.startswith(f"{MARK}\n\n**Check: 1 error") and "needs visitor" in comment
    code, comment = checked(host, approved="visitor-services,")
    assert code == 0 and "error" not in comment.splitlines()[2]


@pytest.mark.slow
def test_what_cannot_be_compared_is_said(host: Host) -> None:
    (host.checkout / "content/roadmap.yml").write_text("<<<<<<< HEAD\ntitle: A\n=======\ntitle: B\n>>>>>>> x\n")
    code, comment = checked(host, private="false")
    assert code == 1
    assert comment.startswith(MARK) and "**Not compared**: the content at the work tree can't be read" in comment


@pytest.mark.slow
def test_a_comparison_that_did_not_run_leaves_no_text(host: Host) -> None:
    (host.checkout / "mkdocs.yml").unlink()
    code, said = checked(host)
    assert code != 0 and "cxsite diff could not run" in said


@pytest.mark.slow
def test_sites_to_look_at_are_kept(host: Host) -> None:
    assert host.run(STEPS["Build the sites"]["run"]).returncode == 0
    preview = host.temporary / "preview"
    for private, wanted in (("true", ["internal", "public"]), ("false", ["public"])):
        shutil.rmtree(preview, ignore_errors=True)
        done = host.run(STEPS["Make them open from a folder"]["run"], PRIVATE=private)
        assert done.returncode == 0, done.stderr
        assert sorted(path.name for path in preview.iterdir()) == wanted
        assert "offline.js" in (preview / "public/index.html").read_text()


def test_sites_are_built_only_of_changes_by_people_who_may_push() -> None:
    assert "head.repo.full_name == github.repository" in STEPS["Build the sites"]["if"]
    assert "steps.build.outcome == 'success'" in STEPS["Make them open from a folder"]["if"]
    # What is said of the change stands before anything of it runs.
    names = list(STEPS)
    assert names.index("Say what it means for readers") < names.index("Build the sites")


PUBLISH = steps("publish.yml", "build")


@pytest.mark.slow
def test_only_the_first_level_is_published(host: Host) -> None:
    assert host.run(PUBLISH["Install"]["run"]).returncode == 0
    assert "pip install --require-hashes" in host.asked
    assert host.run(PUBLISH["Build the sites"]["run"], EVERYONE="public").returncode == 0
    assert (host.checkout / "pages/index.html").is_file()
    assert sorted(path.name for path in (host.checkout / "site").iterdir() if path.is_dir()) == ["internal"]


@pytest.mark.parametrize("levels", ["", "internal", "board", "customer"])
def test_nothing_is_published_where_nothing_is_for_everyone(host: Host, levels: str) -> None:
    """Not where colleagues or customers come first, nor where the first has no site, nor where nobody can say."""
    for level in ("internal", "public", "customer"):
        (host.checkout / "site" / level).mkdir(parents=True)
    tool = host.checkout.parent / "tools/cxsite"
    tool.write_text(f'#!/bin/sh\n[ "$1" = build ] || echo {levels}\n')
    done = host.run(PUBLISH["Build the sites"]["run"], EVERYONE="public")
    assert done.returncode != 0 and not (host.checkout / "pages").exists()
