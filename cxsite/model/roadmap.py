"""The whole of what a repository says, and the part of it that an audience may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Annotated, Any

from cxsite.model.charter import Charter
from cxsite.model.declare import Declared, Wordable
from cxsite.model.declare import field as declared
from cxsite.model.finding import Origin
from cxsite.model.items.item import Item
from cxsite.model.items.part import LevelOrNone, Words
from cxsite.model.levels import Level, Levels
from cxsite.model.past import Past
from cxsite.model.scalars import Whole
from cxsite.model.shape import Path

Key = tuple[str, str]
"""Kind and id of an item."""

ROADMAP = "roadmap"
"""What roadmap.yml is called where kinds are named: in `policy`, in findings, in lists."""

ROADMAP_KEY: Key = (ROADMAP, "")
"""The key of roadmap.yml among those of items."""

PAGE = "page"
"""What a hand-written page is called there; its path stands for the id."""

ANY = "*"
"""Stands for every id of a kind, and for every field of an item, where nobody can tell which ones are meant."""


class Page(Declared):
    """A hand-written page. `path` is its place below `pages/` without the ending."""

    path: str = declared("The file's place below pages/, without .md.")
    title: Words = declared("The title; the file's name in words unless said.", default="")
    visibility: LevelOrNone = declared("The least level that may see the page.", default=None)
    nav_order: Whole | None = declared("Its place among the hand-written pages.", default=None)
    body: Annotated[str, Wordable()] = declared("Markdown below the front matter.", default="")


@dataclass(frozen=True, slots=True)
class Additions:
    """The fields that later content folders add to an item of the first, and what that one discloses by itself."""

    names: frozenset[str]
    disclose: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Roadmap:
    """Everything that was loaded. Only `check` and `project` work on it; nothing that renders may.

    `broken` are items whose file exists but could not be read: references to them are not reported as unknown.
    `asset_floors` are the least levels of assets in later content folders, `roots` the paths of all content folders,
    `additions` what later ones say of items of the first.
    `unread` are the places in items at which something is written that could not be read: nothing there is absent.
    """

    charter: Charter
    levels: Levels
    items: Mapping[str, Mapping[str, Item]]
    pages: Mapping[str, Page] = field(default_factory=dict)
    assets: Mapping[str, FilePath] = field(default_factory=dict)
    origins: Mapping[Key, Origin] = field(default_factory=dict, compare=False)
    broken: frozenset[Key] = frozenset()
    asset_floors: Mapping[str, Level] = field(default_factory=dict)
    roots: tuple[str, ...] = ()
    additions: Mapping[Key, Additions] = field(default_factory=dict)
    unread: frozenset[tuple[Key, Path]] = field(default=frozenset(), compare=False)

    def get(self, kind: str, id_: str) -> Item | None:
        """The item of this kind and id."""
        return self.items.get(kind, {}).get(id_)

    @property
    def is_policy_known(self) -> bool:
        """Whether it could be read what roadmap.yml says of visibility."""
        return not any((ROADMAP, name) in self.broken for name in ("levels", "default_visibility", "policy", ANY))


@dataclass(frozen=True, slots=True)
class Backlink:
    """A reference seen from its target: which item names it, in which field."""

    kind: str
    id: str
    field: str


@dataclass(frozen=True, slots=True)
class Opening:
    """The end of an embargo: the level that the item has from this day on."""

    level: Level
    day: dt.date


@dataclass(frozen=True, slots=True)
class View:
    """What one audience may see, and nothing else: the only thing that renderers get.

    `items` are of the same classes as in the Roadmap: what is withheld has its default. Ids, texts and periods are
    those of the audience. `levels` holds the effective level of each item. `facts` are the derived values of each
    item by name, computed from this View (or disclosed by the site). `backlinks` are by target: an item's key, or
    `("pain_point", "journey/point")` and `("touchpoint", "journey/point")`. `redirects` are old addresses, by kind
    and old id, to the item's id. `assets` are the files that something visible uses, by their place in `assets/`.
    `sources` are the files of items, only where the site shows edit links. `census` counts, only for internal
    audiences, the values of each field of a kind by their effective level. `past` are earlier editions,
    cut to this View. `openings` are the ends of embargoes to come, by item; only for internal audiences.
    """

    audience: Level
    levels: tuple[Level, ...]
    today: dt.date
    charter: Charter
    items: Mapping[str, Mapping[str, Item]]
    pages: Mapping[str, Page]
    item_levels: Mapping[Key, Level]
    facts: Mapping[Key, Mapping[str, Any]]
    backlinks: Mapping[Key, tuple[Backlink, ...]]
    redirects: Mapping[Key, str]
    assets: Mapping[str, bytes]
    site_name: str
    site_url: str
    edit_links: bool
    sources: Mapping[Key, str] = field(default_factory=dict)
    census: Mapping[tuple[str, str], Mapping[str, int]] = field(default_factory=dict)
    past: Past = field(default_factory=Past)
    openings: Mapping[Key, Opening] = field(default_factory=dict)

    def get(self, kind: str, id_: str) -> Item | None:
        """The visible item of this kind and id."""
        return self.items.get(kind, {}).get(id_)
