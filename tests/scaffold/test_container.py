"""The container file of a new site: without rights, by hashes, and no content goes into the image."""

from __future__ import annotations

import re

from tests.scaffold.hosts import STARTER

TEXT = (STARTER / "Containerfile").read_text()
LINES = [line for line in TEXT.replace("\\\n", "").splitlines() if line and not line.startswith("#")]


def said(word: str) -> list[str]:
    return [line.removeprefix(f"{word} ") for line in LINES if line.startswith(f"{word} ")]


def test_it_runs_without_rights() -> None:
    (user,) = said("USER")
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", user)
    # The last stage ends as that user: nothing after it becomes another one, or is installed.
    assert [line.split()[0] for line in LINES[LINES.index(f"USER {user}") :]] == ["USER", "ENTRYPOINT", "CMD"]
    assert len(said("FROM")) == 2 and all(stage.startswith("${BASE}") for stage in said("FROM"))


def test_what_it_installs_is_pinned_by_hashes() -> None:
    (run,) = said("RUN")
    (install,) = [part for part in run.split("&&") if " install " in part]
    assert {"--require-hashes", "--only-binary", "--no-cache-dir", "--find-links"} <= set(install.split())


def test_no_content_goes_into_the_image() -> None:
    copied = {name.strip("./") for line in said("COPY") if "--from" not in line for name in line.split()[:-1]}
    ignored = [line for line in (STARTER / ".dockerignore").read_text().splitlines() if not line.startswith("#")]
    assert ignored[0] == "*" and {line.strip("!/") for line in ignored[1:]} == copied == {"requirements.txt", "wheels"}
    assert said("ADD") == []


def test_it_says_how_it_is_run_read_only() -> None:
    remarks = "\n".join(line for line in TEXT.splitlines() if line.startswith("#"))
    for word in ("--read-only", "--network none", "--cap-drop all", "/site:ro", "INDEX=--no-index"):
        assert word in remarks
