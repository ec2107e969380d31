"""Initiatives as a network of what needs what: asked by the checker and by the schedule, so that both say the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from cxsite.measures.load import Work
from cxsite.measures.schedule import Activity, Stand, begins_too_early, coarsest
from cxsite.model.items.initiative import COMMITTED, OPEN, UNDER_WAY, Initiative
from cxsite.model.items.item import Item


def open_needs(item: Initiative, initiatives: Mapping[str, Item]) -> Iterator[tuple[int, Initiative]]:
    """What `item` depends on and that is not done, with its position in `depends_on`; nothing once it is closed."""
    if item.status not in OPEN:
        return
    for number, id_ in enumerate(item.depends_on):
        other = initiatives.get(id_)
        if isinstance(other, Initiative) and other.status != "shipped" and other is not item:
            yield number, other


def conflicts(item: Initiative, initiatives: Mapping[str, Item]) -> list[str]:
    """The ids of what ends after `item` is planned to begin: those of CX204."""
    late = (other.id for _, other in open_needs(item, initiatives) if begins_too_early(item.start, other.end))
    return list(dict.fromkeys(late))


def waits(item: Initiative, initiatives: Mapping[str, Item]) -> bool:
    """Whether it is planned, and something that it needs is still to come."""
    return item.status == "planned" and any(other.status in OPEN for _, other in open_needs(item, initiatives))


def activities(initiatives: Iterable[Item]) -> list[Activity]:
    """The network of all that was not dropped."""
    return [
        Activity(
            item.id,
            item.start.first if item.start else None,
            _last_day(item),
            item.depends_on,
            _stand(item),
            coarsest(*(period.precision for period in (item.start, item.end) if period)),
        )
        for item in initiatives
        if isinstance(item, Initiative) and item.status != "dropped"
    ]


def _last_day(item: Initiative) -> dt.date | None:
    if item.status == "shipped":
        return item.shipped
    return item.end.last if item.end else None


def _stand(item: Initiative) -> Stand:
    if item.status == "shipped":
        return "done"
    return "begun" if item.status in UNDER_WAY else "open"


def team_work(initiatives: Iterable[Item]) -> dict[str, list[Work]]:
    """What each team has to do: what it is responsible for, or owns where nobody is named responsible.

    Counted is what is an idea, planned or under way, and has both dates.
    """
    found: dict[str, list[Work]] = {}
    for item in initiatives:
        if not isinstance(item, Initiative) or item.status not in COMMITTED | {"idea"}:
            continue
        team = item.responsible or item.owner
        if team and item.start and item.end:
            found.setdefault(team, []).append(Work(item.id, item.start.first, item.end.last))
    return found
