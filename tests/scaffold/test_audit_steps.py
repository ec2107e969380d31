"""The job that audits what is served, for GitHub and GitLab: a site is published, served here, and changed."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.scaffold.hosts import STARTER, Host, gitlab, steps
from tests.scaffold.test_check_steps import edit
from tests.scaffold.test_check_steps import host as host  # the same repository
from tests.scaffold.test_gitlab_steps import ABOUT
from tools.reading.server import served

AUDIT = steps("audit.yml", "audit")
PUBLISH = steps("publish.yml", "build")
FIND = AUDIT["Find what was published last"]["run"]
ADDRESS = "https://roadmap.library.example.org"


def at(host: Host, address: str) -> str:
    """The site's own address is that on this machine; the commit."""
    edit(host, "content/roadmap.yml", ADDRESS, address.rstrip("/"))
    return host.commit("Address")


@pytest.mark.slow
def test_github_compares_what_is_served_with_what_was_published(host: Host, tmp_path: Path) -> None:
    folder = tmp_path / "served"
    folder.mkdir()
    with served(folder) as address:
        commit = at(host, address)
        assert host.run(PUBLISH["Build the sites"]["run"], EVERYONE="public").returncode == 0
        (host.checkout / "pages").rename(folder / "x")
        for file in (folder / "x").iterdir():
            file.rename(folder / file.name)
        (folder / "x").rmdir()
        (host.checkout / "published").rename(host.answers / "published")
        (host.answers / "run").write_text(f"17 {commit}\n")
        assert host.run(FIND, BRANCH="main").returncode == 0
        assert host.told("output") == f"commit={commit}\n"
        assert "gh run download 17" in host.asked and "--status success" in host.asked
        assert host.run(AUDIT["Install"]["run"]).returncode == 0
        done = host.run(AUDIT["Audit"]["run"])
        assert done.returncode == 0, done.stdout + done.stderr
        (folder / "board/index.html").write_text("<p>Closed.</p>")
        done = host.run(AUDIT["Audit"]["run"])
        assert (done.returncode, done.stdout.splitlines()[0]) == (
            1,
            "board/index.html: is another file than that of the build",
        )


def test_github_says_so_where_nothing_was_published(host: Host) -> None:
    done = host.run(FIND, BRANCH="main")
    assert done.returncode == 0 and "nothing was published yet" in done.stdout
    assert host.told("output") == "" and "download" not in host.asked
    conditions = {step.get("if") for name, step in AUDIT.items() if name != "Find what was published last"}
    assert conditions == {"steps.find.outputs.commit"}


@pytest.mark.slow
def test_gitlab_compares_what_is_served_with_what_was_published(host: Host, tmp_path: Path) -> None:
    said = {**ABOUT, "CI_JOB_TOKEN": "token"}
    folder = host.checkout / "public"
    folder.mkdir()
    with served(folder) as address:
        said["CI_COMMIT_SHA"] = at(host, address)
        done = host.run(gitlab("pages"), **said)
        assert done.returncode == 0, done.stderr
        assert (host.answers / "published.tar").is_file()
        done = host.run(gitlab("audit"), **said)
        assert done.returncode == 0, done.stdout + done.stderr
        assert host.git("rev-parse", "HEAD") == said["CI_COMMIT_SHA"]
        (folder / "index.html").unlink()
        done = host.run(gitlab("audit"), **said)
        assert done.returncode == 1 and "answers 404: there is no site" not in done.stdout
        assert "index.html: is missing" in done.stdout


def test_gitlab_says_so_where_nothing_was_published(host: Host) -> None:
    done = host.run(gitlab("audit"), **ABOUT, CI_JOB_TOKEN="token")
    assert done.returncode == 1 and "nothing was published yet" in done.stdout


def test_no_pipeline_that_audits_publishes() -> None:
    """It would put right what it is to find."""

    jobs = yaml.safe_load((STARTER / ".gitlab-ci.yml").read_text())
    assert jobs["pages"]["rules"] == [{"if": '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $JOB != "audit"'}]
    assert jobs["audit"]["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "schedule" && $JOB == "audit"'}]
