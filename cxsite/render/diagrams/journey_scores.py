"""How a journey feels, touchpoint by touchpoint, for everybody who goes through it: for map and diagrams."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cxsite.model.items.journey import Journey, Stage, Touchpoint
from cxsite.model.items.research import Persona
from cxsite.render.diagrams.diagram import JourneyDiagram, JourneySection, JourneyTask, split_journey
from cxsite.render.site import Site


@dataclass(frozen=True, slots=True)
class Step:
    """A touchpoint with its number on the page and a score for each column of `JourneyScores` (`None`: not known)."""

    number: int
    stage: Stage
    touchpoint: Touchpoint
    scores: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class JourneyScores:
    """The touchpoints of a journey in order. `groups` names the columns: personas who feel the same share one.

    `people` are these personas; nobody where the journey has an actor only.
    """

    groups: tuple[tuple[str, ...], ...]
    steps: tuple[Step, ...]
    people: tuple[tuple[Persona, ...], ...] = ()

    @property
    def scored(self) -> bool:
        """Whether any score is known."""
        return any(score is not None for step in self.steps for score in step.scores)

    def of(self, stage: Stage) -> tuple[Step, ...]:
        """The touchpoints of one stage."""
        return tuple(step for step in self.steps if step.stage.id == stage.id)


def journey_scores(site: Site, journey: Journey) -> JourneyScores:
    """What the scores of a journey say, for the personas that the audience sees, else for the journey's actor."""
    places = [(stage, touchpoint) for stage in journey.stages for touchpoint in stage.touchpoints]
    personas = _personas(site, journey)
    names = {id_: persona.title for id_, persona in personas.items()} or {"": journey.actor}
    columns = {id_: tuple(_score(point, id_) for _, point in places) for id_ in names}
    groups: dict[tuple[float | None, ...], list[str]] = {}
    for id_, scores in columns.items():
        if any(score is not None for score in scores):
            groups.setdefault(scores, []).append(id_)
    steps = tuple(
        Step(index + 1, stage, point, tuple(scores[index] for scores in groups))
        for index, (stage, point) in enumerate(places)
    )
    return JourneyScores(
        tuple(tuple(names[id_] for id_ in group) for group in groups.values()),
        steps,
        tuple(tuple(personas[id_] for id_ in group if id_) for group in groups.values()),
    )


def journey_diagrams(
    site: Site, journey: Journey, found: JourneyScores
) -> Iterator[tuple[str, tuple[JourneyDiagram, ...]]]:
    """For each column its heading and its diagrams: only touchpoints with a score, split where there are too many."""
    for index, group in enumerate(found.groups):
        sections = [
            JourneySection(
                stage.title,
                tuple(
                    JourneyTask(f"{step.number}. {step.touchpoint.title}", score)
                    for step in found.of(stage)
                    if (score := step.scores[index]) is not None
                ),
            )
            for stage in journey.stages
        ]
        who = site.formats.listed(group)
        title = site.words.fill("journey_diagram_title", title=journey.title, who=who)
        parts = split_journey(title, "", group, sections)
        yield who, tuple(replace(part, description=_description(site, part.sections)) for part in parts)


def _description(site: Site, sections: tuple[JourneySection, ...]) -> str:
    scores = [task.score for section in sections for task in section.tasks]
    return site.formats.counted(
        len(scores),
        "journey_diagram_description",
        low=site.formats.number(min(scores)),
        high=site.formats.number(max(scores)),
    )


def _personas(site: Site, journey: Journey) -> dict[str, Persona]:
    """Everybody who goes through the journey: those it names, then others that have a score."""
    scored = (
        id_
        for stage in journey.stages
        for point in stage.touchpoints
        if isinstance(point.score, dict)
        for id_ in point.score
    )
    found = site.pick(Persona, dict.fromkeys([*journey.personas, *scored]))
    return {persona.id: persona for persona in found}


def _score(point: Touchpoint, persona: str) -> float | None:
    return point.score.get(persona) if isinstance(point.score, dict) else point.score
