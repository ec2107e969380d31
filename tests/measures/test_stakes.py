"""What pain points are worth, what is lost between stages, and the worst of several risks."""

from __future__ import annotations

import pytest

from cxsite.measures.journey import drop_off, value_at_stake
from tests.projection.build import Raw, view


def test_money_needs_all_of_its_inputs() -> None:
    stake = value_at_stake(310_000, 0.22, 4.1, 4, "always")
    assert stake is not None
    assert stake.money
    assert stake.value == pytest.approx(279_620)
    for affected, share, cost in ((None, 0.22, 4.1), (310_000, None, 4.1), (310_000, 0.22, None)):
        rank = value_at_stake(affected, share, cost, 4, "always")
        assert rank is not None
        assert (rank.value, rank.money) == (16, False)


def test_a_rank_needs_severity_and_frequency() -> None:
    assert value_at_stake(None, None, None, 4, None) is None
    assert value_at_stake(None, None, None, None, "rare") is None
    assert [stake.value for name in ("rare", "often") if (stake := value_at_stake(None, None, None, 5, name))] == [
        5,
        15,
    ]


def test_what_is_lost_from_stage_to_stage() -> None:
    assert drop_off([200, None, 50, 60, None]) == [(0, 2, 0.75), (2, 3, pytest.approx(-0.2))]
    assert drop_off([0, 5]) == drop_off([None, 5]) == []


def _journey(*kpis: Raw) -> list[tuple[str, Raw]]:
    stages = [{"id": f"s{n}", "title": "S", "kpis": [f"k{n}"]} for n in range(len(kpis))]
    counts = [(f"kpi:k{n}", {"metric": "count", "direction": "up", **kpi}) for n, kpi in enumerate(kpis)]
    return [("journey:j", {"stages": stages}), *counts]


def _measured(value: str, day: str = "2026-02-28") -> list[Raw]:
    return [{"date": day, "value": value}]


def test_only_what_counts_the_same_on_one_day_is_compared() -> None:
    first: Raw = {"unit": "visits", "measurements": _measured("100")}
    for second, shares in (
        ({"unit": "visits", "measurements": _measured("40")}, [0.6]),
        ({"unit": "visits", "measurements": _measured("40", "2026-01-31")}, []),
        ({"unit": "orders", "measurements": _measured("40")}, []),
        ({"unit": "visits", "metric": "rate", "measurements": _measured("40")}, []),
    ):
        found = view("internal", *_journey(first, second)).facts.get(("journey", "j"), {})
        assert [one["share"] for one in found.get("drop_off", ())] == shares


def test_exposure_is_the_worst_of_the_open_risks_that_are_seen() -> None:
    item: tuple[str, Raw] = ("initiative:x", {"objectives": ["o"], "phase": "p"})
    around: tuple[tuple[str, Raw], ...] = (item, ("objective:o", {}), ("phase:p", {}))
    low: Raw = {"affects": ["initiative:x"], "likelihood": "1", "impact": "2"}
    high: Raw = {**low, "likelihood": "5", "impact": "5", "residual": {"likelihood": "1", "impact": "1"}}
    found = view("internal", *around, ("risk:low", low), ("risk:high", high)).facts
    for key in (("initiative", "x"), ("objective", "o"), ("phase", "p")):
        exposure = found[key]["exposure"]
        assert (exposure["level"], exposure["residual_level"]) == ("extreme", "low")
        assert sorted(exposure["risks"]) == ["high", "low"]
    for hidden in ({"visibility": "restricted"}, {"status": "closed"}):
        without = view("internal", *around, ("risk:low", low), ("risk:high", {**high, **hidden})).facts
        assert without["initiative", "x"]["exposure"]["level"] == "low"


def test_a_risk_is_looked_at_again_until_it_is_closed() -> None:
    risk: Raw = {"reviewed": "2026-01-31", "review_every": "1m"}
    assert str(view("internal", ("risk:r", risk)).facts["risk", "r"]["next_review"]) == "2026-02-28"
    closed = view("internal", ("risk:r", {**risk, "status": "closed"}))
    assert "next_review" not in closed.facts["risk", "r"]
