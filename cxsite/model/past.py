"""What stays of earlier editions of a roadmap: times, statuses and what was reached, never a text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from cxsite.model.period import Period


@dataclass(frozen=True, slots=True)
class PastMilestone:
    """A milestone as it was. `title` is how it is known, `number` counts those of the same title."""

    title: str
    number: int
    date: Period | None
    done: bool


@dataclass(frozen=True, slots=True)
class PastInitiative:
    """What is kept of an initiative as an audience saw it; `None` where it saw nothing, or may not see it today.

    `result` is whether it was told what it brought, never in which words.
    """

    status: str | None = None
    start: Period | None = None
    end: Period | None = None
    shipped: dt.date | None = None
    phase: str | None = None
    milestones: tuple[PastMilestone, ...] = ()
    result: bool = False


@dataclass(frozen=True, slots=True)
class PastTarget:
    """A target of a KPI as it was."""

    date: Period
    value: float


@dataclass(frozen=True, slots=True)
class Uncut:
    """An edition as its audience saw it then, by the levels of then. Nobody may be shown it: it has to be cut first.

    `first` and `day` are the first and the last day of its period; the others are by their ids of then, `targets` and
    `measured`, what the values of a KPI were of, by those of KPIs.
    """

    first: dt.date
    day: dt.date
    initiatives: Mapping[str, PastInitiative]
    phases: frozenset[str] = frozenset()
    targets: Mapping[str, tuple[PastTarget, ...]] = field(default_factory=dict)
    measured: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition as its audience may see it today: only what is visible today, by today's ids.

    `first` and `day` are the first and the last day of its period; `targets` are those of KPIs.
    """

    first: dt.date
    day: dt.date
    initiatives: Mapping[str, PastInitiative]
    targets: Mapping[str, tuple[PastTarget, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Past:
    """The editions of a View, the oldest first; equal ones in a row are one, the first of them.

    `quiet_since` is the first day of the last two periods, where an audience may know of what did not happen.
    """

    editions: tuple[Edition, ...] = ()
    quiet_since: dt.date | None = None

    def __bool__(self) -> bool:
        return bool(self.editions)


@dataclass(frozen=True, slots=True)
class Recalled:
    """The uncut editions of an audience, the oldest first, and the periods that have passed (first and last day).

    Periods of `tags` begin where one ends of which the audience is told something else: that there was a tag in
    between, for what others see, is not told.
    """

    editions: tuple[Uncut, ...] = ()
    periods: tuple[tuple[dt.date, dt.date], ...] = ()
    tags: bool = False
