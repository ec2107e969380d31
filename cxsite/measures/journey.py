"""Measures of a journey: its lowest touchpoints, and how many of its pain points are addressed."""

from collections.abc import Collection, Iterable, Mapping

COVERAGE_FORMULA = "addressed pain points ÷ all pain points"

# One score for everybody, or a score for each persona.
TouchpointScore = float | Mapping[str, float]


def lowest_touchpoints(scores: Mapping[str, TouchpointScore | None]) -> tuple[str, ...]:
    """Give the touchpoints with the lowest score of the journey, in the order of `scores`.

    `scores` is touchpoint → score. Where personas differ, the lowest of their scores counts. Touchpoints
    without a score are left out.
    """
    lowest = {id_: value for id_, score in scores.items() if (value := _lowest(score)) is not None}
    bottom = min(lowest.values(), default=None)
    return tuple(id_ for id_, value in lowest.items() if value == bottom)


def unaddressed(pain_points: Iterable[str], addressed: Collection[str]) -> tuple[str, ...]:
    """Give the pain points that no initiative addresses, in their order."""
    return tuple(point for point in pain_points if point not in addressed)


def coverage(pain_points: Collection[str], addressed: Collection[str]) -> float | None:
    """Give the share, 0–1, of the pain points that an initiative addresses; None without pain points."""
    if not pain_points:
        return None
    return 1 - len(unaddressed(pain_points, addressed)) / len(pain_points)


def _lowest(score: TouchpointScore | None) -> float | None:
    if isinstance(score, Mapping):
        return min(score.values(), default=None)
    return score
