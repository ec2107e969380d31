"""The runbook for when something got out, played through on a repository of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from cxsite.cli.main import main
from cxsite.model.finding import CxsiteError
from cxsite.site.find_text import find_texts
from tests.site.small import FILES, tree, write

RUNBOOK = (Path(__file__).resolve().parents[2] / "docs" / "incident.md").read_text(encoding="utf-8")
SECRET = "Ultramarine takeover"
TERM = "sensitive_terms: [Ultramarine takeover]"
IDENTITY = {f"GIT_{who}_{what}": text for who in ("AUTHOR", "COMMITTER") for what, text in
            (("NAME", "Insight desk"), ("EMAIL", "desk@example.org"), ("DATE", "2026-03-01T12:00:00Z"))}  # fmt: skip


def in_runbook(command: str) -> str:
    """A command that the runbook tells."""
    assert f"$ {command}" in RUNBOOK, command
    return command


def shell(folder: Path, command: str) -> str:
    """Run a line as somebody types it, with the programs of this Python."""
    environment = {**os.environ, **IDENTITY, "NO_MKDOCS_2_WARNING": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(
        command, cwd=folder, env=environment, shell=True, capture_output=True, text=True, encoding="utf-8", check=False
    )
    return done.stdout + done.stderr


def objects(repository: Path) -> bytes:
    """Everything that a repository holds, reachable or not."""
    names = subprocess.run(
        ["git", "cat-file", "--batch-all-objects", "--batch"], cwd=repository, capture_output=True, check=True
    )
    return names.stdout


def packed(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("old/page.html", data)
    return out.getvalue()


@pytest.mark.slow
def test_texts_are_found_however_they_are_packed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.html").write_text("<p>the Ultra&shy;marine <b>takeover</b></p>\n" * 30, encoding="utf-8")
    (tmp_path / "c.zip").write_bytes(packed(b"ULTRAMARINE\n takeover"))
    (tmp_path / "d.txt").write_text("a marine takeover", encoding="utf-8")
    found = find_texts(tmp_path, [SECRET])
    assert [place.path for place in found.places] == ["a.html", "b.html", "c.zip"]
    assert not found.unread
    assert main(["audit", str(tmp_path), "--text", SECRET, "--text", "nothing"]) == 1
    assert "3 of 4 files hold it" in capsys.readouterr().out
    with pytest.raises(CxsiteError, match="holds no word"):
        find_texts(tmp_path, ["…"])
    with pytest.raises(CxsiteError, match="there is no file"):
        find_texts(tmp_path / "nowhere", [SECRET])


@pytest.mark.parametrize("words", [["site"], ["site", "--text", "x", "--audience", "public"]])
def test_an_audit_says_what_it_needs(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", *words]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.fixture
def leaky(tmp_path: Path) -> Path:
    """A repository, cloned from a server, with a secret in a public text and in a commit's message."""
    server = tmp_path / "server.git"
    shell(tmp_path, f"git init -q --bare -b main {server}")
    told = FILES["content/initiatives/queues.md"].replace("We open", f"After the {SECRET} we open")
    folder = write(tmp_path / "project", {**FILES, "content/initiatives/queues.md": told, ".gitignore": "site/\n"})
    shell(folder, f"git init -q -b main && git add -A && git commit -q -m 'Say what the {SECRET} brings'")
    shell(folder, f"git remote add origin {server} && git push -q origin main")
    return folder


@pytest.mark.slow
@pytest.mark.engine
def test_the_runbook(leaky: Path, tmp_path: Path) -> None:
    build = in_runbook("cxsite build --audience all")
    find = in_runbook(f'cxsite audit site/public --text "{SECRET}"')
    assert "Traceback" not in shell(leaky, build)
    # 1. Where does it stand: pages, data, search, and an old build that a job kept.
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept/more.7z").write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(range(256)) * 9)
    (tmp_path / "kept/artifact.zip").write_bytes(packed((leaky / "site/public/roadmap.json").read_bytes()))
    places = shell(leaky, find)
    for name in ("initiatives/queues/index.html", "roadmap.json", "search/search_index.json"):
        assert f"\n{name}:" in f"\n{places}"
    kept = shell(tmp_path, f'cxsite audit kept --text "{SECRET}"')
    assert kept.startswith("artifact.zip:")
    assert [line.partition(":")[0] for line in kept.splitlines() if "can't be read" in line] == ["more.7z"]
    assert "content/initiatives/queues.md" in shell(leaky, in_runbook(f'git grep -n -i "{SECRET}"'))
    history = in_runbook(f'git log --all --oneline -i -G "{SECRET}"')
    assert shell(leaky, history).count("\n") == 1

    # 3. Naming the term alone refuses the sites; without the text they hold it no more.
    assert TERM in RUNBOOK
    roadmap = leaky / "content/roadmap.yml"
    roadmap.write_text(f"{roadmap.read_text('utf-8')}{TERM}\n", "utf-8")
    assert "CX514" in shell(leaky, in_runbook("cxsite check"))
    write(leaky, {"content/initiatives/queues.md": FILES["content/initiatives/queues.md"]})
    assert "error[" not in shell(leaky, build)
    assert "none of" in shell(leaky, find)
    # Before the rewriting the term goes: it would be looked for as `(removed)`.
    roadmap.write_text(FILES["content/roadmap.yml"], "utf-8")
    shell(leaky, "git add -A && git commit -q -m 'Take it out' && git push -q origin main")

    # 5. Out of the history: rewritten in a scratch clone, pushed, tidied up.
    server = tmp_path / "server.git"
    assert SECRET.encode() in objects(server)
    secrets = RUNBOOK.partition("```text\n")[2].partition("```")[0]
    (tmp_path / "secrets.txt").write_text(secrets, encoding="utf-8")
    shell(
        tmp_path, in_runbook("git clone --mirror ADDRESS scratch.git && cd scratch.git").replace("ADDRESS", str(server))
    )
    scratch = tmp_path / "scratch.git"
    rewrite = in_runbook("git filter-repo --replace-text ../secrets.txt --replace-message ../secrets.txt")
    shell(scratch, rewrite)
    assert shell(scratch, history) == ""
    shell(scratch, in_runbook("git push --mirror --force ADDRESS").replace("ADDRESS", str(server)))
    shell(server, in_runbook("git reflog expire --expire=now --all && git gc --prune=now"))
    held = objects(server).lower()
    assert b"(removed)" in held
    assert b"ultramarine" not in held

    # What sites are made of is the same, byte for byte.
    shell(tmp_path, f"git clone -q {server} anew")
    assert tree(tmp_path / "anew/content") == tree(leaky / "content")
