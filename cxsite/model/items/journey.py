"""Journeys: what customers go through, stage by stage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from cxsite.model.declare import Declared, Ref, field
from cxsite.model.items.item import Channel, EvidenceRef, Item, JourneyRef, KpiRef, PersonaRef, TeamRef
from cxsite.model.items.part import Part, Said, SaidAt, Words
from cxsite.model.scalars import Amount, Bool, Date, Id, Many, Number, Rating, Share, Whole
from cxsite.model.shape import part_name

Mark = Annotated[Number, Field(ge=1, le=5)]
TouchpointOfJourney = Annotated[str, Ref(("touchpoint",), local=True)]
TouchpointRef = Annotated[str, Ref(("touchpoint",))]
Lifecycle = Literal["presale", "sale", "after-sale"]


def _one_or_each(value: object) -> str:
    return "|each" if isinstance(value, dict) else "|one"


Score = Annotated[
    Annotated[Mark, Tag("|one")] | Annotated[dict[PersonaRef, Mark], Tag("|each")],
    Discriminator(_one_or_each),
]


class Point(Part):
    """A part of a journey that can be named from elsewhere: `journey/point`."""

    id: Id = field("Its id, unique within the journey.")
    title: Words = field("Its name.", min_length=1)


class Touchpoint(Point):
    """A moment at which a customer meets the organisation."""

    channel: Channel | None = field("Where it happens.", default=None)
    action: Words = field("What the customer does.", default="")
    thought: Words = field("What the customer thinks.", default="")
    feeling: Words = field("What the customer feels.", default="")
    score: Score | None = field("How it feels: 1 very bad to 5 very good; one mark, or one a persona.", default=None)
    timing: Words = field("How long it takes or when it happens.", default="")
    moment_of_truth: Bool = field("Whether the relationship is decided here.", default=False)
    kpis: Many[KpiRef] = field("The KPIs that measure it.", default=())
    lifecycle: Lifecycle | None = field("Before, at or after the sale; else as its stage.", default=None)
    replaces: Many[TouchpointRef] = field(
        "In a to-be journey: the touchpoints of its `as_is` that it stands for.", default=()
    )
    evidence: Many[EvidenceRef] = field("What it rests on.", default=(), level="internal")
    backstage: Words = field("What happens behind the scenes.", default="", level="internal")
    support: Words = field("Systems and processes that carry it.", default="", level="internal")
    owner: TeamRef | None = field("The team that answers for it.", default=None, level="internal")


class PainPoint(Point):
    """Something that hurts customers."""

    summary: Words = field("More about it.", default="")
    quote: Words = field("A customer's words for it.", default="")
    severity: Rating | None = field("How much it hurts, 1 to 5.", default=None)
    frequency: Literal["rare", "sometimes", "often", "always"] | None = field("How often it happens.", default=None)
    touchpoint: TouchpointOfJourney | None = field("Where it happens.", default=None)
    personas: Many[PersonaRef] = field("Whom it hurts.", default=())
    kpis: Many[KpiRef] = field("The KPIs that show it.", default=())
    evidence: Many[EvidenceRef] = field("What shows it.", default=())
    affected: Amount | None = field("Customers a year who come by this place.", default=None, level="internal", ge=0)
    share: Share | None = field("Share of them that it hits, 0 to 1 or in %.", default=None, level="internal")
    case_cost: Amount | None = field(
        "What one case costs, in the site's currency.", default=None, level="internal", ge=0
    )


class Validation(Declared):
    """A check of a journey with customers."""

    date: Date = field("The day.")
    method: Literal["survey", "interview", "workshop", "usability-test", "analytics"] = field("How it was checked.")
    sample_size: Whole | None = field("How many took part.", default=None, ge=0)
    result: Said | None = field("What came of it.", default=None)
    evidence: Many[EvidenceRef] = field("What shows it.", default=())


class Stage(Point):
    """A stretch of a journey."""

    goal: Words = field("What the customer wants here.", default="")
    timing: Words = field("How long it takes.", default="")
    kpis: Many[KpiRef] = field("The KPIs that measure it.", default=())
    lifecycle: Lifecycle | None = field("Before, at or after the sale.", default=None)
    evidence: Many[EvidenceRef] = field("What it rests on.", default=(), level="internal")
    touchpoints: Many[Touchpoint] = field("What happens, in order.", default=())
    pain_points: Many[PainPoint] = field("What hurts; internal unless said.", default=(), parts="internal")
    delights: Many[SaidAt] = field("What pleases.", default=())
    enablers: Many[SaidAt] = field("What helps.", default=())
    barriers: Many[SaidAt] = field("What hinders; internal unless said.", default=(), parts="internal")


POINTS: tuple[str, ...] = tuple(part_name(kind) for kind in (Stage, Touchpoint, PainPoint))
"""What points of journeys are called where kinds are named; their id is `journey/point`."""


class Journey(Item):
    """What customers go through to reach something."""

    personas: Many[PersonaRef] = field("Who goes through it.", default=())
    actor: Words = field("Who goes through it, where no persona is visible.", default="Customer")
    stages: Many[Stage] = field("The stages, in order.", min_length=1)
    state: Literal["as-is", "to-be"] = field("Whether it is so today or is to become so.", default="as-is")
    as_is: JourneyRef | None = field("The journey of today that a to-be journey replaces.", default=None)
    parent: JourneyRef | None = field("The journey that this one is part of.", default=None)
    goal: Words = field("What the customer wants to reach.", default="")
    scenario: Words = field("The situation.", default="")
    evidence: Many[EvidenceRef] = field("What shows it.", default=(), level="internal")
    validated: Many[Validation] = field("When it was checked with customers.", default=(), level="internal")

    def points(self) -> Iterator[Point]:
        """Every stage, touchpoint and pain point, in order."""
        for stage in self.stages:
            yield stage
            yield from stage.touchpoints
            yield from stage.pain_points
