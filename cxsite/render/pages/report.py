"""The report to those who steer: what moved since the last review, figures, risks, money, decisions asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from cxsite.model.items.initiative import Initiative
from cxsite.model.items.kpi import Kpi
from cxsite.model.items.strategy import Phase
from cxsite.render import standing
from cxsite.render.order import light_of
from cxsite.render.pages.risks import looks
from cxsite.render.site import Site
from cxsite.render.stage import StagePage

KPIS, RISKS, DECISIONS, RESULTS, MOVES = 14, 3, 6, 4, 8
"""So much of each fits on one sheet; what comes after them is counted."""
_PERIOD = dt.timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Money:
    """What a phase has spent of what it may spend or is planned to cost."""

    phase: Phase
    spent: float
    plan: float
    share: float


def pages(site: Site) -> Iterator[StagePage]:
    """The one page."""
    review = standing.last_review(site)
    since = review.date if review is not None else site.view.today - _PERIOD
    kpis = [kpi for kpi in sorted(site.all(Kpi), key=site.place) if site.fact(kpi, "current")]
    yield site.index(
        "report",
        "report.html",
        review=review,
        since=since,
        asked=standing.decisions(site),
        moved=standing.moved(site, since),
        measures=standing.measures(site),
        kpis=[(kpi, light_of(site.facts(kpi)), site.figures(kpi)) for kpi in kpis[:KPIS]],
        more_kpis=len(kpis) - KPIS,
        top_risks=standing.risks(site),
        money=list(_money(site)),
        results=results(site),
        phases=standing.phases(site),
        coming=standing.coming(site, site.view.today + standing.SOON),
        initiatives=len(site.all(Initiative)),
        looks=looks(site),
        most={"kpis": KPIS, "risks": RISKS, "decisions": DECISIONS, "moves": MOVES},
    )


def _money(site: Site) -> Iterator[Money]:
    for phase in site.all(Phase):
        plan = phase.budget if phase.budget is not None else site.fact(phase, "cost")
        spent = site.fact(phase, "spent")
        if plan and spent is not None:
            yield Money(phase, spent, plan, min(spent / plan, 1.0))


def results(site: Site) -> list[Initiative]:
    """What was shipped last and brought something, the newest first."""
    shipped = [item for item in site.all(Initiative) if item.status == "shipped" and item.result and item.shipped]
    shipped.sort(key=lambda item: (item.shipped or dt.date.min, item.id), reverse=True)
    return shipped[:RESULTS]
