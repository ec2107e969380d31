"""Histories for tests: repositories whose commits are made in one run of git, and roadmaps read from them."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cxsite.load.load import load
from cxsite.model.past import Past
from cxsite.model.roadmap import Roadmap, View
from cxsite.pipeline.memory.recall import Memory, remember
from cxsite.pipeline.settings import Settings
from cxsite.projection.projection import project

Files = Mapping[str, str]


@dataclass(frozen=True)
class Commit:
    """A state of the content (path below `content/` → text) with its day. `stamp` is the committer's time of day;
    `branch` another line than the main one."""

    day: str
    files: Files
    stamp: int = 43200
    tag: str = ""
    side: bool = False


def git(folder: Path, *words: str, stdin: bytes = b"") -> str:
    done = subprocess.run(["git", "-C", str(folder), *words], input=stdin, capture_output=True, check=True)
    return done.stdout.decode()


def seconds(commit: Commit) -> int:
    day = dt.datetime.fromisoformat(commit.day)
    return int((day - dt.datetime(1970, 1, 1)).total_seconds()) + commit.stamp


def make(folder: Path, commits: Sequence[Commit]) -> Path:
    """A repository in `folder` with these commits on the branch `main`, the last of them in the work tree."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", "-b", "main")
    lines: list[bytes] = []
    main = side = 0
    for number, commit in enumerate(commits, 1):
        branch = "side" if commit.side else "main"
        lines.append(f"commit refs/heads/{branch}\nmark :{number}\n".encode())
        lines.append(f"committer A <a@example.com> {seconds(commit)} +0000\ndata 0\n".encode())
        if commit.side and not side and main:
            lines.append(f"from :{main}\n".encode())
        lines.append(b"deleteall\n")
        for path, text in commit.files.items():
            data = text.encode()
            lines.append(f"M 100644 inline content/{path}\ndata {len(data)}\n".encode() + data + b"\n")
        main, side = (main, number) if commit.side else (number, side)
    for number, commit in enumerate(commits, 1):
        if commit.tag:
            lines.append(f"reset refs/tags/{commit.tag}\nfrom :{number}\n\n".encode())
    git(folder, "fast-import", "--quiet", stdin=b"".join(lines))
    last = [commit for commit in commits if not commit.side][-1]
    for path, text in last.files.items():
        place = folder / "content" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    return folder


def settings_for(folder: Path, today: str) -> Settings:
    return Settings(root=folder, content=folder / "content", today=dt.date.fromisoformat(today))


def roadmap_in(folder: Path) -> Roadmap:
    roadmap = load(folder / "content", folder).roadmap
    assert roadmap is not None
    return roadmap


def memory_of(folder: Path, today: str) -> Memory:
    roadmap = roadmap_in(folder)
    return remember(roadmap, settings_for(folder, today), tuple(roadmap.levels))


def view_of(folder: Path, audience: str, today: str) -> View:
    """What an audience sees today, with its past."""
    roadmap = roadmap_in(folder)
    level = roadmap.levels[audience]
    return project(roadmap, level, dt.date.fromisoformat(today), memory_of(folder, today).of(level))


def past_of(folder: Path, audience: str, today: str) -> Past:
    return view_of(folder, audience, today).past
