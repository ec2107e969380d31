"""Round values along the axis of a chart."""

from __future__ import annotations

import math


def nice_ticks(low: float, high: float, wanted: int = 4) -> list[float]:
    """Round values, evenly apart, that reach from below `low` to above `high`: 4 or 5 steps of 1, 2, 2.5 or 5."""
    # Ticks closer than a millionth of the values would all have the same label.
    span = (
        max(high - low, abs(high) * 1e-6, abs(low) * 1e-6, 1e-12)
        if high > low
        else max(abs(high), 1e-12)
        if high
        else 1.0
    )
    raw = span / wanted
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= raw * (1 - 1e-9))
    first = math.floor(low / step + 1e-9)
    last = max(math.ceil(high / step - 1e-9), first + 1)
    # 12 digits: 3 × 0.1 is 0.3.
    return [float(f"{index * step:.12g}") for index in range(first, last + 1)]
