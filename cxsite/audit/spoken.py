"""What a roadmap and a View say: every text, number, day and name in them, with where it stands."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from typing import Any, Literal

from cxsite.audit.leak import Source, What
from cxsite.matching.normal import normal, weight, words
from cxsite.model.declare import Declared
from cxsite.model.finding import dotted
from cxsite.model.items.initiative import Initiative
from cxsite.model.items.item import Item
from cxsite.model.kinds import KINDS
from cxsite.model.period import Period
from cxsite.model.roadmap import ROADMAP, Roadmap, View
from cxsite.model.shape import leaves

_LINK = re.compile(r"\](?:\(<?([^()\s<>]*)>?(?:\s[^()]*(?:\([^()]*\))?)?\))")
_DEFINITION = re.compile(r"^[ >]*\[[^\]\n]+\]:\s*\S+.*$|\[\[[^\]\n]*\]\]", re.MULTILINE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_Walk = Literal["value", "fields", "entries", "table", ""]


def roadmap_texts(roadmap: Roadmap) -> Iterator[tuple[str, Source]]:
    """Every text and number in the author's words; names of things are looked for as they are spelled."""
    for kind_name, id_, owner in _owners(roadmap):
        for at, leaf, value in leaves(type(owner), owner):
            # What is accepted stands in roadmap.yml too, and is withheld for where it comes from.
            if at[:2] == ("audit", "accept") and at[-1] in ("text", "sha256", "where"):
                continue
            if leaf.ref is None and not leaf.choices and not leaf.level_name and not leaf.asset:
                for text in texts_in(value) if at[-1] != "body" else _body_texts(str(value)):
                    yield text, Source(kind_name, id_, dotted(at), at)
        yield id_.replace("-", " "), Source(kind_name, id_, "id")


def _body_texts(body: str) -> Iterator[str]:
    """What a body says, and the web addresses that it links. Where links to items lead, a site says in its own way."""
    for target in _LINK.findall(body):
        if "://" in target:
            yield target
    yield _LINK.sub("]", _DEFINITION.sub(" ", _TAG.sub(" ", body)))


def roadmap_days(roadmap: Roadmap) -> Iterator[tuple[dt.date, Source]]:
    """Every day that is a value of an item: facts, and plans that name a day."""
    for kind_name, id_, owner in _owners(roadmap):
        for at, _, value in leaves(type(owner), owner):
            for day in days_of(value):
                yield day, Source(kind_name, id_, dotted(at), at)


def _owners(roadmap: Roadmap) -> Iterator[tuple[str, str, Declared]]:
    yield ROADMAP, "", roadmap.charter
    for kind in KINDS:
        for id_, item in roadmap.items.get(kind.name, {}).items():
            yield kind.name, id_, item
    for path, page in roadmap.pages.items():
        yield "page", path, page


def roadmap_names(roadmap: Roadmap) -> Iterator[tuple[str, What, Source]]:
    """Ids of items, of parts of journeys and of pages, aliases, names of assets."""
    for kind in KINDS:
        for id_, item in roadmap.items.get(kind.name, {}).items():
            yield id_, "id", Source(kind.name, id_, "id")
            for alias in item.aliases:
                yield alias.id, "id", Source(kind.name, id_, "aliases")
            points = getattr(item, "points", None)
            for point in points() if points is not None else ():
                yield point.id, "id", Source(kind.name, id_, "id of a part")
    for path in roadmap.pages:
        yield path.rsplit("/", 1)[-1], "id", Source("page", path, "")
    for name in roadmap.assets:
        yield name.rsplit("/", 1)[-1], "asset", Source("asset", name, "")


def view_texts(view: View) -> Iterator[str]:
    """Everything that a site of this View may say."""
    for kind in KINDS:
        for id_, item in view.items.get(kind.name, {}).items():
            yield from texts_in(item)
            yield from _body_texts(item.body)
            yield from _told_together(item)
            # roadmap.json has it as it is written, with link targets behind their texts.
            yield from (item.body, html.unescape(item.body))
            yield f"{kind.folder}/{id_}"
            yield id_
    yield from texts_in(view.charter)
    for path in view.pages:
        yield path
        yield path.rsplit("/", 1)[-1]
    yield from (view.site_name, view.site_url, *view.sources.values())
    yield from texts_in(view.facts)
    yield from texts_in(_past(view))
    for name in view.assets:
        yield from (name, f"assets/{name}", name.rsplit("/", 1)[-1])
    for (_, alias), target in view.redirects.items():
        yield from (alias, target)
    yield from (level.name for level in view.levels)


def _told_together(item: Item) -> Iterator[str]:
    """Texts of an item that its news tell one behind the other, where feeds have no paragraphs."""
    if isinstance(item, Initiative):
        first = (*(update.text for update in item.updates), item.outcome, item.summary, item.status_note)
        for one, other in product(filter(None, first), filter(None, (item.status_note, item.result))):
            yield f"{one} {other}"


def page_texts(view: View) -> Iterator[str]:
    """What hand-written pages say."""
    for page in view.pages.values():
        yield from texts_in(page)
        yield from _body_texts(page.body)
        yield html.unescape(page.body)


def hidden_titles(roadmap: Roadmap, view: View) -> dict[tuple[str, ...], tuple[str, Source]]:
    """The titles that a View does not show, of those that have more than one word, by their words."""
    shown = {tuple(words(normal(item.title))) for items in view.items.values() for item in items.values()}
    found: dict[tuple[str, ...], tuple[str, Source]] = {}
    for kind in KINDS:
        for id_, item in roadmap.items.get(kind.name, {}).items():
            plain = normal(item.title)
            said = tuple(words(plain))
            if said not in shown and weight(plain) > 1:
                found.setdefault(said, (item.title, Source(kind.name, id_, "title", ("title",))))
    return found


def view_days(view: View) -> Iterator[dt.date]:
    """Every day that a site of this View may name: facts, and the first, last and next day of each plan."""
    yield view.today
    yield from (day for edition in view.past.editions for day in (edition.first, edition.day))
    for value in _values_in((view.items, view.charter, view.facts, _past(view))):
        if isinstance(value, Period):
            # Calendars say the day after the last one.
            yield from (value.first, value.last, value.last + dt.timedelta(days=1))
        elif isinstance(value, dt.date):
            yield value


def _past(view: View) -> list[Any]:
    """The days and plans of earlier editions that a site of this View may say."""
    kept = [was for edition in view.past.editions for was in edition.initiatives.values()]
    milestones = [one.date for was in kept for one in was.milestones]
    return [value for was in kept for value in (was.start, was.end, was.shipped)] + milestones


def texts_in(value: Any) -> Iterator[str]:
    """Every text and number inside a value; numbers also as pages round them."""
    for found in _values_in(value, keys=True):
        if isinstance(found, str):
            if found:
                yield found
        elif isinstance(found, Period):
            yield str(found)
        elif isinstance(found, float | int):
            yield f"{found:.0f}" if float(found).is_integer() else repr(found)


def rounded(value: Any) -> Iterator[str]:
    """The numbers inside a value as pages may round them."""
    for found in {found for found in _values_in(value) if isinstance(found, float)}:
        yield from (f"{found:.{places}f}" for places in range(4))


def days_of(value: Any) -> Iterator[dt.date]:
    """Every day inside a value: facts, and plans that name a day."""
    for found in _values_in(value):
        if isinstance(found, dt.date):
            yield found
        elif isinstance(found, Period) and found.precision == "day":
            yield found.first


def _values_in(value: Any, keys: bool = False) -> list[Any]:
    """Every text, number, day and plan inside a value; with `keys` also what entries of mappings are found by."""
    found: list[Any] = []
    _add_values(value, keys, found)
    return found


def _add_values(value: Any, keys: bool, found: list[Any]) -> None:
    # Everything that a View holds goes through here: a class is asked once what it is.
    walk, names = _walk_of(value.__class__)
    if walk == "value":
        found.append(value)
    elif walk == "fields":
        for name in names:
            _add_values(getattr(value, name), keys, found)
    elif walk == "entries":
        for entry in value:
            _add_values(entry, keys, found)
    elif walk == "table":
        for key, entry in value.items():
            if keys:
                _add_values(key, keys, found)
            _add_values(entry, keys, found)


@cache
def _walk_of(kind: type) -> tuple[_Walk, tuple[str, ...]]:
    """How to come to the values inside of one of a class, and the names of its fields."""
    if issubclass(kind, bool):
        return "", ()
    if issubclass(kind, str | float | int | dt.date | Period):
        return "value", ()
    if issubclass(kind, Declared):
        return "fields", tuple(kind.model_fields)
    if issubclass(kind, Mapping):
        return "table", ()
    return ("entries" if issubclass(kind, tuple | list) else ""), ()
