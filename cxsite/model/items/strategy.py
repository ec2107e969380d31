"""Why and when: objectives, customer segments, phases, reviews, teams."""

from __future__ import annotations

from typing import Literal

from cxsite.model.declare import field
from cxsite.model.items.item import Department, InitiativeRef, Item, KpiRef, ObjectiveRef, TeamRef
from cxsite.model.items.part import Part, Said, Spent, Words
from cxsite.model.period import Period
from cxsite.model.scalars import Amount, Date, Many, Number, Share, Text, Whole


class Objective(Item):
    """What the organisation wants to reach for its customers."""

    due: Period | None = field("When it is to be reached.", default=None)
    kpis: Many[KpiRef] = field("The KPIs that show it.", default=())
    parent: ObjectiveRef | None = field("The objective that this one is part of.", default=None)
    measure: Words = field("How one will know that it is reached.", default="")
    why: Words = field("Why it matters.", default="")


class Segment(Item):
    """A group of customers."""

    criteria: Many[Said] = field("What customers of this segment have in common.", default=())
    share: Share | None = field("Share of all customers, 0 to 1 or in %.", default=None, level="internal")
    value: Literal["low", "medium", "high"] | None = field(
        "What the segment is worth to the organisation.", default=None, level="internal"
    )


class Phase(Item):
    """A stretch of the roadmap."""

    start: Period | None = field("When it begins.", default=None)
    end: Period | None = field("When it ends.", default=None)
    goals: Many[Said] = field("What it is to bring.", default=())
    success_criteria: Many[Said] = field("How one will know that it worked.", default=())
    kpis: Many[KpiRef] = field("The KPIs that it is to move.", default=())
    budget: Amount | None = field("Money that it may spend.", default=None, level="internal", ge=0)
    spent: Many[Spent] = field(
        "Money spent, where not each initiative says its own: a number, or amounts with their day.",
        default=(),
        level="internal",
    )
    people: Number | None = field("People that it has, as full-time equivalents.", default=None, level="internal", ge=0)
    responsible: TeamRef | None = field("The team that does it.", default=None, level="internal")
    accountable: TeamRef | None = field("The team that answers for it.", default=None, level="internal")


class Team(Item):
    """A team that owns or does something on the roadmap."""

    department: Department | None = field("The department it belongs to.", default=None)
    lead: Text | None = field("A role, not a person.", default=None, level="internal", example="Head of Service")
    channel: Text | None = field("Where colleagues reach it.", default=None, level="internal")
    capacity: Whole | None = field("Initiatives it can do at once.", default=None, level="internal", ge=0)


class Decision(Part):
    """What a review decided."""

    text: Words = field("The decision.")
    initiatives: Many[InitiativeRef] = field("The initiatives it is about.", default=())
    change: Words = field("What changes because of it.", default="")


class OpenDecision(Part):
    """A decision that is still asked for."""

    text: Words = field("What is to be decided.", example="New end date of the carrier scorecards")
    options: Many[Words] = field("What may be chosen.", default=())
    owner: TeamRef | None = field("The team that decides, or brings it about.", default=None)
    due: Period | None = field("By when it is to be decided.", default=None)


class Review(Item):
    """A meeting or survey that looked at the roadmap."""

    date: Date = field("The day it took place.")
    type: Literal["steering", "quarterly", "post-implementation", "survey"] | None = field(
        "What sort of review it was.", default=None
    )
    attendees: Many[TeamRef] = field("The teams that took part.", default=())
    initiatives: Many[InitiativeRef] = field("What it looked at.", default=())
    decisions: Many[Decision] = field("What was decided.", default=())
    open: Many[OpenDecision] = field("Decisions that are still asked for.", default=())
    next: Date | None = field("The day of the next one.", default=None)
