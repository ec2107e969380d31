"""The derived values of KPIs: where they stand, where they should, and how certain that is."""

from __future__ import annotations

from dataclasses import asdict

from cxsite.measures import progress, series, survey
from cxsite.measures.answers import NpsCounts
from cxsite.measures.interval import Interval
from cxsite.measures.record import Derived, Facts, Given
from cxsite.model.kpi import Kpi, Measurement, Target


def _known(item: Kpi, given: Given) -> list[Measurement]:
    return [item.measurements[i] for i in series.known_at([m.date for m in item.measurements], given.today)]


def _newest(item: Kpi, given: Given) -> Measurement | None:
    known = _known(item, given)
    return known[-1] if known else None


def _active(item: Kpi, given: Given) -> Target | None:
    at = progress.active_target([target.date.last for target in item.targets], given.today)
    return item.targets[at] if at is not None else None


def _current(item: Kpi, given: Given) -> Facts | None:
    newest = _newest(item, given)
    return {"date": newest.date, "value": newest.value, "n": newest.n} if newest else None


def _interval(item: Kpi, given: Given) -> Facts | None:
    newest = _newest(item, given)
    interval = interval_of(item, newest) if newest else None
    return asdict(interval) if interval else None


def interval_of(item: Kpi, measured: Measurement) -> Interval | None:
    """The interval of one measurement: from the counts behind it, or from share and n where only these are known."""
    counts = measured.counts
    if item.metric == "nps" and len(counts) == 3:
        estimate = survey.nps(NpsCounts(*counts))
    elif item.metric == "csat" and counts:
        estimate = survey.csat(counts, "mean" if item.method == "mean" else "top-box")
    elif item.metric == "ces" and counts:
        estimate = survey.ces(counts, item.method or "mean")
    elif item.metric in ("csat", "rate") and item.unit == "%" and item.method in (None, "top-box"):
        return survey.share_interval(measured.value, measured.n)
    else:
        return None
    return estimate.interval if estimate else None


def _target(item: Kpi, given: Given) -> Facts | None:
    target = _active(item, given)
    return {"date": target.date, "value": target.value} if target else None


def _progress(item: Kpi, given: Given) -> float | None:
    newest, target = _newest(item, given), _active(item, given)
    return progress.progress(
        item.baseline.value if item.baseline else None,
        newest.value if newest else None,
        target.value if target else None,
    )


def _expected(item: Kpi, given: Given) -> float | None:
    target = _active(item, given)
    return progress.expected_progress(
        item.baseline.date if item.baseline else None, target.date.last if target else None, given.today
    )


def _rag(item: Kpi, given: Given) -> progress.Rag:
    limits = item.thresholds
    return progress.rag(
        _progress(item, given),
        _expected(item, given),
        progress.Thresholds(limits.on_track, limits.at_risk) if limits else progress.DEFAULT_THRESHOLDS,
    )


def _trend(item: Kpi, given: Given) -> Facts | None:
    known = _known(item, given)
    if len(known) < 2:
        return None
    found = series.trend(known[-2].value, known[-1].value, item.direction)
    return asdict(found) if found else None


VALUES: tuple[Derived, ...] = (
    Derived("kpi", "current", "The newest measurement up to today.", one=_current, inputs=("measurements",)),
    Derived(
        "kpi",
        "interval",
        "95 % confidence interval of the current value.",
        one=_interval,
        inputs=("metric", "measurements", "method", "unit"),
    ),
    Derived("kpi", "target", "The first target not yet passed, else the last.", one=_target, inputs=("targets",)),
    Derived(
        "kpi",
        "progress",
        progress.PROGRESS_FORMULA,
        one=_progress,
        inputs=("baseline", "measurements", "targets"),
    ),
    Derived(
        "kpi",
        "expected_progress",
        "Elapsed share of baseline date to the target's last day.",
        one=_expected,
        inputs=("baseline", "targets"),
    ),
    Derived(
        "kpi",
        "rag",
        "Achieved, on track, at risk, off track or no data.",
        one=_rag,
        inputs=("baseline", "measurements", "targets", "thresholds"),
    ),
    Derived("kpi", "trend", series.TREND_FORMULA, one=_trend, inputs=("measurements", "direction")),
)
