"""In which order related things stand, said once: what is late or running before what is planned, what is done last;
figures with the worst first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cxsite.model.items.initiative import Initiative
from cxsite.model.items.item import Item
from cxsite.model.items.kpi import Kpi
from cxsite.model.items.risk import Risk
from cxsite.model.items.strategy import Phase, Review

STATES = ("overdue", "in-progress", "pilot", "waiting", "planned", "paused", "idea", "shipped", "dropped")
LIGHTS = ("missed", "off-track", "at-risk", "stale", "no-data", "on-track", "achieved")
_LAST = dt.date.max.toordinal()

Place = tuple[int, float, str, str]


def by_title(item: Item) -> Place:
    """Where an item stands in the list of all of its kind: phases and reviews by time, others by title."""
    time = 0
    if isinstance(item, Phase):
        begins = item.start or item.end
        time = begins.first.toordinal() if begins else _LAST
    elif isinstance(item, Review):
        time = -item.date.toordinal()
    return (0, time, item.title.casefold(), item.id)


def place(item: Item, facts: Mapping[str, Any]) -> Place:
    """Where an item stands among those of its kind that belong to one thing; `facts` are its derived values."""
    first, second = 0, 0.0
    match item:
        case Initiative():
            first, second = _among(STATES, state_of(item, facts)), _end(item)
        case Kpi():
            first = _among(LIGHTS, light_of(facts))
        case Risk():
            first, second = int(item.status == "closed"), -float(facts.get("score") or 0)
        case _:
            return by_title(item)
    return (first, second, item.title.casefold(), item.id)


def state_of(item: Initiative, facts: Mapping[str, Any]) -> str:
    """How an initiative stands, as far as the audience may know: its state, else its status."""
    return str(facts.get("state", item.status))


def light_of(facts: Mapping[str, Any]) -> str:
    """How a KPI stands, as far as the audience may know; empty without a light."""
    if facts.get("missed"):
        return "missed"
    return "stale" if facts.get("stale") else str(facts.get("rag") or "")


def _among(order: tuple[str, ...], value: str) -> int:
    return order.index(value) if value in order else len(order)


def _end(item: Initiative) -> float:
    if item.shipped:
        # What came last is the news.
        return -float(item.shipped.toordinal())
    end = item.end or item.start
    return float(end.last.toordinal() if end else _LAST)
