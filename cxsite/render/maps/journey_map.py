"""The map of a journey: touchpoints as columns below their stages, lanes across them, the curve among the lanes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from cxsite.measures.journey import mean_score, scores_of
from cxsite.model.items.journey import Journey, Touchpoint
from cxsite.render.diagrams.journey_curve import Column, Curve, journey_curve, lines_shown
from cxsite.render.diagrams.journey_scores import JourneyScores, Step
from cxsite.render.maps.journey_columns import Entries, MapStage, lifecycle_of, map_stages
from cxsite.render.maps.journey_targets import replacements
from cxsite.render.pain_answers import Hurt
from cxsite.render.site import Site

MOST_COLUMNS = 10
"""Ten columns of a page are as narrow as words may be."""


@dataclass(frozen=True, slots=True)
class Band:
    """As many columns as stand beside each other, with their part of the curve."""

    stages: tuple[MapStage, ...]
    lifecycles: tuple[tuple[str, int], ...]
    curve: Curve | None
    hurts: tuple[tuple[Hurt, ...], ...]
    steps: tuple[Step | None, ...]

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return sum(one.columns for one in self.stages)


@dataclass(frozen=True, slots=True)
class JourneyMap:
    """The bands of a journey. `overview` has a column a stage, where there are several bands; `lines` are the numbers
    of the groups that have a line, `lanes` the names of those that have anything; `target` is the target picture."""

    bands: tuple[Band, ...]
    overview: Curve | None
    lines: tuple[int, ...]
    lanes: frozenset[str]
    target: Journey | None
    targets: Mapping[str, tuple[Touchpoint, ...]]


def journey_map(
    site: Site, journey: Journey, found: JourneyScores, hurts: Sequence[Hurt], target: Journey | None
) -> JourneyMap:
    """The map of a journey, as far as the audience sees it."""
    targets = replacements(journey, target) if target else {}
    lines = lines_shown([[step.scores[number] for step in found.steps] for number in range(len(found.groups))])
    stages = map_stages(site, journey, found, hurts)
    drawn = {step.touchpoint.id: _column(step, lines, targets) for step in found.steps}
    bands = tuple(_band(band, drawn) for band in _parted(stages))
    several = len(bands) > 1 and found.scored
    return JourneyMap(
        bands if found.scored else tuple(replace(band, curve=None) for band in bands),
        journey_curve([_mean(one, lines, targets) for one in stages]) if several else None,
        tuple(lines),
        frozenset(_lanes(stages)),
        target if targets else None,
        targets,
    )


def _column(step: Step, lines: Sequence[int], targets: Mapping[str, tuple[Touchpoint, ...]]) -> Column:
    rest = [score for number, score in enumerate(step.scores) if number not in lines and score is not None]
    return Column(
        tuple(step.scores[number] for number in lines),
        mean_score(score for point in targets.get(step.touchpoint.id, ()) for score in scores_of(point.score)),
        (min(rest), max(rest)) if rest else None,
        step.touchpoint.moment_of_truth,
    )


def _mean(one: MapStage, lines: Sequence[int], targets: Mapping[str, tuple[Touchpoint, ...]]) -> Column:
    """A stage as one column: means, and from the lowest to the highest score."""
    columns = [_column(step.step, range(len(step.step.scores)), targets) for step in one.steps]
    every = [score for column in columns for score in column.scores if score is not None]
    return Column(
        tuple(mean_score(column.scores[number] for column in columns) for number in lines),
        mean_score(column.target for column in columns),
        (min(every), max(every)) if every else None,
        any(column.moment for column in columns),
        0,
    )


def _band(stages: Sequence[MapStage], drawn: Mapping[str, Column]) -> Band:
    columns: list[Column] = []
    hurts: list[tuple[Hurt, ...]] = []
    steps: list[Step | None] = []
    count = max((len(one.scores) for one in drawn.values()), default=0)
    for one in stages:
        for step in one.steps:
            columns.append(replace(drawn[step.step.touchpoint.id], pains=len(step.own.pains)))
            hurts.append(step.own.pains)
            steps.append(step.step)
        if not one.steps:
            columns.append(Column((None,) * count, pains=len(one.whole.pains)))
            hurts.append(one.whole.pains)
            steps.append(None)
    return Band(tuple(stages), _lifecycles(stages), journey_curve(columns), tuple(hurts), tuple(steps))


def _parted(stages: Sequence[MapStage]) -> list[list[MapStage]]:
    """Stages in as few bands as possible, of about equal width; one with too many columns goes on in the next."""
    pieces = [piece for one in stages for piece in _pieces(one)]
    fewest = len(_packed(pieces, MOST_COLUMNS))
    return next(found for most in range(1, MOST_COLUMNS + 1) if len(found := _packed(pieces, most)) == fewest)


def _pieces(one: MapStage) -> Iterator[MapStage]:
    for start in range(0, one.columns, MOST_COLUMNS):
        steps = one.steps[start : start + MOST_COLUMNS]
        whole = Entries() if start else one.whole
        yield MapStage(one.stage, steps, whole, max(1, len(steps)), start == 0)


def _packed(pieces: Sequence[MapStage], most: int) -> list[list[MapStage]]:
    bands: list[list[MapStage]] = []
    for one in pieces:
        if bands and sum(other.columns for other in bands[-1]) + one.columns <= most:
            bands[-1].append(one)
        else:
            bands.append([one])
    return bands


def _lifecycles(stages: Iterable[MapStage]) -> tuple[tuple[str, int], ...]:
    """Runs of stages with the same lifecycle, each with its number of columns."""
    runs: list[tuple[str, int]] = []
    for one in stages:
        name = lifecycle_of(one.stage)
        if runs and runs[-1][0] == name:
            runs[-1] = (name, runs[-1][1] + one.columns)
        else:
            runs.append((name, one.columns))
    return tuple(runs)


def _lanes(stages: Sequence[MapStage]) -> Iterator[str]:
    """The names of the lanes that have anything anywhere; readers of what is internal see what rests on nothing."""
    points = [step.step.touchpoint for one in stages for step in one.steps]
    for name in ("action", "thought", "channel", "backstage", "support"):
        if any(getattr(point, name) for point in points):
            yield name
    if any(point.timing for point in points):
        yield "action"
    scores = (score for one in stages for step in one.steps for score in step.step.scores)
    if any(point.feeling for point in points) or any(score is not None for score in scores):
        yield "feeling"
    every = [*(one.whole for one in stages), *(step.own for one in stages for step in one.steps)]
    for one in fields(Entries):
        if any(getattr(entries, one.name) for entries in every):
            yield one.name
    if any(step.owner for one in stages for step in one.steps):
        yield "owner"
    if len({lifecycle_of(one.stage) for one in stages}) > 1:
        yield "lifecycle"
