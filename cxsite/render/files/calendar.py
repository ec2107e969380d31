"""The calendar (RFC 5545): milestones, ends of initiatives and phases, steps against risks, for readers who subscribe.

All events last whole days: a plan that is told to the quarter is an event of that quarter, not of its last day.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from icalendar import Calendar, Event

from cxsite.measures.past.promises import Move, moves_of
from cxsite.model.items.initiative import Initiative
from cxsite.model.items.strategy import Phase
from cxsite.model.period import Period
from cxsite.render.address import identity, item_address
from cxsite.render.escaping import one_line
from cxsite.render.site import Site
from cxsite.render.steps import open_steps

OVER = frozenset({"shipped", "dropped"})


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """An entry of the calendar: what, when, and where to read more. `key` stays the same when the plan moves; `moves`
    are those that the site remembers."""

    key: str
    title: str
    when: Period
    address: str
    moves: tuple[Move, ...] = ()


def calendar_file(site: Site) -> bytes | None:
    """The calendar of everything with a planned time; `None` without any."""
    dates = list(_dates(site))
    if not dates:
        return None
    calendar = Calendar()
    calendar.add("prodid", "-//cxsite//roadmap//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", one_line(site.view.site_name))
    for date in sorted(dates, key=lambda date: (date.when.first, date.when.last, date.title, date.key)):
        calendar.add_component(_event(site, date))
    content: bytes = calendar.to_ical()
    return content


def has_calendar(site: Site) -> bool:
    """Whether there is a calendar to subscribe to."""
    return any(True for _ in _dates(site))


def _dates(site: Site) -> Iterator[CalendarEntry]:
    words = site.words
    for item in site.all(Initiative):
        if item.status in OVER:
            continue
        key, address = f"initiative/{identity(item)}", item_address("initiative", item.id)
        if item.end:
            yield CalendarEntry(key, item.title, item.end, address, moves_of(item.id, site.view.past))
        for number, milestone in enumerate(item.milestones):
            if milestone.date and not milestone.done:
                named = f"{key}/{milestone.title}/{sum(m.title == milestone.title for m in item.milestones[:number])}"
                yield CalendarEntry(named, f"{item.title}: {milestone.title}", milestone.date, address)
    for phase in site.all(Phase):
        if phase.end:
            title = words.fill("phase_ends", title=phase.title)
            yield CalendarEntry(f"phase/{identity(phase)}", title, phase.end, item_address("phase", phase.id))
    for risk, step in open_steps(site):
        if step.due:
            number = sum(one.title == step.title for one in risk.steps[: risk.steps.index(step)])
            named = f"risk/{identity(risk)}/{step.title}/{number}"
            yield CalendarEntry(named, f"{risk.title}: {step.title}", step.due, item_address("risk", risk.id))


def _event(site: Site, date: CalendarEntry) -> Event:
    view = site.view
    base = f"{view.site_url.rstrip('/')}/" if view.site_url else ""
    event = Event()
    event.add("uid", str(uuid.uuid5(uuid.NAMESPACE_URL, f"{base}{date.key}")))
    event.add("dtstamp", dt.datetime.combine(view.today, dt.time(), dt.UTC))
    event.add("summary", f"{one_line(date.title)} ({site.formats.period(date.when)})")
    if date.moves:
        event.add("sequence", len(date.moves))
        event.add("description", "\n".join(_moved(site, move) for move in reversed(date.moves)))
    event.add("dtstart", date.when.first)
    event.add("dtend", date.when.last + dt.timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    if base:
        event.add("url", f"{base}{date.address}")
    return event


def _moved(site: Site, move: Move) -> str:
    words, formats = site.words, site.formats
    said = words.fill("moved_to", was=formats.period(move.was), now=formats.period(move.now))
    return f"{formats.day(move.date)}{words['colon']} {said}"
