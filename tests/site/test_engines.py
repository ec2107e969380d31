"""`--engine`: the same pages, checks, audit, manifest and exchange with each engine."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from cxsite.cli.main import main
from cxsite.model.finding import CxsiteError
from cxsite.site.engines import choice
from cxsite.site.engines.choice import engine_for
from cxsite.site.engines.stage_source import StageSource
from cxsite.site.engines.staged_project import write_files
from cxsite.site.engines.zensical import left_out, warnings_in
from cxsite.site.preview.staged import replace_files
from cxsite.site.project import read_project
from tests.site.running import Preview, free_port
from tests.site.small import CONFIG, INTERNAL, PUBLIC, command, run, tree, write

HOOK = """\
from mkdocs.plugins import get_plugin_logger

def on_post_build(config):
    get_plugin_logger("hook").warning("a word")
"""
TOLD = """\
Build started
\x1b[33mWarning:\x1b[0m page does not exist
   \x1b[38;5;246m╭\x1b[0m\x1b[38;5;246m─\x1b[0m\x1b[38;5;246m[\x1b[0m about.md:2:5 \x1b[38;5;246m]\x1b[0m
   \x1b[38;5;246m│\x1b[0m
 \x1b[38;5;246m2 │\x1b[0m \x1b[38;5;249m[\x1b[0m\x1b[38;5;249mx\x1b[0m\x1b[38;5;249m]\x1b[0m(nowhere.md)
1 issue found
"""


def html(site: Path) -> set[str]:
    return {name for name in tree(site) if name.endswith(".html")}


@pytest.mark.engine
@pytest.mark.slow
@pytest.mark.parametrize("engine", ["properdocs", "zensical"])
def test_the_same_with_each_engine(project: Path, engine: str) -> None:
    """Pages, both audiences at once, the manifest; then what a leak and what a warning does."""
    assert main(["build", "--audience", "all"]) == 0
    pages = {level: html(project / "site" / level) for level in ("public", "internal")}
    done = run(project, "cxsite", "build", "--audience", "all", "--engine", engine, "--strict")
    assert done.returncode == 0, done.stderr
    assert {level: html(project / "site" / level) for level in pages} == pages
    made = json.loads((project / "site/public.manifest.json").read_bytes())
    assert engine in made["versions"] and "mkdocs" not in made["versions"]
    assert main(["audit", "site/public", "--audience", "public", "--manifest", "site/public.manifest.json"]) == 0
    # From now on mkdocs.yml names the engine.
    config = CONFIG.replace("theme: material", "theme: {name: material, custom_dir: mine}")
    config = config.replace("  - cxsite:\n", f"  - cxsite:\n      engine: {engine}\n")
    before = tree(project / "site")
    write(project, {"mkdocs.yml": config, "mine/partials/copyright.html": "<p>Zirconium merger</p>"})
    leak = run(project, "cxsite", "build")
    assert leak.returncode == 1 and "withheld word “zirconium”" in leak.stderr
    # MkDocs and ProperDocs run the hook, which warns; Zensical does not, and that is a warning too.
    write(project, {"mkdocs.yml": config + "hooks: [hook.py]\n", "hook.py": HOOK})
    write(project, {"mine/partials/copyright.html": "<p>Lamps</p>"})
    strict = run(project, "cxsite", "build", "--strict")
    assert strict.returncode == 1 and "warnings of the engine" in strict.stderr and "hook" in strict.stderr
    assert tree(project / "site") == before
    lax = run(project, "cxsite", "build")
    assert lax.returncode == 0 and "hook" in lax.stderr


@pytest.fixture
def preview(project: Path, request: pytest.FixtureRequest) -> Iterator[Preview]:
    words = ["serve", "--engine", request.param, "--address", f"127.0.0.1:{(port := free_port())}"]
    write(project, {"mkdocs.yml": CONFIG.replace("https://lamps.example.com/", f"http://127.0.0.1:{port}/")})
    running = Preview(project, port, [*command("cxsite"), *words])
    try:
        running.until(lambda: "calm" in running.get("initiatives/queues/"))
        yield running
    finally:
        running.process.terminate()
        running.process.wait(timeout=30)


@pytest.mark.engine
@pytest.mark.slow
@pytest.mark.parametrize("preview", ["properdocs", "zensical"], indirect=True)
def test_a_preview_follows_the_content(project: Path, preview: Preview) -> None:
    write(project, {"content/initiatives/queues.md": PUBLIC.replace("calm", "quiet")})
    preview.until(lambda: "quiet" in preview.get("initiatives/queues/"))
    write(project, {"content/initiatives/benches.yml": INTERNAL + "visibility: public\n"})
    preview.until(lambda: "Zirconium" in preview.get("initiatives/benches/"))
    (project / "content/initiatives/benches.yml").unlink()
    preview.until(lambda: not preview.get("initiatives/benches/"))
    write(project, {"content/initiatives/queues.md": PUBLIC.replace("in-progress", "runing")})
    preview.until(lambda: "runing" in preview.get("initiatives/queues/"))
    write(project, {"content/initiatives/queues.md": PUBLIC})
    preview.until(lambda: "calm" in preview.get("initiatives/queues/"))
    assert preview.get("initiatives/merger/") == ""


def test_what_zensical_warns_of_has_its_place() -> None:
    assert warnings_in(TOLD) == ("about.md:2:5: page does not exist",)
    assert warnings_in("Build started\nNo issues found\n") == ()
    assert warnings_in("something new\n2 issues found\n") == ("something new 2 issues found",)


def test_what_zensical_does_not_run_is_told() -> None:
    said = {"plugins": ["search", "material/tags", {"social": {}}, "cxsite", "section-index"], "hooks": ["hook.py"]}
    hook, plugin = left_out(said)
    assert "hook.py" in hook and "`section-index`" in plugin


def test_an_engine_that_is_not_there_says_how_to_get_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert engine_for("", None) == choice.DEFAULT == "mkdocs"
    write(project, {"mkdocs.yml": CONFIG.replace("cxsite:\n", "cxsite:\n      engine: zensical\n")})
    assert engine_for("", None) == "zensical" and engine_for("mkdocs", None) == "mkdocs"
    monkeypatch.setattr(choice, "find_spec", lambda name: None)
    with pytest.raises(CxsiteError, match=r"Zensical is not installed: pip install 'cxsite\[zensical\]'"):
        engine_for("", None)
    with pytest.raises(CxsiteError, match="no engine `zensicl`; did you mean `zensical`"):
        engine_for("zensicl", None)


def test_properdocs_takes_no_place_that_is_taken(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import_module("mkdocs.config")
    monkeypatch.setitem(sys.modules, "mkdocs", ModuleType("mkdocs"))
    with pytest.raises(CxsiteError, match="another engine is loaded"):
        engine_for("properdocs", None)


def test_an_engine_that_does_not_exist_is_told_with_its_place(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, {"mkdocs.yml": CONFIG.replace("cxsite:\n", "cxsite:\n      engine: hugo\n")})
    assert main(["build"]) == 2
    said = capsys.readouterr().err
    assert "mkdocs.yml:9:7" in said and "`engine`" in said and "zensical" in said


def test_a_stage_in_place_is_that_of_a_new_one(project: Path, tmp_path: Path) -> None:
    """What is gone is gone, what is the same is not touched: Zensical makes again what was written again."""
    opened = read_project(None)

    def stage(folder: Path) -> None:
        source = StageSource(logging.LoggerAdapter(logging.getLogger("test"), {}))
        found = source.stage(opened.for_audience("public").settings, opened.docs_dir)
        if folder.exists():
            replace_files(opened, found, tmp_path / "next", folder)
        else:
            write_files(opened, found, folder)

    write(project, {"content/initiatives/benches.yml": INTERNAL + "visibility: public\n"})
    stage(tmp_path / "kept")
    same = (tmp_path / "kept/docs/about/index.md").stat().st_mtime_ns
    (project / "content/initiatives/benches.yml").unlink()
    write(project, {"content/initiatives/queues.md": PUBLIC.replace("calm", "quiet")})
    stage(tmp_path / "kept")
    stage(tmp_path / "fresh")
    assert tree(tmp_path / "kept") == tree(tmp_path / "fresh")
    assert not (tmp_path / "kept/docs/initiatives/benches").exists()
    assert (tmp_path / "kept/docs/about/index.md").stat().st_mtime_ns == same
    assert not (tmp_path / "next").exists()
