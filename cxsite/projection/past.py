"""The cut: what an audience may see today of an edition of the past. Everything of the past passes through here.

The past obeys today's levels: what is kept belongs to an item, a part and a field that the audience sees today, is
known by ids that it sees today, and is told no more precisely than it was then or is today.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cxsite.model.items.initiative import Initiative, Milestone
from cxsite.model.items.item import Item
from cxsite.model.items.kpi import Kpi
from cxsite.model.items.strategy import Phase
from cxsite.model.levels import Level
from cxsite.model.past import Edition, Past, PastInitiative, PastMilestone, PastTarget, Recalled, Uncut
from cxsite.model.period import DatePrecision, Period
from cxsite.model.shape import fields_of
from cxsite.model.visibility import Visibility

Items = Mapping[str, Mapping[str, Item]]


@dataclass(frozen=True, slots=True)
class Sight:
    """What an audience sees today: its items, the item behind each as the roadmap has it, and the levels of items."""

    visibility: Visibility
    items: Items
    originals: Mapping[tuple[str, str], Item]
    levels: Mapping[tuple[str, str], Level]

    def sees(self, id_: str, name: str) -> bool:
        """Whether the audience sees a field of an initiative today, set or not."""
        original = self.originals["initiative", id_]
        level = self.visibility.field_level(
            "initiative", name, fields_of(Initiative)[name], original.disclose, top=True
        )
        return self.visibility.sees(self.visibility.levels.highest(level, self.levels["initiative", id_]))

    def sees_of_milestones(self, id_: str, name: str) -> bool:
        """Whether the audience sees a field of the milestones of an initiative today, set or not."""
        original = self.originals["initiative", id_]
        level = self.visibility.field_level("milestone", name, fields_of(Milestone)[name], original.disclose, top=False)
        return self.visibility.sees(level)


def cut(recalled: Recalled, sight: Sight) -> Past:
    """The past as the audience may see it today: empty editions are left out, and equal ones in a row are one."""
    names = {kind: _by_any_name(sight.items.get(kind, {})) for kind in ("initiative", "phase", "kpi")}
    found: list[Edition] = []
    for uncut in recalled.editions:
        edition = _edition(uncut, sight, names)
        same = found and (found[-1].initiatives, found[-1].targets) == (edition.initiatives, edition.targets)
        if (edition.initiatives or edition.targets) and not same:
            if recalled.tags:
                begin = found[-1].day + dt.timedelta(days=1) if found else recalled.periods[0][0]
                edition = replace(edition, first=begin)
            found.append(edition)
    internal = sight.visibility.sees(sight.visibility.levels.internal)
    last_two = recalled.periods[-2:]
    return Past(tuple(found), last_two[0][0] if found and internal and len(last_two) == 2 else None)


def _edition(uncut: Uncut, sight: Sight, names: Mapping[str, Mapping[str, str]]) -> Edition:
    kept: dict[str, PastInitiative] = {}
    # What had today's id goes before what had an old one.
    for id_ in sorted(uncut.initiatives, key=lambda id_: (names["initiative"].get(id_) != id_, id_)):
        now = names["initiative"].get(id_)
        if now is not None and now not in kept:
            was = uncut.initiatives[id_]
            phase = names["phase"].get(was.phase) if was.phase in uncut.phases else None
            kept[now] = _initiative(replace(was, phase=phase), now, sight)
    targets = {
        names["kpi"][id_]: told_targets
        for id_, was in uncut.targets.items()
        if id_ in names["kpi"] and (told_targets := _targets(was, uncut.measured.get(id_), names["kpi"][id_], sight))
    }
    return Edition(uncut.first, uncut.day, dict(sorted(kept.items())), targets)


def _initiative(was: PastInitiative, id_: str, sight: Sight) -> PastInitiative:
    precision = sight.visibility.precision

    def seen(name: str) -> bool:
        return sight.sees(id_, name)

    return PastInitiative(
        status=was.status if seen("status") else None,
        start=told(was.start, precision) if seen("start") else None,
        end=told(was.end, precision) if seen("end") else None,
        shipped=was.shipped if seen("shipped") else None,
        phase=was.phase if seen("phase") else None,
        milestones=tuple(_milestones(was, id_, sight)),
        result=was.result and _tells_result(sight.items["initiative"][id_]),
    )


def _tells_result(item: Item) -> bool:
    return isinstance(item, Initiative) and bool(item.result)


def _milestones(was: PastInitiative, id_: str, sight: Sight) -> Iterable[PastMilestone]:
    """Those that the audience sees today under the same title; the title is today's."""
    item = sight.items["initiative"][id_]
    assert isinstance(item, Initiative)
    dated, done = (sight.sees_of_milestones(id_, name) for name in ("date", "done"))
    today = set(numbered(one.title for one in item.milestones))
    for one in was.milestones:
        if (one.title, one.number) in today:
            yield PastMilestone(
                one.title,
                one.number,
                told(one.date, sight.visibility.precision) if dated else None,
                one.done if done else False,
            )


def _targets(was: tuple[PastTarget, ...], measured: str | None, id_: str, sight: Sight) -> tuple[PastTarget, ...]:
    """Those targets that the audience sees today: the one of the same time, of the others the one in the same place;
    none where something else was `measured` then."""
    item = sight.items["kpi"][id_]
    assert isinstance(item, Kpi)
    if measured != _measured(item):
        return ()
    then = [PastTarget(date, one.value) for one in was if (date := told(one.date, sight.visibility.precision))]
    today = Counter(target.date for target in item.targets)
    before = Counter(one.date for one in then)
    # Where there were more of one time than today, nobody can tell which of them today's are.
    found = [one for one in then if 0 < before[one.date] <= today[one.date]]
    moved = [one for one in then if not today[one.date]]
    left = sum(count for date, count in today.items() if not before[date])
    return tuple(sorted((*found, *moved[:left]), key=lambda one: (one.date.first, one.date.last)))


def _measured(item: Kpi) -> str:
    """What the values of a KPI are of: those of another quantity or unit say nothing beside them."""
    return f"{item.metric} {item.direction} {item.scale} {item.unit}"


def numbered(titles: Iterable[str]) -> list[tuple[str, int]]:
    """Titles, each with how many of the same stand before it."""
    found: list[tuple[str, int]] = []
    count: dict[str, int] = {}
    for title in titles:
        found.append((title, count.get(title, 0)))
        count[title] = count.get(title, 0) + 1
    return found


def told(period: Period | None, precision: DatePrecision) -> Period | None:
    """A plan no more precise than this; `None` where no date may be told."""
    return period.coarsen(precision) if period is not None else None


def known_then(items: Mapping[str, Item], then: Mapping[str, Item]) -> frozenset[str]:
    """Those of today's items of one kind that an earlier View had, by today's ids."""
    names = _by_any_name(items)
    return frozenset(names[id_] for id_ in then if id_ in names)


def _by_any_name(items: Mapping[str, Item]) -> dict[str, str]:
    """Today's ids by themselves and by those old ones that the audience sees; an id goes before an old one."""
    found = {id_: id_ for id_ in items}
    for id_, item in sorted(items.items()):
        for alias in item.aliases:
            found.setdefault(alias.id, id_)
    return found


def seen_then(items: Items, first: dt.date, day: dt.date) -> Uncut:
    """The edition of a period, from what a View of then holds."""
    initiatives = {
        id_: PastInitiative(
            status=item.status,
            start=item.start,
            end=item.end,
            shipped=item.shipped,
            phase=item.phase,
            milestones=tuple(
                PastMilestone(title, number, one.date, one.done)
                for (title, number), one in zip(
                    numbered(one.title for one in item.milestones), item.milestones, strict=True
                )
            ),
            result=bool(item.result),
        )
        for id_, item in items.get("initiative", {}).items()
        if isinstance(item, Initiative)
    }
    phases = frozenset(id_ for id_, item in items.get("phase", {}).items() if isinstance(item, Phase))
    targets = {
        id_: tuple(PastTarget(one.date, one.value) for one in item.targets)
        for id_, item in items.get("kpi", {}).items()
        if isinstance(item, Kpi) and item.targets
    }
    measured = {id_: _measured(item) for id_, item in items.get("kpi", {}).items() if isinstance(item, Kpi)}
    return Uncut(first, day, initiatives, phases, targets, measured)
