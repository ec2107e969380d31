"""What makes the pages of each section of a site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from cxsite.render.pages import (
    board,
    evidence,
    handwritten,
    health,
    home,
    initiatives,
    journeys,
    kpis,
    objectives,
    on_a_page,
    personas,
    phases,
    plan,
    present,
    prioritization,
    promises,
    report,
    reviews,
    risks,
    segments,
    teams,
    timeline,
    visibility,
    whats_new,
)
from cxsite.render.pages.across import compare, pain_points, traceability
from cxsite.render.site import Site
from cxsite.render.site_sections import SECTIONS, TABS, HasSomething, Section
from cxsite.render.stage import StagePage

PageBuilder = Callable[[Site], Iterable[StagePage]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage(Section):
    """A section with the builder of its pages, which is asked where the section is shown."""

    build: PageBuilder


_BUILDERS: Mapping[str, PageBuilder] = {
    "board": board.pages,
    "timeline": timeline.pages,
    "whats_new": whats_new.pages,
    "phase": phases.pages,
    "on_a_page": on_a_page.pages,
    "present": present.pages,
    "initiative": initiatives.pages,
    "objective": objectives.pages,
    "team": teams.pages,
    "persona": personas.pages,
    "journey": journeys.pages,
    "pain_points": pain_points.pages,
    "compare": compare.pages,
    "segment": segments.pages,
    "evidence": evidence.pages,
    "kpi": kpis.pages,
    "risk": risks.pages,
    "review": reviews.pages,
    "promises": promises.pages,
    "report": report.pages,
    "plan": plan.pages,
    "prioritization": prioritization.pages,
    "traceability": traceability.pages,
    "health": health.pages,
    "visibility": visibility.pages,
}
_HOLDS: Mapping[str, HasSomething] = {
    "timeline": timeline.is_dated,
    "whats_new": whats_new.has_news,
    "pain_points": pain_points.holds,
    "compare": compare.holds,
    "promises": promises.is_told,
}
"""Where it is not the items of one kind that make a section."""


def _page(section: Section) -> SitePage:
    return SitePage(
        key=section.key,
        address=section.address,
        tab=section.tab,
        holds=_HOLDS.get(section.key, section.holds),
        colleagues=section.colleagues,
        place=section.place,
        build=_BUILDERS[section.key],
    )


PAGES: tuple[SitePage, ...] = tuple(_page(section) for section in SECTIONS.values())
"""The sections in the order in which a search finds them; the navigation has them by tab and place."""

NAVIGATION: tuple[SitePage, ...] = tuple(
    sorted((page for page in PAGES if page.tab in TABS), key=lambda page: (TABS.index(page.tab), page.place))
)
"""The sections as the navigation has them."""


def builders(site: Site) -> Iterator[PageBuilder]:
    """What makes the pages of a site: the home page, the sections that its View has, the hand-written pages."""
    yield home.pages
    yield from (page.build for page in PAGES if page.shown(site.view))
    yield handwritten.pages
