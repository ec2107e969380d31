"""`cxsite new`: a short file with remarks, that passes the checks, and never in the place of another."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path

import pytest

from cxsite.cli.main import main
from cxsite.edit.template import questions
from cxsite.model.kinds import KINDS, Kind
from cxsite.model.shape import fields_of

Capture = pytest.CaptureFixture[str]
TODAY = "2026-03-31"


def new(*words: str) -> int:
    return main(["new", *words, "--today", TODAY])


def files(project: Path) -> dict[str, bytes]:
    return {str(path.relative_to(project)): path.read_bytes() for path in project.rglob("*") if path.is_file()}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_kind_passes_the_checks(project: Path, capsys: Capture, kind: Kind) -> None:
    before = files(project)
    assert new(kind.name, "brand-new") == 0
    (place,) = [place for place in files(project) if place not in before]
    assert place.startswith(f"content/{kind.folder}/brand-new.")
    capsys.readouterr()
    assert main(["check", "--format", "json", "--today", TODAY, place]) == 0
    assert [one for one in json.loads(capsys.readouterr().out) if one["severity"] == "error"] == []
    main(["list", kind.folder, "--audience", "internal", "--format", "json", "--today", TODAY])
    found = [one for one in json.loads(capsys.readouterr().out) if one["id"] == "brand-new"]
    assert [one["title"] for one in found] == ["Brand new"]
    main(["list", kind.folder, "--audience", "public", "--format", "json", "--today", TODAY])
    assert "brand-new" not in capsys.readouterr().out


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_its_remarks_are_fields_that_it_may_hold(project: Path, kind: Kind) -> None:
    new(kind.folder, "brand-new")
    (path,) = (project / "content").glob("*/brand-new.*")
    named = [
        line.split(":")[0].removeprefix("# ") for line in path.read_text().split("#\n")[1].splitlines() if ":" in line
    ]
    hints = [name for name in named if name in fields_of(kind.model)]
    assert len(hints) >= 6 and {"summary", "visibility", "owner"} <= set(hints)
    needed = {question.field for question in questions(kind, "x", dt.date.fromisoformat(TODAY))}
    assert not needed & set(hints) and max(map(len, path.read_text().splitlines())) < 130


def test_fields_are_written_where_they_belong(project: Path) -> None:
    words = ["status=planned", "start=2026-Q4", "milestones+={title: A, date: 2026-12}", "--title", "Second: one"]
    assert new("initiative", "second", *words) == 0
    text = next((project / "content/initiatives").glob("second.*")).read_text()
    order = [
        'title: "Second: one"',
        "status: planned",
        "start: 2026-Q4",
        "milestones:\n  - title: A\n    date: 2026-12",
    ]
    assert sorted(order, key=text.index) == order
    assert "# start:" not in text and "# end:" in text


def test_the_file_of_a_kind_gets_an_entry(project: Path) -> None:
    path = project / "content/teams.yml"
    path.write_bytes(b"# our teams\r\ncare:\r\n  title: Care")
    assert new("team", "desk", "lead=Head of the desk") == 0
    text = path.read_bytes().decode()
    assert text.startswith("# our teams\r\ncare:\r\n  title: Care\r\ndesk:\r\n  # ")
    assert "\r\n  title: Desk\r\n" in text and "\r\n  lead: Head of the desk\r\n" in text
    assert "\n" not in text.replace("\r\n", "")
    before = path.read_bytes()
    assert new("team", "care") == 2 and path.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["initiative", "queues"], 2, "`queues` is taken in initiatives, by content/initiatives/queues.md"),
        (["initiative", "The Queue"], 2, "as in `the-queue`"),
        (["initative", "x"], 2, "there is no kind `initative`; did you mean `initiative`?"),
        (["initiative", "x", "status=done"], 1, "error[CX006]"),
        (["initiative", "x", "titel=X"], 2, "there is no field `titel`"),
        (["initiative", "x", "visibility=public", "owner=nobody"], 1, "error[CX102]"),
    ],
)
def test_what_can_t_be_is_not_written(project: Path, capsys: Capture, words: list[str], code: int, said: str) -> None:
    before = files(project)
    assert new(*words) == code
    assert said in capsys.readouterr().err and files(project) == before


def test_a_file_that_nobody_could_read_is_not_written_over(project: Path, capsys: Capture) -> None:
    path = project / "content/risks/x.md"
    path.parent.mkdir()
    path.write_bytes(b"\xff")
    assert new("risk", "x") == 2 and path.read_bytes() == b"\xff"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_at_a_terminal_it_asks(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Terminal()
    monkeypatch.setattr("sys.stdin", Terminal("\npaused\n"))
    monkeypatch.setattr("sys.stderr", asked)
    assert new("initiative", "night-desk", "status_note=Later") == 0
    text = next((project / "content/initiatives").glob("night-desk.*")).read_text()
    assert "title: Night desk\n" in text and "status: paused\n" in text
    assert "title – The name that readers see. [Night desk]: " in asked.getvalue()
    assert "status (idea, planned, in-progress" in asked.getvalue()
