"""What may be claimed of a KPI: changes with their chance, how firm a word is, what is missing to the target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from cxsite.measures import pace, series
from cxsite.measures.progress import is_reached
from cxsite.measures.record import Derived, Facts, Given, Whole
from cxsite.measures.significance import CHANGE_FORMULA, change
from cxsite.measures.values.kpi import (
    MEASURED,
    RESPECTED,
    SAMPLED,
    active,
    broken,
    finished,
    newest,
    progress_of,
    rag_of,
    sample,
    told,
)
from cxsite.model.items.initiative import OPEN, Initiative
from cxsite.model.items.kpi import Kpi, Measurement

_TARGETED = ("baseline", "targets", *MEASURED)


def _compared(item: Kpi, before: Measurement, now: Measurement) -> Facts:
    found = change(sample(item, before), sample(item, now), item.direction)
    interval = asdict(found.interval) if found.interval else None
    values = {"difference": found.difference, "interval": interval, "clear": found.clear, "words": found.words}
    return {name: value for name, value in values.items() if value is not None}


def _change(item: Kpi, given: Given) -> Facts | None:
    whole = finished(item, given)
    if len(whole) < 2 or broken(item, whole[-2], whole[-1]):
        return None
    return {"from": told(whole[-2]), "to": told(whole[-1]), **_compared(item, whole[-2], whole[-1])}


def _trend(item: Kpi, given: Given) -> Facts | None:
    found = _change(item, given)
    if found is None:
        return None
    moved = series.trend(found["from"]["value"], found["to"]["value"], item.direction)
    if moved is None:
        return None
    unclear = moved.meaning != "same" and found.get("clear") is False
    return {"direction": moved.direction, "meaning": "unclear" if unclear else moved.meaning}


def _year_ago(item: Kpi, given: Given) -> Facts | None:
    now = newest(item, given)
    if now is None or item.frequency is None or not series.finished(now.date, item.frequency, given.today):
        return None
    first, last = series.year_before(now.date, item.frequency)
    then = [one for one in finished(item, given) if first <= one.date <= last]
    if not then or broken(item, then[-1], now):
        return None
    return {**told(then[-1]), **_compared(item, then[-1], now)}


def _needed_pace(item: Kpi, given: Given) -> Facts | None:
    now, target = newest(item, given), active(item, given)
    if now is None or target is None or item.frequency is None or _reached(item, given):
        return None
    base = item.baseline if not broken(item, None, now) else None
    found = pace.pace(
        base.value if base else None,
        now.value,
        target.value,
        series.periods_between(base.date, now.date, item.frequency) if base and base.date < now.date else None,
        series.periods_between(max(now.date, given.today), target.date.last, item.frequency),
    )
    if found is None:
        return None
    return {"per": item.frequency, **{name: value for name, value in asdict(found).items() if value is not None}}


def _reached(item: Kpi, given: Given) -> bool:
    now, target = newest(item, given), active(item, given)
    return now is not None and target is not None and is_reached(now.value, target.value, item.direction)


def _response_rate(item: Kpi, given: Given) -> float | None:
    now = newest(item, given)
    if now is None or now.n is None:
        return None
    sent = now.sent or item.sent
    return now.n / sent if sent and sent >= now.n else None


def _firm(item: Kpi, given: Given) -> bool | None:
    now = newest(item, given)
    interval = sample(item, now).interval if now else None
    if interval is None or progress_of(item, given) is None:
        return None
    return rag_of(item, given, interval.low) == rag_of(item, given, interval.high)


def _stale(item: Kpi, given: Given) -> bool:
    days = [one.date for one in item.measurements if one.date <= given.today]
    if not days and item.baseline:
        days = [item.baseline.date]
    return series.is_stale(max(days, default=None), item.frequency, given.today)


def _missed(item: Kpi, given: Given) -> bool | None:
    target, now = active(item, given), newest(item, given)
    if target is None or now is None:
        return None
    return target.date.last < given.today and not _reached(item, given)


def _gap_cover(whole: Whole) -> dict[str, Facts | None]:
    """What open initiatives promise of the gap; what has shipped apart, with what was measured since."""
    promises: dict[str, list[pace.Promise]] = {}
    shipped: dict[str, list[tuple[Initiative, float]]] = {}
    for item in whole.items.get("initiative", {}).values():
        assert isinstance(item, Initiative)
        for kpi, expected in item.expected.items():
            if item.status in OPEN:
                confidence = item.rice.confidence if item.rice else None
                promises.setdefault(kpi, []).append(pace.Promise(item.id, expected, confidence))
            elif item.status == "shipped":
                shipped.setdefault(kpi, []).append((item, expected))
    given = Given(whole.charter, whole.today)
    found = {}
    for id_, kpi_ in whole.items.get("kpi", {}).items():
        assert isinstance(kpi_, Kpi)
        found[id_] = _cover(kpi_, given, promises.get(id_, []), shipped.get(id_, []))
    return found


def _cover(
    item: Kpi, given: Given, promises: list[pace.Promise], shipped: list[tuple[Initiative, float]]
) -> Facts | None:
    now, target = newest(item, given), active(item, given)
    if now is None or target is None or _reached(item, given) or not (promises or shipped):
        return None
    values: dict[str, Any] = {
        "share": pace.gap_cover(promises, now.value, target.value),
        "expected": sum(one.likely for one in promises) if promises else None,
        "gap": target.value - now.value,
        "initiatives": [_without_none(asdict(one)) for one in promises] or None,
        "shipped": [_without_none(_since(item, given, one, expected)) for one, expected in shipped] or None,
    }
    return _without_none(values)


def _since(item: Kpi, given: Given, initiative: Initiative, expected: float) -> Facts:
    """What was measured since something shipped; nothing says that it was because of it."""
    whole = finished(item, given)
    before = [one for one in whole if initiative.shipped and one.date <= initiative.shipped]
    measured = whole[-1].value - before[-1].value if before and before[-1] is not whole[-1] else None
    if before and broken(item, before[-1], whole[-1]):
        measured = None
    return {"id": initiative.id, "expected": expected, "measured": measured}


def _without_none(values: Mapping[str, Any]) -> Facts:
    return {name: value for name, value in values.items() if value is not None}


VALUES: tuple[Derived, ...] = (
    Derived("kpi", "change", CHANGE_FORMULA + ".", one=_change, inputs=(*SAMPLED, "direction"), respects=RESPECTED),
    Derived(
        "kpi",
        "trend",
        "Up, down or flat, and better, worse, same or unclear: no stronger than `change`.",
        one=_trend,
        inputs=(*SAMPLED, "direction"),
        respects=RESPECTED,
    ),
    Derived(
        "kpi",
        "year_ago",
        "The value of the same period a year before, and the change since.",
        one=_year_ago,
        inputs=(*SAMPLED, "direction"),
        respects=RESPECTED,
    ),
    Derived(
        "kpi",
        "needed_pace",
        pace.PACE_FORMULA,
        one=_needed_pace,
        inputs=(*_TARGETED, "direction"),
        respects=RESPECTED,
        internal=True,
    ),
    Derived(
        "kpi",
        "response_rate",
        "Answers ÷ sent (AAPOR RR1).",
        one=_response_rate,
        inputs=(*MEASURED, "sent"),
        respects=RESPECTED,
    ),
    Derived(
        "kpi",
        "firm",
        "False where the interval of the value reaches into another band of the traffic light.",
        one=_firm,
        inputs=(*_TARGETED, "thresholds", "metric", "method", "unit"),
        respects=RESPECTED,
    ),
    Derived(
        "kpi",
        "stale",
        "Whether nothing was measured for longer than the frequency allows.",
        one=_stale,
        inputs=("baseline", *MEASURED),
        internal=True,
    ),
    Derived(
        "kpi",
        "missed",
        "Whether the target's last day has passed and it was not reached.",
        one=_missed,
        inputs=("targets", "direction", *MEASURED),
        respects=RESPECTED,
        internal=True,
    ),
    Derived(
        "kpi",
        "gap_cover",
        pace.COVER_FORMULA,
        many=_gap_cover,
        inputs=("targets", "direction", *MEASURED),
        respects=RESPECTED,
        internal=True,
    ),
)
