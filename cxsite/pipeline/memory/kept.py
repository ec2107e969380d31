"""What is kept of an edition, as plain data for the cache: what each level of then saw, before any cut."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cxsite.model.past import PastInitiative, PastMilestone, PastTarget, Uncut
from cxsite.model.period import Period


def plain(uncut: Uncut) -> dict[str, Any]:
    """An edition as JSON holds it."""
    return {
        "initiatives": {id_: _initiative(was) for id_, was in uncut.initiatives.items()},
        "phases": sorted(uncut.phases),
        "targets": {
            id_: [uncut.measured[id_], *([_text(one.date), one.value] for one in targets)]
            for id_, targets in uncut.targets.items()
        },
    }


def read_plain(data: dict[str, Any], first: dt.date, day: dt.date) -> Uncut:
    """An edition from what `plain` made of it."""
    initiatives = {id_: _read_initiative(was) for id_, was in data["initiatives"].items()}
    targets = {
        id_: tuple(PastTarget(Period.parse(when), value) for when, value in told)
        for id_, (_, *told) in data["targets"].items()
    }
    measured = {id_: told[0] for id_, told in data["targets"].items()}
    return Uncut(first, day, initiatives, frozenset(data["phases"]), targets, measured)


def _initiative(was: PastInitiative) -> list[Any]:
    milestones = [[one.title, one.number, _text(one.date), one.done] for one in was.milestones]
    return [was.status, _text(was.start), _text(was.end), _text(was.shipped), was.phase, milestones, was.result]


def _read_initiative(data: list[Any]) -> PastInitiative:
    status, start, end, shipped, phase, milestones, result = data
    return PastInitiative(
        status,
        _period(start),
        _period(end),
        dt.date.fromisoformat(shipped) if shipped else None,
        phase,
        tuple(PastMilestone(title, number, _period(date), done) for title, number, date, done in milestones),
        result,
    )


def _text(value: Period | dt.date | None) -> str | None:
    return None if value is None else str(value)


def _period(text: str | None) -> Period | None:
    return Period.parse(text) if text else None
