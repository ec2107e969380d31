"""Where in the content a leak comes from: the line that withheld material is written in, and the line that says it to
readers who may not see it."""

from __future__ import annotations

from collections.abc import Iterator

from cxsite.audit.leak import Leak
from cxsite.matching.terms import Found, Terms
from cxsite.model.body import scan
from cxsite.model.finding import Span
from cxsite.model.items.item import Item
from cxsite.model.kinds import KINDS
from cxsite.model.roadmap import ROADMAP, ROADMAP_KEY, Key, Page, Roadmap, View
from cxsite.model.shape import Path, leaves


def written_in(roadmap: Roadmap, leak: Leak) -> str:
    """The file and line of what leaked; empty where it has none."""
    if leak.of is None:
        return ""
    key = ROADMAP_KEY if leak.of.kind == ROADMAP else (leak.of.kind, leak.of.id)
    origin = roadmap.origins.get(key)
    if origin is None:
        return ""
    return _place(origin.span(leak.of.at))


def said_in(roadmap: Roadmap, view: View, leak: Leak) -> str:
    """The file and line of a visible text that says what leaked; empty where no content says it."""
    if leak.what in ("file", "unread") or not leak.excerpt:
        return ""
    terms: Terms[str] = Terms()
    terms.add(leak.excerpt, leak.excerpt)
    for key, at, text in _fields(view):
        origin = roadmap.origins.get(key)
        if origin is not None and next(terms.find(text), None):
            return _place(origin.span(at))
    for key, offset, text in _bodies(roadmap, view):
        origin = roadmap.origins.get(key)
        found: Found[str] | None = next(terms.find(text), None)
        if origin is not None and found is not None:
            return _place(origin.body_span(offset + found.start, found.end - found.start))
    return ""


def _fields(view: View) -> Iterator[tuple[Key, Path, str]]:
    """The values that a View holds, without bodies; entries of lists may have other numbers in it."""
    for path, page in view.pages.items():
        yield ("page", path), ("title",), page.title
    yield from ((ROADMAP_KEY, at[:1], str(value)) for at, _, value in leaves(type(view.charter), view.charter))
    for kind in KINDS:
        for id_, item in view.items.get(kind.name, {}).items():
            values = leaves(kind.model, item)
            yield from (((kind.name, id_), at[:1], str(value)) for at, _, value in values if at != ("body",))


def _bodies(roadmap: Roadmap, view: View) -> Iterator[tuple[Key, int, str]]:
    """The pieces of bodies that a View shows, as they are written, each with its place in its body."""
    shown: list[tuple[Key, Item | Page | None]] = [(("page", path), roadmap.pages.get(path)) for path in view.pages]
    for kind in KINDS:
        shown += [
            ((kind.name, id_), roadmap.items.get(kind.name, {}).get(id_)) for id_ in view.items.get(kind.name, {})
        ]
    for key, written in shown:
        offset = 0
        for segment in scan(written.body, roadmap.levels.names)[0] if written is not None else ():
            offset = written.body.index(segment.text, offset) if written is not None else 0
            if segment.level is None or roadmap.levels[segment.level].visible_to(view.audience):
                yield key, offset, segment.text
            offset += len(segment.text)


def _place(span: Span) -> str:
    return f"{span.path}:{span.line}" if span.path else ""
