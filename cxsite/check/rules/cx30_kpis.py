"""CX30x: measured values that can't be, or that nobody keeps up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from cxsite.check.context import Context
from cxsite.check.examples import kpi_tree, scaled_kpi
from cxsite.check.place import Place
from cxsite.check.rule import Problem, rule
from cxsite.check.walks import kpis, values
from cxsite.measures import progress, series
from cxsite.model.items.kpi import Kpi
from cxsite.model.shape import Path

_HEAD = "definition: What customers say\nfrequency: year\n"

_GOOD = _HEAD + (
    "metric: nps\nscale: 10\ndirection: up\nbaseline: {date: 2025-06-30, value: 10}\n"
    "targets: [{date: 2026-12, value: 20}]\nmeasurements: [{date: 2026-03-01, value: 14}]\n"
)


def limits(kpi: Kpi) -> tuple[float, float] | None:
    """Lowest and highest value that a KPI of this metric and method can have; `None` where there are none."""
    match kpi.metric:
        case "nps":
            return (-100.0, 100.0)
        case "csat" if kpi.method == "mean":
            return (1.0, float(kpi.scale or 5))
        case "csat" | "csi":
            return (0.0, 100.0)
        case "ces" if kpi.method == "index":
            return (-100.0, 100.0)
        case "ces" if kpi.method == "top-box":
            return (0.0, 100.0)
        case "ces":
            return (1.0, float(kpi.scale or 7))
        case "rate" if kpi.unit == "%":
            return (0.0, 100.0)
        case _:
            return None


@rule(
    "CX301",
    "target-on-wrong-side",
    "error",
    bad=kpi_tree(_GOOD.replace("value: 20", "value: 5")),
    good=kpi_tree(_GOOD),
    follows=("CX303",),
)
def target_on_wrong_side(context: Context) -> Iterator[Problem]:
    """A target is worse than where the KPI started, seen in its direction. Progress would run backwards."""
    for key, kpi in kpis(context):
        for number, target in enumerate(kpi.targets):
            base = kpi.baseline.value if kpi.baseline else target.value
            if (target.value - base) * (1 if kpi.direction == "up" else -1) < 0:
                yield Problem(
                    Place(key, ("targets", number, "value")),
                    f"the target {target.value:g} is worse than the baseline {base:g}: better is {kpi.direction}",
                    "correct the target, the baseline or the direction",
                    ((Place(key, ("baseline", "value")), "the baseline"),),
                )


@rule(
    "CX302",
    "target-is-baseline",
    "warning",
    bad=kpi_tree(_GOOD.replace("value: 20", "value: 10")),
    good=kpi_tree(_GOOD),
    follows=("CX303",),
)
def target_is_baseline(context: Context) -> Iterator[Problem]:
    """A target equals the baseline, so that there is no progress to compute."""
    for key, kpi in kpis(context):
        for number, target in enumerate(kpi.targets):
            if kpi.baseline and target.value == kpi.baseline.value:
                yield Problem(
                    Place(key, ("targets", number, "value")),
                    f"the target is the baseline, {target.value:g}",
                    "name what is to be reached",
                )


@rule(
    "CX303",
    "value-off-scale",
    "error",
    bad=kpi_tree(_GOOD.replace("value: 14", "value: 140")),
    good=kpi_tree(_GOOD),
    follows=("CX023", "CX310"),
)
def value_off_scale(context: Context) -> Iterator[Problem]:
    """A value lies outside what its metric can be: NPS −100 to 100, a share 0 to 100 %, a mean the points of its
    scale."""
    for key, kpi in kpis(context):
        ends = limits(kpi)
        if ends is None or _mixed(kpi):
            continue
        for at, value in values(kpi):
            if not ends[0] <= value <= ends[1]:
                yield Problem(
                    Place(key, at),
                    f"{value:g} can't be: {kpi.metric} runs from {ends[0]:g} to {ends[1]:g} here",
                    "correct the value, or `metric`, `method` or `scale`",
                )


@rule(
    "CX304",
    "methods-mixed",
    "error",
    bad=kpi_tree(
        _HEAD + "metric: ces\ndirection: up\nbaseline: {date: 2025-06-30, value: 61}\n"
        "targets: [{date: 2026-12, value: 70}]\nmeasurements: [{date: 2026-03-01, value: 5.1}]\n"
    ),
    good=kpi_tree(
        _HEAD + "metric: ces\ndirection: up\nbaseline: {date: 2025-06-30, value: 4.6}\n"
        "targets: [{date: 2026-12, value: 5.5}]\nmeasurements: [{date: 2026-03-01, value: 5.1}]\n"
    ),
)
def methods_mixed(context: Context) -> Iterator[Problem]:
    """Baseline or targets were made with another method than the measurements: a mean of 1–7 and a share in % can't be
    compared, so progress between them means nothing."""
    for key, kpi in kpis(context):
        if _mixed(kpi):
            yield Problem(
                Place(key, ("baseline",) if kpi.baseline else ("targets", 0)),
                "baseline or targets do not fit the method of the measurements",
                f"give all values as {kpi.method or 'mean'}",
            )


def _mixed(kpi: Kpi) -> bool:
    """Whether all measurements fit the limits of the method, and no baseline or target does."""
    ends = limits(kpi)
    if kpi.metric not in ("ces", "csat") or ends is None or not kpi.measurements:
        return False
    measured = [ends[0] <= one.value <= ends[1] for one in kpi.measurements]
    other = [ends[0] <= value <= ends[1] for at, value in values(kpi) if at[0] != "measurements"]
    return bool(other) and all(measured) and not any(other)


@rule(
    "CX305",
    "measurement-in-future",
    "error",
    bad=kpi_tree(_GOOD.replace("2026-03-01", "2199-03-01")),
    good=kpi_tree(_GOOD),
)
def measurement_in_future(context: Context) -> Iterator[Problem]:
    """A value was measured on a day that has not come yet."""
    for key, kpi in kpis(context):
        days: list[tuple[Path, dt.date]] = [
            (("measurements", n, "date"), one.date) for n, one in enumerate(kpi.measurements)
        ]
        if kpi.baseline:
            days.append((("baseline", "date"), kpi.baseline.date))
        for at, day in days:
            if day > context.today:
                yield Problem(Place(key, at), f"{day} has not come yet (today is {context.today})", "correct the day")


@rule(
    "CX306",
    "repeated-measurement",
    "warning",
    bad=kpi_tree(_GOOD.replace("14}]", "14}, {date: 2026-03-01, value: 15}]")),
    good=kpi_tree(_GOOD),
)
def repeated_measurement(context: Context) -> Iterator[Problem]:
    """Two values stand at one day. The later one in the file counts. A correction is one measurement, which
    says what it `was`."""
    for key, kpi in kpis(context):
        seen: dict[dt.date, int] = {}
        for number, one in enumerate(kpi.measurements):
            if one.date in seen:
                yield Problem(
                    Place(key, ("measurements", number, "date")),
                    f"there are two measurements of {one.date}",
                    "keep one of them; a value that was corrected says what it `was`",
                    ((Place(key, ("measurements", seen[one.date], "date")), "the other"),),
                )
            seen.setdefault(one.date, number)


@rule(
    "CX307",
    "stale-kpi",
    "warning",
    bad=kpi_tree(_GOOD.replace("frequency: year", "frequency: month").replace("2026-03-01", "2025-09-30")),
    good=kpi_tree(_GOOD),
)
def stale_kpi(context: Context) -> Iterator[Problem]:
    """Nothing was measured for twice as long as the KPI's frequency promises (a baseline is a value too)."""
    for key, kpi in kpis(context):
        days = [one.date for one in kpi.measurements if one.date <= context.today]
        if not days and kpi.baseline:
            days = [kpi.baseline.date]
        newest = max(days, default=None)
        if context.is_read(key, "measurements") and series.is_stale(newest, kpi.frequency, context.today):
            yield Problem(
                Place(key, ("measurements",)),
                f"the newest value is of {newest}, though it is measured every {kpi.frequency}",
                "add the missing measurements, or correct `frequency`",
            )


@rule(
    "CX308",
    "target-missed",
    "warning",
    bad=kpi_tree(_GOOD.replace("date: 2026-12,", "date: 2026-02,")),
    good=kpi_tree(_GOOD),
    follows=("CX301", "CX303"),
)
def target_missed(context: Context) -> Iterator[Problem]:
    """The time of the last target has passed, and the KPI has not reached it."""
    for key, kpi in kpis(context):
        known = series.known_at([one.date for one in kpi.measurements], context.today)
        unclear = not context.is_read(key, "measurements") or not context.is_read(key, "targets")
        if unclear or not kpi.targets or not known or max(target.date.last for target in kpi.targets) >= context.today:
            continue
        number = max(range(len(kpi.targets)), key=lambda index: kpi.targets[index].date.last)
        target, current = kpi.targets[number], kpi.measurements[known[-1]].value
        done = progress.progress(kpi.baseline.value if kpi.baseline else None, current, target.value)
        if done is not None and done < 1:
            yield Problem(
                Place(key, ("targets", number)),
                f"the target {target.value:g} was for {target.date}, and the value is {current:g}",
                "set a new target, and say in an update what was learned",
            )


@rule(
    "CX309",
    "weights-off",
    "error",
    bad=scaled_kpi("metric: csi\nweights: {item1: 0.5, item2: 0.4, item3: 0.4}"),
    good=scaled_kpi("metric: csi\nweights: {item1: 0.4, item2: 0.3, item3: 0.3}"),
)
def weights_off(context: Context) -> Iterator[Problem]:
    """The weights of a customer satisfaction index do not sum to 1, or those of a SERVQUAL gap not to 100."""
    for key, kpi in kpis(context):
        whole = {"csi": 1.0, "servqual": 100.0}.get(kpi.metric)
        total = sum(kpi.weights.values())
        if kpi.weights and whole is not None and abs(total - whole) > 1e-9:
            yield Problem(
                Place(key, ("weights",)), f"the weights sum to {total:g}, not to {whole:g}", "correct the weights"
            )
