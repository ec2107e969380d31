"""A whole build in which only those pages are made that are not known, and of many pages one half by a second process:
with the same bytes as one that makes all in turn."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

import mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.utils import CountHandler

from cxsite.pipeline.cache.store import Store
from cxsite.processes.parallel import Both, in_turn
from cxsite.render.stage import StagePage
from cxsite.site.preview.prepared import PreparedSite, can_be_prepared
from cxsite.site.warm.inputs import UnknownError, inputs_of
from cxsite.site.warm.page_store import Known, MadePage, PageStore, links_hold, links_noted

_LOG = logging.getLogger(mkdocs.__name__)
MANY = 100
"""Pages from which a second process makes half of them."""
OF_PAGE, OF_TEXT = 16, 4096
"""As many files are written while a page is made, and as many bytes of its text add one more."""
GONE, WARNED, LINKED = "gone", "warned", "linked"
"""Why a page was made that was known: what was kept is gone, or never is as the engine warns, or a link leads
elsewhere."""


@dataclass(frozen=True, slots=True)
class _Made:
    """What is known of pages that another process made: their places, entries for searching, why they were made again,
    and what the engine said."""

    places: list[str]
    entries: dict[str, list[Any]]
    again: dict[str, str]
    told: list[tuple[int, str]]


def can_be_warm(config: MkDocsConfig) -> bool:
    """Whether pages may be taken as they were made before."""
    # What the engine says about anchors hangs on two pages.
    return can_be_prepared(config) and config.validation.links.anchors < logging.WARNING


class WarmBuild(PreparedSite):
    """A site of the Stage's `pages` by MkDocs. `before`, `after` say what it was and is made of; `again` which pages
    were made that were known, and why. Without a `store`, nothing is known. `stands` is the site whose place it is to
    take."""

    def __init__(
        self,
        config: MkDocsConfig,
        pages: Mapping[str, StagePage],
        store: Store | None,
        site: str,
        stands: Path | None = None,
    ) -> None:
        super().__init__(config, InclusionLevel.is_included, before=stands)
        self._texts = pages
        self.cold = ""
        self.again: dict[str, str] = {}
        self.before: Known | None = None
        self.inputs: dict[str, str] = {}
        self.names: dict[str, tuple[str, str]] = {}
        self._kept: PageStore | None = None
        if store is None:
            return
        try:
            self.inputs = inputs_of(self._config, self._nav)
        except UnknownError as error:
            self.cold = str(error)
        else:
            self._kept = PageStore(store, site, self.inputs)
            self.before = self._kept.known()
            ours = {file.src_uri for file in self._documents if file.generated_by is not None}
            self.names = {uri: self._kept.name_of(text) for uri, text in pages.items() if uri in ours}

    def make_all(self, both: Both = in_turn) -> None:
        """Make all pages, or take them as they were made, and then what comes after them. `both` says how two halves of
        many are done."""
        files, written = self._static()
        self._copy(files)
        if both is in_turn or len(self._documents) < MANY:
            self._write_files(written)
            self._make_each(self._documents)
        else:
            first, second = self._halves(len(written))
            _, made = both(lambda: self._make_each(first), lambda: self._made_elsewhere(second, written))
            if made is None:
                self._write_files(written)
                self._make_each(second)
            else:
                self._take(made)
                for file in second:
                    self._forget(file)
        while self.make_one_more():
            pass

    def _halves(self, others: int) -> tuple[list[File], list[File]]:
        """The pages in their order, in two parts: the second takes as long as the first together with that many
        `others`, files that only need to be written."""
        files = list(self._documents)
        sizes = [page.size if (page := self._texts.get(file.src_uri)) else 0 for file in files]
        before = self.before.pages if self.before is not None else {}
        known = {uri for uri, name in self.names.items() if uri in before and name == tuple(before[uri])}
        # A page that is known is written, and no more.
        costs = [
            1 if file.src_uri in known else OF_PAGE + size / OF_TEXT for file, size in zip(files, sizes, strict=True)
        ]
        half = (sum(costs) + others) / 2
        at = next((number for number, so_far in enumerate(accumulate(costs), 1) if so_far >= half), len(files))
        return files[:at], files[at:]

    def _make_each(self, files: Iterable[File]) -> None:
        for file in files:
            self._make(file)
            # The file is there; to hold all of them would take more memory than all else.
            self._made[file.dest_uri] = b""
            self._forget(file)

    def _forget(self, file: File) -> None:
        """Hold the text of a page no longer than until it is made: in all they are larger than what they were made
        of."""
        if file.src_uri in self._texts:
            self._texts[file.src_uri].forget()

    def _made_elsewhere(self, files: list[File], written: list[File]) -> _Made | None:
        """Make some pages, and write files, in another process; what is to be known of them here, `None` where that
        went wrong."""
        try:
            with _heard(logging.NOTSET) as told:
                self._write_files(written)
                self._make_each(files)
        except Exception:
            # `make_all` makes them again, and so tells what goes wrong with all that belongs to it.
            return None
        entries = {file.dest_uri: self._entries[file.dest_uri] for file in files if file.dest_uri in self._entries}
        places = [file.src_uri for file in files]
        again = {place: self.again[place] for place in places if place in self.again}
        return _Made([file.dest_uri for file in files], entries, again, told)

    def _take(self, made: _Made) -> None:
        self._made |= dict.fromkeys(made.places, b"")
        self._entries |= made.entries
        self.again |= made.again
        for level, text in made.told:
            _LOG.log(level, "%s", text)

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
        name, _ = self.names[file.src_uri]
        made = self._kept.get(name)
        if made is not None and links_hold(self._files, made.links):
            self._writer.write(file.dest_uri, made.html)
            self._made[file.dest_uri], self._entries[file.dest_uri] = b"", made.entries
            return
        with links_noted(self._files) as links, _heard(logging.WARNING) as warned:
            super()._make(file)
        self.again[file.src_uri] = LINKED if made is not None else WARNED if warned else GONE
        html = self._made[file.dest_uri]
        if html and not warned:
            entries = self._entries.get(file.dest_uri, [])
            self._kept.put(name, MadePage(html, entries, links))


def build_warm(
    config: MkDocsConfig,
    pages: Mapping[str, StagePage],
    store: Store | None,
    site: str,
    both: Both = in_turn,
    stands: Path | None = None,
) -> WarmBuild:
    """What `mkdocs.commands.build.build` does, with pages that are known taken as they were made."""
    counter = CountHandler()
    counter.setLevel(logging.WARNING)
    if config.strict:
        _LOG.addHandler(counter)
    try:
        build = WarmBuild(config, pages, store, site, stands)
        build.make_all(both)
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
def _heard(level: int) -> Iterator[list[tuple[int, str]]]:
    """What the engine says meanwhile, from a level on, with its levels."""
    said: list[tuple[int, str]] = []
    handler = logging.Handler(level)
    handler.emit = lambda record: said.append((record.levelno, record.getMessage()))  # type: ignore[method-assign]
    _LOG.addHandler(handler)
    try:
        yield said
    finally:
        _LOG.removeHandler(handler)
