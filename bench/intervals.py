"""How often each interval holds the truth: `python -m bench.intervals` prints mean and lowest coverage over shares.

For shares from 0.1 to 0.9, answers are drawn again and again, and counted is how often the 95 % interval (of a
value, or of a change between two draws) holds what they were drawn from. Where there is no interval, nothing is
claimed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from cxsite.measures.answers import NpsCounts
from cxsite.measures.interval import Interval
from cxsite.measures.significance import Sample, difference_interval
from cxsite.measures.survey import Estimate, ces, csat, nps, scale_mean

SHARES = tuple(round(0.1 * step, 1) for step in range(1, 10))
SIZES = (10, 30, 100, 300)
DRAWS = 400

Draw = Callable[[Generator, float, int], Estimate]
Truth = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of one interval at one number of answers: the mean over all shares, and the lowest with its share."""

    name: str
    n: int
    mean: float
    lowest: float
    at: float


def _points(random: Generator, share: float, n: int, points: int) -> list[int]:
    """Answers on a scale, counted; the higher the share, the better they are."""
    return [int(count) for count in random.multinomial(n, _weights(share, points))]


def _weights(share: float, points: int) -> Sequence[float]:
    steps = np.arange(points)
    raw = np.power(share, steps) * np.power(1 - share, points - 1 - steps)
    return [float(weight) for weight in raw / raw.sum()]


def _known(found: Estimate | None) -> Estimate:
    assert found is not None
    return found


def _nps(random: Generator, share: float, n: int) -> Estimate:
    by_point = _points(random, share, n, 3)
    return _known(nps(NpsCounts(by_point[2], by_point[1], by_point[0])))


def _nps_truth(share: float) -> float:
    weights = _weights(share, 3)
    return 100 * (weights[2] - weights[0])


def _top_box(random: Generator, share: float, n: int) -> Estimate:
    top = int(random.binomial(n, share))
    return _known(csat((n - top, top)))


def _mean(random: Generator, share: float, n: int) -> Estimate:
    return _known(scale_mean(_points(random, share, n, 5)))


def _mean_truth(share: float) -> float:
    return sum(point * weight for point, weight in enumerate(_weights(share, 5), start=1))


def _index(random: Generator, share: float, n: int) -> Estimate:
    return _known(ces(_points(random, share, n, 7), "index"))


def _index_truth(share: float) -> float:
    weights = _weights(share, 7)
    return 100 * (sum(weights[5:]) - sum(weights[:3]))


_KINDS: tuple[tuple[str, Draw, Truth], ...] = (
    ("NPS (adjusted Wald)", _nps, _nps_truth),
    ("share (Wilson)", _top_box, lambda share: 100 * share),
    ("mean (Student)", _mean, _mean_truth),
    ("CES index (adjusted Wald)", _index, _index_truth),
)


def coverage(draws: int = DRAWS, seed: int = 1) -> list[Coverage]:
    """The coverage of every interval, of values and of changes, by number of answers."""
    random = np.random.default_rng(seed)
    return [one for kind in _KINDS for n in SIZES for one in _of_kind(random, *kind, n, draws)]


def _of_kind(random: Generator, name: str, draw: Draw, truth: Truth, n: int, draws: int) -> tuple[Coverage, Coverage]:
    return (
        _over_shares(name, n, lambda share: _of_value(random, draw, truth, share, n, draws)),
        _over_shares(f"change of {name}", n, lambda share: _of_change(random, draw, share, n, draws)),
    )


def _over_shares(name: str, n: int, at: Callable[[float], float]) -> Coverage:
    rates = {share: at(share) for share in SHARES}
    lowest = min(rates, key=lambda share: rates[share])
    return Coverage(name, n, sum(rates.values()) / len(rates), rates[lowest], lowest)


def _of_value(random: Generator, draw: Draw, truth: Truth, share: float, n: int, draws: int) -> float:
    return _rate([draw(random, share, n).interval for _ in range(draws)], truth(share))


def _of_change(random: Generator, draw: Draw, share: float, n: int, draws: int) -> float:
    pairs = ((draw(random, share, n), draw(random, share, n)) for _ in range(draws))
    return _rate([difference_interval(_sample(one), _sample(two)) for one, two in pairs], 0.0)


def _sample(one: Estimate) -> Sample:
    return Sample(one.value, one.n, one.interval, one.variance, answered=True)


def _rate(intervals: Sequence[Interval | None], truth: float) -> float:
    claimed = [one for one in intervals if one is not None]
    return sum(one.low - 1e-9 <= truth <= one.high + 1e-9 for one in claimed) / len(claimed)


def main() -> None:
    """Print the table."""
    print(f"{'interval':40} {'answers':>8} {'mean':>7} {'lowest':>7}  at share")
    for one in coverage(500):
        print(f"{one.name:40} {one.n:8} {one.mean:7.1%} {one.lowest:7.1%}  {one.at}")


if __name__ == "__main__":
    main()
