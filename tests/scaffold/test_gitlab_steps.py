"""The scripts for GitLab, run on a repository with real commits and against a server that speaks like its API."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import yaml

from tests.scaffold.hosts import MARK, STARTER, Host, gitlab
from tests.scaffold.test_check_steps import END, EVENING, LATER, edit
from tests.scaffold.test_check_steps import host as host  # the same repository

ABOUT = {
    "CI_API_V4_URL": "https://g.example/api",
    "CI_PROJECT_ID": "3",
    "CI_MERGE_REQUEST_IID": "7",
    "CI_PROJECT_URL": "https://g.example/o/r",
    "CI_COMMIT_SHA": "abc",
    "CI_PROJECT_VISIBILITY": "private",
}


JOBS = yaml.safe_load((STARTER / ".gitlab-ci.yml").read_text())


def test_pages_are_kept_only_where_a_key_signs_them_and_no_strangers_build() -> None:
    # What a job keeps that builds a change of anybody's would reach the one that publishes.
    assert [name for name, job in JOBS.items() if isinstance(job, dict) and "cache" in job] == ["pages"]
    (rule,) = JOBS["pages"]["rules"]
    assert rule["if"].startswith("$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH &&") and "||" not in rule["if"]
    assert JOBS["pages"]["script"][0].startswith('[ -n "${CXSITE_CACHE_KEY:-}" ] || export CXSITE_CACHE=off\n')


def check(host: Host, **said: str) -> tuple[int, str]:
    done = host.run(gitlab("check"), CI_MERGE_REQUEST_DIFF_BASE_SHA="HEAD", **{**ABOUT, **said})
    comment = host.checkout / "review/comment.md"
    return done.returncode, comment.read_text() if comment.is_file() else done.stdout


@pytest.mark.slow
def test_a_change_is_checked_and_told(host: Host) -> None:
    edit(host, EVENING, END, LATER)
    (host.checkout / "requirements.txt").write_text("of the change")
    code, comment = check(host)
    assert code == 0
    assert host.told("installed.txt") == "of the other branch"
    assert re.match(rf"{MARK}\n\n\*\*Check: \d warnings?", comment) and "- **public**: 1 later\n" in comment
    assert "#### internal" in comment and f"https://g.example/o/r/-/blob/abc/{EVENING}#L" in comment
    quality = json.loads((host.checkout / "review/codequality.json").read_text())
    assert {one["location"]["path"] for one in quality if one["severity"] != "info"} == {EVENING}


@pytest.mark.slow
def test_outsiders_are_told_what_everybody_will_notice(host: Host) -> None:
    edit(host, EVENING, "cost: ", "cost: 9")
    # A finding in the work tree that quotes what only colleagues may read.
    with (host.checkout / EVENING).open("a") as file:
        file.write("efort: 3\n")
    script, about = gitlab("check"), {**ABOUT, "CI_MERGE_REQUEST_DIFF_BASE_SHA": "HEAD"}
    done = host.run(script, **{**about, "CI_PROJECT_VISIBILITY": "internal"})
    comment = (host.checkout / "review/comment.md").read_text()
    assert "**public**: nothing" in comment and "internal" not in comment
    assert done.returncode == 1 and "efort" not in done.stdout + done.stderr and "cxsite failed" in done.stdout
    assert json.loads((host.checkout / "review/codequality.json").read_text()) == []
    # Where the files are open to everybody, so is what is said of them.
    done = host.run(script, **{**about, "CI_PROJECT_VISIBILITY": "public", "FILES_ARE_OPEN": "yes"})
    assert done.returncode == 1 and "efort" in done.stdout
    assert "efort" in (host.checkout / "review/codequality.json").read_text()


@pytest.mark.slow
def test_who_approved_is_told_by_team(host: Host) -> None:
    edit(host, "content/roadmap.yml", "language: en", "language: en\napprovals: {public: [visitor-services]}")
    (host.checkout / ".gitlab").mkdir()
    (host.checkout / ".gitlab/approvers.txt").write_text("visitor-services: ann bob\n")
    host.commit("Approvals")
    edit(host, EVENING, END, LATER)
    # Neither a module nor a list of approvers of the change counts.
    (host.checkout / "json.py").write_text("raise SystemExit('run')\n")
    (host.checkout / ".gitlab/approvers.txt").write_text("visitor-services: mallory\n")
    for names, wanted in (([], 1), (["mallory"], 1), (["bob"], 0)):
        said = {"approved_by": [{"user": {"username": name}} for name in names]}
        (host.answers / "approvals.json").write_text(json.dumps(said))
        code, comment = check(host, COMMENT_TOKEN="secret")
        assert (code, "**Check: 1 error" in comment) == (wanted, wanted == 1)


def test_a_text_that_the_change_brings_is_not_taken_for_ours(host: Host) -> None:
    (host.checkout / "review").mkdir()
    (host.checkout / "review/comment.md").write_text(f"{MARK}\n@care all is well\n")
    host.run(gitlab("check"), CI_MERGE_REQUEST_DIFF_BASE_SHA="nowhere", **ABOUT)
    assert not (host.checkout / "review/comment.md").exists()


@contextmanager
def api(notes: list[dict[str, object]]) -> Iterator[str]:
    """The part of the API that is asked with Python: who the token is, and the notes, three a page."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = int(self.path.rpartition("page=")[2]) if "page=" in self.path else 1
            said: object = {"id": 5} if self.path == "/user" else notes[3 * page - 3 : 3 * page]
            self.send_response(200 if self.headers["PRIVATE-TOKEN"] == "secret" else 401)
            self.send_header("X-Next-Page", str(page + 1) if 3 * page < len(notes) else "")
            self.end_headers()
            self.wfile.write(json.dumps(said).encode())

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("exists", [True, False])
def test_the_comment_is_replaced_and_not_repeated(tmp_path: Path, exists: bool) -> None:
    host = Host(tmp_path)
    (host.checkout / "review").mkdir()
    (host.checkout / "review/comment.md").write_text(f"{MARK}\ntext\n")
    notes: list[dict[str, object]] = [
        {"id": 10, "author": {"id": 6}, "body": f"{MARK}\nof another"},
        {"id": 11, "author": {"id": 5}, "body": "<!-- cxsite diff other.yml -->\n"},
        {"id": 12, "author": {"id": 5}, "body": "hello"},
        *([{"id": 13, "author": {"id": 5}, "body": f"{MARK}\nof before"}] if exists else []),
    ]
    with api(notes) as address:
        done = host.run(gitlab("check", "after_script"), **{**ABOUT, "CI_API_V4_URL": address}, COMMENT_TOKEN="secret")
    assert done.returncode == 0, done.stderr
    wanted = "-X PUT .*notes/13" if exists else "-X POST .*notes"
    (line,) = host.asked.splitlines()
    assert "--data-urlencode body@review/comment.md" in line
    assert line.endswith("/merge_requests/7/notes/13" if exists else "/merge_requests/7/notes") and wanted[:6] in line


def test_without_a_token_nobody_is_asked(tmp_path: Path) -> None:
    host = Host(tmp_path)
    (host.checkout / "review").mkdir()
    (host.checkout / "review/comment.md").write_text(f"{MARK}\ntext\n")
    assert host.run(gitlab("check", "after_script"), **ABOUT, COMMENT_TOKEN="").returncode == 0
    assert host.asked == ""


@pytest.mark.slow
@pytest.mark.parametrize(("visibility", "wanted"), [("private", ["internal", "public"]), ("internal", ["public"])])
def test_sites_to_look_at_are_kept(host: Host, visibility: str, wanted: list[str]) -> None:
    done = host.run(gitlab("preview"), **{**ABOUT, "CI_PROJECT_VISIBILITY": visibility})
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (host.checkout / "preview").iterdir()) == wanted


@pytest.mark.slow
def test_only_the_first_level_is_published(host: Host) -> None:
    done = host.run(gitlab("pages"), **ABOUT, CXSITE_CACHE_KEY="of this project")
    assert done.returncode == 0, done.stderr
    assert (host.checkout / "public/index.html").is_file()
    # Where pages are kept is what the job keeps.
    pages, records = JOBS["pages"]["cache"]["paths"]
    assert len([path for path in (host.checkout / pages).rglob("*") if path.is_file()]) > 10
    assert len([path for path in (host.checkout / records).rglob("*") if path.is_file()]) == 2
    assert sorted(path.name for path in (host.checkout / "site").iterdir() if path.is_dir()) == ["internal"]


@pytest.mark.parametrize("level", ["customer", "internal", ""])
def test_no_other_than_the_site_for_everyone_is_published(host: Host, level: str) -> None:
    (host.checkout / "site" / (level or "public")).mkdir(parents=True)
    tool = host.checkout.parent / "tools/cxsite"
    tool.write_text(f'#!/bin/sh\n[ "$1" = build ] || echo {level}\n')
    done = host.run(gitlab("pages"), **ABOUT)
    assert done.returncode != 0 and not (host.checkout / "public").exists()


@pytest.mark.parametrize("job", ["preview", "pages"])
def test_the_log_of_a_build_quotes_nothing_to_outsiders(host: Host, job: str) -> None:
    (host.checkout.parent / "tools/cxsite").write_text("#!/bin/sh\necho a secret\necho another secret >&2\nexit 1\n")
    done = host.run(gitlab(job), **{**ABOUT, "CI_PROJECT_VISIBILITY": "public"})
    assert done.returncode != 0 and "secret" not in done.stdout + done.stderr and "failed: run" in done.stdout
    assert "--audience" not in done.stdout  # Nor arguments, which may name teams.
