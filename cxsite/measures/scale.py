"""The scale on which a KPI's question is answered, and which answers on it are low and high."""

from __future__ import annotations

from cxsite.measures.answers import NPS_HIGHEST, NPS_LOWEST
from cxsite.measures.survey import CES_SCALE, TOP_BOXES
from cxsite.model.items.kpi import Kpi


def scale_of(kpi: Kpi) -> tuple[int, int]:
    """The lowest and highest answer of a KPI's question."""
    if kpi.metric == "nps":
        return NPS_LOWEST, NPS_HIGHEST
    return 1, kpi.scale or CES_SCALE


def ends_of(kpi: Kpi) -> tuple[int, int] | None:
    """The highest of the low answers and the lowest of the high ones: as many points at either end.

    Those of detractors and promoters for NPS, else the top boxes and as many at the bottom; None on a scale without.
    """
    if kpi.metric == "nps":
        return 6, 9
    _, highest = scale_of(kpi)
    top = TOP_BOXES.get(highest)
    return None if top is None else (highest + 1 - top, top)
