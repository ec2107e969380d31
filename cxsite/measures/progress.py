"""Progress of a KPI from its baseline to its target."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Rag = Literal["achieved", "on-track", "at-risk", "off-track", "no-data"]

PROGRESS_FORMULA = "(current − baseline) ÷ (target − baseline)"
EXPECTED_FORMULA = "days since the baseline ÷ days from the baseline to the target, 0–1"
RAG_FORMULA = "achieved at a progress of 1; else by progress ÷ expected progress"

_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Lower bounds of progress ÷ expected progress for on-track and at-risk; below both is off-track."""

    on_track: float = 1.0
    at_risk: float = 0.7


DEFAULT_THRESHOLDS = Thresholds()


def active_target(last_days: Sequence[datetime.date], today: datetime.date) -> int | None:
    """Give the position of the target that counts at `today`: the first not yet passed, else the last.

    `last_days` are the last days of the targets' periods, in any order; a target is passed on the day after.
    None without targets.
    """
    order = sorted(range(len(last_days)), key=lambda i: last_days[i])
    for i in order:
        if last_days[i] >= today:
            return i
    return order[-1] if order else None


def progress(baseline: float | None, current: float | None, target: float | None) -> float | None:
    """Give the share of the way from baseline to target: 0 at the baseline, 1 at the target; works both ways.

    Below 0 when the KPI moved away, above 1 beyond the target. None when a value is missing or the target
    is the baseline.
    """
    if baseline is None or current is None or target is None or target == baseline:
        return None
    return (current - baseline) / (target - baseline)


def expected_progress(
    baseline_day: datetime.date | None, target_last_day: datetime.date | None, today: datetime.date
) -> float | None:
    """Give the elapsed share, 0–1, of the days from the baseline to the last day of the target's period.

    None when a day is missing or the target does not lie after the baseline.
    """
    if baseline_day is None or target_last_day is None or target_last_day <= baseline_day:
        return None
    elapsed = (today - baseline_day).days / (target_last_day - baseline_day).days
    return min(1.0, max(0.0, elapsed))


def is_reached(value: float, target: float, direction: Literal["up", "down"]) -> bool:
    """Say whether a value is at its target or beyond it; `direction` is the way in which the KPI gets better."""
    return value >= target if direction == "up" else value <= target


def rag(achieved: float | None, expected: float | None, thresholds: Thresholds = DEFAULT_THRESHOLDS) -> Rag:
    """Give the status word of a KPI from its progress (`achieved`) and expected progress.

    `achieved` from 1 on, whatever was expected. Else by progress ÷ expected: half-open bands, each with its
    lower bound. `no-data` when progress is unknown, or when expected progress is unknown or 0, so that
    there is no ratio.
    """
    if achieved is None:
        return "no-data"
    if achieved >= 1 - _TOLERANCE:
        return "achieved"
    if not expected:
        return "no-data"
    # The tolerance keeps 0.35 ÷ 0.5 in the band that starts at 0.7, however the division rounds.
    ratio = achieved / expected + _TOLERANCE
    if ratio >= thresholds.on_track:
        return "on-track"
    return "at-risk" if ratio >= thresholds.at_risk else "off-track"
