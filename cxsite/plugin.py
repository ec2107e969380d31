"""The MkDocs plugin: hands the Stage of one audience to MkDocs, and nothing more."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import Environment
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from cxsite.model.finding import CxsiteError
from cxsite.pipeline.settings import Settings
from cxsite.render.stage import Stage, StagePage
from cxsite.site.audit import empty, finish
from cxsite.site.engines.engine import left_out
from cxsite.site.engines.fragments import remember_parts
from cxsite.site.engines.mkdocs import add_files, configure
from cxsite.site.engines.outline import filled
from cxsite.site.engines.overrides import compile_once, theme_overrides
from cxsite.site.engines.search import quicken_search
from cxsite.site.engines.stage_source import StageSource, TakesStage
from cxsite.site.engines.staged_page import stage_pages
from cxsite.site.failure import template_failure
from cxsite.site.guard import guard_site_dir
from cxsite.site.late_text import EXTENSION, token_of
from cxsite.site.neighbours import navigation_lost, plugin_failure
from cxsite.site.options import settings_of
from cxsite.site.plugin_options import CxsiteOptions
from cxsite.site.preview.prepared import can_be_prepared
from cxsite.site.project import rereading

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = get_plugin_logger("cxsite")


class CxsitePlugin(BasePlugin[CxsiteOptions], TakesStage):
    """Makes the site of one audience from a folder of content."""

    def __init__(self) -> None:
        self.stage_source = StageSource(log)
        # Each build sets the variable for the engine; the day is chosen by what it was before.
        self._environment = dict(os.environ)
        self._stage: Stage
        self._nav: Navigation
        self._settings: Settings
        self._pages: dict[str, StagePage] = {}
        self._written: Path | None = None
        self._dirty = False
        self._neighbours: dict[str, Any] = {}

    def take(self, stage: Stage) -> None:
        """Show this Stage, which `cxsite build` has made."""
        self.stage_source.ready = stage

    def make_later(self) -> None:
        """From now on make pages when a preview asks for them."""
        self.stage_source.later = True

    def watched(self, config: MkDocsConfig) -> Iterable[Path]:
        """The folders of the content, and the overrides."""
        root = Path(config.config_file_path).resolve().parent
        settings = settings_of(self.config, root, "", self._environment, Path(config.docs_dir))
        return (*settings.folders, theme_overrides())

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is a preview; MkDocs then keeps the plugin from build to build."""
        self.stage_source.serving = command == "serve"
        self._dirty = dirty
        if dirty and not self.stage_source.serving:
            raise PluginError("a dirty build keeps pages that the audience may no longer see: build without --dirty")

    def on_shutdown(self) -> None:
        """Forget the Stage: MkDocs hands the same plugin to every later build of this process, for whomever it is."""
        self.stage_source.forget()

    @event_priority(100)  # before the search plugin, which reads the theme's language
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check the content and complete the configuration; a finding stops here, before anything is written."""
        with _as_plugin_error():
            root = Path(config.config_file_path).resolve().parent
            settings = settings_of(self.config, root, "", self._environment, Path(config.docs_dir))
            settings = rereading(settings, config.config_file_path)
            self._settings = replace(settings, strict=settings.strict or config.strict)
            self._stage = self.stage_source.stage(self._settings, Path(config.docs_dir))
            if self.stage_source.inspection is not None and not self.stage_source.serving:
                kept = (*settings.folders, Path(config.docs_dir))
                guard_site_dir(Path(config.site_dir), root, kept, self.stage_source.inspection)
            for uri in left_out(config.nav, self._stage):
                log.info(f"`nav` names {uri}, which this audience does not have: left out")
            configure(config, self._stage)
            if can_be_prepared(config):
                compile_once(config.theme)
        self._neighbours = dict(config.plugins)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages and files of the Stage, in memory."""
        self._written = Path(config.site_dir)
        with _as_plugin_error():
            add_files(files, config, self._stage)
        self._pages = {page.uri: page for page in self._stage.pages}
        return files

    @event_priority(-100)  # after whoever replaces it
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Refuse a navigation that another plugin has put in the place of ours."""
        if lost := navigation_lost(nav, config.nav, self._neighbours):
            raise PluginError(lost)
        self._nav = nav
        if can_be_prepared(config):
            stage_pages(files, nav, config, self._pages)
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Make the search index quickly, which is a new one by now."""
        if can_be_prepared(config):
            remember_parts(env, self._nav)
        quicken_search(config.plugins)
        return env

    @event_priority(100)
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Keep titles, too, from being read as another plugin's language."""
        if page.file.src_uri in self._pages:
            page.meta["render_macros"] = False
        return markdown

    @event_priority(100)  # whatever else reads the page gets all of it
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put the blocks of finished HTML in their places."""
        made = self._pages.get(page.file.src_uri)
        if made is None:
            return html
        if token_of(made.uri) not in config.mdx_configs[EXTENSION]["used"]:
            raise PluginError(f"another plugin has taken away the text of {made.uri}: leave it out of `plugins`")
        whole, anchors = filled(html, made)
        page.present_anchor_ids = (page.present_anchor_ids or set()) | anchors
        return whole

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch the content and the overrides; let files of the content run nothing."""
        # A build serves nothing.
        from cxsite.site.preview.headers import for_its_own_names, with_strict_assets
        from cxsite.site.preview.server import PreviewServer, preview_for

        preview = server.preview if isinstance(server, PreviewServer) else None
        if preview is None and self.stage_source.serving and not self._dirty and can_be_prepared(config):
            said: dict[str, Any] = {
                "site_dir": config.site_dir,
                "strict": config.strict,
                "dev_addr": str(config.dev_addr),
            }
            preview = preview_for(server, config, lambda: load_config(config.config_file_path, **said))
        strict = with_strict_assets(preview or server.serve_request, server.mount_path)
        server.set_app(for_its_own_names(strict, config.dev_addr.host))
        for folder in filter(Path.is_dir, self.watched(config)):
            server.watch(str(folder))
        return server

    @event_priority(-100)  # after what other plugins and hooks write at the end
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Audit the site, then write its manifest where it stands in the folder of its level."""
        if self.stage_source.inspection is not None and not self.stage_source.serving:
            with _as_plugin_error():
                finish(config, self.stage_source.inspection, self._settings)
        self._written = None

    @event_priority(100)  # before another plugin's handler can end the build
    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing of a site that nobody audited; say which template failed, instead of a traceback."""
        if self._written is not None and not self.stage_source.serving:
            empty(self._written)
        found = template_failure(error) or plugin_failure(error, self._neighbours)
        if found and not isinstance(error, PluginError):
            raise PluginError(found) from None


@contextmanager
def _as_plugin_error() -> Iterator[None]:
    """MkDocs prints the message of a `PluginError`, and a traceback for all else."""
    try:
        yield
    except CxsiteError as error:
        raise PluginError(str(error)) from None
