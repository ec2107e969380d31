"""A project: mkdocs.yml as it is written, with the options of cxsite in it."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from cxsite.model.finding import CxsiteError
from cxsite.pipeline.settings import Settings
from cxsite.site.options import read_options, settings_of

PLUGIN = "cxsite"
_NAMES = ("mkdocs.yml", "mkdocs.yaml")


@dataclass(frozen=True, slots=True)
class Project:
    """`config_file` is mkdocs.yml, `said` what stands in it (environment variables and `INHERIT` resolved).

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
        return self.root / str(self.said.get("docs_dir", "docs"))

    def plugins(self, **options: Any) -> list[Any]:
        """The plugins as mkdocs.yml names them, with other `options` for this one."""
        return _Unspent(
            {name: {**config, **options} if name == PLUGIN else config} for name, config in _plugins(self.said)
        )

    def for_audience(self, audience: str) -> Project:
        """The same project for another audience."""
        return dataclasses.replace(self, settings=dataclasses.replace(self.settings, audience=audience))


class _Unspent(list[Any]):
    """A list of plugins that can be read more than once: MkDocs empties the mappings that it reads."""

    def __iter__(self) -> Iterator[Any]:
        return iter([{name: dict(options) for name, options in entry.items()} for entry in super().__iter__()])


def read_project(config: str | None, day: str = "") -> Project:
    """Read mkdocs.yml; `config` is its path or its folder. Raises `CxsiteError` where it can't be used."""
    file = _find(config)
    try:
        with file.open("rb") as stream:
            said = yaml_load(stream, get_yaml_loader(config=MkDocsConfig(config_file_path=str(file))))
    except ConfigurationError as error:
        raise CxsiteError(f"{file.name} can't be read: {' '.join(str(error).split())}") from None
    except OSError as error:
        raise CxsiteError(f"{file} can't be read: {error.strerror}") from None
    if not isinstance(said, dict):
        raise CxsiteError(f"{file.name} is no mapping of settings")
    options = next((config for name, config in _plugins(said) if name == PLUGIN), None)
    if options is None:
        raise CxsiteError(f"{file.name} does not name the plugin: write `plugins: [search, cxsite]`")
    root = file.resolve().parent
    settings = settings_of(read_options(options, file), root, day, os.environ.get("SOURCE_DATE_EPOCH", ""))
    return Project(file.resolve(), said, settings, bool(day))


def _find(config: str | None) -> Path:
    place = Path(config) if config else Path()
    candidates = [place / name for name in _NAMES] if place.is_dir() else [place]
    found = next((file for file in candidates if file.is_file()), None)
    if found is None:
        raise CxsiteError(f"there is no {candidates[0]}: name it with --config, or begin with `cxsite init DIR`")
    return found


def _plugins(said: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name and options of each plugin, in any of the forms that MkDocs reads."""
    listed = said.get("plugins") or []
    entries = listed.items() if isinstance(listed, dict) else (_pair(entry) for entry in _listed(listed))
    for name, options in entries:
        if options is not None and not isinstance(options, dict):
            raise CxsiteError(f"plugin `{name}`: its options are no mapping")
        yield str(name), options or {}


def _listed(plugins: object) -> list[Any]:
    if not isinstance(plugins, list):
        raise CxsiteError("`plugins` in mkdocs.yml is no list: write `plugins: [search, cxsite]`")
    return plugins


def _pair(entry: object) -> tuple[str, Any]:
    if isinstance(entry, dict) and len(entry) == 1:
        return next(iter(entry.items()))
    if isinstance(entry, str):
        return entry, None
    raise CxsiteError(f"`plugins` in mkdocs.yml: `{entry}` is no plugin; options stand below its name")
