"""Survey answers reduced to counts, so that no single answer is kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

NPS_LOWEST, NPS_HIGHEST = 0, 10


@dataclass(frozen=True, slots=True)
class NpsCounts:
    """Numbers of answers to a likelihood-to-recommend question (0–10): 9–10, 7–8 and 0–6.

    Counts of two surveys add up with `+`. Raises ValueError for a negative count.
    """

    promoters: int
    passives: int
    detractors: int

    def __post_init__(self) -> None:
        if min(self.promoters, self.passives, self.detractors) < 0:
            raise ValueError("a count of answers is negative")

    def __add__(self, other: "NpsCounts") -> "NpsCounts":
        return NpsCounts(
            self.promoters + other.promoters,
            self.passives + other.passives,
            self.detractors + other.detractors,
        )

    @property
    def n(self) -> int:
        """The number of answers; passives count, blanks do not."""
        return self.promoters + self.passives + self.detractors


def scale_counts(answers: Iterable[int | None], lowest: int, highest: int) -> tuple[int, ...]:
    """Count answers per point of a scale, from the lowest point to the highest; blanks (None) are left out.

    Raises ValueError for an answer that is not on the scale.
    """
    counts = [0] * (highest - lowest + 1)
    for answer in answers:
        if answer is None:
            continue
        if not lowest <= answer <= highest:
            raise ValueError(f"{answer} is not on the scale {lowest}–{highest}")
        counts[answer - lowest] += 1
    return tuple(counts)


def nps_counts_by_point(counts: Sequence[int]) -> NpsCounts:
    """Reduce eleven counts, of the answers 0, 1, … 10, to promoters, passives and detractors.

    Raises ValueError when there are not eleven: on a scale 1–10 there is no Net Promoter Score.
    """
    if len(counts) != NPS_HIGHEST - NPS_LOWEST + 1:
        raise ValueError(f"{len(counts)} scale points; the Net Promoter Score has the eleven of 0–10")
    return NpsCounts(promoters=sum(counts[9:]), passives=sum(counts[7:9]), detractors=sum(counts[:7]))
