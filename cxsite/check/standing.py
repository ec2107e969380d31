"""CX107 and CX108: references to what is no longer there, and KPIs to which there are none."""

from __future__ import annotations

from collections.abc import Iterator

from cxsite.check.context import Context, Reference
from cxsite.check.examples import initiative, item, tree
from cxsite.check.kpis import kpis
from cxsite.check.place import Place
from cxsite.check.rule import Problem, rule
from cxsite.model.initiative import Initiative
from cxsite.model.risk import Risk

_RISK = (
    "category: operational\nlikelihood: 2\nimpact: 2\nresponse: mitigate\n"
    "prevention: A wall\nmitigated_by: dam\naffects: initiative:bridge"
)
_NPS = (
    "metric: nps\ndirection: up\ndefinition: Would you recommend us?\nfrequency: year\n"
    "baseline: {date: 2025-12-31, value: 10}\ntargets: [{date: 2027, value: 20}]"
)
_PAST = frozenset({"shipped", "dropped"})


@rule(
    "CX107",
    "gone-target",
    "warning",
    bad=tree(
        item("risks", "flood", _RISK),
        initiative("", "bridge"),
        item("initiatives", "dam", "status: dropped\nstatus_note: Too dear\nsuperseded_by: wall"),
        initiative("", "wall"),
    ),
    good=tree(item("risks", "flood", _RISK), initiative("", "bridge"), initiative("", "dam")),
)
def gone_target(context: Context) -> Iterator[Problem]:
    """Something that still stands refers to an initiative that was dropped or superseded: a risk counts on it, an
    initiative says that it is to be replaced by it. Reviews may name anything: they are history. What an initiative
    depends on has a rule of its own."""
    for reference in context.references:
        target = context.roadmap.get(*reference.target)
        if not isinstance(target, Initiative) or reference.item[0] == "review" or not _stands(context, reference):
            continue
        dropped = target.status in ("dropped", "paused") if reference.field == "depends_on" else False
        if dropped or not (target.status == "dropped" or target.superseded_by):
            continue
        instead = target.superseded_by
        what = f"which `{instead}` supersedes" if instead else "which is dropped"
        yield Problem(
            Place(reference.item, reference.at),
            f"`{reference.field}` names `{target.id}`, {what}",
            f"name `{instead}` instead" if instead else "name something else, or remove the entry",
            ((Place(reference.target, ("superseded_by",) if instead else ("status",)), "it says so here"),),
        )


def _stands(context: Context, reference: Reference) -> bool:
    """Whether the item that refers is not itself a thing of the past."""
    found = context.roadmap.get(*reference.item)
    if isinstance(found, Initiative):
        return found.status not in _PAST
    return not (isinstance(found, Risk) and found.status == "closed")


@rule(
    "CX108",
    "unused-kpi",
    "info",
    bad=tree(item("kpis", "nps", _NPS)),
    good=tree(
        item("kpis", "nps", _NPS),
        item("objectives", "trust", "owner: care\ndue: 2027\nkpis: nps"),
        item("teams", "care", ""),
    ),
)
def unused_kpi(context: Context) -> Iterator[Problem]:
    """No objective, journey, phase or initiative names this KPI, and it names no journey that it measures. Somebody
    measures it, and nothing on the roadmap depends on how it does."""
    if not context.all_read():
        return
    used = {reference.id for reference in context.references if reference.kind == "kpi"}
    for key, kpi in kpis(context):
        if key[1] not in used and not kpi.journeys:
            yield Problem(
                Place(key), "nothing on the roadmap uses this KPI", f"add `kpis: {key[1]}` to what it is to show"
            )
