"""The Atom feed (RFC 4287): what happened, for readers who subscribe. Its times come from facts only."""

from __future__ import annotations

import datetime as dt
import uuid
from xml.etree import ElementTree as Xml

from cxsite.render.address import item_address
from cxsite.render.news import Entry, news
from cxsite.render.site import Site
from cxsite.render.text import one_line

ATOM = "http://www.w3.org/2005/Atom"
ENTRIES = 50


def feed(site: Site) -> bytes | None:
    """The feed of the newest entries; `None` without any, or where the site has no address to link to."""
    base = site.view.site_url
    entries = news(site)[:ENTRIES]
    if not base or not entries:
        return None
    base = f"{base.rstrip('/')}/"
    root = Xml.Element("feed", {"xmlns": ATOM, "xml:lang": site.view.charter.language})
    _text(root, "id", base)
    _text(root, "title", site.view.site_name)
    _text(root, "updated", _time(entries[0].date))
    _link(root, base, "alternate")
    _link(root, f"{base}feed.xml", "self")
    _text(Xml.SubElement(root, "author"), "name", site.view.site_name)
    for entry in entries:
        root.append(_entry(site, entry, base))
    Xml.indent(root, " ")
    document: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def has_feed(site: Site) -> bool:
    """Whether there is a feed to subscribe to."""
    return bool(site.view.site_url and news(site))


def _entry(site: Site, entry: Entry, base: str) -> Xml.Element:
    """One entry. Its id is made from what does not change when a text is corrected."""
    address = f"{base}{item_address('initiative', entry.item.id)}"
    found = Xml.Element("entry")
    _text(found, "id", uuid.uuid5(uuid.NAMESPACE_URL, f"{address}#{entry.anchor}").urn)
    status = f" ({site.words.of('status', entry.status)})" if entry.status else ""
    _text(found, "title", f"{entry.item.title}{status}")
    _text(found, "updated", _time(entry.date))
    _link(found, address, "alternate")
    if entry.item.area:
        title = site.view.charter.areas.get(entry.item.area, entry.item.area)
        Xml.SubElement(found, "category", {"term": entry.item.area, "label": one_line(title)})
    _text(found, "content", entry.text)
    return found


def _text(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, name).text = one_line(text)


def _link(parent: Xml.Element, href: str, rel: str) -> None:
    Xml.SubElement(parent, "link", {"href": href, "rel": rel})


def _time(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
