"""Which output folders are refused, and that what is new replaces all or nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cxsite.model.finding import CxsiteError
from cxsite.site.folders import replace
from cxsite.site.folders.output import SitePlace, is_ours, level_of, manifest_of, refuse
from cxsite.site.folders.replace import replace_all
from cxsite.site.folders.workspace import workspace
from tests.site.small import tree, write


def own(folder: Path, level: str) -> None:
    write(folder, {"index.html": "x"})
    manifest_of(folder).write_text(json.dumps({"audience": level, "files": {}}))


def refusal(project: Path, folder: Path, level: str = "public") -> str:
    kept = (project / "content", project / "content/public")
    with pytest.raises(CxsiteError) as caught:
        refuse(folder, project, kept, lambda: is_ours(SitePlace(level, folder)))
    return str(caught.value)


def test_a_new_folder_and_an_empty_one_are_fine(project: Path) -> None:
    (project / "out/public").mkdir(parents=True)
    for folder in (project / "site/public", project / "out/public"):
        before = tree(project)
        refuse(folder, project, (project / "content",), lambda: False)
        # Whoever looks makes and removes nothing.
        assert tree(project) == before and (project / "out/public").is_dir() and not (project / "site").exists()


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (".", "contains the project"),
        ("..", "contains the project"),
        ("content", "content"),
        ("content/public", "content"),
        ("content/initiatives/site", "lies in `content/`"),
        ("content/public/site", "lies in"),
    ],
)
def test_what_would_destroy_or_publish_the_content_is_refused(project: Path, place: str, said: str) -> None:
    assert said in refusal(project, (project / place).resolve())


def test_a_folder_in_another_levels_site_is_refused(project: Path) -> None:
    own(project / "site/public", "public")
    assert "lies in the site" in refusal(project, project / "site/public/internal", "internal")


def test_a_folder_in_a_site_of_plain_mkdocs_is_refused(project: Path) -> None:
    write(project / "site", {"index.html": "", "404.html": "", "sitemap.xml": ""})
    assert "lies in the site" in refusal(project, project / "site/internal", "internal")


def test_a_foreign_folder_is_refused_and_our_own_is_not(project: Path) -> None:
    write(project / "site/public", {"thesis.txt": "x"})
    assert "not empty" in refusal(project, project / "site/public")
    own(project / "site/public", "public")
    refuse(project / "site/public", project, (), lambda: is_ours(SitePlace("public", project / "site/public")))


def test_the_site_of_another_level_is_not_our_own(project: Path) -> None:
    own(project / "site/public", "internal")
    assert level_of(project / "site/public") == "internal"
    assert "not empty" in refusal(project, project / "site/public")


@pytest.mark.parametrize("text", ["", "[]", '{"audience": "public"}', '{"files": {}, "audience": 3}', "\0"])
def test_a_manifest_that_is_none_proves_nothing(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "public"
    manifest_of(folder).write_text(text)
    assert level_of(folder) is None


def test_a_link_and_a_file_are_refused(project: Path) -> None:
    (project / "link").symlink_to(project / "elsewhere")
    write(project, {"file": "x"})
    assert "is no folder" in refusal(project, project / "link")
    assert "is no folder" in refusal(project, project / "file")


def test_a_workspace_and_the_folders_made_for_it_go_away(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), workspace(tmp_path / "a/b") as space:
        write(space, {"public/index.html": "x"})
        assert space.parent == tmp_path / "a/b"
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_an_output_below_a_file_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"file": "x"})
    with pytest.raises(CxsiteError, match="can't be written"), workspace(tmp_path / "file/public"):
        pass


@pytest.fixture(params=[True, False], ids=["at once", "in two steps"])
def space(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    if not request.param:
        monkeypatch.setattr(replace, "exchanged", lambda one, other: False)
    return write(tmp_path / "space", {"new/index.html": "2", "new.json": "2"})


def test_new_ones_replace_everything(tmp_path: Path, space: Path) -> None:
    write(tmp_path, {"site/index.html": "1", "site/old.html": "1"})
    replace_all([(space / "new.json", tmp_path / "site.json"), (space / "new", tmp_path / "site")], space)
    assert {name: text for name, text in tree(tmp_path).items() if not name.startswith("space/")} == {
        "site/index.html": b"2",
        "site.json": b"2",
    }


def test_a_failure_changes_nothing(tmp_path: Path, space: Path) -> None:
    write(tmp_path, {"site/index.html": "1", "site.json": "1"})
    before = tree(tmp_path)
    moves = [(space / "new.json", tmp_path / "site.json"), (space / "new", tmp_path / "site")]
    with pytest.raises(OSError, match="missing"):
        replace_all([*moves, (space / "missing", tmp_path / "third")], space)
    assert tree(tmp_path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site", "site.json", "space"]
