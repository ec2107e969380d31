"""Initiatives: what is done for customers, why, when, and what it costs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from cxsite.model.declare import Declared, Ref, field
from cxsite.model.items.item import (
    Department,
    InitiativeRef,
    Item,
    JourneyRef,
    KpiRef,
    ObjectiveRef,
    PersonaRef,
    PhaseRef,
    TeamRef,
)
from cxsite.model.items.part import Note, Part, Said, Spent, Update, Words
from cxsite.model.levels import INTERNAL
from cxsite.model.period import Period
from cxsite.model.scalars import Amount, Bool, Date, Many, Number, Rating, Share, Url

Status = Literal["idea", "planned", "in-progress", "pilot", "paused", "shipped", "dropped"]
UNDER_WAY: frozenset[Status] = frozenset({"in-progress", "pilot"})
"""Somebody is working on it."""
COMMITTED: frozenset[Status] = UNDER_WAY | {"planned"}
"""It is to come, and its dates are promises."""
CLOSED: frozenset[Status] = frozenset({"shipped", "dropped"})
"""Nothing is decided or done about it any more."""
OPEN: frozenset[Status] = COMMITTED | {"idea", "paused"}
"""All that is not closed."""
PainPointRef = Annotated[str, Ref(("pain_point",))]


def _several_years(value: object) -> object:
    """One year in a list would be read as every year."""
    if isinstance(value, (list, tuple)) and len(value) == 1 and isinstance(value[0], str):
        raise PydanticCustomError(
            "years",
            "a list of one year can be read as one year or as every year",
            {"help": f"write `benefit: {value[0]}` for every year; for one year only, `horizon_years: 1` too"},
        )
    return value


Benefit = Annotated[Many[Amount], BeforeValidator(_several_years)]


class Milestone(Part):
    """A point on the way."""

    title: Words = field("What is reached.")
    date: Period | None = field("When it is to be reached.", default=None)
    done: Bool = field("Whether it is reached.", default=False)


class Action(Part):
    """Something to do, for colleagues."""

    title: Words = field("What is to be done.")
    owner: TeamRef | None = field("The team that does it.", default=None)
    due: Period | None = field("By when.", default=None)
    done: Bool = field("Whether it is done.", default=False)


class Rice(Declared):
    """Reach, impact, confidence, effort."""

    reach: Amount = field("Customers reached in the period.", ge=0)
    impact: Number = field("3, 2, 1, 0.5 or 0.25.")
    confidence: Share = field("0 to 1, or in %.")
    effort: Number = field("Person-months.")
    period: Literal["month", "quarter", "year"] = field("The period of the reach.", default="quarter")


class Ice(Declared):
    """Impact, confidence, ease: 1 to 10 each."""

    impact: Annotated[Number, Field(ge=1, le=10)] = field("1 to 10.")
    confidence: Annotated[Number, Field(ge=1, le=10)] = field("1 to 10.")
    ease: Annotated[Number, Field(ge=1, le=10)] = field("1 to 10.")


class Wsjf(Declared):
    """Weighted shortest job first: each of 1, 2, 3, 5, 8, 13, 20."""

    value: Number = field("Value for customers and the organisation.")
    time_criticality: Number = field("What waiting costs.")
    risk_reduction: Number = field("Risk that it removes or chances that it opens.")
    job_size: Number = field("Size of the work.")


class Resources(Declared):
    """What an initiative needs."""

    people: Many[Said] = field("Who is needed.", default=())
    skills: Many[Said] = field("What they must be able to do.", default=())
    technology: Many[Said] = field("What must be there.", default=())


class Initiative(Item):
    """Something that is done to make things better for customers."""

    status: Status = field("Where the work stands.")
    status_note: Words = field("Why it is paused or dropped.", default="")
    outcome: Words = field("What gets better for customers.", default="")
    result: Words = field("What it brought, once shipped.", default="")
    availability: Words = field("Where or for whom it is available.", default="")
    phase: PhaseRef | None = field("The phase it belongs to.", default=None)
    start: Period | None = field("When the work begins.", default=None)
    end: Period | None = field("When it is to be there.", default=None)
    shipped: Date | None = field("The day it was there.", default=None)
    horizon: Literal["now", "next", "later"] | None = field(
        "Overrides the horizon that follows from the status (planned, paused and idea only).", default=None
    )
    objectives: Many[ObjectiveRef] = field("The objectives it serves.", default=())
    addresses: Many[PainPointRef] = field("The pain points it answers.", default=())
    journeys: Many[JourneyRef] = field("The journeys it changes.", default=())
    personas: Many[PersonaRef] = field("Whom it helps.", default=())
    kpis: Many[KpiRef] = field("The KPIs that it is to move.", default=())
    milestones: Many[Milestone] = field("Points on the way.", default=())
    updates: Many[Update] = field("What happened.", default=())
    success_criteria: Many[Said] = field("How one will know that it worked.", default=())
    superseded_by: InitiativeRef | None = field("What takes its place.", default=None)
    feedback: Url | None = field("Where customers tell us about it.", default=None)
    impact: Rating | None = field("Impact for the matrix, 1 to 5.", default=None, level="internal")
    effort: Rating | None = field("Effort for the matrix, 1 to 5.", default=None, level="internal")
    rice: Rice | None = field("Input of the RICE score.", default=None, level="internal")
    ice: Ice | None = field("Input of the ICE score.", default=None, level="internal")
    wsjf: Wsjf | None = field("Input of the WSJF score.", default=None, level="internal")
    weighted: dict[Annotated[str, Ref(vocabulary="prioritization.criteria")], Number] = field(
        "Score for each of the site's criteria.", default={}, level="internal"
    )
    expected: dict[KpiRef, Number] = field("Expected change of a KPI, in its unit.", default={}, level="internal")
    depends_on: Many[InitiativeRef] = field("What must be there first.", default=(), level="internal")
    cost: Amount | None = field("One-off cost in the site's currency.", default=None, level="internal", ge=0)
    benefit: Benefit = field("Benefit per year: one number, or one for each year.", default=(), level="internal")
    horizon_years: Number | None = field("Years that the benefit lasts.", default=None, level="internal", gt=0)
    budget: Amount | None = field("Money that it may spend.", default=None, level="internal", ge=0)
    spent: Many[Spent] = field("Money spent: a number, or amounts with their day.", default=(), level="internal")
    people: Number | None = field(
        "People at work on it, as full-time equivalents.", default=None, level="internal", ge=0
    )
    responsible: TeamRef | None = field("The team that does it.", default=None, level="internal")
    accountable: TeamRef | None = field("The team that answers for it.", default=None, level="internal")
    consulted: Many[TeamRef] = field("Teams that are asked.", default=(), level="internal")
    informed: Many[TeamRef] = field("Teams that are told.", default=(), level="internal")
    departments: Many[Department] = field("Departments that take part.", default=(), level="internal")
    resources: Resources | None = field("People, skills and technology.", default=None, level="internal")
    actions: Many[Action] = field("What is to be done.", default=(), level="internal")
    retrospective: Many[Note] = field("What was learned.", default=(), level="internal")


def awaits_planning(initiative: Initiative) -> bool:
    """Whether it was imported, and nobody has given it a place in this roadmap or shown it to readers since."""
    placed = initiative.objectives or initiative.addresses or initiative.phase or initiative.kpis or initiative.expected
    return initiative.imported is not None and not placed and initiative.visibility == INTERNAL
