"""The sections of a site, each said once: its address, its tab, and whether it is for colleagues only.

Whoever only needs the addresses, as a check does, loads none of what makes pages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cxsite.model.kinds import BY_NAME
from cxsite.model.levels import INTERNAL
from cxsite.model.roadmap import View

HasSomething = Callable[[View], bool]


def for_colleagues(view: View) -> bool:
    """Whether the audience may see what is internal."""
    return any(level.name == INTERNAL and level.visible_to(view.audience) for level in view.levels)


def has(kind: str) -> HasSomething:
    """Whether a View has items of a kind."""
    return lambda view: bool(view.items.get(kind))


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """`key` names its words: `section_<key>`, the title, and `lead_<key>`, the line below it; the section of a kind has
    the kind's name. `address` ends in a slash, `tab` names the words of its tab: `tab_<tab>`.

    `holds` says whether a View has anything for it; one for `colleagues` is only there for readers of what is internal.
    In its tab it stands after those with a lower `place`.
    """

    key: str
    address: str
    tab: str
    holds: HasSomething = lambda view: True
    colleagues: bool = False
    place: int = 0

    def shown(self, view: View) -> bool:
        """Whether the audience of a View has this section."""
        return (for_colleagues(view) or not self.colleagues) and self.holds(view)


TABS = ("roadmap", "customers", "work", "measures", "governance")
"""The tabs of the navigation, in their order."""

FEED, SERIES, SHARED = "feed.xml", "series.csv", "share.png"
OWN_FILES = frozenset(("roadmap.json", "roadmap.ics", SERIES, FEED, SHARED, "robots.txt", "sitemap.xml", "404.html"))
"""The files that a site has besides its pages."""


def _of_kind(kind: str, tab: str, place: int = 0) -> Section:
    """The section of a kind: the index at the kind's own address, and a page for each item."""
    return Section(key=kind, address=f"{BY_NAME[kind].folder}/", tab=tab, holds=has(kind), place=place)


_SECTIONS = (
    Section(key="board", address="board/", tab="roadmap", holds=has("initiative")),
    Section(key="timeline", address="timeline/", tab="roadmap"),
    Section(key="whats_new", address="whats-new/", tab="roadmap"),
    _of_kind("phase", "roadmap"),
    Section(key="on_a_page", address="on-a-page/", tab="roadmap", holds=has("initiative")),
    Section(key="present", address="present/", tab="roadmap", holds=has("initiative")),
    _of_kind("initiative", "work"),
    _of_kind("objective", "work"),
    _of_kind("team", "governance", place=1),
    _of_kind("persona", "customers"),
    _of_kind("journey", "customers"),
    Section(key="pain_points", address="pain-points/", tab="customers"),
    Section(key="compare", address="compare/", tab="customers"),
    _of_kind("segment", "customers"),
    _of_kind("evidence", "customers"),
    _of_kind("kpi", "measures"),
    _of_kind("risk", "governance"),
    _of_kind("review", "governance"),
    Section(key="promises", address="promises/", tab="roadmap"),
    Section(key="report", address="report/", tab="governance", holds=has("initiative"), colleagues=True),
    Section(key="plan", address="plan/", tab="work", holds=has("initiative"), colleagues=True),
    Section(key="prioritization", address="prioritization/", tab="work", holds=has("initiative"), colleagues=True),
    Section(key="traceability", address="traceability/", tab="work", holds=has("journey"), colleagues=True),
    Section(key="health", address="health/", tab="governance", place=2, colleagues=True),
    Section(key="visibility", address="visibility/", tab="governance", place=2, colleagues=True),
)

SECTIONS: Mapping[str, Section] = {section.key: section for section in _SECTIONS}
"""By key, in the order in which a search finds them; the navigation has them by tab and place."""


def addresses() -> dict[str, str]:
    """The addresses of all index pages, with what is there: no hand-written page may have one of them."""
    return {section.address: section.key.replace("_", " ") for section in _SECTIONS}


def colleagues() -> frozenset[str]:
    """The addresses of those that only readers of what is internal have."""
    return frozenset(section.address for section in _SECTIONS if section.colleagues)
