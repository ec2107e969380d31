"""After any edits a preview answers with the bytes of a whole build, and asks for no more work than it must."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from cxsite.cli.main import main
from cxsite.render.site import Site
from cxsite.site.preview.server import PreviewServer
from tests.site.small import CONFIG, FILES, INTERNAL, PUBLIC, ROADMAP, write

SCRIPT = re.compile(rb"<script>[^<]*livereload.*?</script>", re.DOTALL)
BENCHES = "content/initiatives/benches.yml"
OTHER = "title: Benches\nstatus: planned\nvisibility: public\nsummary: Where people wait.\n"
KPI = "title: Waiting\nmetric: duration\nunit: min\nvisibility: public\ndirection: down\nmeasurements: waiting.csv\n"
# Each edit of a file: another text, or none for a file that is deleted.
EDITS: tuple[tuple[str, str | None], ...] = (
    ("content/initiatives/queues.md", PUBLIC),
    ("content/initiatives/queues.md", PUBLIC.replace("calm", "quiet")),
    ("content/initiatives/queues.md", PUBLIC.replace("second till", "third till. See [benches](initiative:benches)")),
    ("content/initiatives/queues.md", PUBLIC.replace("visibility: public\n", "")),
    ("content/initiatives/queues.md", PUBLIC.replace("in-progress", "in-progres")),
    ("content/initiatives/queues.md", None),
    ("content/initiatives/merger.yml", INTERNAL),
    ("content/initiatives/merger.yml", INTERNAL + "visibility: public\n"),
    (BENCHES, OTHER),
    (BENCHES, OTHER.replace("Benches", "Long benches")),
    (BENCHES, OTHER + "feedback: https://www.example.com/benches\n"),
    (BENCHES, None),
    ("content/roadmap.yml", ROADMAP),
    ("content/roadmap.yml", ROADMAP.replace("Lamp shop", "Lantern shop")),
    ("content/roadmap.yml", ROADMAP + "language: de\n"),
    ("content/kpis/waiting.yml", KPI),
    ("content/kpis/waiting.csv", "date,value\n2025-01-31,7\n2025-02-28,6\n"),
    ("content/kpis/waiting.csv", "date,value\n2025-01-31,7\n2025-02-28,5\n"),
    ("content/kpis/waiting.csv", None),
    ("content/pages/how.md", "---\ntitle: How\nvisibility: public\n---\nWe ask.\n"),
    ("overrides/main.html", '{% extends "base.html" %}{% block footer %}Bye{% endblock %}'),
    ("overrides/main.html", None),
    ("content/public/note.txt", "Noted."),
    ("content/public/note.txt", "Not noted."),
    ("content/public/note.txt", None),
    ("mkdocs.yml", CONFIG.replace("theme: material", "theme: {name: material, custom_dir: overrides}")),
    ("mkdocs.yml", CONFIG),
)
# What makes it publishable again, whatever else was done.
RIGHT: tuple[tuple[str, str | None], ...] = (
    ("content/initiatives/queues.md", PUBLIC),
    ("content/kpis/waiting.yml", KPI),
    ("content/kpis/waiting.csv", "date,value\n2025-01-31,8\n2025-02-28,5\n"),
)


class Small:
    """A project in a folder, and its preview for an audience."""

    def __init__(self, folder: Path, audience: str) -> None:
        self.folder, self.audience = folder, audience
        (folder / "overrides").mkdir(parents=True)
        write(folder, dict(FILES))
        config = self.load("preview")
        config.plugins.on_startup(command="serve", dirty=False)
        self.server = PreviewServer(config, lambda: self.load("preview"))

    def __enter__(self) -> Small:
        return self

    def __exit__(self, *error: object) -> None:
        self.server.server_close()

    def load(self, site: str) -> MkDocsConfig:
        """The configuration for a site in a folder."""
        options: dict[str, Any] = {"audience": self.audience, "today": "2026-03-31", "ignore": ["CX034", "CX2", "CX4"]}
        config = load_config(
            str(self.folder / "mkdocs.yml"),
            site_dir=str(self.folder.parent / site),
            plugins=["search", {"cxsite": options}],
        )
        plugin: Any = config.plugins["cxsite"]
        plugin.stage_source.later = False
        return config

    def edit(self, name: str, text: str | None) -> None:
        """Write a file, or delete it."""
        if text is None:
            (self.folder / name).unlink(missing_ok=True)
        else:
            write(self.folder, {name: text})

    def get(self, path: str) -> bytes:
        """What the preview answers; nothing where there is no such place."""
        said: list[str] = []
        environ = {"PATH_INFO": self.server.mount_path + path, "REQUEST_METHOD": "GET"}
        app: Callable[..., Any] = self.server.preview
        answer = app(environ, lambda status, headers: said.append(status))
        found = b"".join(answer)
        getattr(answer, "close", list)()
        return SCRIPT.sub(b"", found) if said[0].startswith("200") else b""

    def whole(self) -> dict[str, bytes] | None:
        """The files of a whole build by plugins that know nothing of the preview, by place; `None` where there can be
        none."""
        cache: dict[str, Any] = dict(MkDocsConfig._schema)["plugins"].plugin_cache  # type: ignore[attr-defined]
        kept = dict(cache)
        cache.clear()
        try:
            config = self.load("whole")
            config.plugins.on_startup(command="serve", dirty=False)
            config.site_url = self.server.url
            build(config, serve_url=self.server.url)
            plugin: Any = config.plugins["cxsite"]
        finally:
            cache.clear()
            cache.update(kept)
        if plugin.stage_source.inspection is None:
            return None
        site = Path(config.site_dir)
        return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def _same(small: Small) -> bool:
    """Whether there is a site; then the preview gives the same bytes."""
    whole = small.whole()
    if whole is None:
        # Whatever a page said before, it says what is wrong.
        assert b"can&#x27;t be published" in small.get("") or b"can&#39;t be published" in small.get("")
        assert b"calm" not in small.get("initiatives/queues/") + small.get("search/search_index.json")
        return False
    for name, content in whole.items():
        if name.endswith((".html", ".json", ".xml", ".ics", ".txt")) and not name.startswith("404"):
            assert small.get(name.removesuffix("index.html")) == content, name
    assert small.get("initiatives/never/") == b""
    gone = {"initiatives/benches/index.html", "initiatives/merger/index.html", "initiatives/queues/index.html"} - {
        *whole
    }
    assert all(small.get(name.removesuffix("index.html")) == b"" for name in gone)
    return True


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_served_pages_are_those_of_a_whole_build(audience: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    @settings(max_examples=1)
    @given(st.lists(st.lists(st.sampled_from(EDITS), min_size=1, max_size=6), min_size=2, max_size=2))
    def edited(rounds: list[list[tuple[str, str | None]]]) -> None:
        with Small(tmp_path_factory.mktemp("edited") / "project", audience) as small:
            for edits in rounds:
                for name, text in edits:
                    small.edit(name, text)
                    # Somebody looks between two edits.
                    small.get("initiatives/queues/")
                if _same(small):
                    continue
                for name, text in RIGHT:
                    small.edit(name, text)
                assert _same(small)

    edited()


def test_what_was_built_for_others_is_in_no_later_preview(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # MkDocs hands the same plugin to each build of a process.
    with Small(tmp_path / "project", "public") as small:
        monkeypatch.chdir(small.folder)
        assert main(["build", "--audience", "internal"]) == 0
        assert b"irconium" in (small.folder / "site/internal/initiatives/merger/index.html").read_bytes()
        assert small.get("initiatives/queues/")
        assert small.get("initiatives/merger/") == b""


def test_one_edit_makes_one_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    really = Site._made

    def counted(self: Site, template: str, *more: Any) -> Any:
        made.append(template)
        return really(self, template, *more)

    monkeypatch.setattr(Site, "_made", counted)
    with Small(tmp_path / "project", "internal") as small:
        time.sleep(0.2)  # A file that was written this very moment might be written again.
        assert b"calm" in small.get("initiatives/queues/")
        assert made == ["initiative.html"]
        small.get("initiatives/queues/")
        assert made == ["initiative.html"]
        small.edit("content/initiatives/queues.md", PUBLIC.replace("calm", "quiet"))
        assert b"quiet" in small.get("initiatives/queues/")
        assert made == ["initiative.html"] * 2
        assert b"irconium" in small.get("search/search_index.json")
        pages = len(made)
        small.get("search/search_index.json")
        assert len(made) == pages
