"""Proves that what is kept changes nothing: `python -m bench.sequences` edits a project at random, again and again, and
compares its sites, built with what earlier builds kept, with those that are built without; and it kills builds.

Takes hours for all of it: `--sequences 2 --edits 10 --kills 5` is a look.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.content import size_with, write
from cxsite.pipeline.cache.cache_folder import KEY
from cxsite.pipeline.cache.verdicts import JOBS

_BUILD = (sys.executable, "-m", "cxsite.cli", "build", "--audience", "all", "--out", "site", "--explain")
_LEVEL = re.compile(r"^visibility: (\w+)$", re.MULTILINE)
_TITLE = re.compile(r"^(title: [^\n\"'>|]+?)$", re.MULTILINE)


class Project:
    """A copy of a project in `folder`, what it was at first, and how it is edited and built."""

    def __init__(self, source: Path | None, items: int, folder: Path, seed: int) -> None:
        self.folder, self.cache, self._random = folder, folder.with_name("kept"), random.Random(seed)
        if source is None:
            write(folder, size_with(items))
        else:
            for name in ("content", "mkdocs.yml", "theme_overrides"):
                where = source / name
                if where.is_dir():
                    shutil.copytree(where, folder / name)
                elif where.is_file():
                    folder.mkdir(parents=True, exist_ok=True)
                    shutil.copy(where, folder / name)
        self._first = {path: path.read_bytes() for path in self._files()}
        self._seconds = 0.0

    def _files(self) -> list[Path]:
        found = (self.folder / "content").rglob("*")
        return sorted(path for path in found if path.suffix in (".md", ".yml") and path.is_file())

    def edit(self) -> str:
        """Edit something at random; what was done."""
        kind = self._random.choice(("title", "text", "level", "copy", "delete", "back", "title", "text"))
        path = self._random.choice(self._files())
        text = path.read_text("utf-8")
        number = self._random.randrange(10**6)
        if kind == "title":
            path.write_text(_TITLE.sub(rf"\1 {number}", text, count=1), "utf-8")
        elif kind == "text" and path.suffix == ".md":
            path.write_text(f"{text.rstrip()}\n\nSaid again, for the time {number}.\n", "utf-8")
        elif kind == "level":
            other = {"public": "internal", "internal": "public"}
            path.write_text(_LEVEL.sub(lambda at: f"visibility: {other.get(at[1], at[1])}", text, count=1), "utf-8")
        elif kind == "copy" and path.parent.parent.name == "content":
            path.with_name(f"copy-{number}{path.suffix}").write_text(text, "utf-8")
        elif kind == "delete" and path not in self._first:
            path.unlink()
        elif kind == "back" and path in self._first:
            path.write_bytes(self._first[path])
        return f"{kind} {path.relative_to(self.folder)}"

    def state(self) -> dict[Path, bytes]:
        """All files of the content."""
        return {path: path.read_bytes() for path in self._files()}

    def put_back(self, state: dict[Path, bytes]) -> None:
        """Make the content what it was."""
        for path in self._files():
            if path not in state:
                path.unlink()
        for path, data in state.items():
            path.write_bytes(data)

    def start(self, cache: str) -> subprocess.Popen[str]:
        """Begin a build in a group of its own."""
        # As on somebody's own machine, where also what was checked and audited is taken.
        none, state = dict.fromkeys((KEY, *JOBS), ""), {"XDG_STATE_HOME": str(self.folder.parent / "state")}
        said = {**os.environ, **none, **state, "CXSITE_CACHE": cache, "NO_MKDOCS_2_WARNING": "1"}
        pipe = subprocess.PIPE
        return subprocess.Popen(
            _BUILD, cwd=self.folder, env=said, stdout=pipe, stderr=pipe, text=True, start_new_session=True
        )

    def built(self, *, kept: bool) -> tuple[dict[str, bytes], str]:
        """The files of the sites, none where the content is refused, and what the build said."""
        site = self.folder / "site"
        if not kept:
            shutil.rmtree(site, ignore_errors=True)
        begin = time.monotonic()
        with self.start(str(self.cache) if kept else "off") as build:
            told, wrong = build.communicate()
        self._seconds = time.monotonic() - begin
        found = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
        if not found and not build.returncode:
            raise SystemExit(f"a build ended with {build.returncode}: {wrong[-2000:]}")
        return ({} if build.returncode else found), told

    def kill_one(self) -> float:
        """Begin a build and kill it and all that it started, at any moment; after how many seconds."""
        seconds = self._random.uniform(0, max(self._seconds, 1.0))
        with self.start(str(self.cache)) as build:
            try:
                build.communicate(timeout=seconds)
            except subprocess.TimeoutExpired:
                os.killpg(build.pid, signal.SIGKILL)
        return seconds


def _same(project: Project, told: Callable[[str], None]) -> bool:
    """Whether a build with what is kept and one without write sites, with the same bytes."""
    warm, said = project.built(kept=True)
    cold, _ = project.built(kept=False)
    wrong = sorted(name for name in warm.keys() | cold.keys() if warm.get(name) != cold.get(name))
    made = [line for line in said.splitlines() if " pages were made" in line]
    told(f"{len(cold)} files, {len(wrong)} differ {wrong[:3] or ''}; {'; '.join(made)}")
    if not cold:
        told("refused, with what is kept and without: this compares nothing")
    return bool(cold) and not wrong


def _sequence(project: Project, edits: int, every: int, told: Callable[[str], None]) -> bool:
    """Edit, building with what is kept every few edits; content that is refused is put back to what was not."""
    good = project.state()
    for number in range(1, edits + 1):
        project.edit()
        if number % every == 0:
            found, _ = project.built(kept=True)
            if found:
                good = project.state()
            else:
                project.put_back(good)
    return _same(project, told)


def main() -> int:
    """Run the proof; 1 where any byte differs."""
    parser = argparse.ArgumentParser(prog="python -m bench.sequences", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("source", nargs="?", type=Path, help="a project (default: one of `--items`)")
    parser.add_argument("--items", type=int, default=1500)
    parser.add_argument("--sequences", type=int, default=10)
    parser.add_argument("--edits", type=int, default=50)
    parser.add_argument("--every", type=int, default=10, help="edits between two builds that keep something")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    right = True
    with tempfile.TemporaryDirectory(prefix="cxsite-sequences-") as place:
        project = Project(asked.source, asked.items, Path(place) / "project", asked.seed)
        for number in range(asked.sequences):
            begin = f"sequence {number + 1} of {asked.edits} edits"
            right &= _sequence(project, asked.edits, asked.every, lambda said, begin=begin: _tell(begin, said))  # type: ignore[misc]
        good = project.state()
        for number in range(asked.kills):
            state = project.state()
            project.edit()
            _tell(f"kill {number + 1}", f"after {project.kill_one():.1f} s")
            if number % 5:
                project.put_back(state)
        if asked.kills:
            # What was edited meanwhile may be refused, and then nothing would be compared.
            project.put_back(good)
            right &= _same(project, lambda said: _tell(f"after {asked.kills} kills", said))
            right &= _same(project, lambda said: _tell("and once more", said))
    return 0 if right else 1


def _tell(what: str, said: str) -> None:
    print(f"{what}: {said}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
