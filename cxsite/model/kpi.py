"""KPIs: what is measured, from where, to where."""

from __future__ import annotations

from typing import Annotated, Literal

from cxsite.model.declare import CsvFile, Declared, field
from cxsite.model.item import Item, JourneyRef, PersonaRef, SegmentRef
from cxsite.model.part import Words
from cxsite.model.period import Period
from cxsite.model.scalars import Bool, Date, Many, Number, Text, Whole

Metric = Literal["nps", "csat", "ces", "csi", "servqual", "rate", "duration", "count", "money", "score"]


class Baseline(Declared):
    """Where it started."""

    date: Date = field("The day of the value.")
    value: Number = field("The value.")


class Target(Declared):
    """Where it is to go."""

    date: Period = field("By when.")
    value: Number = field("The value to reach.")


class Measurement(Declared):
    """One measured value. `counts` are the answers behind it: promoters, passives and detractors for NPS, else
    the answers per scale point from the lowest."""

    date: Date = field("The day of the measurement, or the last day that it covers.")
    value: Number = field("The value in the KPI's unit.")
    n: Whole | None = field("Answers or cases behind it.", default=None, ge=0)
    counts: tuple[int, ...] = field("Answers behind it, counted.", default=())
    was: Number | None = field("What it was before it was corrected.", default=None)
    sent: Whole | None = field("How many were asked.", default=None, level="internal", ge=0)


class Thresholds(Declared):
    """Share of the expected progress at which the traffic light changes."""

    on_track: Number = field("From here on it is on track.", default=1.0)
    at_risk: Number = field("From here on it is at risk, below off track.", default=0.7)


class Break(Declared):
    """A day from which on something else is measured, so that nothing is compared across it."""

    date: Date = field("The first day of the new way of measuring.")
    why: Words = field("What changed.", min_length=1)


class Kpi(Item):
    """A measured quantity that shows how customers fare."""

    metric: Metric = field("What sort of quantity it is.")
    unit: Text = field("The unit of its values.", default="")
    direction: Literal["up", "down"] = field("Which way is better.")
    method: Literal["mean", "top-box", "index"] | None = field(
        "How answers become a value (csat and ces).", default=None
    )
    scale: Whole | None = field("Highest point of the answer scale.", default=None, ge=2)
    weights: dict[str, Number] = field("Weights of the items (csi) or dimensions (servqual).", default={})
    baseline: Baseline | None = field("Where it started.", default=None)
    targets: Many[Target] = field("Where it is to go.", default=())
    frequency: Literal["day", "week", "month", "quarter", "half", "year"] | None = field(
        "How often it is measured.", default=None
    )
    measurements: Annotated[tuple[Measurement, ...], CsvFile()] = field(
        "Measured values, or the name of a CSV file beside the item.", default=()
    )
    columns: dict[str, Text] = field(
        "For foreign CSV files: which column of theirs is ours.", default={}, level="internal"
    )
    filter: dict[str, Text] = field("For foreign CSV files: only rows with these values.", default={}, level="internal")
    sent: Whole | None = field(
        "How many are asked in a period, where the data does not say it.", default=None, level="internal", gt=0
    )
    breaks: Many[Break] = field(
        "Days from which on something else is measured: no comparison across them.", default=(), level="internal"
    )
    thresholds: Thresholds | None = field("Limits of the traffic light.", default=None)
    definition: Words = field("What exactly is measured, and how.", default="")
    leading: Bool = field("Whether it moves before the outcome does.", default=False)
    journeys: Many[JourneyRef] = field("The journeys it measures.", default=())
    personas: Many[PersonaRef] = field("The personas it is about.", default=())
    segments: Many[SegmentRef] = field("The segments it is about.", default=())
    source: Words = field("Where the data comes from.", default="", level="internal")
    benchmark: Words = field("What others reach.", default="", level="internal")
