"""CX31x: answers on a scale that gives no such value."""

from __future__ import annotations

from collections.abc import Iterator

from cxsite.check.context import Context
from cxsite.check.examples import scaled_kpi
from cxsite.check.place import Place
from cxsite.check.rule import Problem, rule
from cxsite.check.walks import kpis


@rule(
    "CX310",
    "not-the-nps-scale",
    "error",
    bad=scaled_kpi("metric: nps\nscale: 7"),
    good=scaled_kpi("metric: nps\nscale: 10"),
)
def not_the_nps_scale(context: Context) -> Iterator[Problem]:
    """NPS is asked on a scale of 0 to 10. From any other scale, promoters and detractors mean something else, and the
    value can't be compared with any NPS. (A file with the answers 1 to 10 is refused when it is read.)"""
    for key, kpi in kpis(context):
        if kpi.metric == "nps" and kpi.scale not in (None, 10):
            yield Problem(
                Place(key, ("scale",)),
                f"NPS has the scale 0 to 10, not one up to {kpi.scale}",
                "ask on 0 to 10, or make it a KPI of the metric `csat` or `score`",
            )
