"""Dependency network of initiatives: earliest starts, slack, critical ones and conflicts.

The critical path method (Kelley and Walker 1959) on calendar days: a forward pass gives what can start
when, a backward pass how long it can wait. Both passes are loops over one topological order, so that a
chain of any length takes linear time and no recursion.
"""

import datetime
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_LAST_DAY = datetime.date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Activity:
    """An initiative as the network sees it: its planned first and last day, and the ids it waits for."""

    id: str
    first_day: datetime.date | None = None
    last_day: datetime.date | None = None
    depends_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """What the network says of one activity; None where a date that it needs is missing.

    - `earliest_start`: the day after the last of its dependencies can end; without dependencies its planned
      first day.
    - `slack_days`: by how many days it can start later than that while everything linked with it, directly
      or not, still ends by the last day planned (or possible, where that is later). None when it is linked
      with nothing.
    - `critical`: it has no slack; false when it is linked with nothing.
    - `conflicts`: dependencies planned to end after the day on which it is planned to start.
    """

    earliest_start: datetime.date | None
    slack_days: int | None
    critical: bool | None
    conflicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    start: int | None
    finish: int | None


_Links = Mapping[str, list[str]]


def schedule(activities: Iterable[Activity]) -> dict[str, Slot]:
    """Compute the slot of every activity: id → slot, in the order given.

    A dependency that is not among the activities is ignored. On a cycle, and behind one, there is no
    earliest start and no slack; conflicts compare planned days and are always given. Raises ValueError when
    an id comes twice.
    """
    plan: dict[str, Activity] = {}
    for activity in activities:
        if activity.id in plan:
            raise ValueError(f"two activities have the id {activity.id}")
        plan[activity.id] = activity
    before: _Links = {id_: [d for d in dict.fromkeys(a.depends_on) if d in plan] for id_, a in plan.items()}
    after: _Links = {id_: [] for id_ in plan}
    for id_, dependencies in before.items():
        for dependency in dependencies:
            after[dependency].append(id_)
    order = _topological(before, after)
    spans = _forward(plan, before, order)
    slacks = _backward(spans, before, after, order, _network_ends(plan, before, after, spans))
    return {id_: _slot(id_, plan, before, after, spans, slacks) for id_ in plan}


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


def _forward(plan: Mapping[str, Activity], before: _Links, order: list[str]) -> dict[str, _Span]:
    """Give the earliest first and last day (as ordinals) of each activity in `order`."""
    spans: dict[str, _Span] = {}
    for id_ in order:
        activity = plan[id_]
        first, last = _ordinal(activity.first_day), _ordinal(activity.last_day)
        start = _day_after([spans[d].finish for d in before[id_]]) if before[id_] else first
        finish = None
        if first is None and last is not None:
            # The length is unknown: it ends as planned, unless it could not even have started by then.
            reachable = not before[id_] or (start is not None and start <= last)
            finish = last if reachable else None
        elif first is not None and last is not None and start is not None and first <= last:
            finish = start + last - first
        spans[id_] = _Span(start, finish)
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


def _slot(
    id_: str,
    plan: Mapping[str, Activity],
    before: _Links,
    after: _Links,
    spans: Mapping[str, _Span],
    slacks: Mapping[str, int],
) -> Slot:
    start = spans[id_].start if id_ in spans else None
    slack = slacks.get(id_)
    alone = not (before[id_] or after[id_])
    return Slot(
        # A chain of plans at the end of the calendar can run out of it.
        earliest_start=datetime.date.fromordinal(start) if start is not None and start <= _LAST_DAY else None,
        slack_days=slack,
        critical=False if alone else None if slack is None else slack == 0,
        conflicts=tuple(d for d in before[id_] if d != id_ and _ends_late(plan[d], plan[id_])),
    )


def _ends_late(dependency: Activity, activity: Activity) -> bool:
    if dependency.last_day is None or activity.first_day is None:
        return False
    return dependency.last_day > activity.first_day
