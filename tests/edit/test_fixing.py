"""`check --fix` types what findings tell to type, until there is nothing left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cxsite.cli.main import main
from cxsite.model.finding import Edit, Finding, Fix, Move, Rule, Span
from cxsite.pipeline import reading
from cxsite.pipeline.edits import fixing
from cxsite.pipeline.reading import Reading
from cxsite.pipeline.settings import Settings

Capture = pytest.CaptureFixture[str]
WRONG = Rule("CX199", "wrong-word", "error", "A word is wrong.")
WORDS = {"a": "safe", "b": "unsafe", "c": "display"}
"""Each word in a title is to become the next letter, as safely as said."""


def _wrong(settings: Settings) -> Iterator[Finding]:
    for path in sorted(settings.content.glob("*/*.yml")):
        shown = path.relative_to(settings.root).as_posix()
        for number, line in enumerate(path.read_text().split("\n"), 1):
            if match := re.fullmatch(r"title: ([abc])", line):
                edit = Edit(shown, number, 8, number, 9, chr(ord(match[1]) + 1))
                fix = Fix(WORDS[match[1]], "next letter", (edit,))  # type: ignore[arg-type]
                yield Finding(WRONG, Span(shown, number, 8, 9, line), "wrong", fix=fix)
        if path.stem == "old":
            fix = Fix("safe", "rename", (), (Move(shown, shown.replace("old", "new")),))
            yield Finding(WRONG, Span(shown), "old name", fix=fix)


@pytest.fixture
def content(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Content in which titles are judged by `WORDS`."""

    def read(settings: Settings, *, kept: bool = False) -> Reading:
        real = reading.read(settings, kept=kept)
        return replace(real, findings=tuple(_wrong(settings)))

    monkeypatch.setattr(fixing, "read", read)
    monkeypatch.setattr("cxsite.site.queries.read", read)
    folder = project / "content"
    (folder / "teams").mkdir()
    for name, word in (("one", "a"), ("two", "b"), ("three", "c")):
        (folder / "teams" / f"{name}.yml").write_text(f"title: {word}\n")
    return folder


def titles(content: Path) -> dict[str, str]:
    return {path.stem: path.read_text()[7:8] for path in (content / "teams").glob("*.yml")}


def test_only_what_is_safe_until_nothing_is(content: Path, capsys: Capture) -> None:
    assert main(["check", "--fix"]) == 1
    assert titles(content) == {"one": "b", "two": "b", "three": "c"}
    said = capsys.readouterr().out
    assert "1 fixed in 1 file; 3 errors" in said and "--unsafe-fixes` mends 2 of them" in said


def test_unsafe_ones_on_request_and_never_a_choice(content: Path, capsys: Capture) -> None:
    assert main(["check", "--unsafe-fixes"]) == 1
    assert titles(content) == {"one": "c", "two": "c", "three": "c"}
    assert "3 fixed in 2 files" in capsys.readouterr().out
    before = {path: path.stat().st_mtime_ns for path in content.rglob("*")}
    assert main(["check", "--unsafe-fixes"]) == 1
    assert {path: path.stat().st_mtime_ns for path in content.rglob("*")} == before, "again, and nothing changes"


def test_only_below_the_paths_that_are_asked_for(content: Path) -> None:
    assert main(["check", "--unsafe-fixes", "content/teams/two.yml"]) == 1
    assert titles(content) == {"one": "a", "two": "c", "three": "c"}


def test_only_the_rules_that_are_asked_for(content: Path) -> None:
    assert main(["check", "--fix", "--select", "CX2"]) == 0
    assert titles(content)["one"] == "a"


def test_files_are_renamed(content: Path) -> None:
    (content / "teams/old.yml").write_text("title: a\n")
    main(["check", "--fix"])
    assert titles(content) == {"one": "b", "two": "b", "three": "c", "new": "b"}


def test_nothing_outside_of_the_content_is_changed(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit = Edit("mkdocs.yml", 1, 1, 1, 2, "X")
    finding = Finding(WRONG, Span("mkdocs.yml"), "wrong", fix=Fix("safe", "", (edit,)))
    monkeypatch.setattr(fixing, "read", lambda settings: replace(reading.read(settings), findings=(finding,)))
    before = (content.parent / "mkdocs.yml").read_bytes()
    main(["check", "--fix"])
    assert (content.parent / "mkdocs.yml").read_bytes() == before


def test_a_file_that_can_t_be_written_leaves_all_as_it_was(content: Path, capsys: Capture) -> None:
    before = titles(content)
    (content / "teams/.one.yml.cxsite-new").mkdir()
    assert main(["check", "--fix"]) == 2
    assert titles(content) == before
    assert "nothing was changed" in capsys.readouterr().err
