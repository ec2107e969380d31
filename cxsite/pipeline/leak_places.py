"""Where in the content a leak comes from: the line that withheld material is written in, and the line that says it to
readers who may not see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from cxsite.audit.leak import Leak
from cxsite.matching.terms import Found, Terms
from cxsite.model.body import scan
from cxsite.model.declare import Declared
from cxsite.model.finding import BODY, Span
from cxsite.model.items.item import Item
from cxsite.model.kinds import KINDS
from cxsite.model.roadmap import PAGE, ROADMAP, ROADMAP_KEY, Key, Page, Roadmap, View
from cxsite.model.shape import Path, leaves
from cxsite.model.visibility import Visibility
from cxsite.pipeline.written_places import inside, written_place


def written_in(roadmap: Roadmap, leak: Leak) -> str:
    """The file and line of what leaked; empty where it has none. Of a body the line in it."""
    if leak.of is None:
        return ""
    key = ROADMAP_KEY if leak.of.kind == ROADMAP else (leak.of.kind, leak.of.id)
    origin = roadmap.origins.get(key)
    if origin is None:
        return ""
    if leak.of.at[-1:] == BODY and (found := _find(_text_at(roadmap, key, leak.of.at), leak.excerpt)):
        return _place(origin.body_span(found.start, found.end - found.start, leak.of.at))
    return _place(origin.span(leak.of.at))


def _text_at(roadmap: Roadmap, key: Key, at: Path) -> str:
    """A body, or what `wording` gives instead."""
    owner: Item | Page | None = roadmap.pages.get(key[1]) if key[0] == PAGE else roadmap.get(*key)
    if owner is None or len(at) == 1:
        return owner.body if owner is not None else ""
    return owner.wording.get(str(at[1]), {}).get("body", "") if isinstance(owner, Item) else ""


def _find(text: str, excerpt: str) -> Found[str] | None:
    terms: Terms[str] = Terms()
    terms.add(excerpt, excerpt)
    found: Found[str] | None = next(terms.find(text), None)
    # Where a number is grouped only the whole text is known.
    return found if found is not None and (found.start, found.end) != (0, len(text)) else None


def said_in(roadmap: Roadmap, view: View, leak: Leak) -> str:
    """The file and line of a visible text that says what leaked; empty where no content says it."""
    if leak.what in ("file", "unread") or not leak.excerpt:
        return ""
    terms: Terms[str] = Terms()
    terms.add(leak.excerpt, leak.excerpt)
    for key, place, text in _fields(roadmap, view):
        origin = roadmap.origins.get(key)
        if origin is not None and next(terms.find(text), None):
            return _place(origin.span(place()))
    for key, at, offset, text in _bodies(roadmap, view):
        origin = roadmap.origins.get(key)
        found: Found[str] | None = next(terms.find(text), None)
        if origin is not None and found is not None:
            return _place(origin.body_span(offset + found.start, found.end - found.start, at))
    return ""


def _fields(roadmap: Roadmap, view: View) -> Iterator[tuple[Key, Callable[[], Path], str]]:
    """The values that a View holds, without bodies; where each is written is looked for when it is asked."""
    for path, page in view.pages.items():
        yield ("page", path), partial(tuple, ("title",)), page.title
    for at, _, value in leaves(type(view.charter), view.charter):
        yield ROADMAP_KEY, partial(_written, roadmap.charter, view.charter, at, value), str(value)
    for kind in KINDS:
        items = roadmap.items.get(kind.name, {})
        for id_, shown in view.items.get(kind.name, {}).items():
            written = items.get(id_) or _worded(items.values(), id_)
            for at, _, value in leaves(kind.model, shown):
                if at != BODY and written is not None:
                    yield (kind.name, written.id), partial(_written, written, shown, at, value), str(value)


def _worded(items: Iterable[Item], id_: str) -> Item | None:
    """The item that has this id for some readers."""
    return next((item for item in items if any(words.get("id") == id_ for words in item.wording.values())), None)


def _written(written: Declared, shown: Declared, at: Path, value: object) -> Path:
    """Where a value of what is shown is written: its own entry of a list, or the words that `wording` gives."""
    place = written_place(written, shown, at)
    owner: Any = written
    for step in place[:-1]:
        owner = owner[int(step)] if isinstance(owner, tuple) else inside(owner, step)
    if place and inside(owner, place[-1]) != value:
        for level, words in getattr(owner, "wording", {}).items():
            if words.get(place[-1]) == value:
                return (*place[:-1], "wording", level, place[-1])
    return place


def _bodies(roadmap: Roadmap, view: View) -> Iterator[tuple[Key, Path, int, str]]:
    """The pieces of bodies that a View shows, as they are written, each with its place in its body."""
    sight = Visibility.of(roadmap.charter, roadmap.levels, view.audience, view.today)
    shown = [((PAGE, path), BODY, roadmap.pages[path].body) for path in view.pages if path in roadmap.pages]
    for kind in KINDS:
        for id_ in view.items.get(kind.name, {}):
            items = roadmap.items.get(kind.name, {})
            item = items.get(id_) or _worded(items.values(), id_)
            if item is not None:
                words = sight.worded(item.wording, "body")
                level = next((name for name, said in item.wording.items() if said.get("body") == words), "")
                own = words is None
                shown.append(((kind.name, item.id), BODY if own else ("wording", level, "body"), words or item.body))
    for key, at, body in shown:
        offset = 0
        for segment in scan(body, roadmap.levels.names)[0]:
            offset = body.index(segment.text, offset)
            if segment.level is None or roadmap.levels[segment.level].visible_to(view.audience):
                yield key, at, offset, segment.text
            offset += len(segment.text)


def _place(span: Span) -> str:
    return f"{span.path}:{span.line}" if span.path else ""
