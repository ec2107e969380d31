"""Links to the host of the repository: its pages for editing and adding files, for those who may read all of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from urllib.parse import quote

import pytest

from cxsite.edit.template import shortened
from cxsite.model.kinds import KINDS
from cxsite.model.roadmap import View
from cxsite.pipeline.build import build
from cxsite.pipeline.edits.offering import new_files
from cxsite.pipeline.reading import read, view_of
from cxsite.pipeline.settings import Settings
from cxsite.render.stage import Stage
from cxsite.scaffold.init import init
from cxsite.site.engines.repository import repository_links

TODAY = dt.date(2026, 3, 31)
SELF = {"repo_url": "https://git.example.com/a/b/", "plugins": [{"cxsite": {"host": "gitlab"}}]}


@pytest.mark.parametrize(
    ("said", "edit", "new"),
    [
        ({}, None, None),
        (
            {"repo_url": "https://github.com/a/b"},
            "https://github.com/a/b/edit/main/",
            "https://github.com/a/b/new/main/",
        ),
        (
            {"repo_url": "https://github.com/a/b", "edit_uri": "edit/trunk/roadmap/"},
            "https://github.com/a/b/edit/trunk/roadmap/",
            "https://github.com/a/b/new/trunk/roadmap/",
        ),
        (
            {"repo_url": "https://gitlab.com/g/s/b", "edit_uri": "edit/main/"},
            "https://gitlab.com/g/s/b/-/edit/main/",
            "https://gitlab.com/g/s/b/-/new/main/",
        ),
        (SELF, "https://git.example.com/a/b/-/edit/main/", "https://git.example.com/a/b/-/new/main/"),
        (
            {"repo_url": "https://gitlab.firm.example/a/b", "edit_uri": "blob/main/"},
            "https://gitlab.firm.example/a/b/blob/main/",
            "https://gitlab.firm.example/a/b/-/new/main/",
        ),
        (
            {"repo_url": "https://codeberg.org/a/b"},
            "https://codeberg.org/a/b/_edit/main/",
            "https://codeberg.org/a/b/_new/main/",
        ),
        (
            {"repo_url": "https://gitlab-ce.firm.example/a/b"},
            "https://gitlab-ce.firm.example/a/b/-/edit/main/",
            "https://gitlab-ce.firm.example/a/b/-/new/main/",
        ),
        (
            {"repo_url": "https://firm.ghe.com/a/b"},
            "https://firm.ghe.com/a/b/edit/main/",
            "https://firm.ghe.com/a/b/new/main/",
        ),
        ({"repo_url": "https://git.example.com/a/b"}, "https://git.example.com/a/b/edit/main/", None),
    ],
)
def test_the_pages_of_each_host(said: dict[str, object], edit: str | None, new: str | None) -> None:
    found = repository_links(said)
    assert found.get("edit") == edit
    there = found.get("new")
    assert (there["url"] if isinstance(there, dict) else None) == new


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    root = tmp_path_factory.mktemp("begun") / "site"
    init(root, TODAY)
    charter = root / "content/roadmap.yml"
    text = charter.read_text()
    (root / "content/roadmap.yml").write_text(text.rstrip("\n") + "\n    edit_links: true\n")
    return Settings(root, root / "content", TODAY)


def _stage(site: Settings, audience: str) -> Stage:
    stage = build(site, audience).stage
    assert stage is not None
    return stage


@pytest.mark.slow
def test_the_site_for_colleagues_leads_to_files_and_to_new_ones(site: Settings) -> None:
    pages = {page.uri: page.text for page in _stage(site, "internal").pages}
    assert 'source: "content/initiatives/longer-evenings.yml"' in pages["initiatives/longer-evenings/index.md"]
    # All teams stand in one file: that is where one is edited, and added.
    assert 'source: "content/teams.yml"' in pages["teams/visitor-services/index.md"]
    assert '"shared": "content/teams.yml"' in pages["teams/index.md"]
    assert '"folder": "content/initiatives", "name": "new-initiative.' in pages["initiatives/index.md"]
    assert 'source: "content/pages/imprint.md"' in pages["imprint/index.md"]


@pytest.mark.slow
def test_a_public_site_leads_nobody_to_the_repository(site: Settings) -> None:
    charter = site.content / "roadmap.yml"
    kept = charter.read_text()
    try:
        charter.write_text(kept.replace("    site_url:", "    edit_links: true\n    site_url:", 1))
        stage = _stage(site, "public")
    finally:
        charter.write_text(kept)
    assert stage.extra["edit_links"] is False
    told = [page.uri for page in stage.pages if "source:" in page.text or "new-initiative" in page.text]
    assert told == [] and "content/" not in repr(stage.extra)


def seen(site: Settings) -> View:
    reading = read(site)
    return view_of(reading, reading.usable().levels.internal)


def test_what_is_offered_passes_the_check_and_fits_into_an_address(site: Settings) -> None:
    offered = new_files(site, seen(site))
    assert offered.keys() == {kind.name for kind in KINDS}
    written: list[Path] = []
    try:
        for kind, file in offered.items():
            assert len(quote(file.short)) < 5600, kind
            if not file.shared:
                assert len(file.short) <= len(file.text)
                path = site.root / file.folder / file.name
                assert not path.exists()
                path.write_text(file.short)
                written.append(path)
        after = read(site)
        assert [one for one in after.findings if one.severity == "error"] == []
        assert all(after.usable().get(kind, Path(file.name).stem) for kind, file in offered.items() if not file.shared)
    finally:
        for path in written:
            path.unlink()


def test_a_text_too_long_for_an_address_loses_remarks_and_no_field(site: Settings) -> None:
    text = new_files(site, seen(site))["initiative"].text
    cut = shortened(text, 400)
    assert len(quote(cut)) < len(quote(text)) and cut.endswith("see the content format.\n")
    assert [line for line in cut.splitlines() if not line.startswith("#")] == [
        "title: New initiative",
        "status: idea",
    ]
    assert shortened(text, 100_000) == text


def test_an_id_that_is_taken_is_not_offered_again(site: Settings) -> None:
    path = site.content / "initiatives/new-initiative.yml"
    path.write_text("title: There already\nstatus: idea\n")
    try:
        assert new_files(site, seen(site))["initiative"].name.startswith("new-initiative-2.")
        path.write_text("title: Sealed\nvisibility: restricted\nstatus: idea\n")
        reading = read(site)
        lesser = view_of(reading, reading.usable().levels.internal)
        assert new_files(site, lesser)["initiative"].name.startswith("new-initiative.")
    finally:
        path.unlink()
