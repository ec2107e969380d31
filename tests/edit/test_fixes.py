"""Fixes that findings carry do what they say, and nothing else happens to the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxsite.cli.main import main

Capture = pytest.CaptureFixture[str]
TITLE = "title: T\nstatus: idea\n"


def fixed(project: Path, text: str, *words: str, name: str = "initiatives/x.yml") -> str:
    """What `check --fix` makes of a file."""
    path = project / "content" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode())
    main(["check", *(words or ("--fix",))])
    return path.read_bytes().decode()


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("title: Late: after ten\nstatus: idea\n", 'title: "Late: after ten"\nstatus: idea\n'),
        ("title: T\nstatus: idea\nvisibility:public\n", "title: T\nstatus: idea\nvisibility: public\n"),
        ("title: 'T\nstatus: idea  # new\n", 'title: "T"\nstatus: idea  # new\n'),
        ("title: @home\r\nstatus: idea\r\n", 'title: "@home"\r\nstatus: idea\r\n'),
        ("title: T\nstatus: idea\ndepends_on: [merger, merger]\n", "title: T\nstatus: idea\ndepends_on: [merger]\n"),
        (
            "title: T\nstatus: idea\ndepends_on:\n  # first\n  - merger\n  - merger # again\n",
            "title: T\nstatus: idea\ndepends_on:\n  # first\n  - merger\n",
        ),
    ],
)
def test_safe_ones(project: Path, wrong: str, right: str) -> None:
    assert fixed(project, wrong) == right
    assert fixed(project, right) == right


def test_a_mark_at_the_beginning_and_no_line_end_at_the_end_stay(project: Path) -> None:
    assert (
        fixed(project, "\ufefftitle: Late: after ten\nstatus: idea") == '\ufefftitle: "Late: after ten"\nstatus: idea'
    )


def test_in_front_matter_the_body_stays(project: Path) -> None:
    wrong = "---\ntitle: A: b\nstatus: idea\n---\n\nbody  \n"
    assert fixed(project, wrong, name="initiatives/y.md") == wrong.replace("A: b", '"A: b"')


def test_a_guess_at_the_indentation_needs_a_word(project: Path) -> None:
    wrong = "title: T\n status: idea\n"
    assert fixed(project, wrong) == wrong
    assert fixed(project, wrong, "--unsafe-fixes") == "title: T\nstatus: idea\n"


def test_an_item_in_the_file_of_its_kind(project: Path) -> None:
    wrong = TITLE.replace("title", "a:\n  title").replace("status", "  status")
    wrong += "  depends_on: [b, b]\nb:\n  title: B\n  status: idea\n"
    assert fixed(project, wrong, name="initiatives.yml") == wrong.replace("[b, b]", "[b]")
