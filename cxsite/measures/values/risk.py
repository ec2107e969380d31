"""The derived values of risks: score and level, before and after the response."""

from __future__ import annotations

from cxsite.measures.record import Derived, Given
from cxsite.measures.risk import Assessment, assess, bands_of
from cxsite.model.risk import Risk

_BANDS = ("risk_bands", "risk_matrix")


def _inherent(item: Risk, given: Given) -> Assessment:
    return assess(item.likelihood, item.impact, bands_of(given.charter.risk_bands), given.charter.risk_matrix)


def _residual(item: Risk, given: Given) -> Assessment:
    rest = item.residual
    bands, matrix = bands_of(given.charter.risk_bands), given.charter.risk_matrix
    return assess(rest.likelihood if rest else None, rest.impact if rest else None, bands, matrix)


VALUES: tuple[Derived, ...] = (
    Derived(
        "risk",
        "score",
        "Likelihood × impact.",
        one=lambda item, given: _inherent(item, given).score,
        inputs=("likelihood", "impact"),
    ),
    Derived(
        "risk",
        "level",
        "The band of the score, or NIST SP 800-30r1 table I-2.",
        one=lambda item, given: _inherent(item, given).level,
        inputs=("likelihood", "impact"),
        settings=_BANDS,
    ),
    Derived(
        "risk",
        "residual_score",
        "Likelihood × impact after the response.",
        one=lambda item, given: _residual(item, given).score,
        inputs=("residual",),
    ),
    Derived(
        "risk",
        "residual_level",
        "The level after the response.",
        one=lambda item, given: _residual(item, given).level,
        inputs=("residual",),
        settings=_BANDS,
    ),
)
