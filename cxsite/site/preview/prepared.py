"""A site of MkDocs whose pages are made one by one, when somebody asks: what a preview shows after an edit.

The steps are those of `mkdocs.commands.build.build`, and its own functions make each page, so a page here has the very
bytes that it has in a whole build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Self

from mkdocs.commands import build as steps
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import clean_directory

from cxsite.site.engines.late_file import LateFile
from cxsite.site.engines.plugins import PLUGIN
from cxsite.site.engines.search import index_of
from cxsite.site.engines.staged_page import StagedPage
from cxsite.site.folders.writer import Writer
from cxsite.site.preview.theme_files import ThemeFiles

_KNOWN = {PLUGIN: "cxsite.plugin", "search": "material.plugins.search.plugin"}


def can_be_prepared(config: MkDocsConfig) -> bool:
    """Whether pages may be made in any order: where no hook and no plugin but the theme's search has a say in them."""
    known = all(
        type(plugin).__module__ == _KNOWN.get(name.rpartition("/")[2]) for name, plugin in config.plugins.items()
    )
    return known and not config.hooks


class PreparedSite:
    """All of a site but its pages and larger files, which are made when they are asked for, once it has `begun`. Not
    for two threads at once.

    `included` says which pages of the owner's a site has: a preview has more of them. `theme_files` are what was found
    of the theme for an earlier site. `before` is the site whose place it is to take.
    """

    def __init__(
        self,
        config: MkDocsConfig,
        included: Callable[[InclusionLevel], bool] = InclusionLevel.is_in_serve,
        theme_files: ThemeFiles | None = None,
        before: Path | None = None,
    ) -> None:
        config = config.plugins.on_config(config)
        config.plugins.on_pre_build(config=config)
        clean_directory(config.site_dir)
        files = get_files(config)
        env = config.theme.get_env()
        (theme_files or ThemeFiles()).add(files, env, config)
        files = config.plugins.on_files(files, config=config)
        set_exclusions(files, config)
        nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
        self._config, self._files, self._nav = config, files, nav
        self._included = included
        self._documents = files.documentation_pages(inclusion=included)
        self._pages = {file.dest_uri: file for file in self._documents}
        self._late = {file.dest_uri: file for file in files if isinstance(file, LateFile)}
        self._read_what_others_show()
        self._env = config.plugins.on_env(env, config=config, files=files)
        self._made: dict[str, bytes] = {}
        self._entries: dict[str, list[Any]] = {}
        self._complete = False
        self._writer = Writer(Path(config.site_dir), before)

    def _read_what_others_show(self) -> None:
        """Titles and settings of pages that the navigation names, and all of those that are not ours.

        To read the front matter of all took a tenth of the time until an edit is seen.
        """
        named = {id(page) for page in self._nav.pages}
        for file in self._documents:
            # MkDocs gives each file a page, whether or not the navigation names it.
            page = file.page or Page(None, file, self._config)
            if file.generated_by is None:
                steps._populate_page(page, self._config, self._files)
            elif id(page) in named:
                page.read_source(self._config)

    def begun(self) -> Self:
        """Write what does not wait until somebody asks."""
        files, made = self._static()
        self._copy(files)
        self._write_files(made)
        return self

    def _static(self) -> tuple[list[File], list[File]]:
        """The files that are written as they are: those that are copied, and those that were made from the content."""
        rest = [file for file in self._files if not file.is_documentation_page() and not isinstance(file, LateFile)]
        files: list[File] = []
        made: list[File] = []
        for file in filter(lambda one: self._included(one.inclusion), rest):
            is_made = type(file) is File and file.generated_by is not None and file.abs_src_path is None
            (made if is_made else files).append(file)
        return files, made

    def _copy(self, files: Iterable[File]) -> None:
        """Copy files, and write what templates of the theme may put in their places."""
        for file in files:
            file.copy_file()
        self._write_templates()

    def _write_files(self, made: Iterable[File]) -> None:
        """Write what was made from the content, which has the place of nothing else."""
        for file in made:
            self._writer.write(file.dest_uri, file.content_bytes)

    def _write_templates(self) -> None:
        config = self._config
        for template in config.theme.static_templates:
            steps._build_theme_template(template, self._env, self._files, config, self._nav)
        for template in config.extra_templates:
            steps._build_extra_template(str(template), self._files, config, self._nav)

    def has(self, place: str) -> bool:
        """Whether this is the place of a page."""
        return place in self._pages

    def file(self, place: str) -> bytes | None:
        """A page (`initiatives/x/index.html`) or a larger file, made now if it has not been; else `None`."""
        late = self._late.get(place)
        if late is not None:
            return late.content_bytes
        if place not in self._made and place in self._pages:
            self._make(self._pages[place])
        return self._made.get(place)

    def _make(self, file: File) -> None:
        page = file.page
        assert page is not None
        if file.generated_by is not None:
            steps._populate_page(page, self._config, self._files)
        excluded = file.inclusion.is_excluded()
        steps._build_page(page, self._config, self._documents, self._nav, self._env, excluded=excluded)
        place = Path(file.abs_dest_path)
        self._made[file.dest_uri] = place.read_bytes() if place.is_file() else b""
        index = index_of(self._config.plugins)
        if index is not None:
            # In the order of the pages, not of the questions.
            self._entries[file.dest_uri], index.entries = index.entries, []
        if isinstance(page, StagedPage):
            page.forget()
        elif file.generated_by is not None:
            # It is written; pages of the navigation are those with the longest lists.
            page.content = page.markdown = ""

    def make_one_more(self) -> bool:
        """Make the next page that nobody has asked for; when all are there, what comes after them. Whether there was
        anything left to do."""
        if self._complete:
            return False
        missing = next((file for file in self._documents if file.dest_uri not in self._made), None)
        if missing is not None:
            self._make(missing)
            return True
        index = index_of(self._config.plugins)
        if index is not None:
            index.entries = [entry for file in self._documents for entry in self._entries[file.dest_uri]]
        self._config.plugins.on_post_build(config=self._config)
        if index is not None:
            # Written by now, and as large as all pages together.
            self._entries, index.entries = {}, []
        self._complete = True
        return False
