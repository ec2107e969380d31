"""Customer metrics of surveys: NPS, CSAT, CES, CSI and SERVQUAL."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cxsite.measures.answers import NpsCounts
from cxsite.measures.interval import DEFAULT_LEVEL, Interval, adjusted_wald, student, wilson

CsatMethod = Literal["top-box", "mean"]
CesMethod = Literal["mean", "top-box", "index"]

# Scale (highest point) → lowest point of the top boxes.
TOP_BOXES: Mapping[int, int] = {2: 2, 3: 3, 4: 3, 5: 4, 6: 4, 7: 5, 10: 9}
CES_SCALE = 7
CSI_ITEMS = ("item1", "item2", "item3")
SERVQUAL_DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")

NPS_FORMULA = "100 × (promoters − detractors) ÷ answers"
MEAN_FORMULA = "sum of the answers ÷ number of answers"
TOP_BOX_FORMULA = "100 × answers in the top boxes ÷ answers"
CES_TOP_BOX_FORMULA = "100 × answers of 5–7 ÷ answers"
CES_INDEX_FORMULA = "100 × (answers of 6–7 − answers of 1–3) ÷ answers"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A result of a survey: `value` in the unit of `formula`, from `n` answers.

    `interval` has the unit of the value; it is None where no interval is defined or the answers are too few.
    `variance` is the sample variance of the answers (divisor n − 1), for means of two answers and more.
    """

    value: float
    n: int
    interval: Interval | None
    formula: str
    variance: float | None = None


def nps(counts: NpsCounts | None, level: float = DEFAULT_LEVEL) -> Estimate | None:
    """Give the Net Promoter Score in points, −100…100, with its adjusted Wald interval.

    None without answers. Source: Reichheld 2003; interval: Rocks 2016.
    """
    if counts is None or counts.n == 0:
        return None
    value = 100 * (counts.promoters - counts.detractors) / counts.n
    interval = adjusted_wald(counts.promoters, counts.passives, counts.detractors, level)
    return Estimate(value, counts.n, interval, NPS_FORMULA)


def csat(counts: Sequence[int] | None, method: CsatMethod = "top-box", level: float = DEFAULT_LEVEL) -> Estimate | None:
    """Give customer satisfaction from the counts of the answers 1, 2, … k.

    `top-box`: percent of answers in the top boxes of a scale of k points (`TOP_BOXES`), Wilson interval;
    None on a scale for which no top boxes are defined. `mean`: mean of the scale, Student's interval.
    None without answers. Raises ValueError for a negative count.
    """
    if method == "mean":
        return scale_mean(counts, level)
    if counts is None or len(counts) not in TOP_BOXES:
        return None
    return _share(counts, TOP_BOXES[len(counts)], TOP_BOX_FORMULA, level)


def ces(counts: Sequence[int] | None, method: CesMethod = "mean", level: float = DEFAULT_LEVEL) -> Estimate | None:
    """Give the Customer Effort Score from the counts of the answers 1, 2, … k.

    `mean`: mean of the scale, Student's interval. `top-box`: percent answering 5–7, Wilson interval. `index`:
    %(6–7) − %(1–3), −100…100, with the interval of a net score. The last two are defined on seven points only: None on
    other scales. None without answers. Raises ValueError for a negative count.
    """
    if method == "mean":
        return scale_mean(counts, level)
    if counts is None or len(counts) != CES_SCALE:
        return None
    if method == "top-box":
        return _share(counts, 5, CES_TOP_BOX_FORMULA, level)
    n = _answers(counts)
    if n == 0:
        return None
    best, worst = sum(counts[5:]), sum(counts[:3])
    interval = adjusted_wald(best, n - best - worst, worst, level)
    return Estimate(100 * (best - worst) / n, n, interval, CES_INDEX_FORMULA)


def scale_mean(counts: Sequence[int] | None, level: float = DEFAULT_LEVEL) -> Estimate | None:
    """Give the mean of the answers 1, 2, … k from their counts, with Student's interval from two differing answers on.

    None without answers. Raises ValueError for a negative count.
    """
    n = 0 if counts is None else _answers(counts)
    if counts is None or n == 0:
        return None
    total = sum(point * count for point, count in enumerate(counts, start=1))
    squares = sum(point * point * count for point, count in enumerate(counts, start=1))
    mean = total / n
    # Whole numbers until the last division: a mean of squares would lose the digits that matter.
    variance = (n * squares - total * total) / (n * (n - 1)) if n > 1 else 0.0
    interval = student(mean, variance, n, 1, len(counts), level)
    return Estimate(mean, n, interval, MEAN_FORMULA, variance if n > 1 else None)


def csi(items: Sequence[float] | None, weights: Sequence[float] | None) -> float | None:
    """Give the customer satisfaction index, 0–100, of three items on 1–10: Σ w × (x − 1) ÷ 9 × 100.

    `items` are one customer's answers or the means over many. None unless there are three items on the
    scale and three weights of at least 0 that sum to 1. Source: the index of the national satisfaction
    barometers (ACSI).
    """
    if items is None or weights is None or len(items) != 3 or len(weights) != 3:
        return None
    if any(not 1 <= item <= 10 for item in items) or not _weights_sum_to(weights, 1):
        return None
    return math.fsum(w * (x - 1) for w, x in zip(weights, items, strict=True)) / 9 * 100


def servqual_gaps(expectation: Mapping[str, float], perception: Mapping[str, float]) -> dict[str, float]:
    """Give perception − expectation of each dimension that has both, in the order of the five dimensions."""
    return {d: perception[d] - expectation[d] for d in SERVQUAL_DIMENSIONS if d in expectation and d in perception}


def servqual(gaps: Mapping[str, float] | None, weights: Mapping[str, float] | None = None) -> float | None:
    """Give the SERVQUAL score, in scale points: the mean gap, or Σ (weight ÷ 100) × gap.

    None unless all five dimensions have a gap and, where weights are given, a weight of at least 0 each,
    summing to 100. Source: Zeithaml, Parasuraman and Berry, "Delivering Quality Service", 1990.
    """
    if gaps is None or any(d not in gaps for d in SERVQUAL_DIMENSIONS):
        return None
    if weights is None:
        return math.fsum(gaps[d] for d in SERVQUAL_DIMENSIONS) / len(SERVQUAL_DIMENSIONS)
    if any(d not in weights for d in SERVQUAL_DIMENSIONS):
        return None
    if not _weights_sum_to([weights[d] for d in SERVQUAL_DIMENSIONS], 100):
        return None
    return math.fsum(weights[d] * gaps[d] for d in SERVQUAL_DIMENSIONS) / 100


def share_interval(percent: float | None, n: float | None, level: float = DEFAULT_LEVEL) -> Interval | None:
    """Give the Wilson interval, in percent, of a share that was measured as percent of `n` answers.

    None without a number of answers, or where the value is no share (not in 0–100).
    """
    if percent is None or not n or not 0 <= percent <= 100:
        return None
    return _in_percent(wilson(percent * n / 100, n, level))


def _share(counts: Sequence[int], lowest: int, formula: str, level: float) -> Estimate | None:
    n = _answers(counts)
    if n == 0:
        return None
    top = sum(counts[lowest - 1 :])
    return Estimate(100 * top / n, n, _in_percent(wilson(top, n, level)), formula)


def _in_percent(interval: Interval | None) -> Interval | None:
    return interval and Interval(100 * interval.low, 100 * interval.high, interval.level)


def _answers(counts: Sequence[int]) -> int:
    if any(count < 0 for count in counts):
        raise ValueError("a count of answers is negative")
    return sum(counts)


def _weights_sum_to(weights: Sequence[float], total: float) -> bool:
    return min(weights) >= 0 and math.isclose(math.fsum(weights), total, rel_tol=1e-9)
