"""The report to those who steer: what moved since the last review, figures, risks, money, decisions taken and due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from cxsite.model.items.initiative import Initiative
from cxsite.model.items.kpi import Kpi
from cxsite.model.items.strategy import Phase, Review
from cxsite.model.period import Period
from cxsite.render import standing
from cxsite.render.frontmatter import PageLink, PageMeta
from cxsite.render.order import light_of
from cxsite.render.pages.risks import looks
from cxsite.render.site import Site
from cxsite.render.stage import StagePage

KPIS, RISKS, DECISIONS, RESULTS, MOVES = 14, 3, 6, 4, 8
"""So much of each fits on one sheet; what comes after them is counted."""
_PERIOD, _MONTH = dt.timedelta(days=90), dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Money:
    """What a phase has spent of what it may spend or is planned to cost."""

    phase: Phase
    spent: float
    plan: float
    share: float


QUARTER = "quarter/"
"""Where the report on the quarter stands, below the one since the last review."""


def pages(site: Site) -> Iterator[StagePage]:
    """The report since the last review, and the one on the quarter where that is another time."""
    address = site.section("report").address
    reports = {"": _since(site, standing.last_review(site))}
    quarter = _since(site, None, quarter=True)
    if quarter != reports[""]:
        reports[QUARTER] = quarter
    others = {
        place: [(f"{address}{other}", since) for other, since in reports.items() if other != place] for place in reports
    }
    for place in reports:
        meta = PageMeta(site.title("report"), site.words["lead_report"], hide=("toc",), behind=True)
        if place:
            # It is no entry of the navigation.
            section = site.section("report")
            meta = replace(meta, section=PageLink(meta.title, address), tab=site.first_of_tab(section))
        made = partial(contents, site, quarter=place == QUARTER)
        yield site.page(f"{address}{place}", "report.html", meta, more=made, others=others[place])


def _since(site: Site, review: Review | None, *, quarter: bool = False) -> dt.date:
    today = site.view.today
    return review.date if review is not None else _first_of_quarter(today) if quarter else today - _PERIOD


def contents(site: Site, *, quarter: bool = False) -> dict[str, Any]:
    """All that the report holds: since the last review (without any, of the last 90 days), or of the quarter."""
    review = None if quarter else standing.last_review(site)
    today = site.view.today
    since = _since(site, review, quarter=quarter)
    kpis = [kpi for kpi in sorted(site.all(Kpi), key=site.place) if site.fact(kpi, "current")]
    return {
        "review": review,
        "since": since,
        "asked": standing.decisions(site),
        "taken": standing.taken(site, since),
        "moved": standing.moved(site, since),
        "measures": standing.measures(site),
        "kpis": [(kpi, light_of(site.facts(kpi)), site.figures(kpi)) for kpi in kpis[:KPIS]],
        "more_kpis": len(kpis) - KPIS,
        "top_risks": standing.risks(site),
        "money": list(money(site)),
        "results": results(site, since) or results(site),
        "phases": standing.phases(site),
        "coming": standing.coming(site, today + standing.SOON),
        "initiatives": len(site.all(Initiative)),
        "looks": looks(site),
        "most": {"kpis": KPIS, "risks": RISKS, "decisions": DECISIONS, "moves": MOVES},
    }


def _first_of_quarter(today: dt.date) -> dt.date:
    """The first day of the quarter that runs; in its first month, of the one before, which is what is talked about."""
    return Period.of(today - _MONTH, "quarter").first


def money(site: Site) -> Iterator[Money]:
    """What each phase has spent of its plan, where both are known."""
    for phase in site.all(Phase):
        plan = phase.budget if phase.budget is not None else site.fact(phase, "cost")
        spent = site.fact(phase, "spent")
        if plan and spent is not None:
            yield Money(phase, spent, plan, min(spent / plan, 1.0))


def results(site: Site, since: dt.date = dt.date.min) -> list[Initiative]:
    """What was shipped on a day or later and brought something, the newest first."""
    found = [item for item in site.all(Initiative) if item.status == "shipped" and item.result and item.shipped]
    shipped = [item for item in found if item.shipped and item.shipped >= since]
    shipped.sort(key=lambda item: (item.shipped or dt.date.min, item.id), reverse=True)
    return shipped[:RESULTS]
