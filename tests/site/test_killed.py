"""Killed at any moment: the old or the new site stands, and the next build needs nobody's hand."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from cxsite.cli.main import main
from cxsite.site.folders import replace
from cxsite.site.folders.output import level_of, manifest_of
from cxsite.site.folders.replace import replace_all
from cxsite.site.folders.workspace import clear, workspace
from tests.site.killing import killed
from tests.site.small import PUBLIC, run, tree, write
from tests.thorough import PLATFORM

LEVELS = ("public", "internal")


def publish(out: Path, levels: tuple[str, ...], text: str) -> None:
    """What a build does in `out`, with sites of two files and a manifest each."""
    clear(out)
    with workspace(out) as space:
        moves = []
        for level in levels:
            write(space / level, {"index.html": text, "assets/style.css": text})
            new = space / manifest_of(out / level).name
            new.write_text(json.dumps({"audience": level, "files": {}, "text": text}))
            moves += [(new, manifest_of(out / level)), (space / level, out / level)]
        replace_all(moves, space)


def generation(site: Path) -> str:
    """Of which build a site is; empty where none stands. A site of two builds is none of either."""
    texts = set(tree(site).values())
    assert len(texts) <= 1 and len(tree(site)) in (0, 2), f"{site} is half a site: {tree(site)}"
    return texts.pop().decode() if texts else ""


def generations(out: Path, levels: tuple[str, ...]) -> set[str]:
    """Of which builds the sites and manifests are."""
    told = [
        str(json.loads(found.read_text())["text"]) for level in levels if (found := manifest_of(out / level)).exists()
    ]
    return {generation(out / level) for level in levels} | set(told or [""])


def leftovers(out: Path) -> list[str]:
    return sorted(path.name for path in out.iterdir() if path.name.startswith(".")) if out.exists() else []


@pytest.fixture(params=[True, False], ids=["at once", "in two steps"])
def at_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the system can exchange two folders in one step."""
    if not request.param:
        monkeypatch.setattr(replace, "exchanged", lambda one, other: False)
    elif sys.platform not in ("linux", "darwin"):
        pytest.skip(f"{PLATFORM}it has no such step")
    return bool(request.param)


def steps(out: Path, levels: tuple[str, ...], before: bool) -> Iterator[int]:
    """Each step of a build before which it is killed, with `out` as the kill has left it."""
    for number in count(1):
        shutil.rmtree(out, ignore_errors=True)
        if before:
            publish(out, levels, "old")
        if not killed(lambda: publish(out, levels, "new"), out, number):
            assert number > 20, "a build has more steps than that"
            return
        yield number


@pytest.mark.parametrize("levels", [LEVELS[:1], LEVELS], ids=["one", "all"])
def test_old_or_new_stands_after_a_kill_at_each_step(tmp_path: Path, at_once: bool, levels: tuple[str, ...]) -> None:
    seen = set()
    for number in steps(tmp_path / "site", levels, before=True):
        for level in levels:
            stands = generation(tmp_path / "site" / level)
            # In two steps, nothing stands for a moment; what follows brings it back.
            assert stands in {"old", "new"} | (set() if at_once else {""}), number
            assert at_once or level_of(tmp_path / "site" / level) in (level, None)
            assert not at_once or level_of(tmp_path / "site" / level) == level
        # A build that is refused does no more than this.
        clear(tmp_path / "site")
        (stands,) = generations(tmp_path / "site", levels)
        assert stands in ("old", "new"), number
        assert leftovers(tmp_path / "site") == [], number
        seen.add(stands)
    assert seen == {"old", "new"}


@pytest.mark.parametrize("before", [True, False], ids=["after others", "the first"])
def test_the_next_build_works_after_a_kill_at_each_step(tmp_path: Path, at_once: bool, before: bool) -> None:
    for number in steps(tmp_path / "site", LEVELS, before=before):
        publish(tmp_path / "site", LEVELS, "next")
        assert generations(tmp_path / "site", LEVELS) == {"next"}, number
        assert sorted(path.name for path in (tmp_path / "site").iterdir()) == [
            "internal",
            "internal.manifest.json",
            "public",
            "public.manifest.json",
        ]


def test_a_kill_while_the_next_one_cleans_up(tmp_path: Path, at_once: bool) -> None:
    """Each step of bringing to an end what each step had left."""
    out = tmp_path / "site"
    for number in steps(out, LEVELS, before=True):
        left = tmp_path / "left"
        out.rename(left)
        # One step in three, other ones each time: neighbours among the outer steps leave nearly the same.
        for again in count(1 + number % 3, 3):
            shutil.rmtree(out, ignore_errors=True)
            # Copies would have other numbers: this is the folder itself, the last time.
            subprocess.run(["cp", "-a", str(left), str(out)], check=True)
            if not killed(lambda: clear(out), out, again):
                break
            clear(out)
            assert leftovers(out) == [], (number, again)
            assert "" not in {generation(out / level) for level in LEVELS}, (number, again)
        shutil.rmtree(left)


def test_a_site_that_somebody_removed_does_not_come_back(tmp_path: Path) -> None:
    out, back = tmp_path / "site", set()
    for _ in steps(out, LEVELS, before=True):
        internal = generation(out / "internal")
        shutil.rmtree(out / "public")
        manifest_of(out / "public").unlink()
        clear(out)
        assert not (out / "public").exists() and leftovers(out) == []
        assert generation(out / "internal") == internal
        back.add(internal)
    assert back == {"old", "new"}


def test_what_somebody_put_there_meanwhile_stays(tmp_path: Path, at_once: bool) -> None:
    out = tmp_path / "site"
    for number in steps(out, LEVELS, before=True):
        for level in LEVELS:
            shutil.rmtree(out / level, ignore_errors=True)
            write(out / level, {"thesis.txt": "years of work"})
        clear(out)
        assert [tree(out / level) for level in LEVELS] == [{"thesis.txt": b"years of work"}] * 2, number
        assert leftovers(out) == []


def test_the_folder_of_a_living_build_is_left_alone(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    ready, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(writing)
        with workspace(tmp_path) as space:
            write(space, {"public/index.html": "half"})
            os.write(tell, space.name.encode())
            os.read(reading, 1)
        os._exit(0)
    name = os.read(ready, 100).decode()
    publish(tmp_path, LEVELS, "other")
    clear(tmp_path)
    assert tree(tmp_path / name) == {"public/index.html": b"half"}
    os.close(writing)
    os.waitpid(child, 0)
    assert leftovers(tmp_path) == []
    assert generations(tmp_path, LEVELS) == {"other"}


def test_links_and_what_others_made_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere", {"thesis.txt": "years of work"})
    write(tmp_path / "out", {"notes.txt": "x"})
    (tmp_path / "out/.cxsite-0000").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "out/.cxsite-1111.lock").symlink_to(tmp_path / "elsewhere/thesis.txt")
    clear(tmp_path / "out")
    assert tree(tmp_path / "elsewhere") == {"thesis.txt": b"years of work"}
    assert (tmp_path / "out/.cxsite-0000").is_symlink()


def test_no_journal_reaches_beyond_its_folder(tmp_path: Path) -> None:
    write(tmp_path, {"victim/thesis.txt": "years of work", "out/.cxsite-aa/new/index.html": "x"})
    space = tmp_path / "out/.cxsite-aa"
    new, victim = (space / "new").lstat(), (tmp_path / "victim").lstat()
    marks = [[found.st_dev, found.st_ino, found.st_mtime_ns] for found in (new, victim)]
    (space / "journal.json").write_text(json.dumps([["new", "../victim", *marks], ["../../victim", "public", *marks]]))
    clear(tmp_path / "out")
    assert tree(tmp_path) == {"victim/thesis.txt": b"years of work"}


@pytest.mark.parametrize(
    "text", ["", "[", "{}", "[1]", '[["a"]]', '[["a", "b", 1, 2]]', "null", '[["a","b",[1],null]]']
)
def test_a_journal_that_is_none_is_removed(tmp_path: Path, text: str) -> None:
    write(tmp_path, {".cxsite-aa/journal.json": text, ".cxsite-aa/public.old/index.html": "old"})
    clear(tmp_path)
    assert tree(tmp_path) == {"public/index.html": b"old"}


KILLER = """
import sys
from pathlib import Path
from tests.site.killing import kill_at
from cxsite.site import build
from cxsite.cli.main import main
replace = build._replace
def replaced(*arguments):
    kill_at(Path("site").resolve(), int(sys.argv[1]), depth=2)
    replace(*arguments)
build._replace = replaced
sys.exit(main(["build", *sys.argv[2:]]))
"""


@pytest.mark.slow
def test_whole_builds_are_killed(project: Path, repository: Path) -> None:
    """At every third step: of each step the tests above tell, with sites of two files."""
    words = ["--audience", "all"]
    assert main(["build", *words]) == 0
    old = tree(project / "site")
    write(project, {"content/initiatives/queues.md": PUBLIC.replace("calm", "quiet")})
    assert main(["build", *words, "--out", "new"]) == 0
    new = tree(project / "new")
    assert old.keys() == new.keys() and old != new
    (project / "site").rename(project / "old")
    last = 0
    for number in count(1, 3):
        shutil.rmtree(project / "site", ignore_errors=True)
        shutil.copytree(project / "old", project / "site")
        done = subprocess.run(
            [sys.executable, "-c", KILLER, str(number), *words],
            cwd=project,
            env={**os.environ, "PYTHONPATH": str(repository)},
            capture_output=True,
            check=False,
        )
        if done.returncode == 0:
            break
        assert done.returncode == -9, done.stderr
        last = number
        stands = {name: content for name, content in tree(project / "site").items() if not name.startswith(".")}
        for level in LEVELS:
            mine = {name: content for name, content in stands.items() if name.startswith(f"{level}/")}
            assert mine in [
                {name: c for name, c in whole.items() if name.startswith(f"{level}/")} for whole in (old, new)
            ]
        write(project, {"content/initiatives/broken.yml": "title: x\nstatus: plannd\n"})
        assert main(["build", *words]) == 1
        (project / "content/initiatives/broken.yml").unlink()
        assert tree(project / "site") in (old, new)
        if number % 2:
            assert main(["build", *words]) == 0
            assert tree(project / "site") == new
    assert last >= 8
    assert run(project, "cxsite", "audit", "site/public", "--audience", "public").returncode == 0
