"""CX309 and CX310: KPIs made from answers on a scale or with weights that give no such value."""

from __future__ import annotations

from collections.abc import Iterator

from cxsite.check.context import Context
from cxsite.check.examples import item, tree
from cxsite.check.kpis import kpis
from cxsite.check.place import Place
from cxsite.check.rule import Problem, rule

_HEAD = (
    "definition: What customers say\nfrequency: year\ndirection: up\nbaseline: {date: 2025-06-30, value: 10}\n"
    "targets: [{date: 2026-12, value: 20}]\nmeasurements: [{date: 2026-03-01, value: 14}]\n"
)


def _kpi(fields: str) -> dict[str, str]:
    """A KPI with these fields, and an objective that uses it."""
    used = item("objectives", "trust", "owner: care\ndue: 2027\nkpis: measure")
    return tree(item("kpis", "measure", _HEAD + fields), used, item("teams", "care", ""))


@rule(
    "CX309",
    "weights-off",
    "error",
    bad=_kpi("metric: csi\nweights: {item1: 0.5, item2: 0.4, item3: 0.4}"),
    good=_kpi("metric: csi\nweights: {item1: 0.4, item2: 0.3, item3: 0.3}"),
)
def weights_off(context: Context) -> Iterator[Problem]:
    """The weights of a customer satisfaction index do not sum to 1, or those of a SERVQUAL gap not to 100."""
    for key, kpi in kpis(context):
        whole = {"csi": 1.0, "servqual": 100.0}.get(kpi.metric)
        total = sum(kpi.weights.values())
        if kpi.weights and whole is not None and abs(total - whole) > 1e-9:
            yield Problem(
                Place(key, ("weights",)), f"the weights sum to {total:g}, not to {whole:g}", "correct the weights"
            )


@rule(
    "CX310",
    "not-the-nps-scale",
    "error",
    bad=_kpi("metric: nps\nscale: 7"),
    good=_kpi("metric: nps\nscale: 10"),
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
