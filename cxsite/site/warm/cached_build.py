"""A build by MkDocs that takes pages from what is kept, where that can be done."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig

from cxsite.pipeline.build import RenderedSite
from cxsite.pipeline.cache.cache_folder import FOLDER, store_for
from cxsite.pipeline.cache.code import code_of_all
from cxsite.processes.parallel import Both, in_turn
from cxsite.site.project import Project
from cxsite.site.warm.building import MANY, build_warm, can_be_warm
from cxsite.site.warm.explaining import content_files, explained

_NOTHING_KEPT = f"every page was made, as nothing is kept: it needs a git folder, or {FOLDER} that names another one"
EVERY_PAGE_AT_ONCE = "every page was made: this engine makes all of them at once"
"""What explains a build by an engine that is asked for no single page."""
_OTHERS = "every page was made: mkdocs.yml names a plugin or a hook that has a say in pages, or asks about anchors"


def build_with_cache(
    config: MkDocsConfig,
    project: Project,
    level: str,
    rendered: RenderedSite,
    both: Both = in_turn,
    stands: Path | None = None,
) -> Callable[[], tuple[str, ...]]:
    """Build the site of a level, whose plugin has its Stage; what remembers of what it was made, and gives lines that
    say which pages were made, and why. `both` says how two halves of many pages are made; `stands` is the site whose
    place it is to take."""
    if not can_be_warm(config):
        build(config)
        return lambda: (_OTHERS,)
    store = store_for(project.root, "pages", code_of_all, os.environ)
    pages = {page.uri: page for page in rendered.stage.pages}
    site = f"{level} {project.config_file.name} {project.root}"
    if store is None:
        if both is in_turn or len(pages) < MANY:
            build(config)
        else:
            build_warm(config, pages, None, site, both, stands)
        return lambda: (_NOTHING_KEPT,)
    made = build_warm(config, pages, store, site, both, stands)
    return lambda: explained(made, made.remember(content_files(project.settings)), rendered.inspection.roadmap)
