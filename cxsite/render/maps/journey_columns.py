"""The columns of a journey's map: touchpoints below their stages, and what belongs to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from cxsite.measures.journey import touchpoint_of
from cxsite.model.items.journey import Journey, Stage, Touchpoint
from cxsite.model.items.kpi import Kpi
from cxsite.model.items.part import SaidAtTouchpoint
from cxsite.model.items.research import Evidence
from cxsite.model.items.strategy import Team
from cxsite.render.diagrams.journey_scores import JourneyScores, Step
from cxsite.render.pain_answers import Hurt
from cxsite.render.site import Site


@dataclass(frozen=True, slots=True)
class Entries:
    """What belongs to one touchpoint, or to a stage as a whole."""

    pains: tuple[Hurt, ...] = ()
    delights: tuple[SaidAtTouchpoint, ...] = ()
    enablers: tuple[SaidAtTouchpoint, ...] = ()
    barriers: tuple[SaidAtTouchpoint, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    def with_all(self, other: Entries) -> Entries:
        """These and the others, each once."""
        return Entries(*(_once(getattr(self, one.name), getattr(other, one.name)) for one in fields(self)))


@dataclass(frozen=True, slots=True)
class MapStep:
    """A column: a touchpoint, and what belongs to it."""

    step: Step
    own: Entries
    owner: Team | None


@dataclass(frozen=True, slots=True)
class MapStage:
    """A stage, or the piece of it that one band has; `whole` is what belongs to no touchpoint of it."""

    stage: Stage
    steps: tuple[MapStep, ...]
    whole: Entries
    columns: int
    begins: bool


def map_stages(site: Site, journey: Journey, found: JourneyScores, hurts: Sequence[Hurt]) -> tuple[MapStage, ...]:
    """The stages of a journey, each with its columns."""
    return tuple(_stage(site, stage, found, hurts) for stage in journey.stages)


def lifecycle_of(stage: Stage) -> str:
    """Before, at or after the sale: what the stage says, else what all of its touchpoints say; else empty."""
    said = {point.lifecycle for point in stage.touchpoints}
    return stage.lifecycle or (said.pop() or "" if len(said) == 1 else "")


def _stage(site: Site, stage: Stage, found: JourneyScores, hurts: Sequence[Hurt]) -> MapStage:
    steps = tuple(
        MapStep(step, _entries(site, stage, step.touchpoint, hurts), site.find(Team, step.touchpoint.owner))
        for step in found.of(stage)
    )
    whole = _entries(site, stage, None, hurts)
    told = {kpi.id for step in steps for kpi in step.own.kpis}
    whole = replace(whole, kpis=tuple(kpi for kpi in whole.kpis if kpi.id not in told))
    if len(steps) == 1:
        steps, whole = (replace(steps[0], own=steps[0].own.with_all(whole)),), Entries()
    return MapStage(stage, steps, whole, max(1, len(steps)), True)


def _entries(site: Site, stage: Stage, point: Touchpoint | None, hurts: Sequence[Hurt]) -> Entries:
    """What belongs to a touchpoint, or with none to the stage as a whole."""
    at = point.id if point else None
    pains = tuple(one for one in hurts if one.stage is stage and touchpoint_of(stage, one.point) == at)
    own = site.pick(Evidence, (point or stage).evidence)
    if point and not own:
        own = tuple({one.id: one for pain in pains for one in pain.evidence}.values())
    delights, enablers, barriers = (
        tuple(one for one in said if touchpoint_of(stage, one) == at)
        for said in (stage.delights, stage.enablers, stage.barriers)
    )
    kpis = site.pick(Kpi, (point or stage).kpis)
    return Entries(pains, delights, enablers, barriers, kpis, tuple(sorted(own, key=_newest)))


def _newest(item: Evidence) -> tuple[bool, int]:
    return item.date is None, -(item.date.toordinal() if item.date else 0)


def _once(first: tuple[Any, ...], second: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*first, *(one for one in second if one not in first))
