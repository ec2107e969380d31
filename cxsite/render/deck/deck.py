"""A deck of slides as plain data: texts, tables, charts and a timeline, for whatever writes it into a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Lines:
    """Paragraphs; `large` ones say what matters most."""

    texts: Sequence[str]
    large: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts below their headings. `widths` are shares of the whole; `name` says what it holds."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]


@dataclass(frozen=True, slots=True)
class Chart:
    """Numbers by category, a line or a bar for each series; `None` is not known. `scale` are the ends of the axis,
    `percent` says that the numbers are shares of 1; `name` says what it shows, in a sentence."""

    kind: Literal["bars", "lines"]
    name: str
    categories: Sequence[str]
    series: Mapping[str, Sequence[float | None]]
    scale: tuple[float, float] | None = None
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """A bar of a timeline: from where to where, in percent of the time that is shown, and what it looks like."""

    x: float
    width: float
    look: str


@dataclass(frozen=True, slots=True)
class TimeRow:
    """An initiative on a timeline: its name, how it stands and when, in words; its bars; its milestones by state."""

    name: str
    said: str
    status: str
    stretches: Sequence[Stretch]
    marks: Sequence[tuple[float, str]]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Rows in lanes, below the names of units; `today` is a place in percent with its word."""

    name: str
    ticks: Sequence[tuple[float, str]]
    today: tuple[float, str]
    lanes: Sequence[tuple[str, Sequence[TimeRow]]]


Block = Lines | Table | Chart | Timeline


@dataclass(frozen=True, slots=True)
class Sheet:
    """A slide: its title, what it holds from top to bottom with the shares of its height, what its speaker reads."""

    title: str
    blocks: Sequence[tuple[Block, int]]
    notes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck for one audience. `foot` stands on each of its slides; `of` is "{n} of {all}" in the deck's language."""

    title: str
    subtitle: Sequence[str]
    audience: str
    language: str
    day: dt.date
    foot: str
    of: str
    sheets: Sequence[Sheet]
