"""Return and payback of what costs and brings money, not discounted."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

ROI_FORMULA = "(benefit × horizon − cost) ÷ cost"
ROI_BY_YEAR_FORMULA = "(sum of the benefit of each year − cost) ÷ cost"
PAYBACK_FORMULA = "cost ÷ benefit"
PAYBACK_BY_YEAR_FORMULA = "full years before recovery + rest ÷ next year's benefit"


@dataclass(frozen=True, slots=True)
class Payback:
    """When the benefit has recovered the cost: after `full_years` and `rest` of the next year's `benefit`."""

    years: float
    full_years: int
    rest: float
    benefit: float


@dataclass(frozen=True, slots=True)
class Case:
    """What something costs and brings.

    `benefit` is the sum over `years`; None where nobody said how long it lasts. `roi` is a ratio to the cost: 0.25 is
    25 %. `payback` is None where the cost is not recovered while the benefit lasts.
    """

    cost: float
    benefit: float | None
    years: float | None
    roi: float | None
    payback: Payback | None
    by_year: bool


def case(cost: float | None, benefit: Sequence[float], horizon_years: float | None) -> Case | None:
    """Give the business case of a cost and a benefit: one number for each year alike, or one for each year.

    A list of years lasts as long as it is; a shorter `horizon_years` cuts it. One number lasts for `horizon_years`:
    without it there is no sum and no return, since no horizon is made up. None where cost or benefit is missing, the
    cost is negative, or the horizon reaches beyond the list.
    """
    if cost is None or not benefit or cost < 0:
        return None
    by_year = len(benefit) > 1
    years = float(len(benefit)) if by_year and horizon_years is None else horizon_years
    if years is not None and (years < 0 or (by_year and years > len(benefit))):
        return None
    total = None if years is None else _over(benefit, years) if by_year else benefit[0] * years
    roi = (total - cost) / cost if total is not None and cost > 0 else None
    return Case(cost, total, years, roi, _payback(cost, benefit, years), by_year)


def _over(benefit: Sequence[float], years: float) -> float:
    full = math.floor(years)
    part = (years - full) * benefit[full] if years > full else 0.0
    return math.fsum(benefit[:full]) + part


def _payback(cost: float, benefit: Sequence[float], years: float | None) -> Payback | None:
    """Full years before recovery + rest ÷ next year's benefit; years may be negative. None where it never comes."""
    if len(benefit) == 1:
        found = Payback(cost / benefit[0], 0, cost, benefit[0]) if benefit[0] > 0 else None
    else:
        found = _by_year(cost, benefit)
    # A benefit that has ended recovers nothing any more.
    return found if found and (years is None or found.years <= years * (1 + 1e-12)) else None


def _by_year(cost: float, benefit: Sequence[float]) -> Payback | None:
    if cost == 0:
        return Payback(0.0, 0, 0.0, benefit[0])
    rest = cost
    for full_years, flow in enumerate(benefit):
        # Sums of cents are not exact: 0.7 + 0.1 recovers 0.8.
        if flow > 0 and (rest <= flow or math.isclose(rest, flow, rel_tol=1e-9)):
            return Payback(full_years + rest / flow, full_years, rest, flow)
        rest -= flow
    return None


@dataclass(frozen=True, slots=True)
class Sums:
    """Money of several together. `roi` is that of the sums, over those whose cost and benefit are both known."""

    cost: float | None
    benefit: float | None
    roi: float | None
    without_benefit: int


def sums(costs_and_benefits: Iterable[tuple[float | None, float | None]]) -> Sums:
    """Add up costs and benefits (over their horizons); what is not known is not counted as nothing.

    The return is that of the pairs whose both sides are known; `without_benefit` counts costs that have none.
    """
    pairs = list(costs_and_benefits)
    costs = [cost for cost, _ in pairs if cost is not None]
    benefits = [benefit for _, benefit in pairs if benefit is not None]
    both = [(cost, benefit) for cost, benefit in pairs if cost is not None and benefit is not None]
    invested = math.fsum(cost for cost, _ in both)
    return Sums(
        math.fsum(costs) if costs else None,
        math.fsum(benefits) if benefits else None,
        (math.fsum(benefit for _, benefit in both) - invested) / invested if invested > 0 else None,
        sum(cost is not None and benefit is None for cost, benefit in pairs),
    )
