"""The derived values of KPIs: where they stand and where they should."""

from __future__ import annotations

from dataclasses import asdict

from cxsite.measures import progress, series, survey
from cxsite.measures.answers import NpsCounts
from cxsite.measures.record import Derived, Facts, Given
from cxsite.measures.significance import Sample
from cxsite.model.items.kpi import Kpi, Measurement, Target

_SURVEYS = frozenset({"nps", "csat", "ces", "csi", "servqual"})
MEASURED = ("measurements", "frequency")
RESPECTED = ("breaks", "aggregate")
"""What forbids a claim, also for those who do not see it: no comparison across a break, no current value from a
period that rows are still gathered for."""
SAMPLED = ("metric", "measurements", "method", "unit", "frequency")
"""What the chance of a value is made from."""


def known(item: Kpi, given: Given) -> list[Measurement]:
    """The measurements up to today, oldest first, one a day: the one written later restates the others."""
    days = [one.date for one in item.measurements]
    return [item.measurements[at] for at in series.known_at(days, given.today)]


def finished(item: Kpi, given: Given) -> list[Measurement]:
    """Those whose period is over; all where none is. Answers fill a period, a value is whole when it is written."""
    found = known(item, given)
    return [one for one in found if not running(item, one, given)] or found


def running(item: Kpi, measured: Measurement, given: Given) -> bool:
    """Whether more answers (or tickets) may come for the period of a measurement."""
    gathered = bool(measured.counts) or measured.effective_n is not None or item.aggregate is not None
    return gathered and not series.finished(measured.date, item.frequency, given.today)


def newest(item: Kpi, given: Given) -> Measurement | None:
    """The measurement that counts: the newest of a finished period."""
    found = finished(item, given)
    return found[-1] if found else None


def active(item: Kpi, given: Given) -> Target | None:
    """The target that counts."""
    at = progress.active_target([target.date.last for target in item.targets], given.today)
    return item.targets[at] if at is not None else None


def broken(item: Kpi, first: Measurement | None, last: Measurement | None) -> bool:
    """Whether a break lies between two measurements, or between the baseline (without a first one) and the last."""
    start = first or item.baseline
    return bool(start and last and series.broken(start.date, last.date, [one.date for one in item.breaks]))


def sample(item: Kpi, measured: Measurement) -> Sample:
    """A measurement with its chance: from the counts behind it, or from share and n where only these are known."""
    estimate, counts = _estimate(item, measured.counts), measured.counts
    answered = item.metric in _SURVEYS or bool(counts)
    if estimate:
        return Sample(measured.value, estimate.n, estimate.interval, estimate.variance, answered)
    interval = None
    if item.metric in ("csat", "rate") and item.unit == "%" and item.method in (None, "top-box"):
        interval = survey.share_interval(measured.value, measured.effective_n or measured.n)
    return Sample(measured.value, measured.n, interval, None, answered)


def _estimate(item: Kpi, counts: tuple[int, ...]) -> survey.Estimate | None:
    if item.metric == "nps" and len(counts) == 3:
        return survey.nps(NpsCounts(*counts))
    if item.metric == "csat" and counts:
        return survey.csat(counts, "mean" if item.method == "mean" else "top-box")
    if item.metric == "ces" and counts:
        return survey.ces(counts, item.method or "mean")
    return None


def told(measured: Measurement) -> Facts:
    """A measurement as a derived value tells it."""
    return {"date": measured.date, "value": measured.value, "n": measured.n}


def _current(item: Kpi, given: Given) -> Facts | None:
    found = newest(item, given)
    return told(found) if found else None


def _so_far(item: Kpi, given: Given) -> Facts | None:
    found = known(item, given)
    last = found[-1] if found else None
    return told(last) if last and running(item, last, given) else None


def _restated(item: Kpi, given: Given) -> list[Facts] | None:
    found = [{"date": one.date, "value": one.value, "was": one.was} for one in known(item, given)]
    return [entry for entry in found if entry["was"] is not None] or None


def _interval(item: Kpi, given: Given) -> Facts | None:
    found = newest(item, given)
    interval = sample(item, found).interval if found else None
    return asdict(interval) if interval else None


def _target(item: Kpi, given: Given) -> Facts | None:
    target = active(item, given)
    return {"date": target.date, "value": target.value} if target else None


def progress_of(item: Kpi, given: Given, value: float | None = None) -> float | None:
    """The progress of the current value, or of another one in its place; none across a break."""
    found, target = newest(item, given), active(item, given)
    if found is None or broken(item, None, found):
        return None
    return progress.progress(
        item.baseline.value if item.baseline else None,
        found.value if value is None else value,
        target.value if target else None,
    )


def _progress(item: Kpi, given: Given) -> float | None:
    return progress_of(item, given)


def _expected(item: Kpi, given: Given) -> float | None:
    target = active(item, given)
    return progress.expected_progress(
        item.baseline.date if item.baseline else None, target.date.last if target else None, given.today
    )


def rag_of(item: Kpi, given: Given, value: float | None = None) -> progress.Rag:
    """The traffic light of the current value, or of another one in its place."""
    limits = item.thresholds
    return progress.rag(
        progress_of(item, given, value),
        _expected(item, given),
        progress.Thresholds(limits.on_track, limits.at_risk) if limits else progress.DEFAULT_THRESHOLDS,
    )


def _rag(item: Kpi, given: Given) -> progress.Rag:
    return rag_of(item, given)


VALUES: tuple[Derived, ...] = (
    Derived(
        "kpi",
        "current",
        "The newest measurement up to today of a period that is over; of a running one where none is.",
        one=_current,
        inputs=MEASURED,
        respects=RESPECTED,
    ),
    Derived(
        "kpi",
        "so_far",
        "The answers so far of a period that is not over.",
        one=_so_far,
        inputs=MEASURED,
        respects=RESPECTED,
    ),
    Derived(
        "kpi",
        "restated",
        "Past values that were corrected, each with what it was before.",
        one=_restated,
        inputs=("measurements",),
    ),
    Derived(
        "kpi",
        "interval",
        "95 % confidence interval of the current value.",
        one=_interval,
        inputs=SAMPLED,
        respects=RESPECTED,
    ),
    Derived("kpi", "target", "The first target not yet passed, else the last.", one=_target, inputs=("targets",)),
    Derived(
        "kpi",
        "progress",
        progress.PROGRESS_FORMULA,
        one=_progress,
        inputs=("baseline", "targets", *MEASURED),
        respects=RESPECTED,
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
        inputs=("baseline", "targets", "thresholds", *MEASURED),
        respects=RESPECTED,
    ),
)
