"""What the answers of one period come to: the value, by group, by reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cxsite.load.csv.counting import Counted
from cxsite.measures.answers import NpsCounts, nps_counts_by_point
from cxsite.measures.scale import ends_of, scale_of
from cxsite.measures.survey import Estimate, ces, csat, nps
from cxsite.model.items.kpi import Component, Group, Kpi, Reason


@dataclass(frozen=True, slots=True)
class Result:
    """What one period comes to."""

    value: float
    n: int | None
    counts: tuple[int, ...] = ()
    effective_n: float | None = None
    sent: int | None = None
    components: tuple[Component, ...] = ()
    groups: tuple[Group, ...] = ()
    reasons: tuple[Reason, ...] = ()


class Missing(Exception):  # noqa: N818 - it is no error of the program
    """The rows of a period give no value; the arguments are message and help."""


def estimate_answers(
    answers: Sequence[Counted], kpi: Kpi, groups: frozenset[str], reasons: frozenset[str], *, weighted: bool
) -> Result | None:
    """What the answers of one period come to; None where nobody answered. Raises `Missing`.

    `groups` and `reasons` are those that are kept.
    """
    found = _result(answers, kpi, weighted)
    if found is None:
        return None
    by_group = []
    for name in sorted(groups):
        own = _result([one for one in answers if one.group == name], kpi, weighted)
        if own is not None:
            by_group.append(Group(name=name, value=own.value, n=own.n, counts=own.counts))
    return Result(
        found.value,
        found.n,
        found.counts,
        found.effective_n,
        groups=tuple(by_group),
        reasons=_reasons(answers, kpi, reasons),
    )


def _result(answers: Sequence[Counted], kpi: Kpi, weighted: bool) -> Result | None:
    n = sum(one.n for one in answers)
    if not n:
        return None
    if not weighted:
        return estimate_points(_by_point(answers, kpi, weighted), kpi)
    found = estimate_points(_by_point(answers, kpi, weighted), kpi)
    if found is None:
        return None
    weight = sum(one.weight for one in answers)
    squares = sum(one.squares for one in sorted(answers, key=lambda one: (one.day, one.score, one.squares)))
    effective = (weight / 10**9) ** 2 / squares
    # Kish's number is at most that of the answers; floating sums may say a hair more.
    return Result(found.value, n, effective_n=min(effective, float(n)))


def _by_point(answers: Sequence[Counted], kpi: Kpi, weighted: bool) -> tuple[int, ...]:
    lowest, highest = scale_of(kpi)
    counts = [0] * (highest - lowest + 1)
    for one in answers:
        counts[one.score - lowest] += one.weight if weighted else one.n
    return tuple(counts)


def estimate_points(by_point: Sequence[int], kpi: Kpi) -> Result | None:
    """What counted answers, from the lowest point of the scale, come to. Raises `Missing`."""
    if not sum(by_point):
        return None
    if kpi.metric == "nps":
        return estimate_nps(nps_counts_by_point(by_point))
    estimated = _scaled(tuple(by_point), kpi)
    if estimated is None:
        raise Missing(
            f"the method `{kpi.method or 'top-box'}` is not defined for {kpi.metric} on {len(by_point)} points",
            "write `method: mean`, or the `scale` that the question has",
        )
    return Result(estimated.value, estimated.n, tuple(by_point))


def estimate_nps(counts: NpsCounts) -> Result | None:
    """What promoters, passives and detractors come to."""
    found = nps(counts)
    return Result(found.value, found.n, (counts.promoters, counts.passives, counts.detractors)) if found else None


def _scaled(by_point: tuple[int, ...], kpi: Kpi) -> Estimate | None:
    if kpi.metric == "ces":
        return ces(by_point, kpi.method or "mean")
    return None if kpi.method == "index" else csat(by_point, kpi.method or "top-box")


def _reasons(answers: Sequence[Counted], kpi: Kpi, kept: frozenset[str]) -> tuple[Reason, ...]:
    ends = ends_of(kpi)
    if ends is None:
        return ()
    low: Counter[str] = Counter()
    high: Counter[str] = Counter()
    n: Counter[str] = Counter()
    for one in answers:
        n[one.reason] += one.n
        low[one.reason] += one.n if one.score <= ends[0] else 0
        high[one.reason] += one.n if one.score >= ends[1] else 0
    return tuple(Reason(name=name, low=low[name], high=high[name], n=n[name]) for name in sorted(kept) if n[name])
