"""Everything that could carry a site across its boundary: each stays inside, or is refused with a reason."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cxsite.cli.main import main
from cxsite.load.load import load
from cxsite.model.kinds import KINDS
from tests.site.small import CONFIG, PUBLIC, ROADMAP, run, tree, write

PLAIN = "site_name: Lamps\ndocs_dir: content/public\nsite_dir: site/public\ntheme: material\nplugins: [search]\n"
CUSTOM = "theme: material\n", "theme: {name: material, custom_dir: mine}\n"


@dataclass(frozen=True)
class Try:
    """Changes to the small project; `said`: what refuses it (empty: it stays inside)."""

    said: str = ""
    config: str = CONFIG
    files: Mapping[str, str] = field(default_factory=dict)


TRIES: Mapping[str, Try] = {
    "plugin disabled": Try(config=PLAIN),
    "search after cxsite": Try(config=CONFIG.replace("  - search\n", "") + "  - search\n"),
    "use_directory_urls: false": Try("use_directory_urls: true", CONFIG + "use_directory_urls: false\n"),
    "nav names a hidden page": Try(
        config=CONFIG + "nav: [{Start: index.md}, {Hush: initiatives/merger/index.md}, initiatives/merger/index.md]\n"
    ),
    "nav tells a hidden title": Try("zirconium", CONFIG + "nav: [{About the Zirconium merger: index.md}]\n"),
    "hook adds a page": Try(
        "zirconium",
        CONFIG + "hooks: [hook.py]\n",
        {
            "hook.py": "from mkdocs.structure.files import File\nfrom pathlib import Path\n"
            "def on_files(files, config):\n    text = Path('content/initiatives/merger.yml').read_text()\n"
            "    files.append(File.generated(config, 'more.md', content=text))\n"
        },
    ),
    "hook copies the content": Try(
        "withheld",
        CONFIG + "hooks: [hook.py]\n",
        {
            "hook.py": "import shutil\n"
            "def on_post_build(config):\n    shutil.copytree('content/initiatives', config.site_dir + '/source')\n"
        },
    ),
    "hook changes a page": Try(
        "zirconium",
        CONFIG + "hooks: [hook.py]\n",
        {"hook.py": "def on_page_content(html, **_):\n    return html + '<!-- zirconium -->'\n"},
    ),
    "override prints the configuration": Try(
        config=CONFIG.replace(*CUSTOM),
        files={"mine/partials/copyright.html": "<pre>{{ config }}</pre>"},
    ),
    "override quotes a title": Try(
        "zirconium", CONFIG.replace(*CUSTOM), {"mine/partials/copyright.html": "<p>Zirconium merger</p>"}
    ),
    "extra_templates": Try(
        "zirconium",
        CONFIG + "extra_templates: [more.txt]\n",
        {"content/public/more.txt": "{{ config.site_name }}: Zirconium"},
    ),
    "theme.static_templates": Try(
        "zirconium",
        CONFIG.replace(*CUSTOM).replace("custom_dir: mine", "custom_dir: mine, static_templates: [more.html]"),
        {"mine/more.html": "Zirconium"},
    ),
    "snippets in a body": Try(
        "--8<--",
        CONFIG + "markdown_extensions: [pymdownx.snippets]\n",
        {"content/pages/about.md": "---\ntitle: A\nvisibility: public\n---\n--8<-- 'content/initiatives/merger.yml'\n"},
    ),
    "tags plugin": Try(config=CONFIG.replace("  - search\n", "  - search\n  - tags\n")),
    "tags plugin with hidden tags": Try(
        config=CONFIG.replace("  - search\n", "  - search\n  - tags\n"),
        files={
            "content/initiatives/queues.md": PUBLIC.replace("area: shop", "area: shop\ntags: [zirconium]"),
            "content/pages/tags.md": "---\ntitle: Tags\nvisibility: public\n---\n[TAGS]\n",
        },
    ),
    "offline, meta and typeset plugins": Try(config=CONFIG + "  - offline\n  - meta\n  - typeset\n"),
    "the plugin twice": Try(
        "the place of the public site", CONFIG + "  - cxsite: {audience: internal, today: 2026-03-31}\n"
    ),
    # No site but the most restricted one has edit links, whatever roadmap.yml says.
    "edit links to a file whose id wording replaces": Try(
        "",
        CONFIG + "repo_url: https://git.example.com/lamps\nedit_uri: edit/main/\n",
        {
            "content/initiatives/project-merger.md": PUBLIC.replace(
                "area:", "wording: {public: {title: Shorter lines, id: lines}}\narea:"
            ),
            "content/roadmap.yml": ROADMAP + "site: {public: {edit_links: true}}\n",
        },
    ),
    "blog plugin": Try("", config=CONFIG.replace("  - search\n", "  - search\n  - blog\n")),
    "social plugin": Try(
        "layout",
        CONFIG.replace("  - search\n", "  - search\n  - social: {cards: true, cards_layout: nowhere}\n"),
    ),
    "docs_dir is the content": Try("docs_dir", CONFIG.replace("content/public", "content")),
    "docs_dir is above the content": Try("docs_dir", CONFIG.replace("content/public", ".")),
    "a page in content/public": Try("is a page", files={"content/public/merger.md": "# Zirconium merger"}),
}


def hidden_in(folder: Path) -> list[str]:
    """The files below a folder that tell of the hidden initiative."""
    return [
        name
        for name, content in tree(folder).items()
        if b"irconium" in content or "merger" in name or b"initiatives/merger" in content
    ]


@pytest.mark.parametrize("name", TRIES)
def test_mkdocs_stays_inside_or_refuses(name: str, project: Path) -> None:
    trial = TRIES[name]
    write(project, {"mkdocs.yml": trial.config, **trial.files})
    done = run(project, "mkdocs", "build")
    if trial.said:
        assert done.returncode == 1, done.stderr
        assert trial.said in done.stderr and "Traceback" not in done.stderr
        assert tree(project / "site/public") == {}
    else:
        assert done.returncode == 0, done.stderr
        assert "index.html" in tree(project / "site/public") or trial.config == PLAIN
        assert hidden_in(project / "site") == []


@pytest.mark.parametrize("target", ["../initiatives/merger.yml", "../initiatives"])
def test_links_in_content_public(project: Path, target: str) -> None:
    (project / "content/public/extra").symlink_to(target)
    for words in (("mkdocs", "build"), ("cxsite", "build"), ("cxsite", "stage", "--audience", "public", "--out", "st")):
        done = run(project, *words)
        assert done.returncode in (1, 2), done.stderr
        assert "extra" in done.stderr and "Traceback" not in done.stderr
    assert not (project / "st").exists() and tree(project / "site") == {}


def test_what_is_written_after_the_plugins_audit_does_not_pass_cxsite_build(project: Path) -> None:
    """A handler that asks to be the very last one is outside of what the plugin can see; the command sees it."""
    late = (
        "from mkdocs.plugins import event_priority\nfrom pathlib import Path\n@event_priority(-200)\n"
        "def on_post_build(config):\n    Path(config.site_dir, 'late.txt').write_text('Zirconium merger')\n"
    )
    write(project, {"hook.py": late, "mkdocs.yml": CONFIG + "hooks: [hook.py]\n"})
    assert run(project, "mkdocs", "build").returncode == 0
    assert main(["audit", "site/public", "--audience", "public"]) == 1
    shutil.rmtree(project / "site")
    assert main(["build"]) == 1
    assert not (project / "site").exists()


def test_a_stale_site_is_gone_after_the_build(project: Path) -> None:
    write(project, {"site/public/initiatives/merger/index.html": "<h1>Zirconium merger</h1>"})
    assert run(project, "mkdocs", "build").returncode == 0
    assert hidden_in(project / "site") == []


@pytest.mark.engine
@pytest.mark.slow
@pytest.mark.parametrize("engine", ["zensical", "properdocs"])
def test_another_engine_on_the_original_project(engine: str, repository: Path, tmp_path: Path) -> None:
    """Zensical runs no plugin, and publishes what lies in `content/public`; ProperDocs runs it."""
    shutil.copytree(repository / "content", tmp_path / "content")
    shutil.copy(repository / "mkdocs.yml", tmp_path)
    done = run(tmp_path, engine, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    roadmap = load(tmp_path / "content", tmp_path).roadmap
    assert roadmap is not None
    site = b"\n".join(name.encode() + content for name, content in tree(tmp_path / "site").items())
    items = [(kind, id_, item) for kind in KINDS for id_, item in roadmap.items[kind.name].items()]
    hidden = [
        item for _, _, item in items if engine == "zensical" or item.visibility in (None, "internal", "restricted")
    ]
    assert len(hidden) > 20
    told = [item.title for item in hidden if len(item.title) > 12 and item.title.encode() in site]
    told += [item.summary for item in hidden if item.summary and item.summary.encode() in site]
    if engine == "zensical":
        assert told == []
        assert not (tmp_path / "site/public/initiatives").exists()
    else:
        assert main(["audit", str(tmp_path / "site/public"), "--audience", "public", "--config", str(tmp_path)]) == 0
