"""What is still missing to a target: the pace that it needs, and what is planned to close the gap."""

from collections.abc import Sequence
from dataclasses import dataclass

PACE_FORMULA = "(target − current) ÷ periods left; beside it (current − baseline) ÷ periods since the baseline"
COVER_FORMULA = "Σ expected (× confidence) of open initiatives ÷ (target − current)"


@dataclass(frozen=True, slots=True)
class Pace:
    """By how much a KPI must move in each period to reach its target, and by how much it has moved so far."""

    needed: float
    had: float | None
    periods_left: int


@dataclass(frozen=True, slots=True)
class Promise:
    """What an initiative is expected to move a KPI by, and how likely that is (0–1, where somebody said it)."""

    id: str
    expected: float
    confidence: float | None = None

    @property
    def likely(self) -> float:
        """The expected change, weighed with its confidence."""
        return self.expected if self.confidence is None else self.expected * self.confidence


def pace(
    baseline: float | None, current: float, target: float, periods_since: int | None, periods_left: int
) -> Pace | None:
    """Give the needed pace and the one so far, in units a period; None where no period is left.

    `periods_since` counts the periods from the baseline to the current value; without one there is no pace so far.
    """
    if periods_left <= 0:
        return None
    had = (current - baseline) / periods_since if baseline is not None and periods_since else None
    return Pace((target - current) / periods_left, had, periods_left)


def gap_cover(promises: Sequence[Promise], current: float, target: float) -> float | None:
    """Give the share of the gap that is promised: 0.5 is half of it, below 0 the wrong way.

    None without a promise, and where there is no gap.
    """
    gap = target - current
    return sum(one.likely for one in promises) / gap if promises and gap else None
