"""The roadmap as a presentation: a few sections, each a screen and a printed sheet of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cxsite.model.items.initiative import CLOSED, Initiative
from cxsite.model.items.journey import Journey
from cxsite.model.items.kpi import Kpi
from cxsite.render import standing
from cxsite.render.address import item_address
from cxsite.render.diagrams.journey_curve import Curve
from cxsite.render.diagrams.journey_scores import journey_scores
from cxsite.render.frontmatter import PageMeta
from cxsite.render.maps.journey_map import JourneyMap, journey_map
from cxsite.render.maps.journey_targets import target_of
from cxsite.render.news import news
from cxsite.render.pages import board, journeys, kpis, report, risks, timeline
from cxsite.render.pain_answers import Hurt, hurts_of
from cxsite.render.site import Site
from cxsite.render.stage import StagePage

CARDS, TITLES, ROWS, TILES, HURTS, RISKS, LISTED, PHASES = 4, 8, 12, 8, 3, 7, 5, 5
"""So much of each fits on a screen; what comes after them is counted, and a link leads there."""


@dataclass(frozen=True, slots=True)
class Slide:
    """A section: its name in the address, its title, the page that has all of it, and what its drawing needs."""

    key: str
    title: str
    address: str
    parts: Mapping[str, Any]


def pages(site: Site) -> Iterator[StagePage]:
    """The one page."""
    section = site.section("present")
    meta = PageMeta(
        site.title("present"),
        site.words["lead_present"],
        hide=("navigation", "toc", "path"),
        # What stands here stands elsewhere; a search finds it there.
        more={"search": {"exclude": True}},
    )
    yield site.page(section.address, "present.html", meta, more=lambda: {"slides": slides(site)})


def slides(site: Site) -> list[Slide]:
    """The sections that the audience has anything for, in the order in which somebody tells it."""
    every = (_start, _horizons, _timeline, _news, _measures, _journey, _risks, _decisions)
    return [slide for make in every if (slide := make(site)) is not None]


def _start(site: Site) -> Slide:
    review = standing.last_review(site) if site.colleagues else None
    figures = () if site.colleagues else standing.better(site, 3)
    stands = standing.phases(site)[:PHASES] if site.colleagues else ()
    parts = {"review": review, "figures": figures, "phases": stands, "all": len(site.all(Initiative))}
    return Slide("start", site.view.charter.title, "", parts)


def _horizons(site: Site) -> Slide | None:
    """A column for each horizon: with what each of its initiatives brings, or where they are many without."""
    columns = board.columns(site)
    brief = any(len(column.items) > CARDS for column in columns)
    most = TITLES if brief else CARDS
    found = [(column, column.items[:most], len(column.items) - most) for column in columns]
    steps = {item.id: standing.steps(site, item) for _, items, _ in found for item in items}
    title = " · ".join(site.words.of("horizon", column.horizon) for column in columns)
    parts = {"columns": found, "steps": steps, "brief": brief}
    return Slide("roadmap", title, site.section("board").address, parts) if found else None


def upcoming(site: Site) -> list[Initiative]:
    """What is not done and has a time: what is late or under way first, then by when it is to be there."""
    dated = [item for item in site.all(Initiative) if item.status not in CLOSED and (item.start or item.end)]
    return sorted(dated, key=site.place)


def _timeline(site: Site) -> Slide | None:
    ahead = upcoming(site)
    drawn = timeline.drawing(site, ahead[:ROWS]) if ahead else None
    if drawn is None or not drawn.lanes:
        return None
    parts = {"drawn": drawn, "more": len(ahead) - ROWS}
    return Slide("time", site.title("timeline"), site.section("timeline").address, parts)


def _news(site: Site) -> Slide | None:
    review = standing.last_review(site) if site.colleagues else None
    moved = standing.moved(site, review.date)[:LISTED] if review is not None else []
    results = report.results(site)[:LISTED]
    told = [] if moved else news(site)[:LISTED]
    if not (moved or told or results):
        return None
    address = site.section("whats_new").address if site.shows("whats_new") else ""
    parts = {"moved": moved, "since": review and review.date, "told": told, "results": results}
    return Slide("news", site.title("whats_new"), address, {**parts, "all": len(site.all(Initiative))})


def _measures(site: Site) -> Slide | None:
    found = [kpi for kpi in sorted(site.all(Kpi), key=site.place) if site.fact(kpi, "current")]
    tiles, _ = kpis.drawn(site, found[:TILES])
    stand = standing.measures(site)
    parts = {"tiles": tiles, "measures": stand, "more": len(found) - TILES}
    return Slide("figures", site.title("kpi"), site.section("kpi").address, parts) if tiles else None


@dataclass(frozen=True, slots=True)
class JourneyShown:
    """The journey of the presentation: its curve with the names of its columns, the lines of it with the names of those
    who feel so, and its worst pain points. `target` is the target picture that is drawn too."""

    journey: Journey
    curve: Curve
    columns: Sequence[str]
    target: Journey | None
    heads: Sequence[Mapping[str, str | None] | None]
    people: Sequence[str]
    hurts: Sequence[Hurt]
    more: int


def journey_shown(site: Site) -> JourneyShown | None:
    """The journey that most of what is planned or done belongs to, among those whose feelings are known."""

    def work(journey: Journey) -> tuple[bool, int, str]:
        moving = site.referring("journey", journey.id, Initiative, "journeys")
        return journey.state == "to-be", -len([one for one in moving if one.status != "dropped"]), journey.id

    scored = [journey for journey in site.all(Journey) if journey_scores(site, journey).scored]
    if not scored:
        return None
    journey = min(scored, key=work)
    found, hurts = journey_scores(site, journey), hurts_of(site, journey)
    drawn = journey_map(site, journey, found, hurts, target_of(site, journey))
    heads = [journeys.head(found.people[line]) for line in drawn.lines]
    people = [site.formats.listed(found.groups[line]) for line in drawn.lines]
    curve, columns = _curve(drawn, journey)
    if curve is None:
        return None
    return JourneyShown(journey, curve, columns, drawn.target, heads, people, hurts[:HURTS], len(hurts) - HURTS)


def _curve(drawn: JourneyMap, journey: Journey) -> tuple[Curve | None, Sequence[str]]:
    """One curve over touchpoints, over stages where those are too many for one; pain points stand beside it."""
    if drawn.overview is not None:
        return replace(drawn.overview, pins=(), stems=()), [stage.title for stage in journey.stages]
    band = drawn.bands[0]
    names = [step.touchpoint.title if step else "" for step in band.steps]
    return band.curve and replace(band.curve, pins=(), stems=()), names


def _journey(site: Site) -> Slide | None:
    shown = journey_shown(site)
    if shown is None:
        return None
    address = item_address("journey", shown.journey.id)
    return Slide("journey", shown.journey.title, address, {"one": shown})


def _risks(site: Site) -> Slide | None:
    found = risks.moves(site, standing.risks(site))
    if not found:
        return None
    parts = {"moves": found[:RISKS], "zones": risks.scale(site), "looks": risks.looks(site), "all": len(found)}
    return Slide("risks", site.title("risk"), site.section("risk").address, parts)


def _decisions(site: Site) -> Slide | None:
    asked = standing.decisions(site)
    coming = standing.coming(site, site.view.today + standing.SOON)
    if not (asked or coming):
        return None
    title = site.words["decisions_asked" if asked else "next_weeks"]
    return Slide("decisions", title, "", {"asked": asked, "coming": coming, "most": LISTED})
