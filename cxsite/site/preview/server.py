"""The server of a preview: MkDocs' own, with pages that are made when somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from cxsite.model.finding import CxsiteError
from cxsite.site.engines.plugins import PLUGIN
from cxsite.site.engines.stage_source import TakesStage
from cxsite.site.preview.prepared import PreparedSite, can_be_prepared
from cxsite.site.preview.preview import Preview
from cxsite.site.preview.theme_files import ThemeFiles

Load = Callable[[], MkDocsConfig]
"""Reads the configuration, which is used for one site only."""


class PreviewServer(LiveReloadServer):
    """A server that has its preview from the beginning, without a whole build before."""

    def __init__(self, config: MkDocsConfig, load: Load) -> None:
        host, port = config.dev_addr
        mounted = urlsplit(config.site_url or "/").path
        super().__init__(builder=self._refresh, host=host, port=port, root=config.site_dir, mount_path=mounted)
        self.error_handler = self._error_page
        self.preview = preview_for(self, config, load)

    def _refresh(self) -> None:
        self.preview.refresh()

    def _error_page(self, code: int) -> bytes | None:
        page = Path(self.root) / f"{code}.html"
        return page.read_bytes() if code in (404, 500) and page.is_file() else None


def preview_for(server: LiveReloadServer, config: MkDocsConfig, load: Load) -> Preview:
    """The preview of a server, which it refreshes when files change. `config` is the first configuration."""
    configs, theme_files = [config], ThemeFiles()

    def make() -> PreparedSite:
        fresh = load()
        if not can_be_prepared(fresh):
            raise CxsiteError("mkdocs.yml names another plugin or hook now: start the preview again")
        fresh.site_url = server.url
        _plugin(fresh).make_later()
        configs[0] = fresh
        return PreparedSite(fresh, theme_files=theme_files).begun()

    preview = Preview(server, make, lambda: _places(configs[0]))
    server.builder = preview.refresh
    return preview


def _places(config: MkDocsConfig) -> Iterator[Path]:
    """All that a site is made of, as far as somebody may edit it meanwhile."""
    yield from (Path(config.config_file_path), Path(config.docs_dir), *_plugin(config).watched(config))
    if config.theme.custom_dir:
        yield Path(config.theme.custom_dir)
    yield from map(Path, config.watch)


def _plugin(config: MkDocsConfig) -> TakesStage:
    plugin = config.plugins[PLUGIN]
    assert isinstance(plugin, TakesStage)
    return plugin
