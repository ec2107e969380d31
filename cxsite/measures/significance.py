"""Whether a difference between two measurements is more than chance."""

import math
from dataclasses import dataclass
from typing import Literal

from cxsite.measures.interval import DEFAULT_LEVEL, Interval
from cxsite.measures.series import Direction
from cxsite.measures.student import t_quantile

Words = Literal["better", "worse", "no-clear-change", "too-few-answers"]

FEWEST_ANSWERS = 30
CHANGE_FORMULA = "newest finished measurement − the one before; clear where the interval of the difference excludes 0"


@dataclass(frozen=True, slots=True)
class Sample:
    """A measured value with what is known of its chance; all but the value may be unknown.

    `n` answers or cases, the `interval` of the value in its unit, the `variance` of the answers where it is their
    mean. `answered`: customers answered, so that a small `n` says that the value is worth little.
    """

    value: float
    n: int | None = None
    interval: Interval | None = None
    variance: float | None = None
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A difference in the unit of the values, with its interval.

    `clear` and `words` are None where the answers are not known: then there is a difference, and no word of certainty.
    """

    difference: float
    interval: Interval | None
    clear: bool | None
    words: Words | None


def change(before: Sample, now: Sample, better: Direction, level: float = DEFAULT_LEVEL) -> Change:
    """Give the change from one sample to another, and the word for it.

    Means by Welch's interval, shares and net scores by joining the intervals of both sides. Fewer than
    `FEWEST_ANSWERS` answers on a side are too few for a word, whatever the interval says.
    """
    difference = now.value - before.value
    interval = difference_interval(before, now, level)
    known = [sample.n for sample in (before, now) if sample.n is not None]
    if before.answered and now.answered and known and min(known) < FEWEST_ANSWERS:
        return Change(difference, interval, False, "too-few-answers")
    if interval is None:
        return Change(difference, None, None, None)
    if interval.low <= 0 <= interval.high:
        return Change(difference, interval, False, "no-clear-change")
    return Change(difference, interval, True, "better" if (difference > 0) == (better == "up") else "worse")


def difference_interval(before: Sample, now: Sample, level: float = DEFAULT_LEVEL) -> Interval | None:
    """Give the interval of `now` − `before`, or None where one of them has none."""
    if before.variance is not None and now.variance is not None:
        return welch(before, now, level)
    if before.interval is None or now.interval is None:
        return None
    return joined(before.value, before.interval, now.value, now.interval)


def joined(before: float, of_before: Interval, now: float, of_now: Interval) -> Interval:
    """Join two intervals into one of the difference: each side √(a² + b²) of the distances to the bounds.

    With Wilson intervals of shares this is method 10 of Newcombe, "Interval estimation for the difference between
    independent proportions", Statistics in Medicine 17, 1998; in general it is MOVER (Zou and Donner 2008).
    """
    difference = now - before
    below = math.hypot(now - of_now.low, of_before.high - before)
    above = math.hypot(of_now.high - now, before - of_before.low)
    return Interval(difference - below, difference + above, of_now.level)


def welch(before: Sample, now: Sample, level: float = DEFAULT_LEVEL) -> Interval | None:
    """Give Welch's interval of a difference of means: d ± t(df) × √(s₁² ÷ n₁ + s₂² ÷ n₂).

    The degrees of freedom are those of Welch and Satterthwaite. None below two answers on a side, or where
    neither side varies.
    """
    if before.variance is None or now.variance is None or before.n is None or now.n is None:
        return None
    if min(before.n, now.n) < 2:
        return None
    parts = before.variance / before.n, now.variance / now.n
    total = sum(parts)
    if total == 0:
        return None
    freedom = total**2 / (parts[0] ** 2 / (before.n - 1) + parts[1] ** 2 / (now.n - 1))
    margin = t_quantile(level, freedom) * math.sqrt(total)
    difference = now.value - before.value
    return Interval(difference - margin, difference + margin, level)
