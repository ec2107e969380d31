"""CX31x: answers on a scale that gives no such value."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from cxsite.check.context import Context
from cxsite.check.examples import item, scaled_kpi, tree
from cxsite.check.place import Place
from cxsite.check.rule import Problem, rule
from cxsite.check.rules.cx30_kpis import values
from cxsite.check.walks import kpis
from cxsite.measures.derived import of_item


def _rate(fields: str) -> dict[str, str]:
    """A rate in percent with these fields, and an objective that uses it."""
    head = "metric: rate\nunit: '%'\ndirection: up\ndefinition: Share that is satisfied\nfrequency: month\n"
    base = "" if "baseline" in fields else "baseline: {date: 2025-06-30, value: 70}\n"
    used = item("objectives", "trust", "owner: care\ndue: 2027\nkpis: measure")
    target = "targets: [{date: 2026-12, value: 80}]\n"
    return tree(item("kpis", "measure", head + base + target + fields), used, item("teams", "care", ""))


@rule(
    "CX310",
    "not-the-nps-scale",
    "error",
    bad=scaled_kpi("metric: nps\nscale: 7"),
    good=scaled_kpi("metric: nps\nscale: 10"),
)
def not_the_nps_scale(context: Context) -> Iterator[Problem]:
    """NPS is asked on a scale of 0 to 10. From any other scale, promoters and detractors mean something else, and the
    value can't be compared with any NPS. (A file that counts the answers 1 to 10 by point is refused when it is read;
    answers one by one that look like it are told by CX023.)"""
    for key, kpi in kpis(context):
        if kpi.metric == "nps" and kpi.scale not in (None, 10):
            yield Problem(
                Place(key, ("scale",)),
                f"NPS has the scale 0 to 10, not one up to {kpi.scale}",
                "ask on 0 to 10, or make it a KPI of the metric `csat` or `score`",
            )


@rule(
    "CX311",
    "fraction-among-percentages",
    "error",
    bad=_rate("baseline: {date: 2025-06-30, value: 70}\nmeasurements: [{date: 2026-03-30, value: 0.76}]"),
    good=_rate("baseline: {date: 2025-06-30, value: 70}\nmeasurements: [{date: 2026-03-30, value: 76}]"),
)
def fraction_among_percentages(context: Context) -> Iterator[Problem]:
    """The unit is %, and a value between 0 and 1 stands beside values above 1: 0.76 is mostly 76 % and not 0.76 %. The
    KPI would seem to have fallen to almost nothing."""
    for key, kpi in kpis(context):
        if kpi.unit.strip() != "%":
            continue
        known = list(values(kpi))
        if not known or statistics.median(value for _, value in known) <= _SMALL:
            continue
        for at, value in known:
            if 0 < value < 1:
                yield Problem(
                    Place(key, at),
                    f"{value:g} % stands beside values above 1",
                    f"write percentages: {value * 100:.12g}, or change the unit if all are shares",
                )


# Where values of a few percent are usual, one below 1 % is no slip.
_SMALL = 5.0


@rule(
    "CX312",
    "few-answered",
    "warning",
    bad=_rate("sent: 900\nmeasurements: [{date: 2026-03-30, value: 76, n: 60}]"),
    good=_rate("sent: 300\nmeasurements: [{date: 2026-03-30, value: 76, n: 60}]"),
)
def few_answered(context: Context) -> Iterator[Problem]:
    """Fewer than one in ten of those who were asked answered (AAPOR's response rate 1). Those who answer are then often
    others than those who don't, and no interval tells of that."""
    for key, kpi in kpis(context):
        rate = of_item("kpi", kpi, context.roadmap.charter, context.today).get("response_rate")
        if rate is not None and rate < _LOW_RESPONSE:
            yield Problem(
                Place(key, ("sent",) if kpi.sent else ("measurements",)),
                f"{rate:.0%} of those who were asked have answered",
                "find out who does not answer, or say in `definition` for whom the value stands",
            )


_LOW_RESPONSE = 0.1
