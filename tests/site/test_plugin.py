"""The plugin under plain `mkdocs build`: nothing is written before the check, nothing is hidden afterwards."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.site.small import CONFIG, ROADMAP, run, tree, write

BROKEN = {"content/initiatives/merger.yml": "title: Zirconium merger\nstatus: plannd\n"}


def mkdocs(project: Path, *words: str, **environment: str) -> tuple[int, str]:
    done = run(project, "mkdocs", "build", *words, **environment)
    return done.returncode, done.stdout + done.stderr


def test_it_builds_the_least_level_and_writes_nothing_into_content(project: Path) -> None:
    before = tree(project / "content")
    code, said = mkdocs(project, "--strict")
    assert (code, "WARNING" in said) == (0, False), said
    site = tree(project / "site/public")
    assert "initiatives/queues/index.html" in site and "initiatives/merger/index.html" not in site
    assert tree(project / "content") == before


def test_it_builds_what_cxsite_builds(project: Path) -> None:
    assert mkdocs(project)[0] == 0
    by_mkdocs = tree(project / "site")
    # The manifest that the plugin wrote lets `cxsite build` replace the site.
    assert run(project, "cxsite", "build").returncode == 0
    assert tree(project / "site") == by_mkdocs


def test_audience_comes_from_the_environment(project: Path) -> None:
    write(project, {"mkdocs.yml": CONFIG + "      audience: !ENV [CX_AUDIENCE, public]\n"})
    assert mkdocs(project, "-d", "out", CX_AUDIENCE="internal")[0] == 0
    assert "initiatives/merger/index.html" in tree(project / "out")
    assert not (project / "out.manifest.json").exists()


def test_an_error_stops_before_the_site_is_touched(project: Path) -> None:
    write(project, {"site/public/old.html": "old", **BROKEN})
    code, said = mkdocs(project)
    assert code == 1
    assert "content/initiatives/merger.yml:2:9: error[" in said and "write `planned`" in said
    assert "Traceback" not in said and "Cleaning site directory" not in said
    assert tree(project / "site") == {"public/old.html": b"old"}


def test_a_warning_stops_a_strict_build_before_the_site_is_touched(project: Path) -> None:
    advice = CONFIG.replace("ignore: [CX034, CX2, CX4]", "ignore: []")
    write(project, {"mkdocs.yml": advice, "site/public/old.html": "old"})
    code, said = mkdocs(project, "--strict")
    assert code == 1 and "warning[CX4" in said
    assert tree(project / "site") == {"public/old.html": b"old"}
    code, said = mkdocs(project)
    assert code == 0 and "WARNING -  cxsite: 7 warnings: `cxsite check` lists them" in said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("      today:", "      audiance: internal\n      today:", "did you mean `audience`?"),
        ("      today:", "      audience: pubic\n      today:", "did you mean `public`?"),
        ("      today:", "      content: contend\n      today:", "contend"),
        ("today: 2026-03-31", "today: 31.03.2026", "is no day"),
        ("docs_dir: content/public", "docs_dir: content", "docs_dir `content` contains the content folder"),
        ("theme: material", "theme: readthedocs", "write `theme: material`"),
        ("theme: material", "theme: material\nuse_directory_urls: false", "use_directory_urls"),
    ],
)
def test_a_wrong_setting_is_one_message(project: Path, old: str, new: str, said: str) -> None:
    write(project, {"mkdocs.yml": CONFIG.replace(old, new)})
    code, output = mkdocs(project)
    assert code == 1
    assert said in output and "Traceback" not in output
    assert not (project / "site").exists()


@pytest.mark.parametrize(
    ("place", "audience", "said"),
    [
        ("content/initiatives", "public", "lies in `content/`"),
        ("content/site", "public", "lies in `content/`"),
        ("site/public/internal", "internal", "lies in the site"),
        ("site/public/initiatives/more", "public", "lies in the site"),
        ("site/public", "internal", "is the place of the public site, and this one is for internal readers"),
        ("site/customer", "internal", "is the place of the customer site"),
    ],
)
def test_a_site_dir_that_would_destroy_or_publish_is_refused(
    project: Path, place: str, audience: str, said: str
) -> None:
    """MkDocs empties `site_dir` before it builds: the refusal comes before."""
    write(project, {"mkdocs.yml": CONFIG + "      audience: !ENV [CX_AUDIENCE, public]\n"})
    assert mkdocs(project)[0] == 0
    before = tree(project)
    code, output = mkdocs(project, "-d", place, CX_AUDIENCE=audience)
    assert code == 1 and said in " ".join(output.split()) and "Traceback" not in output
    assert tree(project) == before


def test_a_site_for_fewer_may_stand_where_more_may_read(project: Path) -> None:
    """The other way round nobody learns anything."""
    assert mkdocs(project, "-d", "site/internal")[0] == 0
    assert "initiatives/queues/index.html" in tree(project / "site/internal")


def test_a_dirty_build_is_refused(project: Path) -> None:
    code, said = mkdocs(project, "--dirty")
    assert code == 1 and "without --dirty" in said and "Traceback" not in said


def test_a_failing_override_names_template_and_page(project: Path) -> None:
    config = CONFIG.replace("theme: material", "theme: {name: material, custom_dir: mine}")
    override = '{% extends "base.html" %}{% block content %}{{ nothing.at_all }}{% endblock %}'
    write(project, {"mkdocs.yml": config, "mine/main.html": override})
    code, said = mkdocs(project)
    assert code == 1 and "the template mine/main.html, line 1, failed for" in said and "Traceback" not in said


def test_a_file_that_is_made_and_written_by_hand_is_refused(project: Path) -> None:
    write(project, {"content/public/roadmap.json": "{}"})
    code, said = mkdocs(project)
    assert code == 1 and "`roadmap.json` is both" in said


class TestLook:
    """What the plugin sets, and what the site's owner may set instead."""

    def page(self, project: Path, config: str, *files: str) -> str:
        write(project, {"mkdocs.yml": config, **dict.fromkeys(files, "x")})
        code, said = mkdocs(project, "--strict")
        assert code == 0, said
        return (project / "site/public/about/index.html").read_text()

    def test_nothing_comes_from_another_host(self, project: Path) -> None:
        page = self.page(project, CONFIG)
        assert "fonts.g" not in page and "unpkg.com" not in page and "cdn." not in page

    def test_mermaid_fences_get_our_own_class(self, project: Path) -> None:
        self.page(project, CONFIG)
        page = (project / "site/public/initiatives/queues/index.html").read_text()
        assert '<pre class="cx-mermaid"><code>flowchart TD' in page

    def test_a_logo_in_docs_dir_is_used(self, project: Path) -> None:
        page = self.page(project, CONFIG, "content/public/logo.svg", "content/public/favicon.png")
        assert 'src="../logo.svg"' in page and 'href="../favicon.png"' in page

    def test_the_owners_look_goes_first(self, project: Path) -> None:
        theme = "theme:\n  name: material\n  palette: {primary: teal}\n  features: [navigation.instant]\n"
        page = self.page(project, CONFIG.replace("theme: material\n", theme))
        assert 'data-md-color-primary="teal"' in page
        assert '"navigation.instant"' in page and '"navigation.tabs"' in page

    def test_the_owners_extensions_stay(self, project: Path) -> None:
        extensions = (
            "markdown_extensions:\n  - smarty\n  - toc: {permalink: '#!'}\n  - pymdownx.superfences:\n"
            "      custom_fences:\n        - {name: plot, class: plot,"
            " format: !!python/name:pymdownx.superfences.fence_div_format }\n"
        )
        write(project, {"content/pages/about.md": '---\nvisibility: public\n---\n## "Head"\n\n```plot\nx\n```\n'})
        page = self.page(project, CONFIG + extensions)
        assert "&ldquo;Head&rdquo;" in page and ">#!</a>" in page and '<div class="plot">x</div>' in page

    def test_mkdocs_own_tags_are_read(self, project: Path) -> None:
        snippets = "markdown_extensions:\n  - pymdownx.snippets: {base_path: [!relative $config_dir]}\n"
        page = self.page(project, CONFIG + snippets)
        assert "This is about lamps." in page
        assert run(project, "cxsite", "build", "--out", "again").returncode == 0
        assert tree(project / "again/public") == tree(project / "site/public")

    def test_a_hand_written_nav_tells_nothing_of_hidden_pages(self, project: Path) -> None:
        nav = (
            "nav:\n  - Start: index.md\n  - Hush: initiatives/merger/index.md\n"
            "  - Deep:\n    - Hush too: risks/index.md\n  - About us: about/index.md\n"
        )
        page = self.page(project, CONFIG + nav)
        assert "About us" in page and "Hush" not in page and "Deep" not in page
        _, said = mkdocs(project)
        assert "`nav` names initiatives/merger/index.md" in said

    def test_a_public_site_names_no_repository(self, project: Path) -> None:
        page = self.page(project, CONFIG + "repo_url: https://git.example.com/hush/repo\nedit_uri: edit/main/\n")
        assert "git.example.com" not in page

    def test_search_speaks_the_contents_language(self, project: Path) -> None:
        write(project, {"content/roadmap.yml": ROADMAP + "language: de\n"})
        page = self.page(project, CONFIG)
        assert '<html lang="de"' in page
        index = json.loads((project / "site/public/search/search_index.json").read_text())
        assert index["config"]["lang"] == ["de"]
