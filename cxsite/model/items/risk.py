"""Risks: what could go wrong, and what is done about it."""

from __future__ import annotations

from typing import Annotated, Literal

from cxsite.model.declare import Declared, Ref, field
from cxsite.model.items.item import InitiativeRef, Item, TeamRef
from cxsite.model.items.part import Part, Said, Words
from cxsite.model.period import Period
from cxsite.model.scalars import Amount, Bool, Date, Many, Rating

RISK_CATEGORIES = ("strategic", "operational", "financial", "reputational")


class Residual(Declared):
    """What remains of a risk after the response."""

    likelihood: Rating = field("1 to 5.")
    impact: Rating = field("1 to 5.")


class RiskStep(Part):
    """Something that is done against a risk, by somebody and by a day."""

    title: Words = field("What is done.")
    kind: Literal["prevent", "detect", "correct"] = field(
        "Whether it keeps the risk from happening, tells that it has, or makes it good."
    )
    owner: TeamRef | None = field("The team that does it.", default=None, level="internal")
    due: Period | None = field("By when.", default=None)
    done: Bool = field("Whether it is done.", default=False)


class Risk(Item):
    """Something that could go wrong."""

    category: Annotated[str, Ref(vocabulary="risk_categories")] = field("What sort of risk it is.")
    origin: Literal["internal", "external"] | None = field("Where it comes from.", default=None)
    likelihood: Rating = field("1 very unlikely to 5 almost certain.")
    impact: Rating = field("1 negligible to 5 severe.")
    response: Literal["avoid", "mitigate", "transfer", "accept"] = field("What is done about it.")
    status: Literal["open", "mitigating", "occurred", "closed"] = field("Where it stands.", default="open")
    affects: Many[Annotated[str, Ref(("initiative", "objective"))]] = field(
        "What it endangers, as kind:id.", default=()
    )
    prevention: Many[Said] = field("What keeps it from happening.", default=())
    detection: Many[Said] = field("How one would notice.", default=())
    correction: Many[Said] = field("The contingency plan.", default=())
    steps: Many[RiskStep] = field("What is done against it, with owner and day.", default=())
    mitigated_by: Many[InitiativeRef] = field("Initiatives that reduce it.", default=())
    trigger: Words = field("What starts the contingency plan.", default="")
    residual: Residual | None = field("What remains after the response.", default=None)
    tested: Date | None = field("When the contingency plan was last tested.", default=None)
    due: Period | None = field("By when the response is to be in place.", default=None)
    contingency_budget: Amount | None = field("Money set aside.", default=None, ge=0)
