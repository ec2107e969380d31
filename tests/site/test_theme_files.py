"""The files of a theme are listed once, and those are found that MkDocs would find."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from cxsite.site.preview.theme_files import ThemeFiles


def _config(folder: Path) -> MkDocsConfig:
    config = MkDocsConfig(config_file_path=str(folder / "mkdocs.yml"))
    theme = {"name": None, "custom_dir": str(folder / "theme")}
    docs, site = str(folder / "docs"), str(folder / "site")
    config.load_dict({"site_name": "S", "theme": theme, "docs_dir": docs, "site_dir": site, "plugins": []})
    assert config.validate() == ([], [])
    return config


def test_they_are_those_that_mkdocs_finds_after_each_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theme = tmp_path / "theme"
    for name in (
        "main.html",
        "mkdocs_theme.yml",
        "a.css",
        "icons/one.svg",
        "icons/.hidden/no.svg",
        ".icons/no.svg",
        ".no.css",
        "404.html",
    ):
        (theme / name).parent.mkdir(parents=True, exist_ok=True)
        (theme / name).write_text("x: 1", encoding="utf-8")
    (tmp_path / "docs").mkdir()
    listed: list[str] = []
    really = Files.add_files_from_theme
    known = ThemeFiles()

    def noted(files: Files, env: Environment, config: MkDocsConfig) -> None:
        listed.append("")
        really(files, env, config)

    def told(found: Files) -> list[tuple[str, str | None, str]]:
        return [(file.src_uri, file.abs_src_path, file.abs_dest_path) for file in found]

    def same() -> bool:
        """Whether they were listed anew; they are the right ones in any case."""
        config, found, right = _config(tmp_path), Files([]), Files([])
        listed.clear()
        with monkeypatch.context() as patch:
            patch.setattr(Files, "add_files_from_theme", noted)
            known.add(found, config.theme.get_env(), config)
        really(right, config.theme.get_env(), config)
        assert told(found) == told(right)
        return bool(listed)

    for folder, _, _ in os.walk(theme):
        os.utime(folder, (1_700_000_000, 1_700_000_000))
    assert same()
    assert not same()
    (theme / "a.css").write_text("other", encoding="utf-8")
    assert not same()
    (theme / "icons/two.svg").write_text("x", encoding="utf-8")
    # A moment ago: something else may come in the same tick.
    assert same()
    assert same()
    os.utime(theme / "icons", (1_700_000_001, 1_700_000_001))
    assert same()
    assert not same()
    (theme / "icons/.hidden/no.svg").unlink()
    (theme / "icons/.hidden").rmdir()
    os.utime(theme / "icons", (1_700_000_002, 1_700_000_002))
    assert same()
