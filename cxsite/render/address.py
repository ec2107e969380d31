"""Addresses: where things stand in a site, and how one page links to another.

Every page is `<address>index.md`, an address is empty (home) or ends in a slash, and a page's built URL is its
address. Links in raw HTML are relative built URLs, since no engine rewrites them.
"""

from __future__ import annotations

from urllib.parse import quote

from cxsite.model.items.item import Item
from cxsite.model.items.journey import POINTS
from cxsite.model.kinds import BY_NAME


class _KindNames(dict[type[Item], str]):
    """The names of kinds by their classes: they are asked for several times for each link."""

    def __missing__(self, model: type[Item]) -> str:
        name = self[model] = model.__name__.lower()
        return name


_KIND_NAMES = _KindNames()


def kind_name(model: type[Item]) -> str:
    """The name of the kind with this class."""
    return _KIND_NAMES[model]


def kind_of(item: Item) -> str:
    """The name of an item's kind."""
    return _KIND_NAMES[type(item)]


def item_address(kind: str, id_: str) -> str:
    """The address of an item, or of a part of a journey (`journey/point`): that journey's page with an anchor."""
    if kind in POINTS:
        journey, _, point = id_.partition("/")
        return f"{BY_NAME['journey'].folder}/{journey}/#{point}"
    return f"{BY_NAME[kind].folder}/{id_}/"


def identity(item: Item) -> str:
    """What feeds and calendars know an item by: its first id that the audience may know, so that a rename keeps it."""
    return item.aliases[0].id if item.aliases else item.id


def asset_address(name: str) -> str:
    """The address of a file of `content/assets/`."""
    return f"assets/{quote(name)}"


def page_uri(address: str) -> str:
    """The Markdown file of the page with this address."""
    return f"{address}index.md"


def relative(here: str, target: str) -> str:
    """The link from the page at address `here` to `target`, an address with or without an anchor."""
    return "../" * here.count("/") + target or "./"


def source_link(here: str, target: str) -> str:
    """The same link as `relative`, for Markdown: to the page's file, so that engines can validate it."""
    path, mark, anchor = target.partition("#")
    return relative(here, page_uri(path) + mark + anchor)
