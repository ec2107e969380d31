"""Links of a page that name a folder, made to name the page in it: no browser looks for one on a disk."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from html import escape, unescape
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import unquote, urlsplit, urlunsplit

INDEX = "index.html"
MODULE = "cx-module"
"""The type of a script that was a module: browsers load none from a disk, so `offline.js` does."""

Attributes = list[tuple[str, str | None]]

_LINKS = frozenset({("a", "href"), ("area", "href"), ("link", "href"), ("form", "action"), ("iframe", "src")})
_REFRESH = re.compile(r"(\s*\d+\s*;\s*url\s*=\s*)(.*)", re.IGNORECASE | re.DOTALL)
_CLICK = re.compile(r"(\bclick \S+ href (?P<quote>\"|&quot;|&#34;))(?P<url>.*?)((?P=quote))")


def to_page(url: str, folder: str, files: Collection[str]) -> str:
    """`url` as it stands on a page in `folder` of the site, with the file of the page where it names a folder.

    `files` are those of the site. What leads elsewhere is left as it is.
    """
    parts = urlsplit(url)
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return url
    place = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
    if place in files or posixpath.normpath(posixpath.join(place, INDEX)) not in files:
        return url
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{INDEX}"))


class OfflinePage(NamedTuple):
    """A page that works from a disk, and the modules that it asks for, by their place in the site."""

    text: str
    modules: frozenset[str]


def offline_page(page: str, name: str, files: Collection[str], script: str) -> OfflinePage:
    """A page of the site, the file `name`, so that it works from a disk; `script` is loaded before its others.

    Only tags that have to change are written anew; all else keeps its bytes.
    """
    reader = _Reader(page, name, files, script)
    reader.feed(page)
    reader.close()
    pieces, at = [], 0
    for begin, end, text in reader.changes:
        pieces += [page[at:begin], text]
        at = end
    return OfflinePage("".join([*pieces, page[at:]]), frozenset(reader.modules))


class _Reader(HTMLParser):
    """Finds what has to change: from where to where, and what stands there then."""

    def __init__(self, page: str, name: str, files: Collection[str], script: str) -> None:
        super().__init__(convert_charrefs=False)
        self.page, self.files = page, files
        self.folder = posixpath.dirname(name)
        self.script = f'<script src="{posixpath.relpath(script, self.folder or ".")}"></script>'
        self.changes: list[tuple[int, int, str]] = []
        self.modules: set[str] = set()
        self.lines = [0]
        for line in page.split("\n"):
            self.lines.append(self.lines[-1] + len(line) + 1)
        self.begun = False
        self.diagram = -1

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Look at a tag."""
        at, raw = self._at(), self.get_starttag_text() or ""
        wanted = self._changed(tag, attrs)
        text = raw if wanted == attrs else _written(raw, tag, wanted)
        if tag == "link" and (dict(attrs).get("rel") or "").lower() == "alternate":
            # The theme would ask for the site map of each, which no script may read from a disk.
            text = ""
        if tag == "script" and not self.begun and any(name == "src" for name, _ in attrs):
            self.begun = True
            text = self.script + text
        if text != raw:
            self.changes.append((at, at + len(raw), text))
        if tag == "pre" and "cx-mermaid" in (dict(attrs).get("class") or "").split():
            self.diagram = at + len(raw)

    def handle_endtag(self, tag: str) -> None:
        """Look at the source of a diagram, which links to pages too."""
        if tag == "pre" and self.diagram >= 0:
            begin, end = self.diagram, self._at()
            text = self.page[begin:end]
            changed = _CLICK.sub(lambda found: found[1] + self._link(unescape(found["url"])) + found[4], text)
            if changed != text:
                self.changes.append((begin, end, changed))
            self.diagram = -1

    def _at(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def _link(self, url: str) -> str:
        return escape(to_page(url, self.folder, self.files))

    def _changed(self, tag: str, attrs: Attributes) -> Attributes:
        given = dict(attrs)
        src = given.get("src")
        if tag == "script" and src and (given.get("type") or "").strip().lower() == "module":
            self.modules.add(posixpath.normpath(posixpath.join(self.folder, unquote(urlsplit(src).path))))
            return [(name, MODULE if name == "type" else value) for name, value in attrs]
        if tag == "meta" and (given.get("http-equiv") or "").lower() == "refresh":
            return [(name, self._refresh(value) if name == "content" else value) for name, value in attrs]
        return [
            (name, to_page(value, self.folder, self.files) if value and (tag, name) in _LINKS else value)
            for name, value in attrs
        ]

    def _refresh(self, value: str | None) -> str:
        found = _REFRESH.fullmatch(value or "")
        return found[1] + to_page(found[2].strip("\"' "), self.folder, self.files) if found else value or ""


def _written(raw: str, tag: str, attrs: Attributes) -> str:
    """A tag with these attributes."""
    words = [name if value is None else f'{name}="{escape(value)}"' for name, value in attrs]
    return f"<{' '.join([raw[1 : 1 + len(tag)], *words])}{'/' * raw.endswith('/>')}>"
