"""A new site takes the files of the old one that are the same, and no others."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cxsite.cli.main import main
from cxsite.site.folders.writer import Writer
from cxsite.site.warm import building, cached_build
from tests.own_machine import own_machine
from tests.site.small import tree, write

SAME = b"The very same\n"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A site that stands there, with one file."""
    folder = tmp_path / "old"
    folder.mkdir()
    (folder / "a.html").write_bytes(SAME)
    return folder


def _written(tmp_path: Path, old: Path, data: bytes = SAME) -> Path:
    writer = Writer(tmp_path / "new", old)
    writer.write("first/index.html", b"")
    writer.write("a.html", data)
    return tmp_path / "new/a.html"


def test_a_file_that_is_the_same_is_taken(tmp_path: Path, old: Path) -> None:
    assert _written(tmp_path, old).samefile(old / "a.html")


def test_one_that_is_not_is_written(tmp_path: Path, old: Path) -> None:
    new = _written(tmp_path, old, SAME.upper())
    assert new.read_bytes() == SAME.upper() and (old / "a.html").read_bytes() == SAME


def _link(file: Path) -> None:
    file.rename(file.with_suffix(".away"))
    file.symlink_to(file.with_suffix(".away"))


def _pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize(
    "change",
    [
        lambda file: os.link(file, file.with_suffix(".elsewhere")),
        lambda file: file.chmod(0o600),
        _link,
        _folder,
        lambda file: file.unlink(),
        _pipe,
    ],
    ids=["another name", "another mode", "a link", "a folder", "nothing", "a pipe"],
)
def test_what_is_not_as_a_new_file_would_be_is_left(
    change: Callable[[Path], object], tmp_path: Path, old: Path
) -> None:
    change(old / "a.html")
    new = _written(tmp_path, old)
    assert new.read_bytes() == SAME and new.lstat().st_nlink == 1 and not new.is_symlink()


def test_where_no_file_may_have_two_names_it_is_written(
    tmp_path: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    new = _written(tmp_path, old)
    assert new.read_bytes() == SAME and new.lstat().st_nlink == 1


def test_what_is_put_in_the_place_of_an_old_file_meanwhile_is_not_taken(
    tmp_path: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = os.link

    def late(source: Path, place: Path, *, follow_symlinks: bool) -> None:
        source.rename(source.with_suffix(".away"))
        source.write_bytes(b"Something else\n")
        really(source, place, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(os, "link", late)
    new = _written(tmp_path, old)
    assert new.read_bytes() == SAME and new.lstat().st_nlink == 1


@pytest.mark.parametrize("many", [2, 1000], ids=["two processes", "one"])
def test_a_build_takes_what_an_edit_leaves_as_it_was(many: int, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_machine(monkeypatch, project.parent / "state")
    monkeypatch.setenv("CXSITE_CACHE", str(project.parent / "kept"))
    for place in (building, cached_build):
        monkeypatch.setattr(place, "MANY", many)

    times: list[set[int]] = []

    def build() -> dict[str, int]:
        assert main(["build", "--audience", "internal"]) == 0
        site = project / "site/internal"
        files = [path for path in site.rglob("*") if path.is_file()]
        assert {path.stat().st_nlink for path in files} == {1}
        times.append({path.stat().st_mtime_ns for path in files})
        return {path.relative_to(site).as_posix(): path.stat().st_ino for path in files}

    first = build()
    write(project, {"content/initiatives/merger.yml": "title: Zirconium fusion\nstatus: planned\n"})
    second = build()
    taken = {name for name, number in second.items() if first.get(name) == number}
    assert "about/index.html" in taken
    assert not {"initiatives/merger/index.html", "initiatives/index.html", "search/search_index.json"} & taken
    assert {name for name in second if name.startswith("assets/")} & taken == set()
    # Nobody sees by their times which pages have changed.
    assert [len(of) for of in times] == [1, 1] and min(times[1]) > max(times[0])
    made = tree(project / "site")
    monkeypatch.setenv("CXSITE_CACHE", "off")
    (project / "site").rename(project.parent / "old")
    build()
    assert tree(project / "site") == made


def test_a_build_that_is_refused_leaves_the_old_site_alone(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_machine(monkeypatch, project.parent / "state")
    monkeypatch.setenv("CXSITE_CACHE", str(project.parent / "kept"))
    assert main(["build", "--audience", "public"]) == 0
    site = project / "site"
    before, numbers = tree(site), {path: path.stat() for path in site.rglob("*") if path.is_file()}
    write(project, {"content/public/told.txt": "The Zirconium merger is near.\n"})
    assert main(["build", "--audience", "public"]) == 1
    assert tree(site) == before
    assert {path: (path.stat().st_ino, path.stat().st_nlink, path.stat().st_mtime_ns) for path in numbers} == {
        path: (found.st_ino, 1, found.st_mtime_ns) for path, found in numbers.items()
    }
