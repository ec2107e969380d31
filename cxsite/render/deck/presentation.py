"""The presentation as a deck: the sections of `present/`, with the same in them, as texts, tables, charts and bars."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cxsite.model.items.initiative import Initiative
from cxsite.render.deck.deck import Block, Chart, Deck, Lines, Sheet, Stretch, Table, Timeline, TimeRow
from cxsite.render.deck.tables import asked_table, coming_table, kpi_sheet, moved_table, results_table, risk_table
from cxsite.render.pages import present
from cxsite.render.pages.timeline import Drawing
from cxsite.render.site import Site


def presentation(site: Site) -> Deck:
    """The deck of the audience's presentation."""
    slides = present.slides(site)
    start = slides[0].parts
    charter = site.view.charter
    subtitle = [charter.vision] if charter.vision else []
    if start["review"] is not None and start["review"].summary:
        subtitle.append(start["review"].summary)
    sheets = [_sheet(site, slide) for slide in slides[1:]]
    return new_deck(site, charter.title, subtitle, [sheet for sheet in sheets if sheet.blocks])


def new_deck(site: Site, title: str, subtitle: list[str], sheets: list[Sheet]) -> Deck:
    """A deck with what stands on each slide of the site's audience."""
    view, words = site.view, site.words
    foot = f"{view.charter.title} · {words.fill('as_of', day=site.formats.day(view.today))}"
    if view.audience.is_public:
        foot += f" {view.charter.disclaimer}" if view.charter.disclaimer else ""
    else:
        foot = f"{words.of('level', view.audience.name)}{words['colon']} {words['banner']} {foot}"
    return Deck(
        title,
        subtitle,
        view.audience.name,
        view.charter.language,
        view.today,
        foot,
        words["slide_of"],
        sheets,
    )


def notes(site: Site, address: str, *more: str) -> list[str]:
    """What a speaker reads: what is left out, and where all of it stands."""
    base = site.view.site_url.rstrip("/")
    where = [f"{site.words['all_of_it']}{site.words['colon']} {base}/{address}"] if base and address else []
    return [*(text for text in more if text), *where]


def _sheet(site: Site, slide: present.Slide) -> Sheet:
    makers = {
        "roadmap": _horizons,
        "time": _timeline,
        "news": _news,
        "figures": _figures,
        "journey": _journey,
        "risks": _risks,
        "decisions": _decisions,
    }
    blocks = makers[slide.key](site, slide.parts)
    more = slide.parts.get("more") or 0
    left = site.words.fill("more_below", n=more) if more > 0 else ""
    return Sheet(slide.title, blocks, notes(site, slide.address, left))


def _horizons(site: Site, parts: Mapping[str, Any]) -> list[tuple[Block, int]]:
    columns = parts["columns"]
    names = [site.words.of("horizon", column.horizon) for column, _, _ in columns]
    cells = [
        [*(_card(site, item) for item in items), *([site.words.fill("more_below", n=rest)] if rest > 0 else [])]
        for _, items, rest in columns
    ]
    rows = [[cell[number] if number < len(cell) else "" for cell in cells] for number in range(max(map(len, cells)))]
    return [(Table(site.title("board"), names, rows, [1] * len(names)), 1)]


def _card(site: Site, item: Initiative) -> str:
    said = (site.state_word(site.state(item)), when(site, item))
    return f"{item.title}\n{' · '.join(text for text in said if text)}"


def when(site: Site, item: Initiative) -> str:
    """When an initiative was there, or is planned to be."""
    return site.formats.day(item.shipped) if item.shipped else site.formats.span(item.start, item.end)


def _timeline(site: Site, parts: Mapping[str, Any]) -> list[tuple[Block, int]]:
    drawn: Drawing = parts["drawn"]
    ticks = next(ticks for unit, ticks in drawn.units if unit == drawn.unit)
    lanes = [
        (
            lane.phase.title if lane.phase else lane.title,
            [
                TimeRow(
                    row.item.title,
                    f"{site.state_word(site.state(row.item))}, {when(site, row.item)}",
                    row.item.status,
                    [Stretch(_share(part.x), _share(part.width), part.look) for part in row.parts],
                    [(_share(mark.x), mark.state) for mark in row.marks],
                )
                for row in lane.rows
            ],
        )
        for lane in drawn.lanes
    ]
    today = (drawn.today_at, site.words["today_is"])
    return [(Timeline(site.title("timeline"), [(_share(tick.x), name) for tick, name in ticks], today, lanes), 1)]


def _share(percent: str) -> float:
    return float(percent.rstrip("%"))


def _news(site: Site, parts: Mapping[str, Any]) -> list[tuple[Block, int]]:
    found: list[tuple[Block, int]] = []
    if parts["moved"]:
        found.append((moved_table(site, parts["moved"], parts["since"]), 1))
    if parts["told"]:
        rows = [[site.formats.day(one.date), one.item.title, one.text] for one in parts["told"]]
        headings = [site.words["when"], site.words["title"], site.title("whats_new")]
        found.append((Table(site.title("whats_new"), headings, rows, [2, 4, 8]), 1))
    if parts["results"]:
        found.append((results_table(site, parts["results"]), 1))
    return found


def _figures(site: Site, parts: Mapping[str, Any]) -> list[tuple[Block, int]]:
    stand = parts["measures"]
    said = [site.words.fill("kpis_well", n=stand.total, well=stand.well)] if stand else []
    return kpi_sheet(site, [tile.kpi for tile in parts["tiles"]], said)


def _journey(site: Site, parts: Mapping[str, Any]) -> list[tuple[Block, int]]:
    one: present.JourneyShown = parts["one"]
    by_column = [{dot.column: dot.score for dot in line.dots} for line in one.curve.lines]
    series = {
        name: [scores.get(number) for number in range(len(one.columns))]
        for name, scores in zip(one.people, by_column, strict=True)
    }
    chart = Chart("lines", f"{site.words['how_it_feels']}{site.words['colon']} 1–5", one.columns, series, (1, 5))
    found: list[tuple[Block, int]] = [(chart, 3)]
    if one.hurts:
        rows = [
            [
                hurt.point.title,
                site.words.of("point", hurt.state) if hurt.state else "",
                site.formats.listed([f"{item.title} ({when(site, item)})" for item in hurt.answers]),
            ]
            for hurt in one.hurts
        ]
        headings = [site.words["pain_point"], site.words["status"], site.words["what_changes_it"]]
        found.append((Table(site.words["pain_points"], headings, rows, [5, 2, 6]), 2))
    return found


def _risks(site: Site, parts: Mapping[str, Any]) -> list[tuple[Block, int]]:
    said = site.words.fill("top_risks", n=len(parts["moves"]), all=parts["all"])
    return [(Lines([said]), 1), (risk_table(site, [risk for risk, _ in parts["moves"]]), 8)]


def _decisions(site: Site, parts: Mapping[str, Any]) -> list[tuple[Block, int]]:
    found: list[tuple[Block, int]] = []
    if parts["asked"]:
        found.append((asked_table(site, parts["asked"][: parts["most"]]), 1))
    if parts["coming"]:
        found.append((coming_table(site, parts["coming"][: parts["most"]]), 1))
    return found
