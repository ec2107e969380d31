"""Score and level of a risk."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

NistLevel = Literal["very-low", "low", "moderate", "high", "very-high"]
# How likelihood and impact become a level: by the band of their product, or by NIST's look-up.
Matrix = Literal["product", "nist"]

LOWEST_SCORE, HIGHEST_SCORE = 1, 25
# From least to worst.
NIST_LEVELS: tuple[NistLevel, ...] = ("very-low", "low", "moderate", "high", "very-high")


# Rows: likelihood 1–5; columns: impact 1–5; entries: positions in NIST_LEVELS (NIST SP 800-30r1, table I-2).
_NIST_TABLE = (
    (0, 0, 0, 1, 1),
    (0, 1, 1, 1, 2),
    (0, 1, 2, 2, 3),
    (0, 1, 2, 3, 4),
    (0, 1, 2, 3, 4),
)


@dataclass(frozen=True, slots=True)
class Band:
    """A level and the scores it covers, both ends included."""

    name: str
    low: int
    high: int


DEFAULT_BANDS = (Band("low", 1, 4), Band("moderate", 5, 9), Band("high", 10, 16), Band("extreme", 17, 25))


@dataclass(frozen=True, slots=True)
class BandFaults:
    """What keeps bands from covering 1…25 once.

    `uncovered` and `repeated` are scores; `misshapen` names bands that run backwards or leave 1…25.
    """

    uncovered: tuple[int, ...]
    repeated: tuple[int, ...]
    misshapen: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.uncovered or self.repeated or self.misshapen)


@dataclass(frozen=True, slots=True)
class Assessment:
    """The score of a risk, 1–25, and the level of the site's matrix."""

    score: int | None
    level: str | None


def assess(
    likelihood: int | None,
    impact: int | None,
    bands: Sequence[Band] = DEFAULT_BANDS,
    matrix: Matrix = "product",
) -> Assessment:
    """Give score and level of likelihood and impact, 1–5 each, by the bands or the look-up of NIST.

    Both are None when an input is missing. The score is the product in either matrix.
    """
    risk_score = score(likelihood, impact)
    found = nist_level(likelihood, impact) if matrix == "nist" else level(risk_score, bands)
    return Assessment(risk_score, found)


def score(likelihood: int | None, impact: int | None) -> int | None:
    """Give likelihood × impact, 1–25, both 1–5. None when one is missing."""
    return None if likelihood is None or impact is None else likelihood * impact


def level(risk_score: int | None, bands: Sequence[Band] = DEFAULT_BANDS) -> str | None:
    """Give the name of the band of a score. None without a score, or unless exactly one band covers it."""
    if risk_score is None:
        return None
    names = [band.name for band in bands if band.low <= risk_score <= band.high]
    return names[0] if len(names) == 1 else None


def nist_level(likelihood: int | None, impact: int | None) -> NistLevel | None:
    """Look up the level of a risk in table I-2 of NIST SP 800-30r1; 1 is very low, 5 is very high.

    None when an input is missing or not in 1–5.
    """
    if likelihood is None or impact is None or not (1 <= likelihood <= 5 and 1 <= impact <= 5):
        return None
    return NIST_LEVELS[_NIST_TABLE[likelihood - 1][impact - 1]]


def band_faults(bands: Sequence[Band]) -> BandFaults:
    """Check that bands cover each score 1…25 once; the result is false when they do."""
    times = {s: sum(band.low <= s <= band.high for band in bands) for s in range(LOWEST_SCORE, HIGHEST_SCORE + 1)}
    return BandFaults(
        uncovered=tuple(s for s, n in times.items() if n == 0),
        repeated=tuple(s for s, n in times.items() if n > 1),
        misshapen=tuple(b.name for b in bands if not LOWEST_SCORE <= b.low <= b.high <= HIGHEST_SCORE),
    )


def level_order(bands: Sequence[Band] = DEFAULT_BANDS, matrix: Matrix = "product") -> tuple[str, ...]:
    """Give the names of the levels from least to worst, for `worst`."""
    if matrix == "nist":
        return NIST_LEVELS
    return tuple(band.name for band in sorted(bands, key=lambda band: (band.low, band.high)))


def worst(levels: Iterable[str | None], order: Sequence[str]) -> str | None:
    """Roll levels up to the worst of them, never an average; risks without a level are left out.

    `order` names the levels from least to worst. None without levels. Raises ValueError for a level not in
    `order`.
    """
    positions = [order.index(name) for name in levels if name is not None]
    return order[max(positions)] if positions else None


def bands_of(texts: Mapping[str, str]) -> list[Band]:
    """The bands of a site: name → `5-9` or `5`."""
    return [Band(name, *band_ends(text)) for name, text in texts.items()]


def band_ends(text: str) -> tuple[int, int]:
    """Lowest and highest score of a band written as `5-9` or `5`."""
    low, _, high = text.partition("-")
    return int(low), int(high or low)
