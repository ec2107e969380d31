"""KPIs: what is measured, from where, to where."""

from __future__ import annotations

from typing import Annotated, Literal

from cxsite.model.declare import CsvFile, Declared, field
from cxsite.model.items.item import Item, JourneyRef, PersonaRef, SegmentRef
from cxsite.model.items.part import Words
from cxsite.model.period import Period
from cxsite.model.scalars import Bool, Date, Many, Number, Text, Whole

Metric = Literal["nps", "csat", "ces", "csi", "servqual", "rate", "duration", "count", "money", "score"]

Aggregate = Literal["mean", "median", "sum", "count", "p90", "share"]
SURVEYS = frozenset({"nps", "csat", "ces", "csi", "servqual"})
"""Metrics whose values are made of answers."""


class Baseline(Declared):
    """Where it started."""

    date: Date = field("The day of the value.")
    value: Number = field("The value.")


class Target(Declared):
    """Where it is to go."""

    date: Period = field("By when.")
    value: Number = field("The value to reach.")


class Component(Declared):
    """One dimension (servqual) or item (csi) of a measured value."""

    name: Text = field("The dimension or item.")
    value: Number = field("Its gap or mean.")
    expectation: Number | None = field("What customers expect.", default=None)
    perception: Number | None = field("What they find.", default=None)


class Group(Declared):
    """What a group of customers answered: one value of the column `by`."""

    name: Text = field("The group.")
    value: Number = field("The value of the group, in the KPI's unit.")
    n: Whole | None = field("Answers or cases behind it.", default=None, ge=0)
    counts: tuple[int, ...] = field("Answers behind it, counted.", default=())


class Reason(Declared):
    """How often a coded reason was given: one value of the column `reason`."""

    name: Text = field("The reason.")
    low: Whole = field("By those with low answers (detractors).", ge=0)
    high: Whole = field("By those with high answers (promoters).", ge=0)
    n: Whole = field("By all.", ge=0)


class Measurement(Declared):
    """One measured value. `counts` are the answers behind it: promoters, passives and detractors for NPS, else
    the answers per scale point from the lowest."""

    date: Date = field("The day of the measurement, or the last day that it covers.")
    value: Number = field("The value in the KPI's unit.")
    n: Whole | None = field("Answers or cases behind it.", default=None, ge=0)
    counts: tuple[int, ...] = field("Answers behind it, counted.", default=())
    was: Number | None = field("What it was before it was corrected.", default=None)
    sent: Whole | None = field("How many were asked.", default=None, level="internal", ge=0)
    effective_n: Number | None = field(
        "Of weighted answers: how many unweighted ones would say as much (Kish).", default=None, ge=0
    )
    components: Many[Component] = field("Its dimensions (servqual) or items (csi).", default=())
    groups: Many[Group] = field("The same for groups of customers.", default=(), level="internal")
    reasons: Many[Reason] = field("Coded reasons for the answers.", default=(), level="internal")


class Provenance(Declared):
    """Where measured values come from: a file, and what of it was read."""

    file: Text = field("The CSV file beside the item.")
    sha256: Text = field("The file's SHA-256, to know it again.")
    rows: Whole = field("Rows below the heading.")
    used: Whole = field("Rows that count.")
    left_out: dict[str, int] = field("Rows that do not count, by cause.", default={})
    layout: Text = field("The export by whose heading the columns were found.", default="")
    settings: dict[str, Text] = field("How the file was read.", default={})


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
    filter: dict[str, Many[Text]] = field(
        "For foreign CSV files: only rows with these values, by column.", default={}, level="internal"
    )
    date_format: Text | None = field(
        "For foreign CSV files: how a day is written, as strptime has it; or `excel` (days since 1899-12-30), or "
        "`unix` (seconds, by days of UTC).",
        default=None,
        level="internal",
        example="%d.%m.%Y",
    )
    answers: dict[str, Number] = field(
        "For foreign CSV files: the number that an answer in words stands for.", default={}, level="internal"
    )
    blank: Many[Text] = field(
        "For foreign CSV files: texts that mean that nobody answered.", default=(), level="internal"
    )
    skip_rows: Whole | None = field(
        "For foreign CSV files: rows above the heading.", default=None, level="internal", ge=0
    )
    aggregate: Aggregate | None = field(
        "How rows (one a ticket, an order, a call) become one value a period.", default=None, level="internal"
    )
    share_of: dict[str, Many[Text]] = field(
        "What `aggregate: share` counts: by column, the values that count.", default={}, level="internal"
    )
    provenance: Provenance | None = field(
        "What was read of the CSV file; filled in when it is read.", default=None, level="internal"
    )
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
