"""What the numbers of one period come to: counted answers, means of items, dimensions, and many rows as one value."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence

from cxsite.load.csv.answers import Missing, Result, estimate_nps, estimate_points
from cxsite.load.csv.figures import Period
from cxsite.load.csv.layout import Layout
from cxsite.measures.answers import NpsCounts
from cxsite.measures.survey import CSI_ITEMS, SERVQUAL_DIMENSIONS, csi, servqual, servqual_gaps
from cxsite.model.items.kpi import Aggregate, Component, Group, Kpi
from cxsite.syntax.phrases import listed


def estimate_period(period: Period, layout: Layout, kpi: Kpi, groups: frozenset[str]) -> Result | None:
    """What one period comes to; None where nothing was counted. Raises `Missing`. `groups` are those that are kept."""
    match layout.form:
        case "rows":
            return _cases(period, kpi, groups)
        case "csi":
            return _csi(period, kpi)
        case "servqual":
            return _servqual(period, kpi)
    columns = [int(math.fsum(column)) for column in period.columns[""]]
    sent = columns.pop() if "sent" in layout.columns else None
    found = estimate_nps(NpsCounts(*columns)) if layout.form == "counts" else estimate_points(columns, kpi)
    return found and Result(found.value, found.n, found.counts, sent=sent)


def aggregated(numbers: Sequence[float], how: Aggregate) -> float:
    """Many numbers as one; the 90th percentile lies between the two nearest. Raises `ValueError` without a number.

    `share` takes numbers that are 1 where a row counts, and gives percent.
    """
    n = len(numbers)
    if not n:
        raise ValueError("no number to aggregate")
    match how:
        case "count":
            return float(n)
        case "sum":
            return math.fsum(numbers)
        case "mean":
            return math.fsum(numbers) / n
        case "share":
            return 100 * math.fsum(numbers) / n
    ordered = sorted(numbers)
    at = (0.5 if how == "median" else 0.9) * (n - 1)
    low = math.floor(at)
    high = min(low + 1, n - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def _cases(period: Period, kpi: Kpi, kept: frozenset[str]) -> Result:
    assert kpi.aggregate is not None
    everything: array[float] = array("d")
    for (column,) in period.columns.values():
        everything.extend(column)
    groups = [
        Group(name=name, value=aggregated(column, kpi.aggregate), n=len(column))
        for name, (column,) in sorted(period.columns.items())
        if name in kept
    ]
    return Result(aggregated(everything, kpi.aggregate), len(everything), groups=tuple(groups))


def _csi(period: Period, kpi: Kpi) -> Result:
    columns = period.columns[""]
    means = tuple(math.fsum(column) / len(column) for column in columns)
    value = csi(means, [kpi.weights.get(name, -1) for name in CSI_ITEMS])
    if value is None:
        raise Missing(
            "the index can't be computed without the weights of its three items",
            "write `weights` with `item1`, `item2` and `item3`; together they are 1",
        )
    # Decimals are means over answers whose number the file does not tell.
    single = len(columns[0]) > 1 and all(number.is_integer() for column in columns for number in column)
    components = tuple(Component(name=name, value=mean) for name, mean in zip(CSI_ITEMS, means, strict=True))
    return Result(value, len(columns[0]) if single else None, components=components)


def _servqual(period: Period, kpi: Kpi) -> Result:
    lacking = [name for name in SERVQUAL_DIMENSIONS if name not in period.columns]
    if lacking:
        raise Missing(
            f"this period has no row for {listed(lacking)}",
            "each period needs all five dimensions: " + ", ".join(SERVQUAL_DIMENSIONS),
        )
    expectation = {name: _weighted(period.columns[name], 0) for name in SERVQUAL_DIMENSIONS}
    perception = {name: _weighted(period.columns[name], 1) for name in SERVQUAL_DIMENSIONS}
    gaps = servqual_gaps(expectation, perception)
    value = servqual(gaps, kpi.weights or None)
    if value is None:
        raise Missing(
            "the score can't be computed with these weights",
            "write a weight for each of the five dimensions, together 100, or leave `weights` out",
        )
    numbers = [math.fsum(period.columns[name][2]) for name in SERVQUAL_DIMENSIONS]
    components = tuple(
        Component(name=name, value=gaps[name], expectation=expectation[name], perception=perception[name])
        for name in SERVQUAL_DIMENSIONS
    )
    told = not any(math.isnan(number) for number in numbers)
    return Result(value, int(min(numbers)) if told else None, components=components)


def _weighted(columns: Sequence[Sequence[float]], at: int) -> float:
    """The mean of a column, weighted with the answers behind each row where all rows tell them."""
    weights = columns[2]
    total = math.fsum(weights)
    if math.isnan(total) or not total:
        return math.fsum(columns[at]) / len(columns[at])
    return math.fsum(number * weight for number, weight in zip(columns[at], weights, strict=True)) / total
