"""Who the customers are and how we know: personas and evidence."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator

from cxsite.model.declare import Asset, CsvFile, Declared, field
from cxsite.model.items.item import Channel, EvidenceRef, Item, SegmentRef
from cxsite.model.items.part import Said, Words
from cxsite.model.period import Period
from cxsite.model.scalars import Date, Many, Whole


class Empathy(Declared):
    """An empathy map."""

    says: Many[Said] = field("What they say.", default=())
    thinks: Many[Said] = field("What they think.", default=())
    does: Many[Said] = field("What they do.", default=())
    feels: Many[Said] = field("What they feel.", default=())


class Persona(Item):
    """A typical customer."""

    segment: SegmentRef | None = field("The segment that the persona stands for.", default=None)
    basis: Literal["research", "assumption"] | None = field(
        "Whether research shows it or the team assumes it.", default=None, level="internal"
    )
    quote: Words = field("A sentence that they would say.", default="")
    goals: Many[Said] = field("What they want to achieve.", default=())
    needs: Many[Said] = field("What they need for it.", default=())
    frustrations: Many[Said] = field("What gets in their way.", default=())
    channels: Many[Channel] = field("The channels that they use.", default=())
    empathy: Empathy | None = field("What they say, think, do and feel.", default=None, level="internal")
    awareness: Words = field("How they hear of us.", default="", level="internal")
    content_preferences: Words = field("What they read, watch and trust.", default="", level="internal")
    evaluation: Words = field("How they decide.", default="", level="internal")
    evidence: Many[EvidenceRef] = field("What shows it.", default=(), level="internal")
    portrait: Annotated[str, Asset()] | None = field("An image in assets/.", default=None)


class ColumnSummary(Declared):
    """What one column of a data file holds, without any row of it."""

    name: Words = field("The column's heading.")
    filled: Whole = field("Rows with a value.")
    distinct: Whole | None = field("Different values; unset where they are very many.", default=None)
    mean: float | None = field("Mean, where every value is a number.", default=None)
    counts: dict[str, int] = field(
        "How often each value occurs, where there are few; rare ones are left out.", default={}
    )


class DataSummary(Declared):
    """A data file, reduced to counts when it is loaded: no row of it is kept."""

    file: Words = field("The CSV file beside the item.")
    rows: Whole = field("Rows below the heading.", default=0)
    columns: tuple[ColumnSummary, ...] = field("One entry a column.", default=())


def _file(value: object) -> object:
    return {"file": value} if isinstance(value, str) else value


class Evidence(Item):
    """A piece of research or data that something rests on."""

    type: Literal[
        "survey", "interview", "focus-group", "analytics", "support", "usability-test", "review", "market"
    ] = field("Where the knowledge comes from.")
    date: Date | None = field("The day it was gathered or published.", default=None)
    planned: Period | None = field(
        "When it is to be gathered: research to come, instead of `date`.", default=None, level="internal"
    )
    sample_size: Whole | None = field("How many took part or were counted.", default=None, ge=0)
    method: Words = field("How it was gathered.", default="")
    findings: Many[Said] = field("What it shows.", default=(), level="internal")
    quotes: Many[Said] = field("What customers said, in their words.", default=(), level="internal")
    source: Words = field("Where it is kept.", default="", level="internal")
    data: Annotated[DataSummary | None, CsvFile(), BeforeValidator(_file)] = field(
        "A CSV file beside the item.", default=None, level="internal"
    )
