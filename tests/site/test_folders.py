"""Two content folders in mkdocs.yml: what may stand there, and what is built of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxsite.cli.main import main
from cxsite.site.project import read_project
from tests.site.small import CONFIG, INTERNAL, tree, write

TWO = CONFIG.replace("today:", "content: [content, {path: ../private, at_least: internal}]\n      today:")
PRIVATE = {
    "../private/initiatives/takeover.yml": INTERNAL.replace("Zirconium merger", "Vanadium takeover"),
    "../private/initiatives/queues.yml": "cost: 240000\nnotes: [{text: Ask the Vanadium board first}]\n",
}


def line(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(list(words)) == 2
    (told,) = capsys.readouterr().err.splitlines()
    return told


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[content, {path: ../private, at_most: internal}]", "a folder has no `at_most`; there are `path`, `at_least`"),
        ("[content, {at_least: internal}]", "is no folder"),
        ("[content, 3]", "`3` is no folder"),
        ("[{path: content, at_least: public}, ../private]", "the first folder takes no `at_least`"),
        ("[content, {path: ../private, at_least: [a]}]", "is no level"),
        ("[content, content/private]", "lie in each other"),
        ("[content, .]", "lie in each other"),
        ("[content, {path: ../private, at_least: interal}]", "there is no level `interal`; did you mean `internal`?"),
        ("{path: content, at_least: internal}", "the first folder takes no `at_least`"),
        ("[]", "is no folder"),
    ],
)
def test_what_is_no_list_of_folders_is_one_line(
    project: Path, content: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, {"mkdocs.yml": CONFIG.replace("today:", f"content: {content}\n      today:")})
    assert said in line(capsys, "check")


def test_a_later_folder_without_a_level_is_internal(project: Path) -> None:
    write(project, {"mkdocs.yml": CONFIG.replace("today:", "content: [content, ../private]\n      today:")})
    (root,) = read_project(None).settings.further
    assert (root.at_least, root.shown) == ("internal", "../private")


def test_docs_dir_in_a_later_folder_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"mkdocs.yml": TWO.replace("content/public", "../private/files"), "../private/files/a.txt": "x"})
    assert "lie in each other" in line(capsys, "check")


def test_findings_and_paths_name_both_folders(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"mkdocs.yml": TWO, "../private/initiatives/queues.yml": "cost: much\n"})
    assert main(["check", "--select", "CX0"]) == 1
    assert "../private/initiatives/queues.yml:1:7: error[CX006]" in capsys.readouterr().out
    assert main(["check", "../private/initiatives"]) == 1
    assert main(["check", "content"]) == 0


def test_items_of_a_later_folder_are_changed_by_hand(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"mkdocs.yml": TWO, **PRIVATE})
    before = tree(project.parent / "private")
    assert "lies in a later content folder" in line(capsys, "set", "initiative:takeover", "title=Another")
    assert tree(project.parent / "private") == before


def test_the_public_site_is_the_same_with_and_without_the_folder(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, {"mkdocs.yml": TWO, **PRIVATE})
    assert main(["build", "--audience", "all", "--out", "both"]) == 0
    assert b"anadium takeover" in (project / "both/internal/initiatives/takeover/index.html").read_bytes()
    assert not [name for name, text in tree(project / "both/public").items() if b"anadium" in text or b"240000" in text]
    (project.parent / "private").rename(project.parent / "elsewhere")
    assert main(["build", "--audience", "public", "--out", "one"]) == 0
    write(project, {"mkdocs.yml": CONFIG})
    assert main(["build", "--audience", "public", "--out", "without"]) == 0
    public = {name: text for name, text in tree(project / "both").items() if name.startswith("public")}
    assert public == tree(project / "one") == tree(project / "without")
    capsys.readouterr()
    write(project, {"mkdocs.yml": TWO})
    assert "there is no folder ../private" in line(capsys, "build", "--audience", "all", "--out", "half")


def test_the_audit_knows_what_lies_in_the_later_folder(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"mkdocs.yml": TWO, **PRIVATE, "built/index.html": "<p>Ask the Vanadium board first</p>"})
    assert main(["audit", "built", "--audience", "public"]) == 1
    write(project, {"built/index.html": "<p>Hello</p>", "built/x.bin": PRIVATE["../private/initiatives/queues.yml"]})
    assert main(["audit", "built", "--audience", "public"]) == 1
