"""Every section of a site, each said once: its builder, address, tab, and who has it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from cxsite.model.kinds import BY_NAME
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
from cxsite.render.section import Section, has
from cxsite.render.site import Site
from cxsite.render.stage import StagePage

PageBuilder = Callable[[Site], Iterable[StagePage]]

TABS = ("roadmap", "customers", "work", "measures", "governance")
"""The tabs of the navigation, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage(Section):
    """A section with the builder of its pages, which is asked where the section is shown."""

    build: PageBuilder


def _of_kind(kind: str, tab: str, build: PageBuilder, place: int = 0) -> SitePage:
    """The section of a kind: the index at the kind's own address, and a page for each item."""
    address = f"{BY_NAME[kind].folder}/"
    return SitePage(key=kind, address=address, tab=tab, holds=has(kind), build=build, place=place)


PAGES: tuple[SitePage, ...] = (
    SitePage(key="board", address="board/", tab="roadmap", holds=has("initiative"), build=board.pages),
    SitePage(key="timeline", address="timeline/", tab="roadmap", holds=timeline.is_dated, build=timeline.pages),
    SitePage(key="whats_new", address="whats-new/", tab="roadmap", holds=whats_new.has_news, build=whats_new.pages),
    _of_kind("phase", "roadmap", phases.pages),
    SitePage(key="on_a_page", address="on-a-page/", tab="roadmap", holds=has("initiative"), build=on_a_page.pages),
    SitePage(key="present", address="present/", tab="roadmap", holds=has("initiative"), build=present.pages),
    _of_kind("initiative", "work", initiatives.pages),
    _of_kind("objective", "work", objectives.pages),
    _of_kind("team", "governance", teams.pages, place=1),
    _of_kind("persona", "customers", personas.pages),
    _of_kind("journey", "customers", journeys.pages),
    SitePage(
        key="pain_points", address="pain-points/", tab="customers", holds=pain_points.holds, build=pain_points.pages
    ),
    SitePage(key="compare", address="compare/", tab="customers", holds=compare.holds, build=compare.pages),
    _of_kind("segment", "customers", segments.pages),
    _of_kind("evidence", "customers", evidence.pages),
    _of_kind("kpi", "measures", kpis.pages),
    _of_kind("risk", "governance", risks.pages),
    _of_kind("review", "governance", reviews.pages),
    SitePage(key="promises", address="promises/", tab="roadmap", holds=promises.is_told, build=promises.pages),
    SitePage(
        key="report", address="report/", tab="governance", holds=has("initiative"), colleagues=True, build=report.pages
    ),
    SitePage(key="plan", address="plan/", tab="work", holds=has("initiative"), colleagues=True, build=plan.pages),
    SitePage(
        key="prioritization",
        address="prioritization/",
        tab="work",
        holds=has("initiative"),
        colleagues=True,
        build=prioritization.pages,
    ),
    SitePage(
        key="traceability",
        address="traceability/",
        tab="work",
        holds=has("journey"),
        colleagues=True,
        build=traceability.pages,
    ),
    SitePage(key="health", address="health/", tab="governance", place=2, colleagues=True, build=health.pages),
    SitePage(
        key="visibility", address="visibility/", tab="governance", place=2, colleagues=True, build=visibility.pages
    ),
)
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


def addresses() -> dict[str, str]:
    """The addresses of all index pages, with what is there: no hand-written page may have one of them."""
    return {page.address: page.key.replace("_", " ") for page in PAGES}


def colleagues() -> frozenset[str]:
    """The addresses of those that only readers of what is internal have."""
    return frozenset(page.address for page in PAGES if page.colleagues)
