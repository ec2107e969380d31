"""The derived values of KPIs whose answers are known by group and by reason."""

from __future__ import annotations

from dataclasses import asdict

from cxsite.measures.record import Derived, Facts, Given
from cxsite.measures.scale import ends_of, scale_of
from cxsite.measures.values.kpi import RESPECTED, SAMPLED, newest, sample
from cxsite.model.items.kpi import Kpi, Measurement

REASONS_FORMULA = "share among low answers (detractors) − share among high ones (promoters), in percentage points"


def _segments(item: Kpi, given: Given) -> list[Facts] | None:
    now = newest(item, given)
    found: list[Facts] = []
    for group in now.groups if now else ():
        own = (
            sample(item, Measurement(date=now.date, value=group.value, n=group.n, counts=group.counts)) if now else None
        )
        interval = own.interval if own else None
        said: Facts = {"segment": group.name, "value": group.value, "n": group.n}
        if interval is not None and now is not None:
            said |= {"interval": asdict(interval), "differs": not interval.low <= now.value <= interval.high}
        found.append(said)
    return found or None


def _reasons(item: Kpi, given: Given) -> list[Facts] | None:
    now = newest(item, given)
    if now is None or not now.reasons:
        return None
    low, high = _ends(item, now)
    if not low or not high:
        return None
    found: list[Facts] = []
    for reason in now.reasons:
        of_low, of_high = 100 * reason.low / low, 100 * reason.high / high
        shares = {"low": of_low, "high": of_high, "difference": of_low - of_high}
        found.append({"reason": reason.name, "n": reason.n, **shares})
    return sorted(found, key=lambda one: (-one["difference"], one["reason"]))


def _ends(item: Kpi, now: Measurement) -> tuple[int, int]:
    """How many gave low answers, and how many high ones."""
    ends = ends_of(item)
    lowest, highest = scale_of(item)
    if ends is not None and item.metric == "nps" and len(now.counts) == 3:
        return now.counts[2], now.counts[0]
    if ends is None or len(now.counts) != highest - lowest + 1:
        return 0, 0
    return sum(now.counts[: ends[0]]), sum(now.counts[ends[1] - 1 :])


VALUES: tuple[Derived, ...] = (
    Derived(
        "kpi",
        "segments",
        "The current value by group of customers, each with its interval; it differs where that excludes the total.",
        one=_segments,
        inputs=(*SAMPLED, "scale"),
        respects=RESPECTED,
    ),
    Derived(
        "kpi",
        "reasons",
        f"Coded reasons: {REASONS_FORMULA}.",
        one=_reasons,
        inputs=(*SAMPLED, "scale"),
        respects=RESPECTED,
    ),
)
"""Values of groups and reasons; those that few stand behind are not in a View to begin with."""
