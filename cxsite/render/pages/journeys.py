"""Journeys: the cards of all of them, and the page of each: how it feels, stage by stage, and what is done about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from cxsite.model.items.initiative import Initiative
from cxsite.model.items.journey import Journey, PainPoint, Stage, Touchpoint
from cxsite.model.items.kpi import Kpi
from cxsite.model.items.research import Evidence, Persona
from cxsite.model.items.strategy import Team
from cxsite.render.diagrams.journey_scores import JourneyScores, journey_diagrams, journey_scores, scores_curve
from cxsite.render.site import Site
from cxsite.render.stage import StagePage


@dataclass(frozen=True, slots=True)
class StageRow:
    """A row of the stage table. `part` names the partial that fills a cell; `cells` holds something a stage."""

    key: str
    part: str
    cells: tuple[tuple[object, ...], ...]

    @property
    def filled(self) -> bool:
        """Whether any cell has something."""
        return any(self.cells)


@dataclass(frozen=True, slots=True)
class Hurt:
    """A pain point on its journey's page, with what is known of it and what is being done."""

    point: PainPoint
    stage: Stage
    touchpoint: Touchpoint | None
    personas: tuple[Persona, ...]
    kpis: tuple[Kpi, ...]
    evidence: tuple[Evidence, ...]
    answers: tuple[Initiative, ...]


def pages(site: Site) -> Iterator[StagePage]:
    """The index, then a page for each journey."""
    journeys = site.all(Journey)
    cards = [(journey, journey_scores(site, journey), site.pick(Persona, journey.personas)) for journey in journeys]
    yield site.index("journey", "journeys.html", cards=cards)
    # The table of stages needs the width.
    yield from site.item_pages(Journey, "journey.html", lambda item: _context(site, item), hide=("toc",))


def answers(site: Site, journey: Journey, point: PainPoint) -> tuple[Initiative, ...]:
    """The initiatives that answer a pain point; given up ones are no answer."""
    found = site.referring("pain_point", f"{journey.id}/{point.id}", Initiative, "addresses")
    return tuple(item for item in found if item.status != "dropped")


def _context(site: Site, journey: Journey) -> Mapping[str, object]:
    found = journey_scores(site, journey)
    changes = site.referring("journey", journey.id, Initiative, "journeys")
    return {
        "found": found,
        "curve": scores_curve(site, found) if found.scored else None,
        "drawn": list(journey_diagrams(site, journey, found)),
        "lanes": [lane for lane in _lanes(site, journey, found) if lane.filled],
        "backstage": [lane for lane in _backstage(site, journey, found) if lane.filled],
        "hurts": sorted(_hurts(site, journey), key=lambda hurt: -(hurt.point.severity or 0)),
        "stage_titles": {stage.id: stage.title for stage in journey.stages},
        "personas": site.pick(Persona, journey.personas),
        "evidence": site.pick(Evidence, journey.evidence),
        "kpis": site.referring("journey", journey.id, Kpi, "journeys"),
        "initiatives": [item for item in changes if item.status != "dropped"],
        "as_is": site.find(Journey, journey.as_is),
        "to_be": site.referring("journey", journey.id, Journey, "as_is"),
        "parent": site.find(Journey, journey.parent),
        "children": site.referring("journey", journey.id, Journey, "parent"),
    }


def _lanes(site: Site, journey: Journey, found: JourneyScores) -> Iterator[StageRow]:
    """The rows above the line of visibility, in the order in which one asks."""
    yield _of_stages("goal", "text", journey, lambda stage: (stage.goal,) if stage.goal else ())
    yield _of_stages("timing", "text", journey, lambda stage: (stage.timing,) if stage.timing else ())
    yield StageRow("doing", "doing", tuple(found.of(stage) for stage in journey.stages))
    yield _of_steps("thinking", "thought", journey, found, lambda point: bool(point.thought))
    yield StageRow(
        "feeling",
        "feeling",
        tuple(
            tuple(step for step in found.of(stage) if step.touchpoint.feeling or _any(step.scores))
            for stage in journey.stages
        ),
    )
    yield _of_steps("channel", "channel", journey, found, lambda point: bool(point.channel))
    yield _of_steps("moments", "moment", journey, found, lambda point: point.moment_of_truth)
    yield _of_stages("pain_points", "pain", journey, lambda stage: stage.pain_points)
    yield _of_stages("delights", "said", journey, lambda stage: stage.delights)
    yield _of_stages("enablers", "said", journey, lambda stage: stage.enablers)
    yield _of_stages("barriers", "said", journey, lambda stage: stage.barriers)
    yield _of_stages("kpis", "items", journey, lambda stage: site.pick(Kpi, _kpis(stage)))


def _backstage(site: Site, journey: Journey, found: JourneyScores) -> Iterator[StageRow]:
    """The rows below the line of visibility; they are empty where the audience may not see them."""
    yield _of_steps("backstage", "backstage", journey, found, lambda point: bool(point.backstage))
    yield _of_steps("support", "support", journey, found, lambda point: bool(point.support))
    yield _of_stages("owner", "items", journey, lambda stage: site.pick(Team, _owners(stage)))


def _of_stages(key: str, part: str, journey: Journey, values: Callable[[Stage], tuple[object, ...]]) -> StageRow:
    return StageRow(key, part, tuple(values(stage) for stage in journey.stages))


def _of_steps(
    key: str, part: str, journey: Journey, found: JourneyScores, has: Callable[[Touchpoint], bool]
) -> StageRow:
    cells = (tuple(step for step in found.of(stage) if has(step.touchpoint)) for stage in journey.stages)
    return StageRow(key, part, tuple(cells))


def _kpis(stage: Stage) -> dict[str, None]:
    return dict.fromkeys([*stage.kpis, *(id_ for point in stage.touchpoints for id_ in point.kpis)])


def _owners(stage: Stage) -> dict[str, None]:
    return dict.fromkeys(point.owner for point in stage.touchpoints if point.owner)


def _any(scores: tuple[float | None, ...]) -> bool:
    return any(score is not None for score in scores)


def _hurts(site: Site, journey: Journey) -> Iterator[Hurt]:
    for stage in journey.stages:
        near = {touchpoint.id: touchpoint for touchpoint in stage.touchpoints}
        for point in stage.pain_points:
            yield Hurt(
                point,
                stage,
                near.get(point.touchpoint or ""),
                site.pick(Persona, point.personas),
                site.pick(Kpi, point.kpis),
                site.pick(Evidence, point.evidence),
                answers(site, journey, point),
            )
