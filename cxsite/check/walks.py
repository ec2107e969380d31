"""What many rules go through: the items of one class, and what hangs on them."""

from __future__ import annotations

from collections.abc import Iterator

from cxsite.check.context import Context
from cxsite.check.exposure import Exposed
from cxsite.check.texts.body_links import links_in
from cxsite.measures.network import open_needs
from cxsite.model.charter import Charter
from cxsite.model.items.initiative import Initiative, awaits_planning
from cxsite.model.items.kpi import Kpi
from cxsite.model.items.strategy import Phase
from cxsite.model.period import Period
from cxsite.model.roadmap import ROADMAP_KEY, Key
from cxsite.model.shape import Path, leaves


def initiatives(context: Context, *statuses: str) -> Iterator[tuple[Key, Initiative]]:
    """The initiatives of these statuses; all without one."""
    for key, found in context.initiatives:
        if not statuses or found.status in statuses:
            yield key, found


def planned_here(context: Context, *statuses: str) -> Iterator[tuple[Key, Initiative]]:
    """The initiatives of these statuses that belong to this roadmap: not those that were only imported so far."""
    for key, found in initiatives(context, *statuses):
        if not awaits_planning(found):
            yield key, found


def open_dependencies(context: Context) -> Iterator[tuple[Key, Path, Initiative, Initiative]]:
    """What is still to do, with each thing that it depends on and that is not done."""
    known = context.roadmap.items.get("initiative", {})
    for key, found in initiatives(context):
        for number, other in open_needs(found, known):
            yield key, ("depends_on", number), found, other


def phases(context: Context) -> list[tuple[Key, Phase, Period, Period]]:
    """The phases that have both ends, by their start."""
    found = [
        (key, one, one.start, one.end)
        for _, key, one in context.items()
        if isinstance(one, Phase)
        if one.start and one.end
    ]
    return sorted(found, key=lambda phase: (phase[2].first, phase[3].last, phase[0]))


def kpis(context: Context) -> Iterator[tuple[Key, Kpi]]:
    """Every KPI with its key."""
    for _, key, found in context.items():
        if isinstance(found, Kpi):
            yield key, found


def risky_initiatives(context: Context) -> set[Key]:
    """The initiatives that some risk names."""
    from_risks = (r for r in context.references if r.item[0] == "risk" and r.kind == "initiative")
    return {reference.target for reference in from_risks}


def assets_seen(context: Context) -> Iterator[tuple[str, Exposed]]:
    """The assets that lesser readers get, by name, everywhere that they are used."""
    for seen in context.visible_below_internal:
        if seen.leaf.asset:
            yield seen.text, seen
        elif seen.place.body is not None or seen.place.at[-1:] == ("body",):
            for link in links_in(seen.text, seen.place.item) if "asset" in seen.text else ():
                if link.target is not None and link.target.kind == "asset":
                    yield link.target.id, seen


def named_assets(context: Context) -> tuple[tuple[Key, Path, str], ...]:
    """The files that fields of all items and of roadmap.yml name, each with its place."""

    def named() -> tuple[tuple[Key, Path, str], ...]:
        own = ((ROADMAP_KEY, *leaf) for leaf in leaves(Charter, context.roadmap.charter))
        found = (one for each in (context.whole.namings, own) for one in each)
        return tuple((key, at, str(value)) for key, at, leaf, value in found if leaf.asset)

    return context.made("named assets", named)


def values(kpi: Kpi) -> Iterator[tuple[Path, float]]:
    """Every value of a KPI with its place: baseline, targets, measurements."""
    if kpi.baseline:
        yield ("baseline", "value"), kpi.baseline.value
    for number, target in enumerate(kpi.targets):
        yield ("targets", number, "value"), target.value
    for number, measured in enumerate(kpi.measurements):
        yield ("measurements", number, "value"), measured.value
