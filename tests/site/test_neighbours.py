"""Plugins that teams run beside cxsite: each builds and is right, or is refused with one line that says what to do."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cxsite.cli.main import main
from tests.site.small import CONFIG, FILES, run, tree, write

# Ordinary words that only colleagues read here, and that scripts and styles of others use.
ORDINARY = (
    "title: Till of the future\nstatus: idea\nsummary: >-\n  The prototype was repeated. It supports a notebook, and"
    " the statement of the director about the contract was published. Costs are 10000.\n"
)
OWN_JS = '// a remark about the prototype\nfunction repeated() {\n  return "it supports the notebook";\n}\n'
REWRITES = """\
from pathlib import Path
def on_post_build(config):
    for file in Path(config.site_dir, "assets").rglob("*.js"):
        text = file.read_text("utf-8").replace("https://unpkg.com/", "../external/unpkg.com/")
        file.write_text(text + ";var prototype")
"""


@dataclass(frozen=True)
class Neighbour:
    """A plugin: its options, files that it needs; `shows` is in the start page, `refused` what the one line says."""

    options: str = ""
    more: str = ""
    files: dict[str, str] = field(default_factory=dict)
    shows: str = ""
    refused: str = ""


NEIGHBOURS = {
    "glightbox": Neighbour(shows="glightbox"),
    "privacy": Neighbour(),
    "minify": Neighbour(
        ": {minify_html: true, minify_js: true, js_files: [own.js]}",
        "extra_javascript: [own.js]\n",
        {"content/public/own.js": OWN_JS},
        shows="own.min.js",
    ),
    "rss": Neighbour(refused="leave `rss` out of `plugins` in mkdocs.yml: cxsite writes a feed of its own"),
    "git-revision-date-localized": Neighbour(": {fallback_to_build_date: true}"),
    "awesome-nav": Neighbour(refused="leave `awesome-nav` out of `plugins` in mkdocs.yml: the navigation is made"),
    "redirects": Neighbour(": {redirect_maps: {old.md: about/index.md}}"),
    "section-index": Neighbour(),
    "tags": Neighbour(),
    "blog": Neighbour(),
    "macros": Neighbour(),
    "include-markdown": Neighbour(),
    "i18n": Neighbour(
        ": {docs_structure: suffix, languages: [{locale: en, default: true, name: English}]}",
        refused="leave `i18n` out of `plugins` in mkdocs.yml: cxsite speaks the language that roadmap.yml names",
    ),
}


def _with(project: Path, name: str) -> None:
    one = NEIGHBOURS[name]
    config = f"{CONFIG}  - {name}{one.options}\n{one.more}"
    write(project, {"mkdocs.yml": config, "content/initiatives/till.yml": ORDINARY, **one.files})


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The public site without any neighbour."""
    folder = write(tmp_path_factory.mktemp("alone"), FILES)
    assert run(folder, "cxsite", "build").returncode == 0
    return tree(folder / "site/public")


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_it_builds_and_is_right_or_says_what_to_do(name: str, project: Path, alone: dict[str, bytes]) -> None:
    subprocess.run(["git", "init", "-q"], cwd=project, check=True)
    _with(project, name)
    refused = NEIGHBOURS[name].refused
    for command in ("mkdocs", "cxsite", "mkdocs"):
        done = run(project, command, "build")
        assert "Traceback" not in done.stderr
        if refused:
            assert done.returncode != 0
            assert len([line for line in done.stderr.splitlines() if refused in line]) == 1
            assert tree(project / "site/public") == {}
            continue
        assert done.returncode == 0, done.stderr
        site = tree(project / "site/public")
        assert set(alone) <= set(site)
        start = site["index.html"].decode()
        assert NEIGHBOURS[name].shows in start and "Shorter queues" in start
        assert 'href="board/"' in start.replace("href=board/", 'href="board/"'), "the navigation is there"


LANGUAGES = """\
---
title: "About {{ 1 + 1 }} {# x #}"
visibility: public
---
See {#x}, {{ 6 * 7 }}, {% raw %} and {% set hush = 1 %}.

{% include-markdown "PLACE" %}

{% include "PLACE" %}

{{ git_revision_date_localized }} {{ page.title }} {{ config.site_dir }}
"""


@pytest.mark.parametrize("name", ["macros", "include-markdown", "git-revision-date-localized", "blog"])
def test_bodies_are_no_input_for_another_plugins_language(name: str, project: Path) -> None:
    other = write(project.parent / "other", {"hush.txt": "Zirconium merger"}) / "hush.txt"
    page = LANGUAGES.replace("PLACE", str(other))
    write(project, {"content/pages/about.md": page})
    assert run(project, "cxsite", "build", "--out", "alone").returncode == 0
    _with(project, name)
    assert run(project, "cxsite", "build", "--out", "beside").returncode == 0
    about = (project / "beside/public/about/index.html").read_text()
    for literal in ("{{ 6 * 7 }}", "{#x}", "{% raw %}", "{{ git_revision_date_localized }}", "{% include"):
        assert literal in about
    assert "About {{ 1 + 1 }} {# x #}" in about and "irconium" not in about and "42" not in about.split("6 * 7")[1][:20]


def test_a_plugin_that_takes_the_text_away_is_refused(project: Path) -> None:
    hook = "def on_page_markdown(markdown, page, **_):\n    return 'Nothing' if 'about' in page.url else None\n"
    write(project, {"hook.py": hook, "mkdocs.yml": CONFIG + "hooks: [hook.py]\n"})
    done = run(project, "mkdocs", "build")
    assert done.returncode == 1 and "has taken away the text of about/index.md" in done.stderr


def test_snippets_do_not_read_bodies(project: Path) -> None:
    """Also where the check would not know their form."""
    config = CONFIG + "markdown_extensions:\n  - pymdownx.snippets: {base_path: ['.'], check_paths: true}\n"
    page = "---\ntitle: About\nvisibility: public\n---\n;--8<-- is a form of snippets.\n"
    write(project, {"mkdocs.yml": config, "content/pages/about.md": page})
    assert run(project, "mkdocs", "build").returncode in (0, 1)


@pytest.mark.parametrize(
    ("footer", "passes"),
    [
        ("Every prototype has its statement, says the director: 2026", True),
        ("Published: a notebook for each contract", True),
        ("Zirconium is a metal", False),
        ("The till of the future", False),
    ],
)
def test_ordinary_words_of_a_footer_are_no_secret(footer: str, passes: bool, project: Path) -> None:
    custom = "theme: material\n", "theme: {name: material, custom_dir: mine}\n"
    write(project, {"mkdocs.yml": CONFIG.replace(*custom), "mine/partials/copyright.html": f"<p>{footer}</p>"})
    write(project, {"content/initiatives/till.yml": ORDINARY})
    assert main(["build"]) == (0 if passes else 1)


def test_a_rewritten_bundle_is_no_leak(project: Path) -> None:
    """As Material's privacy plugin does it: files of the theme that are no longer byte-equal."""
    write(project, {"hook.py": REWRITES, "mkdocs.yml": CONFIG + "hooks: [hook.py]\n"})
    write(project, {"content/initiatives/till.yml": ORDINARY})
    assert main(["build"]) == 0


def test_a_number_of_code_is_none_of_a_page(project: Path) -> None:
    hook = REWRITES + (
        '    page = Path(config.site_dir, "index.html")\n    page.write_text(page.read_text() + "<p>10000</p>")\n'
    )
    write(project, {"hook.py": hook, "mkdocs.yml": CONFIG + "hooks: [hook.py]\n"})
    write(project, {"content/initiatives/till.yml": ORDINARY})
    assert main(["build"]) == 1


@pytest.mark.engine
def test_a_site_of_zensical_from_our_stage_is_none_either(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {**FILES, "content/initiatives/till.yml": ORDINARY})
    assert main(["stage", "--audience", "public", "--out", "staged"]) == 0
    done = run(project / "staged", "zensical", "build")
    assert done.returncode == 0, done.stdout + done.stderr
    site = next(path.parent for path in sorted((project / "staged").rglob("index.html")) if "site" in path.parts)
    capsys.readouterr()
    assert main(["audit", str(site), "--audience", "public"]) == 0, capsys.readouterr().out
