"""Survey answers in the rows of a CSV file: read row by row, then counted by period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from cxsite.load.csv.cells import Cells
from cxsite.load.csv.layout import Layout
from cxsite.load.csv.rows import Row
from cxsite.measures.answers import (
    NPS_HIGHEST,
    NPS_LOWEST,
    NpsCounts,
    item_means,
    nps_counts,
    nps_counts_by_point,
    scale_counts,
    sum_counts,
)
from cxsite.measures.survey import (
    CES_SCALE,
    SERVQUAL_DIMENSIONS,
    Estimate,
    ces,
    csat,
    csi,
    nps,
    servqual,
    servqual_gaps,
)
from cxsite.model.kpi import Kpi
from cxsite.model.nearest import nearest
from cxsite.syntax.phrases import listed

Answer = tuple[float, ...]
"""What one row says, by the form of its file: promoters, passives, detractors; one score; a count a point; three
items; or the number of a dimension, expectation, perception and, where known, the answers behind them."""

_ITEMS = ("item1", "item2", "item3")


@dataclass(frozen=True, slots=True)
class Result:
    """What the answers of one period come to."""

    value: float
    n: int | None
    counts: tuple[int, ...] = ()


class Missing(Exception):  # noqa: N818 - it is no error of the program
    """The answers of a period give no value; the arguments are message and help."""


def scale_of(kpi: Kpi) -> tuple[int, int]:
    """The lowest and highest answer of a KPI's question."""
    if kpi.metric == "nps":
        return NPS_LOWEST, NPS_HIGHEST
    return 1, kpi.scale or CES_SCALE


def read_answer(row: Row, cells: Cells, layout: Layout, kpi: Kpi) -> Answer | None:
    """What a row says; None for a question left blank. Raises `CellError`."""
    match layout.form:
        case "answers":
            return _score(row, cells, kpi)
        case "csi":
            return _items(row, cells)
        case "servqual":
            return _dimension(row, cells)
        case _:
            return tuple(cells.whole(row, name) for name in layout.columns if name != "date")


def _score(row: Row, cells: Cells, kpi: Kpi) -> Answer | None:
    if not cells.text(row, "score"):
        return None
    score = cells.whole(row, "score")
    lowest, highest = scale_of(kpi)
    if not lowest <= score <= highest:
        raise cells.refuse(
            "score",
            f"the answer {score} is not on the scale {lowest} to {highest}",
            "correct the cell, or the `scale` of the KPI" if kpi.metric != "nps" else "NPS asks on a scale of 0 to 10",
        )
    return (score,)


def _items(row: Row, cells: Cells) -> Answer:
    items = tuple(cells.number(row, name) for name in _ITEMS)
    for name, item in zip(_ITEMS, items, strict=True):
        if not 1 <= item <= 10:
            raise cells.refuse(name, f"{item:g} is not on the scale 1 to 10", "correct the cell")
    return items


def _dimension(row: Row, cells: Cells) -> Answer:
    name = cells.text(row, "dimension").lower()
    if name not in SERVQUAL_DIMENSIONS:
        near = nearest(name, SERVQUAL_DIMENSIONS)
        help_ = f"did you mean `{near}`?" if near else f"the dimensions are {listed(SERVQUAL_DIMENSIONS)}"
        raise cells.refuse("dimension", f"`{name}` is no dimension of SERVQUAL", help_)
    said = (
        float(SERVQUAL_DIMENSIONS.index(name)),
        cells.number(row, "expectation"),
        cells.number(row, "perception"),
    )
    return (*said, cells.whole(row, "n")) if cells.text(row, "n") else said


def estimate(answers: Sequence[Answer], layout: Layout, kpi: Kpi) -> Result | None:
    """What the answers of one period come to; None where nobody answered. Raises `Missing`."""
    # Sums of numbers depend on their order in the last digit, and rows may stand in any.
    ordered = sorted(answers)
    match layout.form:
        case "csi":
            return _csi(ordered, kpi)
        case "servqual":
            return _servqual(ordered, kpi)
        case _:
            return _counted(ordered, layout, kpi)


def _counted(answers: Sequence[Answer], layout: Layout, kpi: Kpi) -> Result | None:
    whole = [tuple(int(number) for number in answer) for answer in answers]
    if kpi.metric == "nps":
        counts = _nps_counts(whole, layout)
        found = nps(counts)
        return Result(found.value, found.n, (counts.promoters, counts.passives, counts.detractors)) if found else None
    by_point = (
        scale_counts((score for (score,) in whole), *scale_of(kpi)) if layout.form == "answers" else sum_counts(whole)
    )
    if not sum(by_point):
        return None
    estimated = _scaled(by_point, kpi)
    if estimated is None:
        raise Missing(
            f"the method `{kpi.method or 'top-box'}` is not defined for {kpi.metric} on {len(by_point)} points",
            "write `method: mean`, or the `scale` that the question has",
        )
    return Result(estimated.value, estimated.n, by_point)


def _nps_counts(whole: Sequence[tuple[int, ...]], layout: Layout) -> NpsCounts:
    if layout.form == "answers":
        return nps_counts(score for (score,) in whole)
    if layout.form == "points":
        return nps_counts_by_point(sum_counts(whole))
    return NpsCounts(*sum_counts(whole))


def _scaled(by_point: tuple[int, ...], kpi: Kpi) -> Estimate | None:
    if kpi.metric == "ces":
        return ces(by_point, kpi.method or "mean")
    return None if kpi.method == "index" else csat(by_point, kpi.method or "top-box")


def _csi(rows: Sequence[Answer], kpi: Kpi) -> Result:
    value = csi(item_means(rows), [kpi.weights.get(name, -1) for name in _ITEMS])
    if value is None:
        raise Missing(
            "the index can't be computed without the weights of its three items",
            "write `weights` with `item1`, `item2` and `item3`; together they are 1",
        )
    # Decimals are means over answers whose number the file does not tell.
    single = len(rows) > 1 and all(item == int(item) for row in rows for item in row)
    return Result(value, len(rows) if single else None)


def _servqual(rows: Sequence[Answer], kpi: Kpi) -> Result:
    by_dimension: dict[str, list[Answer]] = defaultdict(list)
    for row in rows:
        by_dimension[SERVQUAL_DIMENSIONS[int(row[0])]].append(row)
    lacking = [name for name in SERVQUAL_DIMENSIONS if name not in by_dimension]
    if lacking:
        raise Missing(
            f"this period has no row for {listed(lacking)}",
            "each period needs all five dimensions: " + ", ".join(SERVQUAL_DIMENSIONS),
        )
    expectation = {name: _weighted(own, 1) for name, own in by_dimension.items()}
    perception = {name: _weighted(own, 2) for name, own in by_dimension.items()}
    value = servqual(servqual_gaps(expectation, perception), kpi.weights or None)
    if value is None:
        raise Missing(
            "the score can't be computed with these weights",
            "write a weight for each of the five dimensions, together 100, or leave `weights` out",
        )
    numbers = [sum(int(row[3]) for row in own) for own in by_dimension.values() if all(len(row) == 4 for row in own)]
    return Result(value, min(numbers) if len(numbers) == len(by_dimension) else None)


def _weighted(rows: Sequence[Answer], column: int) -> float:
    """The mean of a column, weighted with the answers behind each row where all rows tell them."""
    weights = [row[3] for row in rows] if all(len(row) == 4 for row in rows) else []
    if not sum(weights):
        weights = [1.0] * len(rows)
    return sum(row[column] * weight for row, weight in zip(rows, weights, strict=True)) / sum(weights)
