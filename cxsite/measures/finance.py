"""Return and payback of an initiative."""

import math
from collections.abc import Sequence

# A number a year, or one number for each year.
Benefit = float | Sequence[float]

ROI_FORMULA = "(benefit × horizon − cost) ÷ cost"
PAYBACK_FORMULA = "cost ÷ benefit"
PAYBACK_BY_YEAR_FORMULA = "full years before recovery + rest ÷ next year's benefit"


def roi(cost: float | None, benefit: Benefit | None, horizon_years: float | None = None) -> float | None:
    """Give the return on investment over the horizon, as a ratio to the cost: 0.25 is 25 %.

    Where `benefit` is a list of years, its first `horizon_years` are summed, all of them without a horizon.
    None when an input is missing, the cost is not above 0, or the horizon is negative or reaches beyond the
    list.
    """
    if cost is None or benefit is None or cost <= 0:
        return None
    total = _total(benefit, horizon_years)
    return None if total is None else (total - cost) / cost


def payback_years(cost: float | None, benefit: Benefit | None) -> float | None:
    """Give the years until the benefit has recovered the cost, not discounted.

    A number a year: cost ÷ benefit. A list of years: full years before recovery + rest ÷ next year's
    benefit; years may be negative. None when it is never recovered, an input is missing or the cost is
    negative.
    """
    if cost is None or benefit is None or cost < 0:
        return None
    if not isinstance(benefit, Sequence):
        return cost / benefit if benefit > 0 else None
    if cost == 0 and benefit:
        return 0.0
    rest = cost
    for full_years, flow in enumerate(benefit):
        # Sums of cents are not exact: 0.7 + 0.1 recovers 0.8.
        if flow > 0 and (rest <= flow or math.isclose(rest, flow, rel_tol=1e-9)):
            return full_years + rest / flow
        rest -= flow
    return None


def _total(benefit: Benefit, horizon_years: float | None) -> float | None:
    if not isinstance(benefit, Sequence):
        return None if horizon_years is None or horizon_years < 0 else benefit * horizon_years
    years = len(benefit) if horizon_years is None else horizon_years
    if not benefit or not 0 <= years <= len(benefit):
        return None
    full = math.floor(years)
    part = (years - full) * benefit[full] if years > full else 0.0
    return math.fsum(benefit[:full]) + part
