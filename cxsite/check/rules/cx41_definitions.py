"""CX41x: what is measured, but not said well enough."""

from __future__ import annotations

from collections.abc import Iterator

from cxsite.check.context import Context
from cxsite.check.examples import MEASURED, item, journey_tree, tree
from cxsite.check.place import Place
from cxsite.check.rule import Problem, rule
from cxsite.check.walks import kpis


@rule(
    "CX410",
    "incomplete-kpi",
    "warning",
    bad=tree(journey_tree(3), item("kpis", "nps", "metric: nps\ndirection: up\njourneys: order")),
    good=tree(journey_tree(3), item("kpis", "nps", MEASURED + "journeys: order")),
)
def incomplete_kpi(context: Context) -> Iterator[Problem]:
    """A KPI lacks its baseline, target, definition or frequency: two people would read it differently, and no progress
    can be shown."""
    for key, _ in kpis(context):
        missing = [name for name in ("baseline", "targets", "definition", "frequency") if context.lacks(key, name)]
        if missing:
            names = ", ".join(f"`{name}`" for name in missing)
            yield Problem(Place(key), f"the KPI lacks {names}", "add what is missing")
