"""Dependency network of initiatives as it stands today: earliest starts, expected ends, slack, critical ones.

The critical path method (Kelley and Walker 1959) on calendar days: a forward pass gives what can start
when, a backward pass how long it can wait. What is done takes no part any more; what is under way ends as planned, but
not before today; what has not begun starts neither before its plan, nor before what it needs, nor before today. Both
passes are loops over one topological order, so that a chain of any length takes linear time and no recursion.
"""

import datetime
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from cxsite.model.period import Period, Precision, is_finer

Stand = Literal["done", "begun", "open"]

_LAST_DAY = datetime.date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Activity:
    """An initiative as the network sees it: its planned first and last day, the ids it waits for, where it stands.

    `precision` is that of the least precise of its dates. Of what is done, `last_day` is the day on which it was.
    """

    id: str
    first_day: datetime.date | None = None
    last_day: datetime.date | None = None
    depends_on: tuple[str, ...] = ()
    stand: Stand = "open"
    precision: Precision = "day"


@dataclass(frozen=True, slots=True)
class Slot:
    """What the network says of one activity; None where a date that it needs is missing.

    - `earliest_start`: of what has not begun, the latest of its planned first day, the day after the last of its
      dependencies can end, and today.
    - `expected_end`: when it can end then, or the day on which it was done.
    - `slack_days`: by how many days it can end later than that while everything linked with it, directly
      or not, still ends by the last day planned (or possible, where that is later). None when it is linked
      with nothing that is still to do, and for what is done.
    - `critical`: it has no slack; false when it is linked with nothing.
    - `precision`: that of the least precise date which the answer rests on.
    """

    earliest_start: datetime.date | None
    expected_end: datetime.date | None
    slack_days: int | None
    critical: bool | None
    precision: Precision = "day"


def begins_too_early(start: Period | None, end_of_needed: Period | None) -> bool:
    """Whether something is planned to begin before what it needs has ended, however the two are read."""
    return start is not None and end_of_needed is not None and start.last < end_of_needed.first


def coarsest(*precisions: Precision) -> Precision:
    """The least precise of them."""
    found: Precision = "day"
    for precision in precisions:
        if is_finer(found, precision):
            found = precision
    return found


def answer(day: datetime.date, precision: Precision) -> Period:
    """A computed day as it may be told: as a day only where all that it rests on are days, else as month or quarter."""
    return Period.of(day, "quarter" if is_finer("month", precision) else precision)


@dataclass(frozen=True, slots=True)
class _Span:
    start: int | None
    finish: int | None
    precision: Precision


_Links = Mapping[str, list[str]]


def schedule(activities: Iterable[Activity], today: datetime.date) -> dict[str, Slot]:
    """Compute the slot of every activity: id → slot, in the order given.

    A dependency that is not among the activities is ignored, and so is one that is done. On a cycle, and behind one,
    there is no earliest start and no slack. Raises ValueError when an id comes twice.
    """
    plan: dict[str, Activity] = {}
    for activity in activities:
        if activity.id in plan:
            raise ValueError(f"two activities have the id {activity.id}")
        plan[activity.id] = activity
    to_do = {id_: activity for id_, activity in plan.items() if activity.stand != "done"}
    # What is under way waits for nothing any more.
    waits = {id_: a.depends_on if a.stand == "open" else () for id_, a in to_do.items()}
    before: _Links = {id_: [d for d in dict.fromkeys(needs) if d in to_do] for id_, needs in waits.items()}
    after: _Links = {id_: [] for id_ in to_do}
    for id_, dependencies in before.items():
        for dependency in dependencies:
            after[dependency].append(id_)
    order = _topological(before, after)
    spans = _forward(to_do, before, order, today.toordinal())
    slacks = _backward(spans, before, after, order, _network_ends(to_do, before, after, spans))
    return {
        id_: _slot(id_, before, after, spans, slacks) if id_ in to_do else Slot(None, a.last_day, None, False)
        for id_, a in plan.items()
    }


def _topological(before: _Links, after: _Links) -> list[str]:
    """Order activities after their dependencies (Kahn 1962); what is on a cycle or behind one is left out."""
    waiting = {id_: len(dependencies) for id_, dependencies in before.items()}
    order = [id_ for id_, count in waiting.items() if count == 0]
    for id_ in order:  # grows while it is read
        for dependent in after[id_]:
            waiting[dependent] -= 1
            if waiting[dependent] == 0:
                order.append(dependent)
    return order


def _forward(plan: Mapping[str, Activity], before: _Links, order: list[str], today: int) -> dict[str, _Span]:
    """Give the earliest first and last day (as ordinals) of each activity in `order`."""
    spans: dict[str, _Span] = {}
    for id_ in order:
        activity = plan[id_]
        first, last = _ordinal(activity.first_day), _ordinal(activity.last_day)
        if activity.stand == "begun":
            finish = None if last is None else max(last, today)
            spans[id_] = _Span(first, finish, activity.precision)
            continue
        precision = coarsest(activity.precision, *(spans[d].precision for d in before[id_]))
        free = _day_after([spans[d].finish for d in before[id_]]) if before[id_] else today
        start = None if free is None else max(free, today, today if first is None else first)
        finish = None
        if start is not None and last is not None and (first is None or first <= last):
            # Without a planned start its length is unknown: it ends as planned, unless it could not even have started.
            finish = max(start, last) if first is None else start + last - first
        spans[id_] = _Span(start, finish, precision)
    return spans


def _ordinal(day: datetime.date | None) -> int | None:
    return None if day is None else day.toordinal()


def _day_after(finishes: list[int | None]) -> int | None:
    known = [finish for finish in finishes if finish is not None]
    return max(known) + 1 if len(known) == len(finishes) else None


def _network_ends(
    plan: Mapping[str, Activity], before: _Links, after: _Links, spans: Mapping[str, _Span]
) -> dict[str, int]:
    """Give, for each activity that can end, the last day of the network of all that is linked with it."""
    ends: dict[str, int] = {}
    seen: set[str] = set()
    for root in plan:
        if root in seen:
            continue
        seen.add(root)
        members: list[str] = []
        queue = deque([root])
        while queue:
            id_ = queue.popleft()
            members.append(id_)
            for neighbour in (*before[id_], *after[id_]):
                if neighbour not in seen:
                    seen.add(neighbour)
                    queue.append(neighbour)
        finishes = {id_: spans[id_].finish for id_ in members if id_ in spans}
        known = {id_: finish for id_, finish in finishes.items() if finish is not None}
        planned = (day.toordinal() for id_ in known if (day := plan[id_].last_day) is not None)
        if known:
            ends.update(dict.fromkeys(known, max([*known.values(), *planned])))
    return ends


def _backward(
    spans: Mapping[str, _Span], before: _Links, after: _Links, order: list[str], ends: Mapping[str, int]
) -> dict[str, int]:
    """Give the total slack of each linked activity that can end: latest − earliest last day."""
    slacks: dict[str, int] = {}
    for id_ in reversed(order):
        finish = spans[id_].finish
        if finish is None or not (before[id_] or after[id_]):
            continue
        latest = ends[id_]
        for dependent in after[id_]:
            start = spans[dependent].start if dependent in slacks else None
            if start is not None:
                latest = min(latest, start + slacks[dependent] - 1)
        slacks[id_] = latest - finish
    return slacks


def _slot(id_: str, before: _Links, after: _Links, spans: Mapping[str, _Span], slacks: Mapping[str, int]) -> Slot:
    span = spans.get(id_, _Span(None, None, "day"))
    slack = slacks.get(id_)
    alone = not (before[id_] or after[id_])
    return Slot(
        earliest_start=_day(span.start),
        expected_end=_day(span.finish),
        slack_days=slack,
        critical=False if alone else None if slack is None else slack == 0,
        precision=span.precision,
    )


def _day(ordinal: int | None) -> datetime.date | None:
    # A chain of plans at the end of the calendar can run out of it.
    return None if ordinal is None or ordinal > _LAST_DAY else datetime.date.fromordinal(ordinal)


def unblocks(activities: Iterable[Activity]) -> dict[str, int]:
    """Count, for each activity that is still to do, what waits for it, directly or through others."""
    to_do = {activity.id: activity for activity in activities if activity.stand != "done"}
    after: dict[str, set[str]] = {id_: set() for id_ in to_do}
    for id_, activity in to_do.items():
        for needed in activity.depends_on:
            if needed in to_do and needed != id_:
                after[needed].add(id_)
    found: dict[str, int] = {}
    for id_ in to_do:
        behind: set[str] = set()
        waiting = deque(after[id_])
        while waiting:
            one = waiting.popleft()
            if one not in behind and one != id_:
                behind.add(one)
                waiting.extend(after[one] - behind)
        found[id_] = len(behind)
    return found
