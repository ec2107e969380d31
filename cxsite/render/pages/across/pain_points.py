"""Pain points: what hurts customers over all journeys of today, who fixes it, and by when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cxsite.model.items.initiative import Initiative
from cxsite.model.items.journey import Journey
from cxsite.model.items.kpi import Kpi
from cxsite.model.items.strategy import Team
from cxsite.model.period import Period
from cxsite.model.roadmap import View
from cxsite.render.filters import Choice, Filter
from cxsite.render.pain_answers import STATES, Hurt, hurts_of
from cxsite.render.site import Site
from cxsite.render.stage import StagePage


@dataclass(frozen=True, slots=True)
class Answer:
    """An initiative that answers a pain point: its state, its team, and by when it does; `over` says that the time is
    over and it is not there."""

    item: Initiative
    state: str
    team: Team | None
    end: Period | None
    over: bool


@dataclass(frozen=True, slots=True)
class Pain:
    """A pain point with when its answers come. `stake` is what is known of its worth, and `None`, as is its rank, where
    the audience may not know it."""

    hurt: Hurt
    rank: float | None
    stake: Mapping[str, Any] | None
    answers: tuple[Answer, ...]
    kpis: tuple[Kpi, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Pain points of one state, the worst first. `state` is empty for those that are not said to be solved, where the
    audience does not know what is open."""

    state: str
    pains: tuple[Pain, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """What the groups come to, for those who know every state."""

    all: int
    unanswered: int
    next: Period | None
    last: Period | None
    overdue: tuple[Initiative, ...]


def holds(view: View) -> bool:
    """Whether a journey of today has a pain point that the audience sees."""
    return any(_of_today(item) for item in view.items.get("journey", {}).values())


def pages(site: Site) -> Iterator[StagePage]:
    """The one page."""
    yield site.index("pain_points", "pain_points.html", more=lambda: _whole(site))


def _whole(site: Site) -> Mapping[str, object]:
    pains = sorted(_pains(site), key=lambda pain: (-pain.hurt.weight, pain.hurt.point.title.casefold()))
    known = site.colleagues or any(pain.hurt.state == "open" for pain in pains)
    return {
        "groups": _groups(pains, known=known),
        "counts": _counts(pains) if known else None,
        "filters": _filters(site, pains, known=known),
        "target_points": sum(
            len(stage.pain_points) for one in site.all(Journey) if one.state == "to-be" for stage in one.stages
        ),
    }


def _of_today(item: object) -> bool:
    return isinstance(item, Journey) and item.state == "as-is" and any(stage.pain_points for stage in item.stages)


def _pains(site: Site) -> Iterator[Pain]:
    for journey in site.all(Journey):
        if _of_today(journey):
            stakes = site.fact(journey, "pain_point_value_at_stake")
            yield from (_pain(site, hurt, stakes) for hurt in hurts_of(site, journey))


def _pain(site: Site, hurt: Hurt, stakes: Mapping[str, Any] | None) -> Pain:
    return Pain(
        hurt,
        hurt.rating if stakes is not None else None,
        (stakes or {}).get(hurt.point.id),
        tuple(_answer(site, item) for item in hurt.answers),
        tuple(sorted(hurt.kpis, key=site.place)),
    )


def _answer(site: Site, item: Initiative) -> Answer:
    state = site.state(item)
    end = Period.of(item.shipped, "day") if item.shipped else item.end
    return Answer(item, state, site.find(Team, item.owner), end, over=state == "overdue")


def _groups(pains: list[Pain], *, known: bool) -> tuple[Group, ...]:
    if known:
        groups = [Group(state, tuple(pain for pain in pains if pain.hurt.state == state)) for state in STATES]
    else:
        groups = [
            Group("", tuple(pain for pain in pains if pain.hurt.state != "solved")),
            Group("solved", tuple(pain for pain in pains if pain.hurt.state == "solved")),
        ]
    return tuple(group for group in groups if group.pains)


def _counts(pains: list[Pain]) -> Counts:
    coming = [
        one.end
        for pain in pains
        if pain.hurt.state == "being-fixed"
        for one in pain.answers
        if one.item.status not in ("shipped", "paused") and not one.over and one.end
    ]
    there = [one.end for pain in pains if pain.hurt.state == "solved" for one in pain.answers if one.end]
    late = {one.item.id: one.item for pain in pains for one in pain.answers if one.over}
    return Counts(
        all=len(pains),
        unanswered=sum(not pain.answers for pain in pains),
        next=min(coming, key=lambda period: period.last, default=None),
        last=max(there, key=lambda period: period.last, default=None),
        overdue=tuple(late.values()),
    )


def _filters(site: Site, pains: list[Pain], *, known: bool) -> list[Filter]:
    journeys = {pain.hurt.place.journey.id: pain.hurt.place.journey.title for pain in pains}
    teams = {one.team.id: one.team.title for pain in pains for one in pain.answers if one.team}
    states = [state for state in STATES if known and any(pain.hurt.state == state for pain in pains)]
    found = [
        Filter("journey", site.words["kind_journey"], _choices(journeys.items())),
        Filter("status", site.words["filter_status"], _choices((one, site.words.of("point", one)) for one in states)),
        Filter("team", site.words["filter_team"], _choices(sorted(teams.items(), key=lambda pair: pair[1].casefold()))),
    ]
    return [one for one in found if len(one.choices) > 1]


def _choices(pairs: Iterable[tuple[str, str]]) -> tuple[Choice, ...]:
    return tuple(Choice(*pair) for pair in pairs)
