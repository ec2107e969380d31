"""News: what happened on the roadmap, as one list of dated entries. For the pages, the feed and the home page.

What somebody wrote down and what earlier editions show is joined: each thing is told once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from cxsite.measures.past.goals import goal_changes_of
from cxsite.measures.past.promises import Event, events_of, reason_of
from cxsite.model.items.initiative import Initiative
from cxsite.model.items.kpi import Kpi
from cxsite.render.address import identity, kind_of
from cxsite.render.site import Site

SORTS = ("shipped", "dropped", "paused", "moved", "result", "target", "reached", "new", "told")
"""What sorts of news there are, the weightiest first; `told` is what somebody wrote."""


STATUSES = frozenset({"shipped", "dropped", "paused"})
"""Those that are a status, too."""


@dataclass(frozen=True, slots=True)
class NewsEntry:
    """One thing that happened to an initiative, or to the targets of a KPI, on a day.

    `status` is the one that it brought, where it brought one; `visibility` the level of what is told. `sorts` are
    those of SORTS that it is, where the site remembers editions. `said` is the day on which it was written down, where
    it is told on another: its name stays that of then.
    """

    date: dt.date
    item: Initiative | Kpi
    text: str
    status: str = ""
    visibility: str | None = None
    number: int = 0
    sorts: tuple[str, ...] = ()
    said: dt.date | None = None
    recalled: bool = False

    @property
    def key(self) -> str:
        """What stays when the item gets another id."""
        return self._name(identity(self.item))

    @property
    def anchor(self) -> str:
        """A name that stays the same while the entry does; `number` counts those of one item on one day."""
        return self._name(self.item.id if self.kind == "initiative" else f"{self.kind}.{self.item.id}")

    @property
    def kind(self) -> str:
        """The kind of its item."""
        return kind_of(self.item)

    def _name(self, id_: str) -> str:
        ending = "-edition" if self.recalled else f"-{self.number + 1}" if self.number else ""
        return f"{(self.said or self.date).isoformat()}-{id_}{ending}"


def news(site: Site) -> tuple[NewsEntry, ...]:
    """Everything that happened up to today, newest first; items of one day by title."""
    return site.once("news", lambda: _news(site))


def _news(site: Site) -> tuple[NewsEntry, ...]:
    entries = [entry for item in site.all(Initiative) for entry in news_of(site, item)]
    entries += [entry for kpi in site.all(Kpi) for entry in news_of_targets(site, kpi)]
    return tuple(
        sorted(entries, key=lambda entry: (-entry.date.toordinal(), entry.item.title.casefold(), entry.item.id))
    )


def news_of(site: Site, item: Initiative) -> tuple[NewsEntry, ...]:
    """What happened to one item up to today, the oldest first. `item` is one of the View."""
    return site.once(("news", item.id), lambda: _news_of(site, item))


def _news_of(site: Site, item: Initiative) -> tuple[NewsEntry, ...]:
    past = site.view.past
    events, alone = _with_one_result(item, events_of(item.id, past))
    entries = _written(
        item, dropped=not any(event.sort == "dropped" for event in events), result="" if alone else item.result
    )
    if past:
        entries = [replace(entry, sorts=_sorts_written(entry, item)) for entry in entries]
        for day, found in groupby(events, key=lambda event: event.date):
            entries = list(_joined(site, item, entries, day, tuple(found), "" if alone else item.result))
    return tuple(sorted((one for one in entries if one.date <= site.view.today), key=lambda one: one.date))


def news_of_targets(site: Site, kpi: Kpi) -> tuple[NewsEntry, ...]:
    """How the targets of a KPI changed, the oldest first; what changed in one period is one entry. `kpi` is one of the
    View."""
    return site.once(("targets", kpi.id), lambda: _news_of_targets(site, kpi))


def _news_of_targets(site: Site, kpi: Kpi) -> tuple[NewsEntry, ...]:
    figures, formats = site.figures(kpi), site.formats
    found: list[NewsEntry] = []
    for day, changes in groupby(goal_changes_of(kpi, site.view.past), key=lambda change: change.date):
        told = [
            site.words.fill(
                "target_raised" if change.now > change.was else "target_lowered",
                by=formats.period(change.by),
                was=figures.goal(change.was),
                now=figures.goal(change.now),
            )
            for change in changes
        ]
        found.append(NewsEntry(day, kpi, "\n\n".join(told), sorts=("target",), recalled=True))
    return tuple(found)


def _with_one_result(item: Initiative, events: tuple[Event, ...]) -> tuple[list[Event], bool]:
    """The events with the last time at which it was told what the item brought; and whether that is told by itself, and
    not with the news that it is there."""
    results = [event for event in events if event.sort == "result"]
    shipped = item.shipped is not None and bool(results) and item.shipped >= results[-1].first
    alone = bool(results) and bool(item.result) and not shipped
    kept = [event for event in events if event.sort != "result" or (alone and event is results[-1])]
    return kept, alone


def _sorts_written(entry: NewsEntry, item: Initiative) -> tuple[str, ...]:
    """What an entry that somebody wrote is."""
    if entry.status == "shipped" and item.result and item.result in entry.text:
        return ("shipped", "result")
    return (entry.status or "told",)


def word_of_sort(site: Site, sort: str) -> str:
    """What a sort of news is called; one that is a status, by the status."""
    return site.words.of("status" if sort in STATUSES else "news", sort)


def sort_word(site: Site, entry: NewsEntry) -> str:
    """What an entry is, in a word or two; nothing for what somebody wrote."""
    sorts = [sort for sort in entry.sorts if sort not in ("told", entry.status)]
    return ", ".join(word_of_sort(site, sort) for sort in (*([entry.status] if entry.status else []), *sorts))


def _written(item: Initiative, *, dropped: bool, result: str) -> list[NewsEntry]:
    """The updates of one item; the day it was there with its `result`, and its end with the reason.

    Nobody writes down the day on which an item is dropped, so the last update stands for it, unless an edition tells it
    better.
    """
    entries = [NewsEntry(update.date, item, update.text, visibility=update.visibility) for update in item.updates]
    if item.shipped:
        same = [entry for entry in entries if entry.date == item.shipped]
        entries = [entry for entry in entries if entry.date != item.shipped]
        told = [entry.text for entry in same] or [item.outcome or item.summary]
        text = "\n\n".join(part for part in (*told, result) if part)
        entries.append(NewsEntry(item.shipped, item, text, "shipped"))
    elif item.status == "dropped" and entries and dropped:
        last = max(entries, key=lambda entry: entry.date)
        entries.remove(last)
        text = "\n\n".join(part for part in (last.text, item.status_note) if part)
        entries.append(NewsEntry(last.date, item, text, "dropped", last.visibility))
    days = [entry.date for entry in entries]
    return [replace(entry, number=days[:at].count(entry.date)) for at, entry in enumerate(entries)]


def _joined(
    site: Site, item: Initiative, entries: list[NewsEntry], day: dt.date, events: tuple[Event, ...], result: str
) -> Iterator[NewsEntry]:
    """The entries with those things that came about in one period: one entry, with what was said then as the reason.

    `result` is told with the news that the item is there.
    """
    shipped_told = item.shipped is not None
    sorts = tuple(sort for sort in SORTS if any(event.sort == sort for event in events))
    sorts = tuple(sort for sort in sorts if not (sort == "shipped" and shipped_told))
    if not sorts:
        yield from entries
        return
    reason = reason_of(item, events[0].first, day) if sorts[0] not in ("reached", "new", "result") else None
    why: NewsEntry | None = None
    for entry in entries:
        if why is None and reason is not None and (entry.date, entry.text) == (reason.date, reason.text):
            why = entry
        else:
            yield entry
    brought = item.result if "result" in sorts else result if sorts[0] == "shipped" else ""
    parts = [*_told(site, item, events, sorts), why.text if why is not None else "", _note(item, sorts), brought]
    text = "\n\n".join(dict.fromkeys(part for part in parts if part))
    status = next((sort for sort in sorts if sort in STATUSES), "")
    if why is None:
        yield NewsEntry(day, item, text, status, sorts=sorts, recalled=True)
    else:
        yield replace(why, date=day, text=text, status=status, sorts=sorts, said=why.date)


def _told(site: Site, item: Initiative, events: tuple[Event, ...], sorts: tuple[str, ...]) -> Iterator[str]:
    """What editions show, in sentences."""
    words, formats = site.words, site.formats
    for event in events:
        if event.move is not None:
            was, now = formats.period(event.move.was), formats.period(event.move.now)
            yield words.fill("moved_to", was=was, now=now)
        elif event.reached:
            yield words.fill("reached_these", what="; ".join(event.reached))
        elif event.sort == "new" and sorts == ("new",):
            yield item.outcome or item.summary


def _note(item: Initiative, sorts: tuple[str, ...]) -> str:
    """Why it is as it is today, with the entry that says since when."""
    return item.status_note if sorts[0] == item.status and item.status in ("paused", "dropped") else ""
