"""Confidence intervals of survey results."""

import math
from dataclasses import dataclass
from statistics import NormalDist

from cxsite.measures.student import t_quantile

DEFAULT_LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """A two-sided confidence interval: `low` and `high` in the unit of the estimate, `level` in 0–1."""

    low: float
    high: float
    level: float


def quantile(level: float) -> float:
    """Give the two-sided standard normal quantile of a level: 1.959… for 0.95.

    Raises ValueError when the level is not between 0 and 1.
    """
    return NormalDist().inv_cdf((1 + level) / 2)


def wilson(successes: float, n: float, level: float = DEFAULT_LEVEL) -> Interval | None:
    """Give the Wilson score interval of a share, as shares in 0–1.

    `successes` of `n` answers; a fraction of an answer is allowed, since a measured share may be rounded.
    None without answers. Source: NIST/SEMATECH e-Handbook of Statistical Methods, 7.2.4.1.

    Raises ValueError when `successes` is not in 0…n.
    """
    if n == 0:
        return None
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} answers is no share")
    z = quantile(level)
    share = successes / n
    spread = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    centre = share + z * z / (2 * n)
    # At 0 % and 100 % a bound equals the share; rounding must not put it on the wrong side.
    low = min(share, max(0.0, (centre - spread) / scale))
    high = max(share, min(1.0, (centre + spread) / scale))
    return Interval(low, high, level)


def student(
    mean: float,
    variance: float,
    n: int,
    lowest: float,
    highest: float,
    level: float = DEFAULT_LEVEL,
) -> Interval | None:
    """Give Student's interval of a mean, cut at the ends of its scale.

    `variance` is the sample variance (divisor n − 1) of the `n` answers. None below two answers, and where all
    answers are equal: nothing then tells how much they vary. Formula: mean ± t(n − 1) × √(variance ÷ n).
    """
    if n < 2 or variance <= 0:
        return None
    margin = t_quantile(level, n - 1) * math.sqrt(variance / n)
    return Interval(max(lowest, mean - margin), min(highest, mean + margin), level)


def adjusted_wald(promoters: int, passives: int, detractors: int, level: float = DEFAULT_LEVEL) -> Interval | None:
    """Give the adjusted Wald interval of a Net Promoter Score, in points, cut at −100 and 100.

    None without answers, and where the score itself lies outside: the centre is shrunk towards 0, so that the
    interval of a single answer ends just short of ±100. Source: Rocks, "Interval Estimation for the Net Promoter
    Score", The American Statistician 70(4), 2016: n + 3, promoters + ¾, passives + 1½, detractors + ¾.
    """
    answers = promoters + passives + detractors
    if answers == 0:
        return None
    n = answers + 3
    p = (promoters + 0.75) / n
    d = (detractors + 0.75) / n
    margin = quantile(level) * math.sqrt(net_variance(p, d) / n)
    low, high = max(-100.0, 100 * (p - d - margin)), min(100.0, 100 * (p - d + margin))
    inside = low <= 100 * (promoters - detractors) / answers <= high
    return Interval(low, high, level) if inside else None


def net_variance(promoters: float, detractors: float) -> float:
    """Give the variance per answer of a difference of two shares: (p + d) − (p − d)²; shares in 0–1."""
    # Rounding may leave a difference of 1e-17 below 0 when all answers agree.
    return max(0.0, (promoters + detractors) - (promoters - detractors) ** 2)
