"""With a cache or without: the same bytes, after any edit, whatever somebody did to the cache or a build."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cxsite.cli.main import main
from cxsite.pipeline.cache.code import code_of_all
from tests.own_machine import own_machine
from tests.site.killing import killed
from tests.site.small import CONFIG, PUBLIC, ROADMAP, tree, write

OTHER = "title: Benches\nstatus: planned\nvisibility: public\nsummary: Where people wait.\n"
OVERRIDE = "theme: {name: material, custom_dir: overrides}"
EDITS: tuple[tuple[str, str | None], ...] = (
    ("content/initiatives/queues.md", PUBLIC.replace("calm", "quiet")),
    ("content/initiatives/queues.md", PUBLIC.replace("visibility: public\n", "")),
    ("content/initiatives/queues.md", PUBLIC.replace("second till", "third till. See [benches](initiative:benches)")),
    ("content/initiatives/benches.yml", OTHER),
    ("content/initiatives/benches.yml", None),
    ("content/roadmap.yml", ROADMAP.replace("Lamp shop", "Lantern shop")),
    ("content/roadmap.yml", ROADMAP + "language: de\n"),
    ("content/pages/how.md", "---\ntitle: How\nvisibility: public\n---\nWe ask. [About](about.md)\n"),
    ("content/public/own.md", "# By hand\n\n[home](index.md)\n"),
    ("mkdocs.yml", CONFIG.replace("today: 2026-03-31", "today: 2026-05-01")),
    ("mkdocs.yml", CONFIG + "copyright: Lamps\n"),
    ("mkdocs.yml", CONFIG.replace("theme: material", OVERRIDE)),
    ("overrides/main.html", '{% extends "base.html" %}{% block footer %}Bye{% endblock %}'),
    ("overrides/main.html", '{% extends "base.html" %}{% block footer %}{{ pages | length }}{% endblock %}'),
)


class Builds:
    """The project, with a cache and without."""

    def __init__(self, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.project, self.place, self._patch = project, project.parent / "kept", monkeypatch
        # As on somebody's own machine: there what was audited and checked is taken as well.
        own_machine(monkeypatch, project.parent / "state")
        (project / "overrides").mkdir()

    def build(self, cache: object) -> dict[str, bytes]:
        """The files that a build makes with this cache; none where it is refused. What is kept has a site beside it
        that was made before, of which a build takes what is the same."""
        self._patch.setenv("CXSITE_CACHE", str(cache))
        site = self.project / "site"
        if cache == "off":
            shutil.rmtree(site, ignore_errors=True)
        before = tree(site) if site.is_dir() else {}
        refused = main(["build", "--audience", "all", "--explain"])
        found = tree(site) if site.is_dir() else {}
        assert found if not refused else found == before
        return found if not refused else {}

    def same(self) -> None:
        """Whether a build with what is kept writes what one without anything writes."""
        warm, cold = self.build(self.place), self.build("off")
        assert sorted(warm) == sorted(cold)
        assert [name for name in cold if warm[name] != cold[name]] == []


@pytest.fixture
def builds(project: Path, monkeypatch: pytest.MonkeyPatch) -> Builds:
    return Builds(project, monkeypatch)


def _build_internal() -> None:
    main(["build", "--audience", "internal"])


def _made(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [line for line in capsys.readouterr().out.splitlines() if " pages in " not in line]


def test_a_build_makes_what_an_edit_touches_and_says_why(builds: Builds, capsys: pytest.CaptureFixture[str]) -> None:
    builds.build(builds.place)
    assert any("nothing is known here of an earlier build" in line for line in _made(capsys))
    builds.build(builds.place)
    assert [line for line in _made(capsys) if line.split()[1] != "0"] == []
    write(builds.project, {"content/initiatives/merger.yml": "title: Zirconium fusion\nstatus: planned\n"})
    builds.build(builds.place)
    lines = _made(capsys)
    assert "internal: initiatives/merger/: content/initiatives/merger.yml has changed" in lines
    assert "internal: initiatives/: it shows something of content/initiatives/merger.yml" in lines
    # Readers of the other site see nothing of it.
    (public,) = (line for line in lines if line.startswith("public"))
    assert public.startswith("public: 0 of ")
    write(builds.project, {"mkdocs.yml": CONFIG + "copyright: Lamps\n"})
    builds.build(builds.place)
    assert "public: about/: the option `copyright` is not what was" in _made(capsys)
    assert [path.name for path in (builds.place / "pages").iterdir()] == [code_of_all()]


@pytest.mark.parametrize("seed", [1, 2])
def test_the_bytes_are_the_same_after_edits(builds: Builds, seed: int) -> None:
    chosen = random.Random(seed)
    for _ in range(3):
        for name, text in chosen.sample(EDITS, 3):
            if text is None:
                (builds.project / name).unlink(missing_ok=True)
            else:
                write(builds.project, {name: text})
        builds.same()


def test_what_somebody_did_to_a_cache_changes_nothing(builds: Builds) -> None:
    cold = builds.build("off")
    assert builds.build(builds.place) == cold
    entries = sorted(path for path in builds.place.rglob("*") if path.is_file())
    assert len(entries) > 10

    def shuffled(change: Callable[[int, bytes], bytes]) -> None:
        for number, path in enumerate(entries):
            path.write_bytes(change(number, path.read_bytes()))

    whole = [path.read_bytes() for path in entries]
    shuffled(lambda number, data: data[: number * 7 % len(data)])
    assert builds.build(builds.place) == cold
    shuffled(lambda number, data: whole[number - 1])
    assert builds.build(builds.place) == cold


def test_a_build_that_is_killed_leaves_a_usable_cache(builds: Builds, monkeypatch: pytest.MonkeyPatch) -> None:
    cold = builds.build("off")
    monkeypatch.setenv("CXSITE_CACHE", str(builds.place))
    for step in (2, 9, 40):
        assert killed(_build_internal, builds.place, step)
    assert builds.build(builds.place) == cold
    assert builds.build(builds.place) == cold
