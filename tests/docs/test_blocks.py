"""What the documentation says to type is typed, in a new site, and answers as it says."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cxsite.scaffold.init import init
from tests.docs.blocks import PAGES, ROOT, Block, blocks, commands

RUN = {page: [block for block in blocks(page) if not block.why] for page in PAGES}
CONTENT = re.compile(r'^```\w+ title="(content/[^"]+)"\n(.*?)^```$', re.M | re.S)
END = "--- ended with exit code "
"""What stands in the output after each command, and in no command's own."""
# What never ends by itself is ended: an option that is wrong would end it earlier, with another code.
TOOLS = {
    "cxsite": f'[ "$1" != serve ] || set -- "$@" --address 127.0.0.1:0\n'
    f'run() {{ PYTHONPATH={ROOT} {sys.executable} -P -m cxsite.cli "$@"; }}\n'
    'if [ "$1" != serve ]; then run "$@"; exit; fi\n'
    f'PYTHONPATH={ROOT} timeout --signal=INT 4 {sys.executable} -P -m cxsite.cli "$@"; code=$?\n'
    '[ "$code" = 130 ] || [ "$code" = 124 ] || exit "$code"\n',
    "mkdocs": f'PYTHONPATH={ROOT} exec {sys.executable} -m mkdocs "$@"\n',
    "python3": f'exec {sys.executable} "$@"\n',
}


def test_what_is_not_run_says_why() -> None:
    every = [block for page in PAGES for block in blocks(page)]
    assert len(every) > 15
    assert [(b.page, b.line) for b in every if b.why and len(b.why.split()) < 3] == []
    # Only what has a prompt can be run line by line.
    wrong = [(b.page, b.line) for b in every if not b.why and (b.language != "console" or not list(commands(b)))]
    assert wrong == [], "write `$ ` before what is typed, or `<!-- not run: why -->` above the block"


def test_commands_are_read_as_they_are_typed() -> None:
    block = Block("x.md", 1, "console", "$ a \\\n    b   # exit code 2: why\nshown\n\n$ c\n", "")
    assert [(c.typed.split("#")[0].strip(), c.code, c.shown) for c in commands(block)] == [
        ("a b", 2, ("shown",)),
        ("c", 0, ()),
    ]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new site in a repository."""
    folder = tmp_path_factory.mktemp("blocks") / "site"
    init(folder, dt.date(2026, 3, 31))
    git = ["git", "-c", "user.name=Desk", "-c", "user.email=desk@example.org", "-c", "commit.gpgsign=false"]
    for words in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "Begin"]):
        subprocess.run([*git, *words], cwd=folder, check=True)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if RUN[page]], ids=lambda page: page.name)
def test_what_is_said_to_be_typed(page: Path, site: Path, tmp_path: Path) -> None:
    place, tools = tmp_path / "site", tmp_path / "tools"
    shutil.copytree(site, place)
    if content := dict(CONTENT.findall(page.read_text(encoding="utf-8"))):
        # The page shows a content of its own.
        for old in (place / "content").rglob("*.*"):
            old.unlink()
        for name, text in content.items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_text(text, encoding="utf-8")
    tools.mkdir()
    for name, text in TOOLS.items():
        (tools / name).write_text(f"#!/bin/sh\n{text}")
        (tools / name).chmod(0o755)
    typed = [command for block in RUN[page] for command in commands(block)]
    # One shell for the page, as a reader has it; after each command its exit code.
    script = "".join(f"{command.typed}\necho \"{END}$?\" | tee -a '{tmp_path}/codes'\n" for command in typed)
    env = {
        **os.environ,
        "PATH": f"{tools}:{os.environ['PATH']}",
        "SOURCE_DATE_EPOCH": "1774915200",
        "HOME": str(tmp_path),
    }
    done = subprocess.run(
        ["bash", "--noprofile", "--norc"], input=script, cwd=place, env=env, capture_output=True, text=True, timeout=900
    )
    codes = [int(line.removeprefix(END)) for line in (tmp_path / "codes").read_text().splitlines()]
    wrong = [(c.typed, code) for c, code in zip(typed, codes, strict=True) if code != c.code]
    assert wrong == [], done.stdout[-3000:] + done.stderr[-3000:]
    answers = re.split(rf"{END}\d+\n", done.stdout)
    assert answers.pop() == "", "what comes after the last command"
    for command, answer in zip(typed, answers, strict=True):
        for line in command.shown:
            # How many pages a new site has is nobody's promise.
            assert re.sub(r"\d+", "N", line) in re.sub(r"\d+", "N", answer), (command.typed, line)
