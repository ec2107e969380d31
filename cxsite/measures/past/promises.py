"""What was promised and what became of it: the first promise of an initiative, its moves, and what happened, read from
the editions that an audience may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cxsite.model.items.initiative import CLOSED, COMMITTED, Initiative
from cxsite.model.items.part import Update
from cxsite.model.past import Past, PastInitiative
from cxsite.model.period import Period

Sort = Literal["new", "moved", "reached", "paused", "dropped", "shipped", "result"]


@dataclass(frozen=True, slots=True)
class Promise:
    """The first end that readers were promised, and the day of the edition that promised it."""

    date: dt.date
    end: Period


@dataclass(frozen=True, slots=True)
class Move:
    """A promised end that moved in the period from `first` to `date`; `days` lie between the last days of the two."""

    first: dt.date
    date: dt.date
    was: Period
    now: Period
    days: int


@dataclass(frozen=True, slots=True)
class Event:
    """Something that came about in the period from `first` to `date`: `move` of what moved, `reached` the titles of
    milestones."""

    sort: Sort
    first: dt.date
    date: dt.date
    move: Move | None = None
    reached: tuple[str, ...] = ()


def promise_of(id_: str, past: Past) -> Promise | None:
    """The first end of an initiative at a time when it was decided; an idea promises nothing."""
    for edition in past.editions:
        was = edition.initiatives.get(id_)
        if was is not None and was.end is not None and was.status in COMMITTED:
            return Promise(edition.day, was.end)
    return None


def moves_of(id_: str, past: Past) -> tuple[Move, ...]:
    """The moves of its promised end, the oldest first.

    Telling the same end more precisely is no move. Once it has shipped or was dropped nothing moves any more.
    """
    found: list[Move] = []
    end: Period | None = None
    for edition in past.editions:
        was = edition.initiatives.get(id_)
        if was is None or was.end is None or was.status in CLOSED:
            continue
        if end is None:
            end = was.end if was.status in COMMITTED else None
        elif days := _moved(end, was.end):
            found.append(Move(edition.first, edition.day, end, was.end, days))
            end = was.end
        elif end.first <= was.end.first and was.end.last <= end.last:
            end = was.end
    return tuple(found)


def _moved(was: Period, now: Period) -> int:
    """The days by which an end moved; none where the new one lies in the old one."""
    inside = was.first <= now.first and now.last <= was.last
    return 0 if inside else (now.last - was.last).days


def events_of(id_: str, past: Past) -> tuple[Event, ...]:
    """What came about of an initiative, edition by edition; the first edition of all is where the story begins."""
    moves = {move.date: move for move in moves_of(id_, past)}
    found: list[Event] = []
    before: PastInitiative | None = None
    for number, edition in enumerate(past.editions):
        was = edition.initiatives.get(id_)
        if was is None:
            continue
        if before is None:
            found += [Event("new", edition.first, edition.day)] if number else []
        else:
            found += _between(before, was, edition.first, edition.day, moves.get(edition.day))
        before = was
    return tuple(found)


def _between(
    before: PastInitiative, was: PastInitiative, first: dt.date, day: dt.date, move: Move | None
) -> Iterator[Event]:
    for sort in ("shipped", "dropped", "paused"):
        if was.status == sort != before.status and before.status is not None:
            yield Event(sort, first, day)
    if move is not None:
        yield Event("moved", first, day, move=move)
    if was.result and not before.result:
        yield Event("result", first, day)
    known = {(one.title, one.number): one.done for one in before.milestones}
    reached = tuple(one.title for one in was.milestones if one.done and known.get((one.title, one.number)) is False)
    if reached:
        yield Event("reached", first, day, reached=reached)


def reason_of(item: Initiative, first: dt.date, date: dt.date) -> Update | None:
    """What was said in the period in which something came about: its newest update."""
    said = [update for update in item.updates if first <= update.date <= date]
    return max(said, key=lambda update: update.date, default=None)


def shipped_on(item: Initiative, past: Past) -> dt.date | None:
    """The day it was there: as it says, else that of the first edition in which it was."""
    if item.status != "shipped" or item.shipped is not None:
        return item.shipped
    days = (edition.day for edition in past.editions if _status(edition.initiatives.get(item.id)) == "shipped")
    return next(days, None)


def _status(was: PastInitiative | None) -> str | None:
    return was.status if was is not None else None


def slip_of(item: Initiative, past: Past) -> int | None:
    """The days between the first promise and what came of it: the day it was there, else the end as last told.

    None where it was there in the promised time; negative where it was earlier.
    """
    promise = promise_of(item.id, past)
    if promise is None or item.status == "dropped":
        return None
    shipped = shipped_on(item, past)
    if shipped is not None:
        return 0 if promise.end.first <= shipped <= promise.end.last else (shipped - promise.end.last).days
    if item.status == "shipped":
        return None
    moves = moves_of(item.id, past)
    return _moved(promise.end, moves[-1].now) if moves else 0


def is_due(item: Initiative, past: Past, today: dt.date) -> bool:
    """Whether the time of its first promise has passed, and one can tell what became of it."""
    promise = promise_of(item.id, past)
    told = item.status != "shipped" or shipped_on(item, past) is not None
    return promise is not None and promise.end.last < today and told


def is_kept(item: Initiative, past: Past) -> bool:
    """Whether it was there by the last day of the period that was promised first."""
    promise, shipped = promise_of(item.id, past), shipped_on(item, past)
    return promise is not None and shipped is not None and shipped <= promise.end.last
