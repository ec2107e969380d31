"""The Atom feed (RFC 4287): what happened, for readers who subscribe. Its times come from facts only."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from functools import partial
from xml.etree import ElementTree as Xml

from cxsite.model.items.initiative import Initiative
from cxsite.render.address import identity, item_address
from cxsite.render.escaping import one_line
from cxsite.render.news import NewsEntry, news, news_of, sort_word, word_of_sort
from cxsite.render.site import Site
from cxsite.render.site_sections import FEED

ATOM = "http://www.w3.org/2005/Atom"
ENTRIES = 50


def feeds(site: Site) -> dict[str, Callable[[], bytes]]:
    """What makes the feed of everything, and one for each area where something happened, by their place in the site;
    one for each initiative too, also at its old addresses.

    None of all where nothing happened, and none where the site has no address to link to.
    """
    entries = news(site)
    found: dict[str, Callable[[], bytes]] = {}
    if has_feed(site):
        found[FEED] = partial(_feed, site, FEED, site.view.site_name, entries)
    for area, title in feed_areas(site):
        of_area = tuple(entry for entry in entries if entry.item.area == area)
        found[area_feed(area)] = partial(_feed, site, area_feed(area), f"{site.view.site_name}: {title}", of_area)
    by_item: dict[tuple[str, str], list[NewsEntry]] = {}
    for entry in entries:
        by_item.setdefault((entry.kind, entry.item.id), []).append(entry)
    for item in site.all(Initiative):
        if has_item_feed(site, item):
            place = item_feed(item)
            title = f"{site.view.site_name}: {item.title}"
            found[place] = partial(_feed, site, place, title, tuple(by_item.get(("initiative", item.id), ())))
    for (kind, old), id_ in site.view.redirects.items():
        moved = site.find(Initiative, id_) if kind == "initiative" else None
        if moved is not None and item_feed(moved) in found:
            found[f"{item_address(kind, old)}feed.xml"] = found[item_feed(moved)]
    return found


def feed_areas(site: Site) -> tuple[tuple[str, str], ...]:
    """Id and title of the areas that have a feed of their own, in the site's order; none where there is only one."""
    if not site.view.site_url:
        return ()
    used = {entry.item.area for entry in news(site)}
    found = tuple((area, title) for area, title in site.view.charter.areas.items() if area in used)
    return found if len(found) > 1 else ()


def area_feed(area: str) -> str:
    """Where the feed of an area is."""
    return f"feeds/{area}.xml"


def item_feed(item: Initiative) -> str:
    """Where the feed of an initiative is."""
    return f"{item_address('initiative', item.id)}feed.xml"


def has_item_feed(site: Site, item: Initiative) -> bool:
    """Whether an initiative has a feed: something can still happen to it, or has happened."""
    return bool(site.view.site_url) and (item.status not in ("shipped", "dropped") or bool(news_of(site, item)))


def _feed(site: Site, place: str, title: str, entries: tuple[NewsEntry, ...]) -> bytes:
    """A feed of the newest of `entries`."""
    base = f"{site.view.site_url.rstrip('/')}/"
    root = Xml.Element("feed", {"xmlns": ATOM, "xml:lang": site.view.charter.language})
    _text(root, "id", base if place == FEED else f"{base}{place}")
    _text(root, "title", title)
    _text(root, "updated", _time(entries[0].date if entries else site.view.today))
    _link(root, base, "alternate")
    _link(root, f"{base}{place}", "self")
    _text(Xml.SubElement(root, "author"), "name", site.view.site_name)
    for entry in entries[:ENTRIES]:
        root.append(_entry(site, entry, base))
    Xml.indent(root, " ")
    document: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def has_feed(site: Site) -> bool:
    """Whether there is a feed to subscribe to."""
    return bool(site.view.site_url and news(site))


def _entry(site: Site, entry: NewsEntry, base: str) -> Xml.Element:
    """One entry. Its id is made from what does not change when a text is corrected."""
    address = f"{base}{item_address(entry.kind, entry.item.id)}"
    found = Xml.Element("entry")
    known = f"{base}{item_address(entry.kind, identity(entry.item))}"
    _text(found, "id", uuid.uuid5(uuid.NAMESPACE_URL, f"{known}#{entry.key}").urn)
    sort = sort_word(site, entry)
    _text(found, "title", f"{entry.item.title} ({sort})" if sort else entry.item.title)
    if entry.said is not None:
        _text(found, "published", _time(entry.said))
    _text(found, "updated", _time(entry.date))
    _link(found, address, "alternate")
    if entry.item.area:
        title = site.view.charter.areas.get(entry.item.area, entry.item.area)
        Xml.SubElement(found, "category", {"term": entry.item.area, "label": one_line(title)})
    if isinstance(entry.item, Initiative):
        state = site.state(entry.item)
        scheme = f"{base}{site.section('board').address}"
        Xml.SubElement(found, "category", {"term": state, "label": site.state_word(state), "scheme": scheme})
    for one in entry.sorts:
        scheme = f"{base}{site.section('whats_new').address}"
        Xml.SubElement(found, "category", {"term": one, "label": word_of_sort(site, one), "scheme": scheme})
    _text(found, "content", entry.text)
    return found


def _text(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, name).text = one_line(text)


def _link(parent: Xml.Element, href: str, rel: str) -> None:
    Xml.SubElement(parent, "link", {"href": href, "rel": rel})


def _time(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
