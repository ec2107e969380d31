"""The sections of a site: every index page with its place in the navigation, told once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cxsite.model.addresses import SECTION_ADDRESSES
from cxsite.model.initiative import Initiative
from cxsite.model.levels import INTERNAL
from cxsite.model.roadmap import View
from cxsite.model.strategy import Phase


@dataclass(frozen=True, slots=True)
class Section:
    """An index page. `key` names its words (`section_<key>`), `tab` its tab's (`tab_<tab>`).

    `shown` says whether a View has anything for it; a page without it is not there.
    """

    key: str
    address: str
    tab: str
    shown: Callable[[View], bool]


def for_colleagues(view: View) -> bool:
    """Whether the audience may see what is internal."""
    return any(level.name == INTERNAL and level.visible_to(view.audience) for level in view.levels)


def _any(kind: str) -> Callable[[View], bool]:
    return lambda view: bool(view.items.get(kind))


def _internal(*kinds: str) -> Callable[[View], bool]:
    return lambda view: for_colleagues(view) and all(view.items.get(kind) for kind in kinds)


def _initiatives(view: View) -> list[Initiative]:
    return [item for item in view.items.get("initiative", {}).values() if isinstance(item, Initiative)]


def _dated(view: View) -> bool:
    """Whether a plan with a time is visible: what a timeline is drawn from."""
    if any(item.start or item.end for item in _initiatives(view)):
        return True
    return any(isinstance(item, Phase) and (item.start or item.end) for item in view.items.get("phase", {}).values())


def _news(view: View) -> bool:
    return any(
        item.updates
        or item.shipped
        or (item.status == "dropped" and view.facts.get(("initiative", id_), {}).get("updated"))
        for id_, item in view.items.get("initiative", {}).items()
        if isinstance(item, Initiative)
    )


def _of(kind: str, tab: str) -> Section:
    return _page(kind, tab, _any(kind))


def _page(key: str, tab: str, shown: Callable[[View], bool]) -> Section:
    return Section(key, SECTION_ADDRESSES[key], tab, shown)


SECTIONS: tuple[Section, ...] = (
    _page("board", "roadmap", _any("initiative")),
    _page("timeline", "roadmap", _dated),
    _page("whats_new", "roadmap", _news),
    _of("phase", "roadmap"),
    _page("on_a_page", "roadmap", _any("initiative")),
    _of("persona", "customers"),
    _of("journey", "customers"),
    _of("segment", "customers"),
    _of("evidence", "customers"),
    _of("initiative", "work"),
    _of("objective", "work"),
    _page("prioritization", "work", _internal("initiative")),
    _page("traceability", "work", _internal("journey")),
    _of("kpi", "measures"),
    _of("risk", "governance"),
    _of("review", "governance"),
    _of("team", "governance"),
    _page("health", "governance", for_colleagues),
    _page("visibility", "governance", for_colleagues),
)

BY_KEY = {section.key: section for section in SECTIONS}
"""Sections by key; the section of a kind has the kind's name as its key."""
