"""The derived values of teams: how much they have at work at once."""

from __future__ import annotations

from cxsite.measures.load import LOAD_FORMULA, peaks
from cxsite.measures.network import team_work
from cxsite.measures.record import Derived, Facts, Whole


def _load(whole: Whole) -> dict[str, dict[str, Facts]]:
    """By quarter: the number and what it is."""
    work = team_work(whole.items.get("initiative", {}).values())
    return {
        team: {str(peak.quarter): {"n": len(peak.ids), "initiatives": list(peak.ids)} for peak in found}
        for team in whole.items.get("team", {})
        if (found := peaks(work.get(team, ()), whole.today))
    }


VALUES: tuple[Derived, ...] = (
    Derived("team", "load", f"By quarter: the {LOAD_FORMULA}.", many=_load, internal=True, names_parts=True),
)
