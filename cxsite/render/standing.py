"""Where everything stands, for a first screen and a report: figures, phases, risks, what is asked for, what comes."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cxsite.measures.progress import is_reached
from cxsite.model.items.initiative import CLOSED, Initiative
from cxsite.model.items.item import Item
from cxsite.model.items.kpi import Kpi
from cxsite.model.items.risk import Risk
from cxsite.model.items.strategy import Decision, OpenDecision, Phase, Review, Team
from cxsite.model.period import Period
from cxsite.render.news import news
from cxsite.render.order import LIGHTS, STATES, light_of, state_of
from cxsite.render.site import Site

WELL = ("on-track", "achieved")
"""States of KPIs that are where they should be."""
SOON = dt.timedelta(days=28)
"""How far the first screen of colleagues looks ahead."""
_CANNOT_WAIT = ("missed", "off-track", "at-risk", "stale")


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a whole are in a state, and where their share of it stands on a bar."""

    state: str
    n: int
    x: str
    width: str


def shares(counts: Mapping[str, int]) -> list[Share]:
    """The states that occur, as parts of one bar."""
    total, before, found = sum(counts.values()), 0, []
    for state, n in counts.items():
        found.append(Share(state, n, f"{100 * before / total:.3f}%", f"{100 * n / total:.3f}%"))
        before += n
    return found


@dataclass(frozen=True, slots=True)
class Measures:
    """The KPIs that have a state, how many are where they should be, their shares, and all of them, worst first."""

    total: int
    well: int
    shares: Sequence[Share]
    worst: Sequence[Kpi]


def measures(site: Site) -> Measures | None:
    """How the KPIs stand; None where none has a state."""
    kpis = sorted(site.all(Kpi), key=site.place)
    lights = {kpi.id: light_of(site.facts(kpi)) for kpi in kpis}
    counts = Counter(light for light in lights.values() if light)
    if not counts:
        return None
    return Measures(
        sum(counts.values()),
        sum(counts[state] for state in WELL),
        shares({state: counts[state] for state in LIGHTS if counts[state]}),
        [kpi for kpi in kpis if lights[kpi.id] in _CANNOT_WAIT],
    )


@dataclass(frozen=True, slots=True)
class PhaseStand:
    """A phase: how many of its initiatives have shipped, the states of all, and how much of its time has gone by."""

    phase: Phase
    shipped: int
    total: int
    shares: Sequence[Share]
    gone: float | None


def phases(site: Site) -> list[PhaseStand]:
    """How the phases stand, in the order of time."""
    found = []
    for phase in site.all(Phase):
        items = [item for item in site.referring("phase", phase.id, Initiative, "phase") if item.status != "dropped"]
        counts = Counter(state_of(item, site.facts(item)) for item in items)
        order = ["shipped", *(state for state in STATES if state != "shipped")]
        bar = shares({state: counts[state] for state in order if counts[state]}) if items else []
        found.append(PhaseStand(phase, counts["shipped"], len(items), bar, _gone(phase, site.view.today)))
    return found


def _gone(phase: Phase, today: dt.date) -> float | None:
    if phase.start is None or phase.end is None or not phase.start.first <= today <= phase.end.last:
        return None
    return ((today - phase.start.first).days + 1) / ((phase.end.last - phase.start.first).days + 1)


@dataclass(frozen=True, slots=True)
class Asked:
    """A decision that a review asks for, and the team that takes it."""

    review: Review
    decision: OpenDecision
    owner: Team | None
    overdue: bool


def decisions(site: Site) -> list[Asked]:
    """The decisions that are asked for, the soonest first."""
    found = [
        Asked(review, one, site.find(Team, one.owner), one.due is not None and one.due.last < site.view.today)
        for review in site.all(Review)
        for one in review.open
    ]
    return sorted(found, key=lambda asked: _time(asked.decision.due))


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision that a review took, with its number there, from 1."""

    review: Review
    number: int
    decision: Decision


def taken(site: Site, since: dt.date) -> list[Taken]:
    """The decisions of the reviews that took place from a day until today, the newest review first."""
    held = [review for review in site.all(Review) if since <= review.date <= site.view.today]
    held.sort(key=lambda review: review.date, reverse=True)
    return [Taken(review, number, one) for review in held for number, one in enumerate(review.decisions, 1)]


def _time(when: Period | None) -> tuple[bool, dt.date]:
    return (when is None, when.last if when is not None else dt.date.max)


def risks(site: Site) -> list[Risk]:
    """The risks that are not closed, the worst first."""
    return [risk for risk in sorted(site.all(Risk), key=site.place) if risk.status != "closed"]


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that is due: its day or period, the sort of thing, its text, and the item that it
    belongs to."""

    when: Period
    sort: str
    text: str
    item: Item


def coming(site: Site, until: dt.date) -> list[Coming]:
    """What is due from today until a day, the soonest first."""
    today = site.view.today
    found = [one for one in _dated(site) if today <= one.when.last <= until]
    return sorted(found, key=lambda one: (one.when.last, one.when.first, one.sort, one.text.casefold()))


def _dated(site: Site) -> Iterator[Coming]:
    for item in site.all(Initiative):
        if item.status in CLOSED:
            continue
        if item.end is not None and item.status in ("in-progress", "pilot"):
            yield Coming(item.end, "end", item.title, item)
        for milestone in item.milestones:
            if milestone.date is not None and not milestone.done:
                yield Coming(milestone.date, "milestone", milestone.title, item)
    for review in site.all(Review):
        for one in review.open:
            if one.due is not None:
                yield Coming(one.due, "decision", one.text, review)
        if review.next is not None:
            yield Coming(Period.of(review.next, "day"), "review", review.title, review)
    for risk in site.all(Risk):
        for step in risk.steps if risk.status != "closed" else ():
            if step.due is not None and not step.done:
                yield Coming(step.due, "step", step.title, risk)


@dataclass(frozen=True, slots=True)
class Steps:
    """The milestones of an initiative: how many are reached of how many, and the next one that has time."""

    done: int
    total: int
    next: str
    when: Period | None


def steps(site: Site, item: Initiative) -> Steps | None:
    """How far an initiative is, in steps that its readers see; None without any. A step whose time has passed is not
    called the next one: that would say that it is late."""
    if not item.milestones:
        return None
    ahead = [one for one in item.milestones if not one.done and (one.date is None or one.date.last >= site.view.today)]
    following = min(ahead, key=lambda one: _time(one.date), default=None)
    done = sum(one.done for one in item.milestones)
    if following is None:
        return Steps(done, len(item.milestones), "", None)
    return Steps(done, len(item.milestones), following.title, following.date)


def better(site: Site, most: int) -> list[Kpi]:
    """The KPIs that are nearer to their target than they were at the baseline, the nearest first: what has got better.

    None of its own state is needed for that, only values that the audience sees, and that no break parts.
    """
    found = []
    for kpi in site.all(Kpi):
        way = site.fact(kpi, "progress")
        told = kpi.baseline is not None and site.fact(kpi, "current") and site.fact(kpi, "target")
        if told and way is not None and way > 0:
            found.append((-min(way, 1.0), kpi.title.casefold(), kpi))
    return [kpi for _, _, kpi in sorted(found, key=lambda one: one[:2])[:most]]


def reached(site: Site, kpi: Kpi) -> bool:
    """Whether the current value of a KPI has reached its next target."""
    current, target = site.fact(kpi, "current"), site.fact(kpi, "target")
    return bool(current and target) and is_reached(current["value"], target["value"], kpi.direction)


def last_review(site: Site) -> Review | None:
    """The newest review that has taken place."""
    held = [review for review in site.all(Review) if review.date <= site.view.today]
    return max(held, key=lambda review: review.date, default=None)


@dataclass(frozen=True, slots=True)
class Moved:
    """Something that changed: its sort (a status, a sort of news, or `overdue`), what it is of, and what is told."""

    badge: str
    is_status: bool
    item: Initiative | Kpi
    text: str


def moved(site: Site, since: dt.date) -> list[Moved]:
    """What is late, then what happened after a day, the newest first; of one initiative the weightiest."""
    words, formats = site.words, site.formats
    found: list[Moved] = []
    for item in sorted(site.all(Initiative), key=site.place):
        if site.fact(item, "state") == "overdue" and item.end is not None:
            found.append(Moved("overdue", False, item, words.fill("was_to_end", when=formats.period(item.end))))
    for entry in news(site):
        if entry.date > since:
            badge = next((sort for sort in (entry.status, *entry.sorts) if sort), "told")
            found.append(Moved(badge, bool(entry.status), entry.item, entry.text))
    first: dict[str, Moved] = {}
    for one in found:
        first.setdefault(one.item.id, one)
    return list(first.values())
