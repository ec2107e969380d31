"""`cxsite stage`: a plain project that three engines build alike, without a warning."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from cxsite.cli.main import main
from cxsite.render.stage import StagePage
from cxsite.site.engines.outline import filled, outlined
from tests.site.small import CONFIG, run, tree, write

NAVIGATION = """\
theme:
  name: material
  custom_dir: mine
nav:
  - Start: index.md
  - Hush: initiatives/merger/index.md
"""


def stage(*words: str) -> int:
    return main(["stage", "--audience", "public", "--out", "staged", *words])


def test_it_is_plain_and_holds_nothing_hidden(project: Path, repository: Path) -> None:
    assert stage() == 0
    files = tree(project / "staged")
    assert {name.split("/")[0] for name in files} == {"mkdocs.yml", "docs", "overrides"}
    assert b"plugins" in files["mkdocs.yml"] and b'- "cxsite"' not in files["mkdocs.yml"]
    assert files["docs/CNAME"] == b"lamps.example.com\n"
    assert "docs/assets/cxsite/mermaid/mermaid.esm.min.js" in files and "overrides/main.html" in files
    assert not [name for name, content in files.items() if b"irconium" in content]
    assert str(project).encode() not in files["mkdocs.yml"]
    # Some overrides are written after the theme's own templates: who gets them gets their licence.
    licence = (repository / "LICENSES/mkdocs-material.txt").read_text("utf-8").strip()
    assert licence in files["overrides/partials/licence.html"].decode()


def test_it_replaces_its_own_and_nothing_else(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert stage() == 0
    write(project / "staged", {"docs/old.md": "old"})
    assert stage() == 0
    assert "docs/old.md" not in tree(project / "staged")
    write(project / "foreign", {"mkdocs.yml": "site_name: Mine"})
    assert stage("--out", "foreign") == 2
    assert "not empty" in capsys.readouterr().err
    assert tree(project / "foreign") == {"mkdocs.yml": b"site_name: Mine"}


def test_findings_leave_what_was_staged(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert stage() == 0
    before = tree(project / "staged")
    write(project, {"content/initiatives/merger.yml": "title: Zirconium merger\nstatus: plannd\n"})
    assert stage() == 1
    assert "merger.yml:2:9" in capsys.readouterr().err
    assert tree(project / "staged") == before


@pytest.mark.parametrize("out", [".", "content/staged", "content/public/x"])
def test_dangerous_outputs_are_refused(project: Path, out: str) -> None:
    before = tree(project)
    assert stage("--out", out) == 2
    assert tree(project) == before


def test_the_owners_overrides_and_navigation_come_along(project: Path) -> None:
    config = CONFIG.replace("theme: material\n", NAVIGATION)
    write(project, {"mkdocs.yml": config, "mine/partials/copyright.html": "<p>Lamps Ltd</p>"})
    assert stage() == 0
    files = tree(project / "staged")
    assert files["overrides/partials/copyright.html"] == b"<p>Lamps Ltd</p>"
    assert b'"Start": "index.md"' in files["mkdocs.yml"] and b"Hush" not in files["mkdocs.yml"]


def html(folder: Path) -> set[str]:
    return {name for name in tree(folder) if name.endswith(".html")}


def build_with(engine: str, folder: Path, out: Path) -> str:
    """Build a staged project; returns what the engine said."""
    words = ["build"] if engine == "zensical" else ["build", "--strict", "--site-dir", str(out)]
    done = run(folder, engine, *words, PYTHONWARNINGS="default")
    assert done.returncode == 0, done.stdout + done.stderr
    if engine == "zensical":
        (folder / "site").rename(out)
    return done.stdout + done.stderr


@pytest.mark.engine
@pytest.mark.slow
@pytest.mark.parametrize("audience", ["public", "internal"])
@pytest.mark.parametrize("reference", [False, True], ids=["small", "reference"])
def test_three_engines_build_the_same_pages(project: Path, repository: Path, audience: str, reference: bool) -> None:
    config = repository / "mkdocs.yml" if reference else project / "mkdocs.yml"
    assert main(["stage", "--config", str(config), "--audience", audience, "--out", "staged"]) == 0
    said, pages = {}, {}
    for engine in ("mkdocs", "properdocs", "zensical"):
        said[engine] = build_with(engine, project / "staged", project / engine)
        pages[engine] = html(project / engine)
    assert [text for text in said.values() if "WARNING" in text or "warning" in text.lower()] == []
    assert pages["mkdocs"] == pages["properdocs"] == pages["zensical"]
    assert len(pages["mkdocs"]) > 4
    for engine in pages:
        site = tree(project / engine)
        assert "assets/cxsite/mermaid/mermaid.esm.min.js" in site and "assets/cxsite/cxsite.css" in site
        json.loads(site.get("roadmap.json", b"{}"))


@pytest.mark.engine
@pytest.mark.slow
def test_plain_mkdocs_and_the_plugin_make_the_same_site(project: Path) -> None:
    assert main(["build"]) == 0
    assert stage() == 0
    done = run(project / "staged", "mkdocs", "build", "--strict", SOURCE_DATE_EPOCH="1774915200")
    assert done.returncode == 0, done.stderr
    plain, ours = tree(project / "staged/site"), tree(project / "site/public")
    # MkDocs finds the staged pages by folder, so they stand in another order in the sitemap and the search index.
    ordered = ("sitemap.xml", "sitemap.xml.gz", "search/search_index.json")
    index, ours_index = (json.loads(site[ordered[2]])["docs"] for site in (plain, ours))
    assert sorted(map(_squeezed, index)) == sorted(map(_squeezed, ours_index))
    assert {*plain} == {*ours}
    for name in {*plain} - {*ordered}:
        # Python-Markdown writes each block of a line of HTML on a line of its own.
        page = name.endswith(".html")
        found, expected = (re.sub(rb">\s+<", b"><", site[name]) if page else site[name] for site in (ours, plain))
        assert found == expected, name


def _squeezed(entry: dict[str, str]) -> list[tuple[str, str]]:
    return sorted((name, "".join(str(value).split())) for name, value in entry.items())


def test_a_text_that_looks_like_a_stand_in_is_a_text() -> None:
    page = StagePage("index.md", "<p>one</p>\n\n`x`\n\n<b>two</b>", frozenset({"<p>one</p>", "<b>two</b>"}))
    assert outlined(page) == '<div data-cxsite-block="0"></div>\n\n`x`\n\n<b>two</b>'
    # Pages end with a line break, which is none of the block's.
    last = StagePage("index.md", "`x`\n\n<p>one</p>\n", frozenset({"<p>one</p>"}))
    assert outlined(last) == '`x`\n\n<div data-cxsite-block="0"></div>\n'
    assert filled('<div data-cxsite-block="7"></div>', page) == ('<div data-cxsite-block="7"></div>', set())
    assert filled('<div data-cxsite-block="0"></div>', page)[0] == "<p>one</p>"
