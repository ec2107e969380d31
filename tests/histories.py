"""Histories for tests: repositories whose commits are made in one run of git, and roadmaps read from them."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cxsite.load.load import load
from cxsite.model.past import Past, Recalled
from cxsite.model.roadmap import Roadmap, View
from cxsite.pipeline.memory.edition import Roots
from cxsite.pipeline.memory.line import line_from
from cxsite.pipeline.memory.periods import periods
from cxsite.pipeline.memory.recall import Memory, Shelf, recall, remember
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
    return write_last(folder, commits)


def write_last(folder: Path, commits: Sequence[Commit]) -> Path:
    """The content of the last commit of the main line, in `folder`."""
    last = [commit for commit in commits if not commit.side][-1]
    for path, text in last.files.items():
        place = folder / "content" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    return folder


class MemoryTrees:
    """The files of commits without any git: what a repository of them would give."""

    def __init__(self, commits: Sequence[Commit]) -> None:
        self._files = {
            sha: {f"content/{path}": text.encode() for path, text in commit.files.items()}
            for sha, commit in shas(commits).items()
        }

    def write(self, sha: str, path: str, folder: Path, wanted: Callable[[str], bool]) -> None:
        for name, data in self._files[sha].items():
            if name.startswith(f"{path}/") and wanted(name):
                place = folder / name
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)

    def changed(self, before: str, sha: str, paths: Sequence[str]) -> frozenset[str]:
        was, now = self._files[before], self._files[sha]
        differing = (name for name in was.keys() | now.keys() if was.get(name) != now.get(name))
        return frozenset(name for name in differing if any(name.startswith(f"{path}/") for path in paths))


class NothingKept:
    """A cache that forgets at once."""

    def get(self, key: tuple[object, ...]) -> None:
        return None

    def put(self, key: tuple[object, ...], value: object) -> None:
        return None


def shas(commits: Sequence[Commit]) -> dict[str, Commit]:
    """The commits of the main line by the names that they have without git."""
    return {f"{number:08}": commit for number, commit in enumerate(commits) if not commit.side}


def recalled_of(commits: Sequence[Commit], roadmap: Roadmap, today: str) -> dict[str, Recalled]:
    """What is remembered of commits for each level, without any git; of weeks, months and quarters."""
    assert roadmap.charter.history is not None
    spans = periods(roadmap.charter.history, dt.date.fromisoformat(today))
    line = line_from(Path(), [(seconds(commit), sha) for sha, commit in shas(commits).items()])
    shelf = Shelf(MemoryTrees(commits), lambda sha: Roots("content"), NothingKept())
    return {level.name: recall(line.choose(spans), spans, level, shelf) for level in roadmap.levels}


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
