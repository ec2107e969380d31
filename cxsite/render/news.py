"""News: what happened on the roadmap, as one list of dated entries. For the pages, the feed and the home page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from cxsite.model.items.initiative import Initiative
from cxsite.render.address import identity
from cxsite.render.site import Site


@dataclass(frozen=True, slots=True)
class NewsEntry:
    """One thing that happened to an initiative on a day.

    `status` is the one that it brought, where it brought one; `visibility` the level of what is told.
    """

    date: dt.date
    item: Initiative
    text: str
    status: str = ""
    visibility: str | None = None
    number: int = 0

    @property
    def key(self) -> str:
        """What stays when the item gets another id."""
        return self._name(identity(self.item))

    @property
    def anchor(self) -> str:
        """A name that stays the same while the entry does; `number` counts those of one item on one day."""
        return self._name(self.item.id)

    def _name(self, id_: str) -> str:
        return f"{self.date.isoformat()}-{id_}" + (f"-{self.number + 1}" if self.number else "")


def news(site: Site) -> tuple[NewsEntry, ...]:
    """Everything that happened up to today, newest first; items of one day by title."""
    entries = [entry for item in site.all(Initiative) for entry in _of(item)]
    known = [entry for entry in entries if entry.date <= site.view.today]
    return tuple(sorted(known, key=lambda entry: (-entry.date.toordinal(), entry.item.title.casefold(), entry.item.id)))


def _of(item: Initiative) -> list[NewsEntry]:
    """The updates of one item; the day it was there with its result, and its end with the reason.

    Nobody writes down the day on which an item is dropped, so the last update stands for it.
    """
    entries = [NewsEntry(update.date, item, update.text, visibility=update.visibility) for update in item.updates]
    if item.shipped:
        same = [entry for entry in entries if entry.date == item.shipped]
        entries = [entry for entry in entries if entry.date != item.shipped]
        told = [entry.text for entry in same] or [item.outcome or item.summary]
        text = "\n\n".join(part for part in (*told, item.result) if part)
        entries.append(NewsEntry(item.shipped, item, text, "shipped"))
    elif item.status == "dropped" and entries:
        last = max(entries, key=lambda entry: entry.date)
        entries.remove(last)
        text = "\n\n".join(part for part in (last.text, item.status_note) if part)
        entries.append(NewsEntry(last.date, item, text, "dropped", last.visibility))
    days = [entry.date for entry in entries]
    return [replace(entry, number=days[:at].count(entry.date)) for at, entry in enumerate(entries)]
