"""`cxsite set`: real edits of the starter, and what is refused before anything is written."""

from __future__ import annotations

import datetime as dt
import shlex
import shutil
from pathlib import Path

import pytest

from cxsite.cli.main import main
from cxsite.scaffold.init import init

pytestmark = pytest.mark.slow

Capture = pytest.CaptureFixture[str]
TODAY = "2026-03-31"
EDITS = (Path(__file__).parent / "edits.txt").read_text().split("$ ")[1:]
"""Each edit of a new site: what is typed, then the lines that went and came."""


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("starter") / "site"
    init(folder, dt.date.fromisoformat(TODAY))
    return folder


@pytest.fixture
def site(starter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "site"
    shutil.copytree(starter, folder)
    monkeypatch.chdir(folder)
    return folder


def run(*words: str) -> int:
    return main(["set", *words, "--today", TODAY])


def files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_there_are_enough_of_them() -> None:
    assert len(EDITS) > 60


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.split("\n")[0])
def test_an_edit_changes_these_lines(site: Path, capsys: Capture, edit: str) -> None:
    typed, _, said = edit.partition("\n")
    before = files(site)
    assert run(*(word.replace("\\n", "\n") for word in shlex.split(typed))) == 0
    assert capsys.readouterr().out == said.rstrip("\n") + "\n"
    changed = said.split("\n")[0]
    after = files(site)
    assert [place for place in after if after[place] != before.get(place)] == [changed] and len(after) == len(before)
    old, new = before[changed].decode().split("\n"), after[changed].decode().split("\n")
    lines = [line for line in said.split("\n")[1:] if line.startswith(("  -", "  +"))]
    assert len(new) - len(old) == sum(1 if line.startswith("  +") else -1 for line in lines)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["initiative:reserve-from-home", "impact=9"], "CX006"),
        (["initiative:reserve-from-home", "cost=80.000"], "CX006"),
        (["initiative:reserve-from-home", "status=done"], "CX006"),
        (["initiative:reserve-from-home", "end=31.12.2026"], "CX007"),
        (["initiative:reserve-from-home", "reviewed=soon"], "CX007"),
        (["initiative:reserve-from-home", "rice.reach=200"], "CX005"),
        (["initiative:reserve-from-home", "kpis+=nps"], "CX102"),
        (["initiative:reserve-from-home", "area=retail"], "CX101"),
        (["initiative:reserve-from-home", "status=pilot", "visibility=everyone"], "CX006"),
        (["initiative:reserve-from-home", "--unset", "title"], "CX005"),
        (["journey:borrow-a-book", "stages-=visit"], "CX102"),
        (["initiative:reserve-from-home", "wording.public.nothing=x"], "CX502"),
        (["initiative:reserve-from-home", "body=<script>x</script>"], "CX037"),
        (["roadmap", "levels=[public]"], "CX006"),
    ],
)
def test_what_the_check_would_refuse_is_refused_in_its_words(
    site: Path, capsys: Capture, words: list[str], code: str
) -> None:
    before = files(site)
    assert run(*words) == 1
    said = capsys.readouterr().err
    assert f"error[{code}]" in said and said.endswith("cxsite: nothing was written\n")
    assert files(site) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["initiative:longer-evening", "status=idea"], "there is no initiative `longer-evening`; did you mean"),
        (["initative:longer-evenings", "status=idea"], "there is no kind `initative`; did you mean `initiative`?"),
        (["longer-evenings", "status=idea"], "`longer-evenings` names no item: write KIND:ID"),
        (["initiative:longer-evenings", "titel=x"], "there is no field `titel` in the item; did you mean `title`?"),
        (["initiative:longer-evenings", "title"], "`title` sets nothing"),
        (["initiative:longer-evenings", "=x"], "`=x` sets nothing"),
        (["initiative:longer-evenings", "title[1]=x"], "`title` is no list"),
        (["initiative:longer-evenings", "title.x=x"], "`title` is one value"),
        (["initiative:longer-evenings", "milestones[0].title=x"], "counted from 1"),
        (["initiative:longer-evenings", "milestones[1].title=x"], "`milestones` has no entry yet"),
        (["initiative:reserve-from-home", "milestones[9].title=x"], "`milestones` has 3 entries"),
        (["initiative:reserve-from-home", "milestones.first.title=x"], "have no ids: count them from 1"),
        (["initiative:reserve-from-home", "milestones+=x"], "has fields: write `{name: value}`"),
        (["initiative:reserve-from-home", "milestones+={title: [}"], "is no list or mapping"),
        (["initiative:reserve-from-home", "cost+=5"], "`cost` is no list"),
        (
            ["initiative:reserve-from-home", "kpis-=nps"],
            "there is no `nps` in `kpis`; there are `visitor",
        ),
        (["initiative:reserve-from-home", "expected-=nps"], "there is no `nps` in `expected`"),
        (["initiative:reserve-from-home", "expected=5"], "is a mapping: write `expected.NAME=5`"),
        (["initiative:reserve-from-home", "id=x"], "`cxsite rename` changes it"),
        (
            ["journey:borrow-a-book", "stages.look-ip.goal=x"],
            "there is no `look-ip` in `stages`; did you mean",
        ),
    ],
)
def test_what_can_t_be_understood_is_one_line(site: Path, capsys: Capture, words: list[str], said: str) -> None:
    before = files(site)
    assert run(*words) == 2
    found = capsys.readouterr().err
    assert said in found and found.count("\n") == 1
    assert files(site) == before


def test_what_is_so_already_is_not_written(site: Path, capsys: Capture) -> None:
    path = site / "content/initiatives/reserve-from-home.md"
    before = path.stat().st_mtime_ns
    assert run("initiative:reserve-from-home", "status=in-progress") == 0
    assert capsys.readouterr().out == "nothing to change: it is so already\n"
    assert path.stat().st_mtime_ns == before


def test_an_earlier_error_does_not_keep_another_field_from_being_set(site: Path) -> None:
    path = site / "content/initiatives/reserve-from-home.md"
    path.write_text(path.read_text().replace("impact: 5", "impact: 9"))
    assert run("initiative:reserve-from-home", "effort=2") == 0
    assert run("initiative:reserve-from-home", "impact=4") == 0
    assert "impact: 4\neffort: 2\n" in path.read_text()


def test_line_ends_and_marks_stay(site: Path) -> None:
    path = site / "content/risks/lockers-late.yml"
    before = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n").rstrip()
    path.write_bytes(before)
    assert run("risk:lockers-late", "likelihood=2", "steps_are=x", "status=open") == 2
    assert run("risk:lockers-late", "likelihood=2", "tags=[a b]") == 0
    after = path.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf") and b"likelihood: 2\r\n" in after and b"tags:\r\n  - a b" in after
    assert after.replace(b"\r\n", b"").count(b"\n") == 0


def test_a_new_warning_is_told_and_the_file_is_written(site: Path, capsys: Capture) -> None:
    assert run("initiative:longer-evenings", "status=shipped") == 0
    assert "warning[CX208]" in capsys.readouterr().err
    assert "status: shipped" in (site / "content/initiatives/longer-evenings.yml").read_text()


def test_an_item_that_can_t_be_read_is_left_alone(site: Path, capsys: Capture) -> None:
    path = site / "content/initiatives/longer-evenings.yml"
    path.write_text(path.read_text() + "\nbroken: [\n")
    assert run("initiative:longer-evenings", "status=idea") == 2
    assert "initiatives/longer-evenings.yml" in capsys.readouterr().err
