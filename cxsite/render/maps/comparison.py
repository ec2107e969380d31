"""A journey of today beside its target picture: what gets better, what goes away, and which work does it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from cxsite.measures.journey import mean_score, scores_of, touchpoint_of
from cxsite.model.items.initiative import Initiative
from cxsite.model.items.journey import Journey, Touchpoint
from cxsite.render.diagrams.journey_curve import Column, Curve, height_of, journey_curve
from cxsite.render.diagrams.journey_scores import JourneyScores, Step
from cxsite.render.filters import STATUS_ORDER
from cxsite.render.maps.journey_targets import replacements
from cxsite.render.pain_answers import Hurt
from cxsite.render.site import Site

Fate = Literal["kept", "gone", "outside", ""]
MOST_COLUMNS = 12
"""More columns of a curve can't be told apart; then stages are drawn."""
_CLEAR = 0.6


@dataclass(frozen=True, slots=True)
class Row:
    """A touchpoint of today and what the target picture makes of it.

    `fate` is whether it is kept, goes away, or lies outside of what the target picture tells; empty where nothing
    stands for it and the audience may not know whether anything does.
    """

    step: Step
    score: float | None
    kept: tuple[Touchpoint, ...]
    aim: float | None
    fate: Fate
    hurts: tuple[Hurt, ...]
    answers: tuple[Initiative, ...]

    @property
    def gain(self) -> float | None:
        """By how much it is to get better."""
        return None if self.score is None or self.aim is None else self.aim - self.score


@dataclass(frozen=True, slots=True)
class Gain:
    """An arrow of the drawing, from the score of today to the target picture's: percent across, px down."""

    x: str
    y1: float
    y2: float
    gain: float


@dataclass(frozen=True, slots=True)
class Pair:
    """A journey of today and its target picture. `labels` name the columns of the curve; `new` is what nothing of today
    stands for, `others` are initiatives for one of the two that answer none of its pain points."""

    today: Journey
    target: Journey
    rows: tuple[Row, ...]
    curve: Curve | None
    labels: tuple[tuple[str, str], ...]
    gains: tuple[Gain, ...]
    new: tuple[Touchpoint, ...]
    others: tuple[Initiative, ...]

    @property
    def best(self) -> Row | None:
        """The touchpoint that is to gain most."""
        gaining = [row for row in self.rows if row.gain is not None and row.gain > 0]
        return max(gaining, key=lambda row: row.gain or 0, default=None)

    @property
    def gone(self) -> tuple[Row, ...]:
        """The touchpoints that go away."""
        return tuple(row for row in self.rows if row.fate == "gone")

    @property
    def work(self) -> tuple[Initiative, ...]:
        """All initiatives that make the difference, each once."""
        return tuple({one.id: one for row in self.rows for one in row.answers}.values()) + self.others

    @property
    def states(self) -> list[tuple[str, int]]:
        """How many of these initiatives have which status, what is under way first."""
        found: list[str] = [one.status for one in self.work]
        return [(status, count) for status in STATUS_ORDER if (count := found.count(status))]


def pair_of(site: Site, today: Journey, target: Journey, found: JourneyScores, hurts: Sequence[Hurt]) -> Pair | None:
    """The two beside each other; nothing where no touchpoint of the one stands for any of the other."""
    by = replacements(today, target)
    if not by:
        return None
    rows = _with_fates([_row(step, by, hurts) for step in found.steps], known=site.colleagues)
    columns, labels = _columns(today, rows)
    curve = journey_curve(columns) if any(row.score is not None for row in rows) else None
    stands = {point.id for points in by.values() for point in points}
    return Pair(
        today,
        target,
        tuple(rows),
        curve,
        tuple(labels),
        tuple(_gains(curve, columns)) if curve else (),
        tuple(point for stage in target.stages for point in stage.touchpoints if point.id not in stands),
        _others(site, today, target, rows),
    )


def _row(step: Step, by: Mapping[str, tuple[Touchpoint, ...]], hurts: Sequence[Hurt]) -> Row:
    point = step.touchpoint
    kept = by.get(point.id, ())
    here = tuple(one for one in hurts if one.stage is step.stage and touchpoint_of(one.stage, one.point) == point.id)
    return Row(
        step,
        mean_score(scores_of(point.score)),
        kept,
        mean_score(score for one in kept for score in scores_of(one.score)),
        "kept" if kept else "",
        here,
        tuple({one.id: one for hurt in here for one in hurt.answers}.values()),
    )


def _with_fates(rows: list[Row], *, known: bool) -> list[Row]:
    """Between two that are kept, what nothing stands for goes away; outside of those, nobody says."""
    kept = [index for index, row in enumerate(rows) if row.kept]
    if not known:
        return rows
    return [
        row if row.kept else replace(row, fate="gone" if kept[0] < index < kept[-1] else "outside")
        for index, row in enumerate(rows)
    ]


def _columns(today: Journey, rows: Sequence[Row]) -> tuple[list[Column], list[tuple[str, str]]]:
    """The columns of the drawing, each with its number and name: touchpoints, or where they are too many, stages."""
    if len(rows) <= MOST_COLUMNS:
        return (
            [Column((row.score,), row.aim) for row in rows],
            [(str(row.step.number), row.step.touchpoint.title) for row in rows],
        )
    columns = []
    for stage in today.stages:
        here = [row for row in rows if row.step.stage.id == stage.id]
        columns.append(Column((mean_score(row.score for row in here),), mean_score(row.aim for row in here)))
    return columns, [(str(number), stage.title) for number, stage in enumerate(today.stages, 1)]


def _gains(curve: Curve, columns: Sequence[Column]) -> Iterator[Gain]:
    for x, column in zip(curve.middles, columns, strict=True):
        score, aim = column.scores[0], column.target
        if score is not None and aim is not None and abs(aim - score) >= _CLEAR:
            yield Gain(x, height_of(score), height_of(aim), aim - score)


def _others(site: Site, today: Journey, target: Journey, rows: Sequence[Row]) -> tuple[Initiative, ...]:
    told = {one.id for row in rows for one in row.answers}
    found = {
        one.id: one
        for journey in (today, target)
        for one in site.referring("journey", journey.id, Initiative, "journeys")
        if one.status != "dropped" and one.id not in told
    }
    return tuple(found.values())
