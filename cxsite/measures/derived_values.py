"""Which derived values there are, in the order in which they are computed."""

from __future__ import annotations

from cxsite.measures.record import Derived
from cxsite.measures.values import (
    initiative,
    journey,
    kpi,
    kpi_claims,
    kpi_groups,
    money,
    promises,
    ranking,
    risk,
    team,
)

DERIVED: tuple[Derived, ...] = (
    *initiative.VALUES,
    *ranking.VALUES,
    *money.VALUES,
    *promises.VALUES,
    *kpi.VALUES,
    *kpi_claims.VALUES,
    *kpi_groups.VALUES,
    *risk.VALUES,
    *journey.VALUES,
    *team.VALUES,
)
DERIVED_BY_KIND: dict[str, tuple[Derived, ...]] = {
    kind: tuple(derived for derived in DERIVED if derived.kind == kind)
    for kind in dict.fromkeys(derived.kind for derived in DERIVED)
}
