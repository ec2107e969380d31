"""What several decks hold: decisions, what moved, what it brought, figures, risks and what comes, as tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from cxsite.model.items.initiative import Initiative
from cxsite.model.items.kpi import Kpi
from cxsite.model.items.risk import Risk
from cxsite.render import standing
from cxsite.render.deck.deck import Block, Chart, Lines, Table
from cxsite.render.site import Site


def asked_table(site: Site, asked: Sequence[standing.Asked]) -> Table:
    """The decisions that are asked for: until when, what, from whom, with which options."""
    words = site.words
    rows = [
        [
            site.formats.period(one.decision.due) if one.decision.due else "",
            one.decision.text + (f" ({words['overdue']})" if one.overdue else ""),
            one.owner.title if one.owner else "",
            "\n".join(one.decision.options),
        ]
        for one in asked
    ]
    headings = [words["due"], words["decisions_asked"], words["owner"], words["options"]]
    return Table(words["decisions_asked"], headings, rows, [2, 6, 3, 4])


def taken_table(site: Site, taken: Sequence[standing.Taken]) -> Table:
    """The decisions that were taken: when, what, and what changes by it."""
    words = site.words
    rows = [[site.formats.day(one.review.date), one.decision.text, one.decision.change] for one in taken]
    headings = [words["date"], words["decisions_taken"], words["updates"]]
    return Table(words["decisions_taken"], headings, rows, [2, 6, 6])


def coming_table(site: Site, coming: Sequence[standing.Coming]) -> Table:
    """What is due soon."""
    rows = [
        [
            site.formats.period(one.when),
            one.text,
            site.words.of("due", one.sort) + (f", {one.item.title}" if one.item.title != one.text else ""),
        ]
        for one in coming
    ]
    return Table(
        site.words["next_weeks"], [site.words["when"], site.words["next_weeks"], site.words["belongs"]], rows, [2, 6, 6]
    )


def moved_table(site: Site, moved: Sequence[standing.Moved], since: dt.date) -> Table:
    """What moved since a day."""
    words = site.words

    def badge(one: standing.Moved) -> str:
        if one.badge == "overdue":
            return words["overdue"]
        if one.badge == "told":
            return words["news_told"]
        return words.of("status" if one.is_status else "news", one.badge)

    rows = [[badge(one), one.item.title, one.text] for one in moved]
    title = words.fill("since_day", day=site.formats.day(since))
    return Table(title, [words["status"], words["title"], title], rows, [2, 5, 8])


def results_table(site: Site, results: Sequence[Initiative]) -> Table:
    """What was shipped, and what it brought."""
    rows = [[site.formats.day(item.shipped) if item.shipped else "", item.title, item.result] for item in results]
    title = site.words["what_it_brought"]
    return Table(title, [site.words["when"], site.words["title"], title], rows, [2, 5, 8])


def kpi_sheet(site: Site, kpis: Sequence[Kpi], said: Sequence[str]) -> list[tuple[Block, int]]:
    """The figures as a table, and below it how far each is on the way to its target, as a chart."""
    found: list[tuple[Block, int]] = [(Lines(said), 1)] if said else []
    found.append((kpi_table(site, kpis), 8))
    ways = {kpi.title: site.fact(kpi, "progress") for kpi in kpis if site.fact(kpi, "progress") is not None}
    if ways:
        name = site.words["progress"]
        shares = [min(max(way, 0.0), 1.0) for way in ways.values()]
        found.append((Chart("bars", name, list(ways), {name: shares}, (0, 1), percent=True), 7))
    return found


def kpi_table(site: Site, kpis: Sequence[Kpi]) -> Table:
    """Each figure: now, its last change, its target, how it stands."""
    words = site.words
    rows = []
    for kpi in kpis:
        figures, current, target = site.figures(kpi), site.fact(kpi, "current"), site.fact(kpi, "target")
        change = site.fact(kpi, "change")
        rows.append(
            [
                kpi.title,
                f"{figures.told(current['value'])} ({site.formats.month(current['date'])})" if current else "",
                figures.change(change),
                figures.aim(target) if target else "",
                figures.light[1],
            ]
        )
    headings = [words["kind_kpi"], words["current"], words["last_change"], words["target"], words["status"]]
    return Table(site.title("kpi"), headings, rows, [5, 4, 4, 4, 2])


def risk_table(site: Site, risks: Sequence[Risk]) -> Table:
    """Each risk: its score and level now, and after the response."""
    words = site.words

    def told(risk: Risk, score: str, level: str) -> str:
        value, band = site.fact(risk, score), site.fact(risk, level)
        return " ".join([str(value), words.of("band", band) if band else ""]) if value else ""

    rows = [
        [
            risk.title,
            told(risk, "score", "level"),
            told(risk, "residual_score", "residual_level"),
            words.of("response", risk.response) if risk.response else "",
        ]
        for risk in risks
    ]
    headings = [words["kind_risk"], words["risk_score"], words["after_response"], words["response"]]
    return Table(site.title("risk"), headings, rows, [7, 3, 3, 3])
