"""Handing a Stage to MkDocs: its configuration and its files."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from cxsite.markdown.dialect import EXTENSIONS
from cxsite.model.finding import CxsiteError
from cxsite.render.stage import GIVE_WAY, LaterFiles, Stage, StagePage
from cxsite.site.engines.engine import THEME, completed
from cxsite.site.engines.late_file import LateFile
from cxsite.site.engines.outline import outlined
from cxsite.site.engines.overrides import mermaid_files, theme_overrides
from cxsite.site.engines.plugins import PLUGIN, plugins_with
from cxsite.site.engines.search import set_search
from cxsite.site.late_text import EXTENSION, token_of, with_token
from cxsite.site.project import Project

_VALIDATED = ("site_name", "site_url", "nav", "not_in_nav", "validation", "markdown_extensions")


def configure(config: MkDocsConfig, stage: Stage) -> None:
    """Complete a configuration of MkDocs for a Stage, in place.

    What plugins before us have added stays. Raises `CxsiteError` for a setting that MkDocs refuses.
    """
    said = completed(_said(config), stage, Path(config.docs_dir))
    fresh = _validated({name: said[name] for name in _VALIDATED if name in said}, config)
    config.site_name = fresh.site_name
    # While MkDocs serves, its address is its own.
    if stage.site_url and not _is_local(config.site_url):
        config.site_url = fresh.site_url
    config.nav, config.not_in_nav, config.validation = fresh.nav, fresh.not_in_nav, fresh.validation
    added = [name for name in config.markdown_extensions if name not in fresh.markdown_extensions]
    config.markdown_extensions = fresh.markdown_extensions + added
    ours = {name: fresh.mdx_configs[name] for name in EXTENSIONS if name in fresh.mdx_configs}
    config.mdx_configs = {**config.mdx_configs, **ours, EXTENSION: {"texts": {}, "used": set()}}
    config.markdown_extensions.append(EXTENSION)
    for name, value in said["extra"].items():
        if name == "cxsite" or name not in config.extra:
            config.extra[name] = value
    set_search(config.plugins, stage.language)
    config.edit_uri = config.edit_uri_template = None
    if "repo_url" not in said:
        config.repo_url = config.repo_name = None
    _set_theme(config, said["theme"])


def plugins_for(project: Project, **options: Any) -> list[Any]:
    """The plugins of a project as MkDocs itself reads them, which may run what mkdocs.yml says; this one with other
    `options`. Raises `CxsiteError` where MkDocs refuses."""
    config = MkDocsConfig(config_file_path=str(project.config_file))
    try:
        return plugins_with(_loaded(config), options)
    except ConfigurationError as error:
        raise CxsiteError(f"{project.config_file.name} can't be read: {' '.join(str(error).split())}") from None


def _said(config: MkDocsConfig) -> dict[str, Any]:
    """What mkdocs.yml says: a validated configuration no longer tells what was said and what is a default."""
    # MkDocs' own watch for `mkdocs serve` and a hook may have changed the navigation.
    return {**_loaded(config), "nav": config.nav}


def _loaded(config: MkDocsConfig) -> dict[str, Any]:
    try:
        with Path(config.config_file_path).open("rb") as stream:
            return yaml_load(stream, get_yaml_loader(config=config))
    except OSError as error:
        raise CxsiteError(f"mkdocs.yml can't be read: {error.strerror}") from None


def _is_local(url: str | None) -> bool:
    return bool(url) and str(url).startswith(("http://127.0.0.1", "http://localhost"))


def _validated(said: dict[str, Any], config: MkDocsConfig) -> MkDocsConfig:
    """Settings in the form that MkDocs gives them."""
    fresh = MkDocsConfig(config_file_path=config.config_file_path)
    # A theme that is there: ProperDocs does not come with the one that MkDocs takes where none is named.
    places = {"docs_dir": config.docs_dir, "site_dir": config.site_dir, "theme": THEME}
    fresh.load_dict({**said, **places, "plugins": []})
    errors, _ = fresh.validate()
    if errors:
        name, error = errors[0]
        raise CxsiteError(f"mkdocs.yml, `{name}`: {error}")
    return fresh


def _set_theme(config: MkDocsConfig, said: dict[str, Any]) -> None:
    for name, value in said.items():
        if name not in ("name", "custom_dir", "locale"):
            config.theme[name] = value
    # After the owner's own overrides, before the theme's templates.
    place = 1 if config.theme.custom_dir else 0
    overrides = str(theme_overrides())
    if overrides not in config.theme.dirs:
        config.theme.dirs.insert(place, overrides)


def add_files(files: Files, config: MkDocsConfig, stage: Stage) -> None:
    """Add the pages and files of a Stage, in memory. Raises `PluginError` where `docs_dir` holds one of them."""
    own = {file.src_uri for file in files if not file.generated_by and file.src_dir == config.docs_dir}
    late = config.mdx_configs[EXTENSION]["texts"]
    for page in stage.pages:
        # No other plugin gets to read what people have written.
        text, late[token_of(page.uri)] = with_token(page.uri, page.head), partial(_below_head, page)
        _add(files, File.generated(config, page.uri, content=text, inclusion=InclusionLevel.UNDEFINED), own)
    makers = stage.files.late if isinstance(stage.files, LaterFiles) else {}
    for uri in stage.files:
        if uri in GIVE_WAY & own:
            continue
        if uri in makers:
            _add(files, LateFile(config, uri, partial(stage.files.__getitem__, uri), PLUGIN), own)
        else:
            _add(files, File.generated(config, uri, content=stage.files[uri]), own)
    for uri, source in mermaid_files():
        _add(files, File.generated(config, uri, abs_src_path=str(source)), own)


def _below_head(page: StagePage) -> str:
    return outlined(page)[len(page.head) :]


def _add(files: Files, file: File, own: set[str]) -> None:
    if file.src_uri in own:
        raise PluginError(f"`{file.src_uri}` is both in docs_dir and made from the content: rename one of them")
    files.append(file)
