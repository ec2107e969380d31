"""A site whose pages two processes make is the one that MkDocs makes alone; so is what is told of it."""

from __future__ import annotations

import multiprocessing
from pathlib import Path
from typing import Any

import pytest

from bench import content
from bench.content import Size
from cxsite.cli.main import main
from cxsite.pipeline import build as pipeline
from cxsite.processes.parallel import MANY, Both, in_turn
from cxsite.site import build as sites
from cxsite.site.background_audit import BackgroundAudit
from cxsite.site.engines import worker
from cxsite.site.warm import building, cached_build
from cxsite.site.warm.building import WarmBuild
from tests.site.small import CONFIG, tree, write


@pytest.fixture
def helped(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Two processes however small the site; how many pages the second one made, of each build."""
    monkeypatch.setenv("CXSITE_CACHE", "off")
    for place in (building, cached_build):
        monkeypatch.setattr(place, "MANY", 2)
    counts: list[int] = []
    take = WarmBuild._take

    def counted(self: WarmBuild, made: building._Made) -> None:
        counts.append(len(made.places))
        take(self, made)

    monkeypatch.setattr(WarmBuild, "_take", counted)
    return counts


def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sites, "both_for_files", lambda settings: in_turn)


def _build(project: Path, *words: str) -> dict[str, bytes]:
    assert main(["build", "--audience", "internal", *words]) == 0
    return tree(project / "site")


def test_the_bytes_are_the_same(
    project: Path, helped: list[int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    without = _build(project)
    assert [count > 3 for count in helped] == [True]
    monkeypatch.setenv("CXSITE_CACHE", str(project.parent / "kept"))
    monkeypatch.setenv("CXSITE_CACHE_KEY", "ours")
    first = _build(project, "--explain")
    capsys.readouterr()
    second = _build(project, "--explain")
    assert "0 of" in capsys.readouterr().out
    assert len(helped) == 3
    _alone(monkeypatch)
    monkeypatch.setenv("CXSITE_CACHE", "off")
    assert _build(project) == without == first == second
    assert len(helped) == 3


def test_what_is_made_is_held_no_longer(project: Path, helped: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """By whichever process it was made: neither the text of a page nor its HTML."""
    ended: list[WarmBuild] = []
    make_all = WarmBuild.make_all

    def noted(self: WarmBuild, both: Both) -> None:
        make_all(self, both)
        ended.append(self)

    monkeypatch.setattr(WarmBuild, "make_all", noted)
    _build(project)
    (site,) = ended
    made = [file for file in site._documents if file.src_uri in site._texts]
    assert 0 < helped[0] < len(made)
    assert {page.size for page in site._texts.values()} == {0}
    assert not any(file.page.content for file in made if file.page is not None)


@pytest.mark.slow
@pytest.mark.parametrize("most", [300, 0])
def test_who_helps_to_make_few_pages_hands_over_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """What the site may not hold is put together by a process of its own where there are more."""
    monkeypatch.setenv("CXSITE_CACHE", "off")
    monkeypatch.setattr(pipeline, "LARGE", most)
    handed: list[bool] = []
    audited = worker.audit_of

    def noted(*words: Any, helped: bool) -> BackgroundAudit:
        audit = audited(*words, helped=helped)
        handed.append(audit.hand_over is not None)
        return audit

    monkeypatch.setattr(sites, "audit_of", noted)
    size = Size(70)
    assert MANY < size.items < 300
    content.write(tmp_path, size)
    monkeypatch.chdir(tmp_path)
    assert main(["build", "--audience", "internal", "--out", "both"]) == 0
    monkeypatch.setattr(multiprocessing, "cpu_count", lambda: 1)
    assert main(["build", "--audience", "internal", "--out", "one"]) == 0
    assert tree(tmp_path / "both") == tree(tmp_path / "one")
    assert handed == [most > 0, False]


_SAYS = """\
import logging
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

class Says(Preprocessor):
    def run(self, lines):
        titles = [line for line in lines if line.startswith("We ")]
        for title in titles:
            logging.getLogger("mkdocs.says").warning(title)
        return lines

class Saying(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Says(md), "says", 1)

def makeExtension(**kwargs):
    return Saying(**kwargs)
"""


def test_what_the_engine_says_is_told_once(
    project: Path, helped: list[int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = {f"content/pages/{name}.md": f"---\ntitle: {name}\n---\nWe say {name}.\n" for name in ("aaa", "zzz")}
    write(project, {"mkdocs.yml": CONFIG + "markdown_extensions: [cxsite_says]\n", "cxsite_says.py": _SAYS, **texts})
    monkeypatch.syspath_prepend(str(project))
    assert main(["build", "--audience", "internal", "--strict"]) == 1
    told = capsys.readouterr().err
    assert told.count("We say aaa.") == told.count("We say zzz.") == 1
    assert len(helped) == 1
    _alone(monkeypatch)
    assert main(["build", "--audience", "internal", "--strict"]) == 1
    assert capsys.readouterr().err == told


def test_what_fails_there_is_told_as_here(
    project: Path, helped: list[int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    config = CONFIG.replace("theme: material", "theme: {name: material, custom_dir: mine}")
    fails = "{% if page.url.startswith('zzz') %}{{ page.x.y.z }}{% endif %}"
    override = f'{{% extends "base.html" %}}{{% block content %}}{fails}{{% endblock %}}'
    last = {"content/pages/zzz.md": "---\ntitle: Last\n---\nThe end.\n"}
    write(project, {"mkdocs.yml": config, "mine/main.html": override, **last})
    assert main(["build", "--audience", "internal"]) == 2
    told = capsys.readouterr().err
    assert "main.html" in told and "zzz" in told and "Traceback" not in told
    _alone(monkeypatch)
    assert main(["build", "--audience", "internal"]) == 2
    assert capsys.readouterr().err == told
    assert helped == []
