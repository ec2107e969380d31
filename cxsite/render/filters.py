"""Filters that readers set over lists of initiatives: by status, area, objective, persona, phase, team, tag."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cxsite.model.items.initiative import Initiative
from cxsite.model.items.research import Persona
from cxsite.model.items.strategy import Objective, Phase, Team
from cxsite.render.order import STATES
from cxsite.render.site import Site

STATUS_ORDER = ("in-progress", "pilot", "planned", "paused", "idea", "shipped", "dropped")


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a filter: the value that items carry, its title."""

    value: str
    title: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice that readers make over a list of initiatives; `key` is the data attribute that items carry."""

    key: str
    label: str
    choices: tuple[Choice, ...]


def filters(site: Site, initiatives: Iterable[Initiative]) -> tuple[Filter, ...]:
    """The filters that make sense over `initiatives`: those with at least two values that occur."""
    items = tuple(initiatives)
    words = site.words
    used: dict[str, set[str]] = {
        "status": {state for item in items for state in (item.status, site.state(item))},
        "area": {item.area for item in items if item.area},
        "objective": {id_ for item in items for id_ in item.objectives},
        "persona": {id_ for item in items for id_ in item.personas},
        "phase": {item.phase for item in items if item.phase},
        "team": {item.owner for item in items if item.owner},
        "tag": {tag for item in items for tag in item.tags},
    }
    titles: dict[str, list[tuple[str, str]]] = {
        "status": [(value, site.state_word(value)) for value in STATES],
        "area": list(site.view.charter.areas.items()),
        "objective": [(item.id, item.title) for item in site.all(Objective)],
        "persona": [(item.id, item.title) for item in site.all(Persona)],
        "phase": [(item.id, item.title) for item in site.all(Phase)],
        "team": [(item.id, item.title) for item in site.all(Team)],
        "tag": [(tag, tag) for tag in sorted(used["tag"])],
    }
    found = (
        Filter(key, words[f"filter_{key}"], tuple(Choice(*entry) for entry in titles[key] if entry[0] in used[key]))
        for key in titles
    )
    return tuple(one for one in found if len(one.choices) > 1)
