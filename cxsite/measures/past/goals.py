"""How the targets of a KPI changed, read from the editions that an audience may see."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from cxsite.model.items.kpi import Kpi
from cxsite.model.past import Past
from cxsite.model.period import Period


@dataclass(frozen=True, slots=True)
class GoalChange:
    """A target that changed in the period from `first` to `date`: the value to reach by `by` was another one."""

    first: dt.date
    date: dt.date
    by: Period
    was: float
    now: float


def goal_changes_of(item: Kpi, past: Past) -> tuple[GoalChange, ...]:
    """The changes of those targets that a KPI has today, the oldest first.

    A target is known by its time; where two have the same, as an audience is told it, nobody can tell which is which.
    """
    today = {target.date for target in item.targets}
    found: list[GoalChange] = []
    before: dict[Period, float] = {}
    for edition in past.editions:
        targets = edition.targets.get(item.id)
        if targets is None:
            continue
        times = Counter(one.date for one in targets)
        now = {one.date: one.value for one in targets if times[one.date] == 1 and one.date in today}
        for by, value in now.items():
            if before.get(by, value) != value:
                found.append(GoalChange(edition.first, edition.day, by, before[by], value))
        before |= now
    return tuple(found)
