"""Pages of the Stage that MkDocs makes without asking Markdown for what is none.

Most of such a page is finished HTML, for which a short element stands (`outline.py`), and plain headings. So
Python-Markdown gets what people have written, between two such elements: where these come out first and last, nothing
of it reaches beyond, and the rest is put around it. A page with what may hang on the whole of it, as headings, notes
and open blocks do, it gets whole, as ever. It is made ready once for all pages.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

import markdown
from markdown.extensions.toc import nest_toc_tokens
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import pages as engine
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents, get_toc

from cxsite.markdown.dialect import EXTENSIONS
from cxsite.render.stage import StagePage
from cxsite.site.engines.inline_signs import quicken_inline
from cxsite.site.engines.outline import is_stand_in, outlined, stand_in
from cxsite.site.late_text import EXTENSION, token_of

KNOWN_EXTENSIONS = frozenset({*EXTENSIONS, "toc", "tables", "fenced_code", EXTENSION})
"""Extensions of Markdown of which we know that they look at nothing but the text, and forget it."""
_HEADING = re.compile(r"(#{1,6}) ([^\W_]+(?:[ ,’?!-]+[^\W_]+)*[?!]?) \{#([a-z0-9_-]+)\}")
_OF_THE_WHOLE = re.compile(r"^ {0,3}(?:#|=+\s*$|-+\s*$|///|\*\[)|\[\^|[<{]|```|~~~", re.MULTILINE)
"""What may begin a heading, a note, an abbreviation, an element, a block or a list of attributes."""
_LOG = logging.getLogger(engine.__name__)
_NAME, _ID = "cxsiteheading", "cxsiteid"


class Converter:
    """Python-Markdown with the extensions of a configuration, for one text after the other."""

    def __init__(self, config: MkDocsConfig) -> None:
        options = config.mdx_configs or {}
        self._options: dict[str, Any] = {"extensions": config.markdown_extensions, "extension_configs": options}
        self._ready: markdown.Markdown | None = None
        self.heading = cache(self._heading)

    def take(self) -> markdown.Markdown:
        """One that knows of no text. Give it back with `done`, unless it was interrupted."""
        ready, self._ready = self._ready, None
        if ready is None:
            ready = markdown.Markdown(**self._options)
            quicken_inline(ready)
        return ready

    def done(self, used: markdown.Markdown) -> None:
        """Forget the text."""
        self._ready = used.reset()

    def _heading(self, level: int) -> tuple[str, Mapping[str, Any] | None]:
        """The HTML of a heading, and its entry in the table of contents, with words in the place of name and id."""
        made = markdown.Markdown(**self._options)
        html = made.convert(f"{'#' * level} {_NAME} {{#{_ID}}}")
        tokens: list[dict[str, Any]] = getattr(made, "toc_tokens", [])
        return html, next(({**token, "children": []} for token in tokens), None)


class StagedPage(Page):
    """A page of the Stage that the navigation does not name."""

    def __init__(self, file: File, config: MkDocsConfig, made: StagePage, converter: Converter) -> None:
        super().__init__(None, file, config)
        self._staged, self._converter = made, converter

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Make HTML, as `Page.render` does."""
        token = token_of(self._staged.uri)
        used = config.mdx_configs[EXTENSION]["used"]
        if self.markdown is None or self.markdown.strip() != token:
            super().render(config, files)
            return
        text = outlined(self._staged)[len(self._staged.head) :]
        before, body, after = divided(text)
        # The first element may give the page its name.
        alone = bool(before) and is_stand_in(before[0])
        if not body and alone:
            self._title_from_render, self.present_anchor_ids = None, set()
            if _LOG.getEffectiveLevel() > logging.DEBUG:
                self.links_to_anchors = {}
            self._put_around(before, "", after)
        elif alone and is_stand_in(before[-1]) and _OF_THE_WHOLE.search(body) is None:
            first, last = stand_in("first"), stand_in("last")
            with _held() as told:
                self._convert(f"{first}\n\n{body}\n\n{last}", config, files)
            html, begin, end = str(self.content), f"{first}\n\n", f"\n{last}"
            if html.startswith(begin) and html.endswith(end) and len(html) > len(begin) + len(end):
                self._put_around(before, html[len(begin) : -len(end)], after)
                for record in told:
                    _LOG.handle(record)
            else:
                self._convert(text, config, files)
        else:
            self._convert(text, config, files)
        used.add(token)

    def forget(self) -> None:
        """Hold only what is asked of a page that is made: its name, its address, its front matter. A site has thousands
        of them."""
        self.content = self.markdown = ""
        self.toc = TableOfContents([])
        self.present_anchor_ids = self.links_to_anchors = None

    def _convert(self, text: str, config: MkDocsConfig, files: Files) -> None:
        """What `Page.render` does, with what is ready."""
        converter = self._converter.take()
        raw, title = engine._RawHTMLPreprocessor(), engine._ExtractTitleTreeprocessor()
        anchors = engine._ExtractAnchorsTreeprocessor(self.file, files, config)
        paths = engine._RelativePathTreeprocessor(self.file, files, config)
        for one in (raw, anchors, paths, title):
            # In the place of the last page's.
            one._register(converter)
        self.content = converter.convert(text)
        self.toc = get_toc(getattr(converter, "toc_tokens", []))
        self._title_from_render = title.title
        self.present_anchor_ids = anchors.present_anchor_ids | raw.present_anchor_ids
        if _LOG.getEffectiveLevel() > logging.DEBUG:
            self.links_to_anchors = paths.links_to_anchors
        self._converter.done(converter)

    def _put_around(self, before: list[str], body: str, after: list[str]) -> None:
        """The whole page, of which Markdown has made the `body`."""
        tokens: list[Any] = []
        made = [self._made(part, tokens) for part in before]
        made += [f"{body}\n"] if body else []
        made += [self._made(part, tokens) for part in after]
        self.content = "".join(made).rstrip("\n")
        self.toc = get_toc(nest_toc_tokens(tokens))

    def _made(self, part: str, tokens: list[Any]) -> str:
        heading = _HEADING.fullmatch(part)
        if heading is None:
            # Python-Markdown keeps the empty line behind a block.
            return f"{part}\n\n"
        html, token = self._converter.heading(len(heading[1]))
        name, id_ = heading[2], heading[3]
        if token is not None:
            tokens.append({key: _named(value, name, id_) for key, value in token.items() if key != "children"})
        assert self.present_anchor_ids is not None
        self.present_anchor_ids.add(id_)
        made = _named(html, name, id_)
        if self.links_to_anchors is not None and f'href="#{id_}"' in made:
            # The heading's link to itself.
            self.links_to_anchors.setdefault(self.file, {}).setdefault(id_, f"#{id_}")
        return f"{made}\n"


@contextmanager
def _held() -> Iterator[list[logging.LogRecord]]:
    """What the engine says of a page, kept: it says so again where the page is converted again."""
    told: list[logging.LogRecord] = []

    def keep(record: logging.LogRecord) -> bool:
        told.append(record)
        return False

    _LOG.addFilter(keep)
    try:
        yield told
    finally:
        _LOG.removeFilter(keep)


def _named(value: Any, name: str, id_: str) -> Any:
    return value.replace(_NAME, name).replace(_ID, id_) if isinstance(value, str) else value


def divided(text: str) -> tuple[list[str], str, list[str]]:
    """The paragraphs of an outline that need no Markdown before and after what does, and that."""
    parts = text.strip("\n").split("\n\n")
    needed = [number for number, part in enumerate(parts) if not (is_stand_in(part) or _HEADING.fullmatch(part))]
    if not needed:
        return parts, "", []
    first, last = needed[0], needed[-1] + 1
    return parts[:first], "\n\n".join(parts[first:last]), parts[last:]


def stage_pages(files: Files, nav: Navigation, config: MkDocsConfig, pages: Mapping[str, StagePage]) -> None:
    """Give each file of the Stage that the navigation does not name such a page, where no extension of Markdown is
    unknown."""
    if not KNOWN_EXTENSIONS.issuperset(config.markdown_extensions):
        return
    converter, named = Converter(config), {id(page) for page in nav.pages}
    for file in files:
        made = pages.get(file.src_uri)
        if made is not None and file.generated_by is not None and id(file.page) not in named:
            StagedPage(file, config, made, converter)
