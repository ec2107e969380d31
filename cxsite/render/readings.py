"""What was measured of a KPI, as pages and files tell it: each value with its interval; many of them by period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from cxsite.measures.record import Given
from cxsite.measures.values.kpi import finished, known, sample
from cxsite.model.items.kpi import Kpi, Measurement
from cxsite.model.period import Period, Precision
from cxsite.render.figures import Figures
from cxsite.render.site import Site

MOST = 120
"""More values than this can be told apart neither in a drawing nor in a table."""
_UNITS: tuple[Precision, ...] = ("month", "quarter", "half", "year")


@dataclass(frozen=True, slots=True)
class Row:
    """A measurement with its interval, and whether its period still runs."""

    measured: Measurement
    interval: Mapping[str, float] | None
    running: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """The values of one period: the last of them, the lowest and the highest, and how many they are."""

    row: Row
    period: Period | None
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A KPI with its measurements up to the site's day, oldest first."""

    kpi: Kpi
    rows: tuple[Row, ...]
    figures: Figures

    @property
    def known(self) -> tuple[Measurement, ...]:
        """The measurements."""
        return tuple(row.measured for row in self.rows)


def reading(site: Site, kpi: Kpi) -> Reading:
    """What was measured of `kpi`, as far as the audience sees it."""
    given = Given(site.view.charter, site.view.today)
    found, whole = known(kpi, given), {one.date for one in finished(kpi, given)}
    running = site.fact(kpi, "so_far") or {}
    shown = site.fact(kpi, "interval") is not None
    rows = (
        Row(
            one,
            _bounds(kpi, one) if shown else None,
            running=one.date not in whole or one.date == running.get("date"),
        )
        for one in found
    )
    return Reading(kpi, tuple(rows), site.figures(kpi))


def stretches(rows: Sequence[Row], most: int = MOST) -> tuple[Stretch, ...]:
    """The rows one by one; more than `most` by the finest period of which there are no more."""
    if len(rows) <= most:
        return tuple(Stretch(row, None, row.measured.value, row.measured.value, 1) for row in rows)
    found = next((some for unit in _UNITS if len(some := _by_period(rows, unit)) <= most), None)
    found = found or _by_period(rows, _UNITS[-1])[-most:]
    return tuple(_stretch(period, some) for period, some in found)


def _stretch(period: Period, rows: list[Row]) -> Stretch:
    values = [row.measured.value for row in rows]
    return Stretch(rows[-1], period, min(values), max(values), len(rows))


def _by_period(rows: Sequence[Row], unit: Precision) -> list[tuple[Period, list[Row]]]:
    groups = groupby(rows, lambda row: Period.of(row.measured.date, unit))
    return [(period, list(some)) for period, some in groups]


def _bounds(kpi: Kpi, measured: Measurement) -> Mapping[str, float] | None:
    interval = sample(kpi, measured).interval
    return {"low": interval.low, "high": interval.high} if interval else None
