"""Samples that are too small to be shown: a value of few answers tells what single persons said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from cxsite.model.declare import Declared
from cxsite.model.items.item import Item
from cxsite.model.items.kpi import SURVEYS, Kpi, Measurement
from cxsite.model.items.research import ColumnSummary, Evidence

MOST_FOR_CASES = 5
"""Cases (tickets, orders) that are one value are counted against this limit at most."""


class _Named(Protocol):
    """A group or a reason: its name and the answers behind it."""

    @property
    def name(self) -> str: ...

    @property
    def n(self) -> int | None: ...


N = TypeVar("N", bound=_Named)


@dataclass(frozen=True, slots=True)
class Hidden:
    """What a reader is not shown of an item: how many measurements, and the groups, reasons and values left out."""

    measurements: int = 0
    names: tuple[str, ...] = ()


def with_shown_samples(item: Item, fewest: int, fewest_in_files: int) -> tuple[Item, Hidden]:
    """An item without samples of fewer answers, and what that hides; `fewest_in_files` is for what a data file holds.

    Answers count, not cases: a rate or a duration as somebody measured it is shown whatever its `n`.
    """
    if isinstance(item, Kpi) and item.measurements:
        return _kpi(item, fewest_in_files if item.provenance else fewest)
    if isinstance(item, Evidence) and item.data:
        return _evidence(item, fewest_in_files)
    return item, Hidden()


def _kpi(kpi: Kpi, fewest: int) -> tuple[Kpi, Hidden]:
    least = fewest_of(kpi, fewest)
    if not least:
        return kpi, Hidden()
    shown: list[Measurement] = []
    names: dict[str, None] = {}
    for one in kpi.measurements:
        n = _n(one)
        if n is not None and n < least:
            continue
        groups = shown_names(one.groups, n, least)
        reasons = shown_names(one.reasons, n, least)
        lost = [group.name for group in one.groups if group not in groups]
        lost += [reason.name for reason in one.reasons if reason not in reasons]
        names.update(dict.fromkeys(lost))
        shown.append(_without(one, {"groups": groups, "reasons": reasons}) if lost else one)
    hidden = Hidden(len(kpi.measurements) - len(shown), tuple(names))
    return (kpi if hidden == Hidden() else _without(kpi, {"measurements": tuple(shown)})), hidden


def fewest_of(kpi: Kpi, fewest: int) -> int:
    """The fewest answers or cases behind a value of a KPI that may be shown; `fewest` is the limit for answers."""
    if kpi.metric in SURVEYS or any(one.counts for one in kpi.measurements):
        return fewest
    if kpi.provenance and kpi.aggregate and kpi.aggregate != "count":
        return min(fewest, MOST_FOR_CASES)
    return 0


def _n(one: Measurement) -> int | None:
    return one.n if one.n is not None or not one.counts else sum(one.counts)


def shown_names(named: Sequence[N], n: int | None, least: int) -> tuple[N, ...]:
    """Those that enough answers stand behind, of `n` in all.

    Where one is left out, so is the next smallest: nobody may find it by subtraction.
    """
    big = [one for one in named if one.n is not None and one.n >= least]
    rest = (n or 0) - sum(one.n or 0 for one in big)
    if big and (len(big) < len(named) or 0 < rest < least):
        big.remove(min(big, key=lambda one: (one.n or 0, one.name)))
    return tuple(big)


def _evidence(item: Evidence, fewest: int) -> tuple[Evidence, Hidden]:
    data = item.data
    assert data is not None
    names: list[str] = []
    columns: list[ColumnSummary] = []
    for column in data.columns:
        counts = {value: times for value, times in column.counts.items() if times >= fewest}
        names += [value for value in column.counts if value not in counts]
        mean = column.mean if column.filled >= fewest else None
        changed = counts != column.counts or mean != column.mean
        columns.append(_without(column, {"counts": counts, "mean": mean}) if changed else column)
    if tuple(columns) == data.columns:
        return item, Hidden()
    return _without(item, {"data": _without(data, {"columns": tuple(columns)})}), Hidden(0, tuple(names))


D = TypeVar("D", bound=Declared)


def _without(value: D, changed: dict[str, object]) -> D:
    """The same part with other values; those that became empty are as if they had never been set."""
    found = value.model_copy(update=changed)
    found.model_fields_set.difference_update(name for name, given in changed.items() if given in ((), {}, None))
    return found
