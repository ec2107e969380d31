"""The workflows of a new site, and what runs their steps as a host does: with tools that say what they were asked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

import cxsite

STARTER = Path(cxsite.__file__).parent / "starter"
WORKFLOWS = STARTER / ".github" / "workflows"
ROOT = STARTER.parent.parent
MARK = "<!-- cxsite diff mkdocs.yml -->"

# Each answers from files beside the scratch repository, if it has an answer, and writes down what it was asked.
TOOLS = {
    "gh": (
        'echo "gh $*" >> "$ASKED"\ncase "$*" in\n'
        '  *pulls/*/files*) cat "$ANSWERS/files.txt" ;;\n'
        '  *pulls/*/reviews*) cat "$ANSWERS/reviews.tsv" ;;\n  *"/pulls "*) echo "$PULL_FOUND" ;;\n'
        '  "run list"*) [ ! -f "$ANSWERS/run" ] || cat "$ANSWERS/run" ;;\n'
        '  *"--name published"*) for last; do :; done; mkdir -p "$last" && cp "$ANSWERS"/published/* "$last" ;;\n'
        '  *artifacts*) echo "$PREVIEW_FOUND" ;;\n  *comments*--jq*) cat "$ANSWERS/comments.tsv" ;;\n'
        '  "run download"*) mkdir -p review && cp "$ANSWERS"/comment.md review/ ;;\nesac\n'
    ),
    "curl": (
        'echo "curl $*" >> "$ASKED"\ncase "$*" in\n  */approvals*) cat "$ANSWERS/approvals.json" ;;\n'
        '  *--upload-file*) cp published.tar "$ANSWERS" ;;\n'
        '  *packages/generic*) cat "$ANSWERS/published.tar" ;;\nesac\n'
    ),
    # A virtual environment with a pip that installs nothing, and the cxsite of this checkout.
    "python": (
        'if [ "$1 $2" = "-m venv" ]; then\n  mkdir -p "$3/bin"\n  cp "$TOOLS/pip" "$TOOLS/cxsite" "$3/bin/"\nelse\n'
        f'  exec {sys.executable} "$@"\nfi\n'
    ),
    "pip": 'echo "pip $* in $PWD" >> "$ASKED"\ncp requirements.txt "$ANSWERS/installed.txt"\n',
    "cxsite": f'PYTHONPATH={ROOT} exec {sys.executable} -P -m cxsite.cli "$@"\n',
}


def steps(name: str, job: str) -> dict[str, dict[str, Any]]:
    """The steps of a job by their name."""
    read = yaml.safe_load((WORKFLOWS / name).read_text())
    return {step.get("name", step.get("uses", "")): step for step in read["jobs"][job]["steps"]}


def gitlab(job: str, part: str = "script") -> str:
    """The script of a job for GitLab, with what comes before every script."""
    jobs = yaml.safe_load((STARTER / ".gitlab-ci.yml").read_text())
    before = jobs["default"]["before_script"] if part == "script" else []
    return "\n".join([*before, *jobs[job][part]])


class Host:
    """A machine of a host: `checkout` is the repository, `answers` what tools answer, `temporary` its own folder."""

    def __init__(self, place: Path) -> None:
        self.checkout, self.answers, self.temporary, self._tools = (
            place / name for name in ("checkout", "answers", "temporary", "tools")
        )
        for folder in (self.checkout, self.answers, self.temporary, self._tools):
            folder.mkdir(parents=True, exist_ok=True)
        for name, text in TOOLS.items():
            (self._tools / name).write_text(f"#!/bin/sh\n{text}")
            (self._tools / name).chmod(0o755)

    def run(self, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a step."""
        whole = {
            **os.environ,
            "PATH": f"{self._tools}:{os.environ['PATH']}",
            "TOOLS": str(self._tools),
            "ANSWERS": str(self.answers),
            "ASKED": str(self.answers / "asked"),
            "TMPDIR": str(self.temporary),
            "RUNNER_TEMP": str(self.temporary),
            "GITHUB_REPOSITORY": "o/r",
            "GITHUB_OUTPUT": str(self.answers / "output"),
            "GITHUB_ENV": str(self.answers / "env"),
            "GITHUB_PATH": str(self.answers / "path"),
            "GITHUB_STEP_SUMMARY": str(self.answers / "summary.md"),
            "SOURCE_DATE_EPOCH": "1774915200",
            **environment,
        }
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
        return subprocess.run(command, cwd=self.checkout, env=whole, capture_output=True, text=True)

    def git(self, *arguments: str) -> str:
        """Run git in the checkout."""
        identity = ["-c", "user.name=Desk", "-c", "user.email=desk@example.org", "-c", "commit.gpgsign=false"]
        done = subprocess.run(
            ["git", *identity, *arguments], cwd=self.checkout, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def commit(self, message: str = "Change") -> str:
        """Commit all that lies there; its name."""
        if not (self.checkout / ".git").exists():
            self.git("init", "-q", "-b", "main")
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def told(self, name: str) -> str:
        """What a file among the answers says; empty without one."""
        file = self.answers / name
        return file.read_text() if file.is_file() else ""

    @property
    def asked(self) -> str:
        """What the tools were asked."""
        return self.told("asked")
