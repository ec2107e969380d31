"""A project: mkdocs.yml as it is written, with the options of cxsite in it.

Reading it runs nothing: no plugin, no hook, no tag of YAML. Only an engine that builds a site does that.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from cxsite.model.finding import CxsiteError
from cxsite.pipeline.settings import Placed, Settings
from cxsite.site.config_file import ConfigFile, config_files, find_config, read_config_file
from cxsite.site.engines.plugins import PLUGIN, named_plugins
from cxsite.site.options import read_options, settings_of

_DECIDING = ("content", "today", "ignore", "per_path_ignore", "severity")


@dataclass(frozen=True, slots=True)
class Project:
    """`config_file` is mkdocs.yml, `said` what stands in it (environment variables and `INHERIT` resolved; what only an
    engine's loader can make is `Inert`).

    `day_said`: the command line says for which day.
    """

    config_file: Path
    said: Mapping[str, Any]
    settings: Settings
    day_said: bool = False

    @property
    def root(self) -> Path:
        """The folder of mkdocs.yml."""
        return self.settings.root

    @property
    def docs_dir(self) -> Path:
        """The folder whose files everyone may see as they are."""
        return self.root / _docs_dir(self.said)

    @property
    def kept(self) -> tuple[Path, ...]:
        """The folders from which sites are made, content or not: nothing else may be written there."""
        theme = self.said.get("theme")
        custom = theme.get("custom_dir") if isinstance(theme, Mapping) else None
        overrides = (self.root / custom,) if isinstance(custom, str) and custom else ()
        return (*self.settings.folders, self.docs_dir, *overrides)

    @property
    def sites(self) -> tuple[Path, ...]:
        """The folders in which sites are built, unless somebody says others."""
        said = self.said.get("site_dir")
        return (self.root / (said if isinstance(said, str) and said else "site"), self.root / "site")

    def for_audience(self, audience: str) -> Project:
        """The same project for another audience."""
        return dataclasses.replace(self, settings=dataclasses.replace(self.settings, audience=audience))


def read_project(config: str | None, day: str = "") -> Project:
    """Read mkdocs.yml; `config` is its path or its folder. Raises `CxsiteError` where it can't be used."""
    file = find_config(config)
    read = read_config_file(file)
    _refuse_other_than_text(read, "docs_dir")
    options = read_options(*_own_options(read, file), file)
    root = file.resolve().parent
    settings = settings_of(options, root, day, docs_dir=root / _docs_dir(read.values))
    return Project(file.resolve(), read.values, rereading(settings, config, day), bool(day))


def rereading(settings: Settings, config: str | None, day: str = "") -> Settings:
    """The settings, which can be read again from mkdocs.yml as it was at another time."""
    files = tuple(one.absolute() for one in config_files(config))
    return dataclasses.replace(settings, reread=partial(_settings_elsewhere, files, day))


def _settings_elsewhere(files: tuple[Path, ...], day: str, place: Placed) -> Settings | None:
    """What decides who may see what, and when, and which findings count, as the first of these files says it that is
    there; None where none is, and where it does not name the plugin. Its other options may be of another version."""
    file = next((one for one in files if place(one).exists()), None)
    if file is None:
        return None
    read = read_config_file(file, place)
    _refuse_other_than_text(read, "docs_dir")
    if all(name != PLUGIN for name, _, _ in named_plugins(read.values)):
        return None
    said, places = _own_options(read, file)
    options = read_options({name: said[name] for name in _DECIDING if name in said}, places, file)
    root = file.resolve().parent
    return settings_of(options, root, day, docs_dir=root / _docs_dir(read.values))


def _docs_dir(said: Mapping[str, Any]) -> str:
    return str(said.get("docs_dir", "docs"))


def _refuse_other_than_text(read: ConfigFile, name: str) -> None:
    if not isinstance(read.values.get(name, ""), str):
        raise CxsiteError(f"{read.place((name,))}: `{name}` names a folder: write a text")


def _own_options(read: ConfigFile, file: Path) -> tuple[dict[str, Any], dict[str, str]]:
    """The options of this plugin, and the place of each (with an empty name: of the plugin)."""
    found = [(options, way) for name, options, way in named_plugins(read.values) if name == PLUGIN]
    if not found:
        raise CxsiteError(f"{file.name} does not name the plugin: write `plugins: [search, cxsite]`")
    options, way = found[0]
    if len(found) > 1:
        raise CxsiteError(f"{read.place(found[1][1])}: the plugin `{PLUGIN}` is named twice: remove one of the two")
    return options, {"": read.place(way), **{str(name): read.place((*way, str(name))) for name in options}}
