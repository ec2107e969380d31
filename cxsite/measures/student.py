"""Student's t distribution: the quantiles that intervals of means need, for any degrees of freedom."""

import math
from functools import lru_cache

_STEPS = 200


@lru_cache(maxsize=4096)
def t_quantile(level: float, freedom: float) -> float:
    """Give the two-sided quantile of Student's t: 12.706… for 0.95 and one degree of freedom.

    Raises ValueError when the level is not between 0 and 1 or `freedom` is not above 0.
    """
    if not 0 < level < 1 or freedom <= 0:
        raise ValueError(f"no quantile of level {level} with {freedom} degrees of freedom")
    low, high = 0.0, 1.0
    while _outside(high, freedom) > 1 - level:
        high *= 2
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if _outside(middle, freedom) > 1 - level else (low, middle)
    return (low + high) / 2


def _outside(t: float, freedom: float) -> float:
    """The probability of a value beyond ±t: I(ν ÷ (ν + t²); ν ÷ 2, ½) (Abramowitz and Stegun 26.7.1)."""
    return _incomplete_beta(freedom / (freedom + t * t), freedom / 2, 0.5)


def _incomplete_beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, by its continued fraction where that converges fast."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """Lentz's evaluation of the continued fraction (Abramowitz and Stegun 26.5.8)."""
    c, d = 1.0, 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    found = d
    for m in range(1, 10_000):
        for part in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _away_from_zero(1 + part * d)
            c = _away_from_zero(1 + part / c)
            found *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return found


def _away_from_zero(value: float) -> float:
    return value if abs(value) > 1e-300 else 1e-300
