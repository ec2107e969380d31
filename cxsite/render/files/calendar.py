"""The calendar (RFC 5545): milestones, ends of initiatives and phases, steps against risks, for readers who subscribe.

All events last whole days. What is known to the day is an event of that day; all that is known to the same quarter (or
month, half-year, year) is one event of that quarter, never one of a day that nobody named.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from cxsite.measures.past.promises import Move, moves_of
from cxsite.model.items.initiative import Initiative
from cxsite.model.items.strategy import Phase
from cxsite.model.period import Period
from cxsite.render.address import identity, item_address
from cxsite.render.escaping import one_line
from cxsite.render.site import Site
from cxsite.render.steps import open_steps

if TYPE_CHECKING:
    from icalendar import Calendar, Event

OVER = frozenset({"shipped", "dropped"})


_SURE = frozenset({"in-progress", "pilot"})
_LONG = 75
"""From so many bytes on a line is broken (RFC 5545)."""
_AGAIN = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """An entry of the calendar: what, when, and where to read more. `key` stays the same when the plan moves; `moves`
    are those that the site remembers, `sure` says that somebody works on it, `text` and `status` say what it is."""

    key: str
    title: str
    when: Period
    address: str
    moves: tuple[Move, ...] = ()
    text: str = ""
    status: str = ""
    category: str = ""
    sure: bool = False


def calendar_file(site: Site) -> bytes | None:
    """The calendar of everything with a planned time; `None` without any."""
    dates = list(_dates(site))
    if not dates:
        return None
    # Whoever only asks whether there is a calendar, as a check does, need not wait for what writes it.
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//cxsite//roadmap//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", one_line(site.view.site_name))
    # How often to look again, once in the words of RFC 7986 and once in those that Outlook reads.
    calendar.add("refresh-interval", _AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    dates.sort(key=lambda date: (date.when.first, date.when.last, date.title, date.key))
    for when, entries in groupby(dates, key=lambda date: date.when):
        if when.precision == "day":
            for date in entries:
                calendar.add_component(_event_of_day(site, date))
        else:
            calendar.add_component(_event_of_period(site, when, tuple(entries)))
    return written(calendar)


def written(calendar: Calendar) -> bytes:
    """What its `to_ical` gives. That looks at every character of every line for where to break it; most are short."""
    lines = (line for line in calendar.content_lines() if line)
    return b"".join((_as_it_is(line) or line.to_ical()) + b"\r\n" for line in lines)


def _as_it_is(line: str) -> bytes:
    """A line that needs no break; nothing for a longer one."""
    data = line.encode()
    return data if len(data) < _LONG else b""


def has_calendar(site: Site) -> bool:
    """Whether there is a calendar to subscribe to."""
    return any(True for _ in _dates(site))


def _dates(site: Site) -> Iterator[CalendarEntry]:
    words = site.words
    for item in site.all(Initiative):
        if item.status in OVER:
            continue
        key = f"initiative/{identity(item)}"
        entry = CalendarEntry(
            key,
            words.fill("end_planned", title=item.title),
            Period.of(site.view.today, "day"),
            item_address("initiative", item.id),
            text=item.outcome or item.summary,
            status=site.state_word(site.state(item)),
            category=site.view.charter.areas.get(item.area or "", ""),
            sure=item.status in _SURE,
        )
        if item.end:
            yield replace(entry, when=item.end, moves=moves_of(item.id, site.view.past))
        states = site.fact(item, "milestone_state")
        for number, milestone in enumerate(item.milestones):
            if milestone.date and not milestone.done:
                named = f"{key}/{milestone.title}/{sum(m.title == milestone.title for m in item.milestones[:number])}"
                state = states[number] if states else "open"
                status = words.of("milestone", state) if state == "missed" else entry.status
                title = f"{item.title}: {milestone.title}"
                yield replace(entry, key=named, title=title, when=milestone.date, status=status)
    for phase in site.all(Phase):
        if phase.end:
            title, kind = words.fill("phase_ends", title=phase.title), words["kind_phase"]
            address = item_address("phase", phase.id)
            yield CalendarEntry(
                f"phase/{identity(phase)}", title, phase.end, address, text=phase.summary, category=kind
            )
    for risk, step in open_steps(site):
        if step.due:
            number = sum(one.title == step.title for one in risk.steps[: risk.steps.index(step)])
            named, title = f"risk/{identity(risk)}/{step.title}/{number}", f"{risk.title}: {step.title}"
            address = item_address("risk", risk.id)
            yield CalendarEntry(named, title, step.due, address, text=risk.summary, category=words["kind_risk"])


def _event_of_day(site: Site, date: CalendarEntry) -> Event:
    """What is known to the day."""
    event = _event(site, date.when, date.key, date.title, (date,))
    event.add("description", "\n".join(_described(site, date)))
    if site.view.site_url:
        event.add("url", f"{site.view.site_url.rstrip('/')}/{date.address}")
    return event


def _event_of_period(site: Site, when: Period, entries: tuple[CalendarEntry, ...]) -> Event:
    """All that is known to the same quarter, or to another time longer than a day."""
    alone = entries[0].title if len(entries) == 1 else ""
    title = alone or site.formats.counted(len(entries), "planned_things")
    event = _event(site, when, f"period/{when}", title, entries)
    parts = [[f"• {one_line(date.title)}", *(f"  {line}" for line in _described(site, date))] for date in entries]
    lines = _described(site, entries[0]) if alone else [line for part in parts for line in part]
    event.add("description", "\n".join(lines))
    if site.view.site_url:
        address = entries[0].address if alone else site.section("timeline").address
        event.add("url", f"{site.view.site_url.rstrip('/')}/{address}")
    return event


def _event(site: Site, when: Period, key: str, title: str, entries: tuple[CalendarEntry, ...]) -> Event:
    view = site.view
    base = f"{view.site_url.rstrip('/')}/" if view.site_url else ""
    from icalendar import Event

    event = Event()
    event.add("uid", str(uuid.uuid5(uuid.NAMESPACE_URL, f"{base}{key}")))
    event.add("dtstamp", dt.datetime.combine(view.today, dt.time(), dt.UTC))
    event.add("summary", f"{one_line(title)} ({site.formats.period(when)})")
    event.add("dtstart", when.first)
    event.add("dtend", when.last + dt.timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("status", "CONFIRMED" if all(date.sure for date in entries) else "TENTATIVE")
    if moves := sum(len(date.moves) for date in entries):
        event.add("sequence", moves)
    categories = sorted({one_line(date.category) for date in entries if date.category})
    if categories:
        event.add("categories", categories)
    return event


def _described(site: Site, date: CalendarEntry) -> list[str]:
    """What an entry is, how it stands, how it moved."""
    moved = [_moved(site, move) for move in reversed(date.moves)]
    return [line for line in (one_line(date.text), date.status, *moved) if line]


def _moved(site: Site, move: Move) -> str:
    words, formats = site.words, site.formats
    said = words.fill("moved_to", was=formats.period(move.was), now=formats.period(move.now))
    return f"{formats.day(move.date)}{words['colon']} {said}"
