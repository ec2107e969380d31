"""A whole build in which only those pages are made that are not known: with the same bytes as one that makes all."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.utils import CountHandler

from cxsite.pipeline.cache.store import Store
from cxsite.render.stage import StagePage
from cxsite.site.preview.prepared import PreparedSite, can_be_prepared
from cxsite.site.warm.inputs import UnknownError, inputs_of
from cxsite.site.warm.page_store import Known, MadePage, PageStore, links_hold, links_noted

_LOG = logging.getLogger(mkdocs.__name__)
GONE, WARNED, LINKED = "gone", "warned", "linked"
"""Why a page was made that was known: what was kept is gone, or never is as the engine warns, or a link leads
elsewhere."""


def can_be_warm(config: MkDocsConfig) -> bool:
    """Whether pages may be taken as they were made before."""
    # What the engine says about anchors hangs on two pages.
    return can_be_prepared(config) and config.validation.links.anchors < logging.WARNING


class WarmBuild(PreparedSite):
    """A site of the Stage's `pages` by MkDocs. `before`, `after` say what it was and is made of; `again` which pages
    were made that were known, and why."""

    def __init__(self, config: MkDocsConfig, pages: Mapping[str, StagePage], store: Store, site: str) -> None:
        super().__init__(config, InclusionLevel.is_included)
        self._texts = pages
        self.cold = ""
        self.again: dict[str, str] = {}
        self.before: Known | None = None
        self.inputs: dict[str, str] = {}
        self.names: dict[str, tuple[str, str]] = {}
        self._kept: PageStore | None = None
        try:
            self.inputs = inputs_of(self._config, self._nav)
        except UnknownError as error:
            self.cold = str(error)
        else:
            self._kept = PageStore(store, site, self.inputs)
            self.before = self._kept.known()

    def make_all(self) -> None:
        """Make all pages, or take them as they were made, and then what comes after them."""
        for file in self._documents:
            self._make(file)
            # The file is there; to hold all of them would take more memory than all else.
            self._made[file.dest_uri] = b""
        while self.make_one_more():
            pass

    def remember(self, content: Mapping[str, str]) -> Known:
        """Remember what the site is made of; `content` are its files."""
        known = Known(self.names, self.inputs, content)
        if self._kept is not None:
            self._kept.remember(known)
        return known

    def _make(self, file: File) -> None:
        text = self._texts.get(file.src_uri)
        if self._kept is None or text is None or file.generated_by is None:
            super()._make(file)
            return
        name, said = self._kept.name_of(text)
        self.names[file.src_uri] = (name, said)
        made = self._kept.get(name)
        if made is not None and links_hold(self._files, made.links):
            place = Path(file.abs_dest_path)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(made.html)
            self._made[file.dest_uri], self._entries[file.dest_uri] = b"", made.entries
            return
        with links_noted(self._files) as links, _warnings() as warned:
            super()._make(file)
        self.again[file.src_uri] = LINKED if made is not None else WARNED if warned else GONE
        html = self._made[file.dest_uri]
        if html and not warned:
            entries = self._entries.get(file.dest_uri, [])
            self._kept.put(name, MadePage(html, entries, links))


def build_warm(config: MkDocsConfig, pages: Mapping[str, StagePage], store: Store, site: str) -> WarmBuild:
    """What `mkdocs.commands.build.build` does, with pages that are known taken as they were made."""
    counter = CountHandler()
    counter.setLevel(logging.WARNING)
    if config.strict:
        _LOG.addHandler(counter)
    try:
        build = WarmBuild(config, pages, store, site)
        build.make_all()
        if counts := counter.get_counts():
            raise Abort(f"Aborted with {', '.join(f'{many} {kind.lower()}s' for kind, many in counts)} in strict mode!")
        return build
    except Exception as error:
        config.plugins.on_build_error(error=error)
        if isinstance(error, BuildError):
            _LOG.error(str(error))
            raise Abort("Aborted with a BuildError!") from None
        raise
    finally:
        _LOG.removeHandler(counter)


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """What the engine warns about meanwhile."""
    said: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    _LOG.addHandler(handler)
    try:
        yield said
    finally:
        _LOG.removeHandler(handler)
