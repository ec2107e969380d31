"""How all journeys of today feel: by stage and persona, by channel, by lifecycle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cxsite.measures.journey import mean_score, scores_of, touchpoint_of
from cxsite.model.items.journey import Journey, Stage, Touchpoint
from cxsite.model.items.research import Persona
from cxsite.render.maps.journey_columns import lifecycle_of
from cxsite.render.pain_answers import Hurt
from cxsite.render.site import Site

Feel = Literal["good", "fair", "bad"]
MOST_PERSONAS = 6
"""More columns are no longer read; then the worst few stand for all, with their mean."""
_FEW = 3
_GOOD, _BAD = 3.5, 2.5


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A stage with its mean for each persona of the table (`None`: no score), and the worst that is not solved."""

    journey: Journey
    stage: Stage
    scores: tuple[float | None, ...]
    mean: float | None
    worst: Hurt | None


@dataclass(frozen=True, slots=True)
class Heat:
    """Stages by personas. `more` is how many personas have no column."""

    personas: tuple[Persona, ...]
    more: int
    rows: tuple[tuple[Journey, tuple[HeatRow, ...]], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A touchpoint with its journey."""

    journey: Journey
    point: Touchpoint


@dataclass(frozen=True, slots=True)
class Sum:
    """Touchpoints that have something in common, by the name of that: their mean score, those that feel bad, the
    pain points there."""

    name: str
    places: tuple[Place, ...]
    mean: float | None
    bad: tuple[Place, ...]
    hurts: tuple[Hurt, ...]


def feel_of(score: float) -> Feel:
    """The word for a score of 1 to 5."""
    return "good" if score >= _GOOD else "bad" if score < _BAD else "fair"


def heat_of(site: Site, journeys: Sequence[Journey], hurts: Mapping[str, Sequence[Hurt]]) -> Heat:
    """Stages of these journeys by the personas that have a score there."""
    everybody = [one for one in site.all(Persona) if any(_of(journey, one.id) for journey in journeys)]
    shown = everybody
    if len(everybody) > MOST_PERSONAS:
        means = {
            one.id: mean_score(score for journey in journeys for score in _of(journey, one.id)) for one in everybody
        }
        worst = sorted(everybody, key=lambda one: means[one.id] or 0)[:_FEW]
        shown = [one for one in everybody if one in worst]
    rows = tuple(
        (journey, found) for journey in journeys if (found := tuple(_rows(journey, shown, hurts.get(journey.id, ()))))
    )
    return Heat(tuple(shown), len(everybody) - len(shown), rows)


def by_channel(journeys: Sequence[Journey], hurts: Mapping[str, Sequence[Hurt]]) -> tuple[Sum, ...]:
    """Channels over all these journeys, that which feels worst first."""
    found = _sums(journeys, hurts, lambda stage, point: point.channel or "")
    return tuple(sorted(found, key=lambda one: (one.mean is None, one.mean or 0, one.name)))


def by_lifecycle(
    journeys: Sequence[Journey], hurts: Mapping[str, Sequence[Hurt]], order: Sequence[str]
) -> tuple[Sum, ...]:
    """Before, at and after the sale, in this order."""
    found = _sums(journeys, hurts, lambda stage, point: point.lifecycle or lifecycle_of(stage))
    return tuple(sorted(found, key=lambda one: order.index(one.name)))


def _rows(journey: Journey, personas: Sequence[Persona], hurts: Sequence[Hurt]) -> Iterator[HeatRow]:
    for stage in journey.stages:
        every = [score for point in stage.touchpoints for score in scores_of(point.score)]
        if not every:
            continue
        here = [one for one in hurts if one.stage is stage and one.state != "solved"]
        scores = tuple(mean_score(_scores(journey, stage, one.id)) for one in personas)
        yield HeatRow(journey, stage, scores, mean_score(every), max(here, key=lambda one: one.weight, default=None))


def _of(journey: Journey, persona: str) -> list[float]:
    return [score for stage in journey.stages for score in _scores(journey, stage, persona)]


def _scores(journey: Journey, stage: Stage, persona: str) -> Iterator[float]:
    """The scores of a persona in a stage; one mark for all is that of each persona of the journey."""
    for point in stage.touchpoints:
        if isinstance(point.score, dict):
            if persona in point.score:
                yield point.score[persona]
        elif point.score is not None and persona in journey.personas:
            yield point.score


def _sums(
    journeys: Iterable[Journey], hurts: Mapping[str, Sequence[Hurt]], name_of: Callable[[Stage, Touchpoint], str]
) -> Iterator[Sum]:
    places: dict[str, list[Place]] = {}
    pains: dict[str, list[Hurt]] = {}
    for journey in journeys:
        for stage in journey.stages:
            for point in stage.touchpoints:
                if name := name_of(stage, point):
                    places.setdefault(name, []).append(Place(journey, point))
                    here = (one for one in hurts.get(journey.id, ()) if one.stage is stage)
                    pains.setdefault(name, []).extend(
                        one for one in here if touchpoint_of(stage, one.point) == point.id
                    )
    for name, found in places.items():
        means = [(one, mean_score(scores_of(one.point.score))) for one in found]
        yield Sum(
            name,
            tuple(found),
            mean_score(mean for _, mean in means),
            tuple(one for one, mean in means if mean is not None and feel_of(mean) == "bad"),
            tuple(pains[name]),
        )
