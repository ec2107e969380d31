"""The report to those who steer as a deck: decisions, what moved and what it brought, figures, risks, money."""

from __future__ import annotations

from typing import Any

from cxsite.render.deck.deck import Block, Chart, Deck, Lines, Sheet, Table
from cxsite.render.deck.presentation import new_deck, notes
from cxsite.render.deck.tables import (
    asked_table,
    coming_table,
    kpi_sheet,
    moved_table,
    results_table,
    risk_table,
    taken_table,
)
from cxsite.render.pages import report
from cxsite.render.site import Site

_KPIS, _RISKS = 8, 7


def committee_report(site: Site, *, quarter: bool = False) -> Deck:
    """The deck of the report since the last review, or on the quarter."""
    found, words, formats = report.contents(site, quarter=quarter), site.words, site.formats
    period = words.fill("report_period", since=formats.day(found["since"]), until=formats.day(site.view.today))
    review = found["review"]
    subtitle = [review.summary] if review is not None and review.summary else []
    subtitle.append(f"{period} · {review.title}" if review is not None else period)
    sheets = [
        _sheet(site, words["decisions_asked"], _decisions(site, found)),
        _sheet(site, words["decisions_taken"], _taken(site, found)),
        _sheet(site, words.fill("since_day", day=formats.day(found["since"])), _moved(site, found)),
        _sheet(site, site.title("kpi"), _kpis(site, found)),
        _sheet(site, site.title("risk"), _risks(site, found)),
        _sheet(site, words["money"], _money(site, found)),
    ]
    title = f"{site.title('report')}{words['colon']} {site.view.charter.title}"
    return new_deck(site, title, subtitle, [sheet for sheet in sheets if sheet.blocks])


def _sheet(site: Site, title: str, blocks: list[tuple[Block, int]]) -> Sheet:
    return Sheet(title, blocks, notes(site, site.section("report").address))


def _decisions(site: Site, found: dict[str, Any]) -> list[tuple[Block, int]]:
    asked, coming = found["asked"], found["coming"]
    blocks: list[tuple[Block, int]] = []
    if asked:
        blocks.append((asked_table(site, asked[: report.DECISIONS]), 1))
    if coming:
        blocks.append((coming_table(site, coming[: report.DECISIONS]), 1))
    return blocks


def _taken(site: Site, found: dict[str, Any]) -> list[tuple[Block, int]]:
    return [(taken_table(site, found["taken"][: report.DECISIONS]), 1)] if found["taken"] else []


def _moved(site: Site, found: dict[str, Any]) -> list[tuple[Block, int]]:
    blocks: list[tuple[Block, int]] = []
    if found["moved"]:
        blocks.append((moved_table(site, found["moved"][: report.MOVES], found["since"]), 3))
    if found["results"]:
        blocks.append((results_table(site, found["results"]), 2))
    return blocks


def _kpis(site: Site, found: dict[str, Any]) -> list[tuple[Block, int]]:
    kpis = [kpi for kpi, _, _ in found["kpis"]][:_KPIS]
    stand = found["measures"]
    said = [site.words.fill("kpis_well", n=stand.total, well=stand.well)] if stand else []
    return kpi_sheet(site, kpis, said) if kpis else []


def _risks(site: Site, found: dict[str, Any]) -> list[tuple[Block, int]]:
    worst = found["top_risks"]
    said = site.words.fill("top_risks", n=min(_RISKS, len(worst)), all=len(worst))
    return [(Lines([said]), 1), (risk_table(site, worst[:_RISKS]), 8)] if worst else []


def _money(site: Site, found: dict[str, Any]) -> list[tuple[Block, int]]:
    """What phases have spent of what is planned, and how far their initiatives are."""
    words, formats = site.words, site.formats
    spent = {one.phase.id: one for one in found["money"]}
    if not found["phases"]:
        return []
    rows = []
    for one in found["phases"]:
        of = spent.get(one.phase.id)
        rows.append(
            [
                one.phase.title,
                formats.span(one.phase.start, one.phase.end),
                words.fill("shipped_of", n=one.shipped, all=one.total),
                f"{formats.money(of.spent)} {words.fill('of_all', all=formats.money(of.plan))}" if of else "",
            ]
        )
    headings = [words["phase"], words["when"], words["progress"], words["spent_of_plan"]]
    blocks: list[tuple[Block, int]] = [(Table(words["money"], headings, rows, [4, 4, 3, 5]), 1)]
    if spent:
        shares = {words["spent_of_plan"]: [one.share for one in spent.values()]}
        names = [one.phase.title for one in spent.values()]
        blocks.append((Chart("bars", words["spent_of_plan"], names, shares, (0, 1), percent=True), 1))
    return blocks
