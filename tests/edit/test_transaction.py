"""Several files are written together or not at all, also by a process that is killed halfway."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cxsite.edit.transaction import JOURNAL, Changes, recover, write_changes
from cxsite.model.finding import CxsiteError

pytestmark = pytest.mark.slow

OLD = {"a.yml": b"a: 1\n", "b.yml": b"b: 1\n", "sub/c.yml": b"c: 1\n"}
NEW = {"a.yml": b"a: 2\n", "sub/d.yml": b"c: 2\n", "new/e.yml": b"e: 2\n", "b.yml": b"b: 1\n"}
CHANGES = Changes(
    {place: data for place, data in NEW.items() if place != "b.yml"},
    frozenset({"sub/c.yml"}),
    {"a.yml": OLD["a.yml"], "sub/c.yml": OLD["sub/c.yml"]},
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for place, data in OLD.items():
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).write_bytes(data)
    (tmp_path / "a.yml").chmod(0o640)
    return tmp_path


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_all_of_them(folder: Path) -> None:
    write_changes(folder, CHANGES)
    assert files(folder) == NEW
    assert (folder / "a.yml").stat().st_mode & 0o777 == 0o640


def test_a_file_that_changed_meanwhile_is_not_written(folder: Path) -> None:
    (folder / "a.yml").write_bytes(b"a: by somebody else\n")
    before = files(folder)
    with pytest.raises(CxsiteError, match=r"a\.yml has changed meanwhile"):
        write_changes(folder, CHANGES)
    assert files(folder) == before


def test_a_file_that_came_meanwhile_is_not_written_over(folder: Path) -> None:
    (folder / "sub/d.yml").write_bytes(b"d: by somebody else\n")
    with pytest.raises(CxsiteError, match="changed meanwhile"):
        write_changes(folder, CHANGES)


class Interrupt(BaseException):
    pass


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), Interrupt()])
def test_a_failure_at_any_step_leaves_what_was_there(folder: Path, error: BaseException) -> None:
    steps = 0

    def fail_at(number: int) -> None:
        nonlocal steps
        steps = 0

        def step() -> None:
            nonlocal steps
            steps += 1
            if steps == number:
                raise error

        with pytest.raises((CxsiteError, Interrupt)):
            write_changes(folder, CHANGES, step)
        assert files(folder) == OLD

    for number in range(1, 10):
        fail_at(number)
    write_changes(folder, CHANGES, lambda: None)


KILLED = """
import os, signal, sys
from pathlib import Path
from cxsite.edit.transaction import write_changes
from tests.edit.test_transaction import CHANGES
left = int(sys.argv[2])
def step():
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
write_changes(Path(sys.argv[1]), CHANGES, step)
"""


def test_killed_at_any_step_it_is_all_or_nothing(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = Path(__file__).parents[2]
    ended: list[dict[str, bytes]] = []
    for number in range(1, 12):
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(folder), str(number)],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(root)},
            capture_output=True,
        )
        if done.returncode == 0:
            break
        assert done.returncode == -9, done.stderr.decode()
        finished = recover(folder)
        left = {place: data for place, data in files(folder).items() if not place.endswith(".cxsite-new")}
        assert left == (NEW if finished else OLD), number
        ended.append(left)
        # Begin again from what was there.
        for place in (*NEW, *OLD):
            (folder / place).unlink(missing_ok=True)
        for place, data in OLD.items():
            (folder / place).write_bytes(data)
    assert OLD in ended and NEW in ended
    assert files(folder) == NEW, "the last run was not killed, and took away what others had written aside"


def test_what_changed_after_an_interruption_is_not_lost(folder: Path) -> None:
    (folder / JOURNAL).write_text(json.dumps([{"place": "a.yml", "before": "0" * 64, "after": "1" * 64}]))
    before = files(folder)
    with pytest.raises(CxsiteError, match=r"a\.yml has changed since; an earlier change was interrupted"):
        recover(folder)
    assert files(folder) == before


@pytest.mark.parametrize("journal", ["", "[", "[1]", '[{"place": "../x", "before": "", "after": ""}]'])
def test_a_journal_that_can_t_be_one_changes_nothing(folder: Path, journal: str) -> None:
    (folder / JOURNAL).write_text(journal)
    before = files(folder)
    with pytest.raises(CxsiteError, match="interrupted"):
        recover(folder)
    assert files(folder) == before


def test_a_link_stays_a_link(folder: Path) -> None:
    (folder / "link.yml").symlink_to("a.yml")
    write_changes(folder, Changes({"link.yml": b"a: 3\n"}, before={"link.yml": OLD["a.yml"]}))
    assert (folder / "link.yml").is_symlink() and (folder / "a.yml").read_bytes() == b"a: 3\n"
