"""The hook for pre-commit, run by the real tool on a repository of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.check.test_compare import commit, git
from tests.check.trees import write

ROOT = Path(__file__).resolve().parents[2]
CONFIG = "site_name: x\ndocs_dir: content/public\nplugins:\n- cxsite:\n    today: 2026-03-31\n"


@pytest.mark.slow
def test_the_hook_refuses_what_the_check_refuses(tmp_path: Path) -> None:
    site = write(
        {
            "roadmap.yml": "title: Our roadmap\ndisclaimer: A plan.\n",
            "initiatives/portal.yml": "title: Portal\nstatus: idea\n",
        },
        tmp_path / "site",
    )
    (site / "mkdocs.yml").write_text(CONFIG)
    (site / "content/public").mkdir()
    git(site, "init", "-q", "-b", "main")
    commit(site)
    hooks = tmp_path / "hooks"
    subprocess.run(["git", "clone", "-q", "--no-hardlinks", str(ROOT), str(hooks)], check=True)
    (hooks / ".pre-commit-hooks.yaml").write_bytes((ROOT / ".pre-commit-hooks.yaml").read_bytes())
    commit(hooks) if git(hooks, "status", "--porcelain") else None
    tools = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "PRE_COMMIT_HOME": str(tmp_path / "cache")}

    def run() -> subprocess.CompletedProcess[str]:
        git(site, "add", "-A")
        command = [str(tools / "pre-commit"), "try-repo", str(hooks), "cxsite-check", "--all-files"]
        return subprocess.run(command, cwd=site, env=environment, capture_output=True, text=True)

    good = run()
    assert good.returncode == 0 and "Passed" in good.stdout, good.stdout + good.stderr
    write({"initiatives/portal.yml": "title: Portal\nstatus: ideal\n"}, site)
    bad = run()
    assert bad.returncode == 1 and "CX006" in bad.stdout, bad.stdout + bad.stderr
