"""The workflows of a new site: right by the hosts' own schemas, and each shell step does what it says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import cxsite

STARTER = Path(cxsite.__file__).parent / "starter"
WORKFLOWS = STARTER / ".github" / "workflows"
MARK = "<!-- cxsite diff mkdocs.yml -->"


def steps(name: str, job: str) -> dict[str, dict[str, Any]]:
    read = yaml.safe_load((WORKFLOWS / name).read_text())
    return {step.get("name", step.get("uses", "")): step for step in read["jobs"][job]["steps"]}


def run(script: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a step as the host does, with a `gh` that tells what it was asked and answers from files."""
    tools = folder / "tools"
    tools.mkdir(exist_ok=True)
    (tools / "gh").write_text(
        '#!/bin/sh\necho "$@" >> "$ASKED"\ncase "$*" in\n'
        '  *pulls/7/reviews*) cat reviews.tsv ;;\n  *"/pulls "*) echo "$PULL_FOUND" ;;\n'
        "  *comments*--jq*) cat comments.tsv ;;\nesac\n"
    )
    (tools / "gh").chmod(0o755)
    whole = {
        **os.environ,
        "PATH": f"{tools}:{os.environ['PATH']}",
        "ASKED": str(folder / "asked"),
        "RUNNER_TEMP": str(tools),
        "GITHUB_REPOSITORY": "o/r",
        **environment,
    }
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script], cwd=folder, env=whole, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        *(("vendor.github-workflows", file) for file in sorted(WORKFLOWS.glob("*.yml"))),
        ("vendor.gitlab-ci", STARTER / ".gitlab-ci.yml"),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_the_hosts_schema_takes_it(schema: str, file: Path) -> None:
    tool = Path(sys.executable).parent / "check-jsonschema"
    done = subprocess.run([tool, "--builtin-schema", schema, file], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_who_approved_is_told_by_team(tmp_path: Path) -> None:
    """Only approvals of the newest state count, and only as the other branch's list of approvers names accounts."""
    (tmp_path / "reviews.tsv").write_text(
        "ann\tAPPROVED\told\nbob\tAPPROVED\tnew\ncy\tAPPROVED\tnew\ncy\tCHANGES_REQUESTED\tnew\n"
        "di\tAPPROVED\tnew\ndi\tCOMMENTED\tnew\n"
    )
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=tmp_path, check=True)
    (tmp_path / ".github").mkdir()
    (tmp_path / ".github/approvers.txt").write_text("care: ann bob\nshops: cy\nweb: di\nlegal: ann\n")
    identity = ["-c", "user.name=Desk", "-c", "user.email=desk@example.org"]
    for command in (["add", ".github"], [*identity, "commit", "-q", "-m", "Base"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    # What the change itself says of approvers counts for nothing.
    (tmp_path / ".github/approvers.txt").write_text("legal: bob\n")
    done = run(steps("check.yml", "check")["Ask who approved"]["run"], tmp_path, BASE="HEAD", PULL="7", HEAD="new")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "tools/approved.txt").read_text() == "care,web,"


def test_without_approvers_nobody_approved(tmp_path: Path) -> None:
    (tmp_path / "reviews.tsv").write_text("ann\tAPPROVED\tnew\n")
    done = run(steps("check.yml", "check")["Ask who approved"]["run"], tmp_path, BASE="HEAD", PULL="7", HEAD="new")
    assert done.returncode == 0 and (tmp_path / "tools/approved.txt").read_text() == ""


def comment(folder: Path, text: str, others: str = "", pull: str = "7") -> tuple[int, str]:
    (folder / "review").mkdir()
    (folder / "review/comment.md").write_text(text)
    (folder / "comments.tsv").write_text(others)
    script = steps("review.yml", "comment")["Comment"]["run"]
    done = run(script, folder, HEAD="abc", OWNER="o", BRANCH="b", PULL_FOUND=pull)
    return done.returncode, (folder / "asked").read_text()


def test_the_first_comment_is_written(tmp_path: Path) -> None:
    code, asked = comment(tmp_path, f"{MARK}\ntext\n")
    assert code == 0 and "--method POST repos/o/r/issues/7/comments" in asked


def test_only_the_own_comment_of_this_site_is_replaced(tmp_path: Path) -> None:
    code, asked = comment(tmp_path, f"{MARK}\ntext\n", f"11\t<!-- cxsite diff other.yml -->\n12\t{MARK}\n13\t{MARK}\n")
    assert code == 0 and "--method PATCH repos/o/r/issues/comments/12" in asked and "POST" not in asked


def test_another_text_is_no_comment(tmp_path: Path) -> None:
    code, asked = comment(tmp_path, "hello\n")
    assert code == 1 and "PATCH" not in asked and "POST" not in asked


def test_a_pull_request_that_moved_on_gets_none(tmp_path: Path) -> None:
    code, asked = comment(tmp_path, f"{MARK}\ntext\n", pull="")
    assert code == 0 and "PATCH" not in asked and "POST" not in asked


def test_what_may_write_runs_nothing_of_the_change() -> None:
    read = yaml.safe_load((WORKFLOWS / "review.yml").read_text())
    assert read["permissions"] == {}
    assert not any("checkout" in str(step.get("uses")) for step in read["jobs"]["comment"]["steps"])
    check = yaml.safe_load((WORKFLOWS / "check.yml").read_text())
    assert set(check["permissions"].values()) == {"read"}
