"""`cxsite build`: what it writes, and that nothing changes when it fails."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import signal
import subprocess
from pathlib import Path

import pytest

from cxsite.cli.main import main
from tests.site.small import CONFIG, command, run, tree, write

BROKEN = {"content/initiatives/merger.yml": "title: Zirconium merger\nstatus: plannd\n"}


def build(*words: str) -> int:
    return main(["build", *words])


def hook(project: Path, body: str) -> None:
    """Make MkDocs run `body` at the end of a build."""
    write(project, {"hook.py": body, "mkdocs.yml": CONFIG + "hooks: [hook.py]\n"})


def leftovers(project: Path) -> list[str]:
    return [path.name for path in (project / "site").iterdir() if path.name.startswith(".")]


def test_all_levels_are_built_with_their_manifests(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build("--audience", "all") == 0
    assert sorted(path.name for path in (project / "site").iterdir()) == [
        "internal",
        "internal.manifest.json",
        "public",
        "public.manifest.json",
    ]
    for level in ("public", "internal"):
        said = json.loads((project / f"site/{level}.manifest.json").read_text())
        files = tree(project / "site" / level)
        assert said["files"] == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
        assert said["audience"] == level and said["today"] == "2026-03-31" and "mkdocs" in said["versions"]
    assert capsys.readouterr().out.splitlines()[0].startswith("public: ")


def test_each_site_holds_what_its_audience_sees(project: Path) -> None:
    assert build("--audience", "all") == 0
    public, internal = tree(project / "site/public"), tree(project / "site/internal")
    assert "initiatives/merger/index.html" in internal
    assert not [name for name, content in public.items() if b"irconium" in content or "merger" in name]
    assert public["CNAME"] == b"lamps.example.com\n"
    assert "assets/cxsite/mermaid/mermaid.esm.min.js" in public


def test_titles_are_shown_as_typed_and_found(project: Path) -> None:
    assert build() == 0
    page = (project / "site/public/initiatives/queues/index.html").read_text()
    assert "Shorter queues &amp; &lt;b&gt;calm&lt;/b&gt; tills" in page
    assert "<b>calm" not in page
    index = json.loads((project / "site/public/search/search_index.json").read_text())
    found = [entry["location"] for entry in index["docs"] if "Nobody waits longer than four minutes" in entry["text"]]
    assert any(location.startswith("initiatives/queues/") for location in found)


def test_the_sites_name_is_the_roadmaps(project: Path) -> None:
    assert build() == 0
    assert "Lamp shop" in (project / "site/public/index.html").read_text()
    assert "Placeholder" not in (project / "site/public/index.html").read_text()


def test_mkdocs_yml_needs_no_site_name(project: Path) -> None:
    write(project, {"mkdocs.yml": CONFIG.replace("site_name: Placeholder\n", "")})
    assert build() == 0


@pytest.mark.slow
def test_two_builds_are_byte_identical_everywhere(project: Path) -> None:
    first = run(project, "cxsite", "build", "--audience", "all", "--out", "a", PYTHONHASHSEED="1", TZ="UTC")
    second = run(
        project,
        "cxsite",
        "build",
        "--audience",
        "all",
        "--out",
        "b",
        PYTHONHASHSEED="77",
        TZ="Pacific/Auckland",
        LANG="de_DE.UTF-8",
        LC_ALL="C",
    )
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert tree(project / "a") == tree(project / "b")
    assert "public/sitemap.xml.gz" in tree(project / "a")
    assert b"2026-03-31" in tree(project / "a")["public/sitemap.xml"]


def test_the_public_site_does_not_depend_on_internal_content(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build("--out", "a") == 0
    said = capsys.readouterr().out.replace("a/public", "")
    (project / "content/initiatives/merger.yml").unlink()
    write(project, {"content/initiatives/other.yml": "title: Quite another thing\nstatus: idea\n"})
    assert build("--out", "b") == 0
    assert tree(project / "a") == tree(project / "b")
    assert capsys.readouterr().out.replace("b/public", "") == said


@pytest.mark.parametrize("epoch", ["1767225600", "1767311999"])
def test_the_day_comes_from_the_environment(
    project: Path, monkeypatch: pytest.MonkeyPatch, epoch: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, {"mkdocs.yml": CONFIG.replace("      today: 2026-03-31\n", "")})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert build() == 0
    assert json.loads((project / "site/public.manifest.json").read_text())["today"] == "2026-01-01"
    assert build("--today", "2026-02-02") == 0
    assert json.loads((project / "site/public.manifest.json").read_text())["today"] == "2026-02-02"
    assert os.environ["SOURCE_DATE_EPOCH"] == epoch


class TestFailure:
    """A build that fails leaves the old sites as they were."""

    @pytest.fixture
    def before(self, project: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, bytes]:
        assert build("--audience", "all") == 0
        capsys.readouterr()
        return tree(project / "site")

    def unchanged(self, project: Path, before: dict[str, bytes]) -> None:
        assert tree(project / "site") == before
        assert leftovers(project) == []

    def test_findings(self, project: Path, before: dict[str, bytes], capsys: pytest.CaptureFixture[str]) -> None:
        write(project, BROKEN)
        assert build("--audience", "all") == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert "content/initiatives/merger.yml:2:" in err and "1 error" in err and "Traceback" not in err
        self.unchanged(project, before)

    def test_warnings_of_the_engine_when_strict(
        self, project: Path, before: dict[str, bytes], capsys: pytest.CaptureFixture[str]
    ) -> None:
        hook(project, "import logging\ndef on_post_build(config):\n    logging.getLogger('mkdocs.x').warning('Hm.')\n")
        assert build("--strict") == 1
        assert "public: Hm." in capsys.readouterr().err
        self.unchanged(project, before)
        assert build() == 0

    def test_full_disk(self, project: Path, before: dict[str, bytes], capsys: pytest.CaptureFixture[str]) -> None:
        hook(
            project, f"def on_post_build(config):\n    raise OSError({errno.ENOSPC}, 'No space left on device', 'x')\n"
        )
        assert build("--audience", "all") == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert "No space left on device" in line
        self.unchanged(project, before)

    def test_failing_override_names_template_and_page(
        self, project: Path, before: dict[str, bytes], capsys: pytest.CaptureFixture[str]
    ) -> None:
        config = CONFIG.replace("theme: material", "theme: {name: material, custom_dir: mine}")
        override = '{% extends "base.html" %}{% block content %}{{ page.meta.section.nothing.at_all }}{% endblock %}'
        write(project, {"mkdocs.yml": config, "mine/main.html": override})
        assert build() == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert "main.html" in line and re.search(r"(about|initiatives|index)[\w/-]*\.md", line)
        self.unchanged(project, before)

    def test_override_that_is_no_template(
        self, project: Path, before: dict[str, bytes], capsys: pytest.CaptureFixture[str]
    ) -> None:
        config = CONFIG.replace("theme: material", "theme: {name: material, custom_dir: mine}")
        write(project, {"mkdocs.yml": config, "mine/partials/footer.html": "{% if %}"})
        assert build() == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert "footer.html" in line
        self.unchanged(project, before)

    def test_one_level_of_several(self, project: Path, before: dict[str, bytes]) -> None:
        hook(
            project,
            "def on_post_build(config):\n    if config.extra['cxsite']['audience'] == 'internal':\n"
            "        raise OSError(5, 'Input/output error', 'x')\n",
        )
        assert build("--audience", "all") == 2
        self.unchanged(project, before)

    def test_engine_that_is_killed(
        self, project: Path, before: dict[str, bytes], capsys: pytest.CaptureFixture[str]
    ) -> None:
        hook(project, "import os\ndef on_post_build(config):\n    os._exit(9)\n")
        assert build("--audience", "all") == 2
        assert "ended early" in capsys.readouterr().err
        self.unchanged(project, before)

    @pytest.mark.slow
    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    @pytest.mark.parametrize("levels", [[], ["--audience", "all"]], ids=["one", "all"])
    def test_interrupt(
        self, project: Path, before: dict[str, bytes], number: signal.Signals, levels: list[str]
    ) -> None:
        os.mkfifo(project / "reached")
        hook(
            project,
            "import time, pathlib\ndef on_post_build(config):\n"
            "    pathlib.Path(__file__).with_name('reached').write_text('x')\n    time.sleep(100)\n",
        )
        process = subprocess.Popen(
            [*command("cxsite"), "build", *levels],
            cwd=project,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert (project / "reached").read_text().startswith("x")
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
        assert process.returncode == 130
        assert out == "" and err.splitlines() == ["cxsite: interrupted"]
        self.unchanged(project, before)


class TestRefusal:
    """Outputs and projects that are refused, with one line and exit code 2."""

    def line(self, capsys: pytest.CaptureFixture[str], *words: str) -> str:
        assert build(*words) == 2
        out, err = capsys.readouterr()
        assert out == ""
        (line,) = err.splitlines()
        return line

    def test_output_in_content(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        before = tree(project)
        assert "lies in `content/`" in self.line(capsys, "--out", "content/site")
        assert tree(project) == before

    def test_foreign_output(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        write(project, {"site/public/thesis.txt": "years of work"})
        assert "not empty" in self.line(capsys)
        assert tree(project / "site") == {"public/thesis.txt": b"years of work"}

    def test_output_that_contains_the_project(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        folder = project.parent / "public"
        project.rename(folder)
        os.chdir(folder)
        assert "contains the project" in self.line(capsys, "--out", "..")

    def test_unwritable_output(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        write(project, {"file": "x"})
        assert "file" in self.line(capsys, "--out", "file/site")

    def test_docs_dir_with_pages(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        write(project, {"content/public/secret.md": "# Secret"})
        assert "secret.md" in self.line(capsys)

    @pytest.mark.parametrize("docs_dir", [".", "content", "content/initiatives"])
    def test_docs_dir_that_publishes_content(
        self, project: Path, capsys: pytest.CaptureFixture[str], docs_dir: str
    ) -> None:
        write(project, {"mkdocs.yml": CONFIG.replace("content/public", docs_dir)})
        assert "content/public" in self.line(capsys)
