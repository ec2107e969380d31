"""What initiatives, phases and teams cost and bring, and what is spent of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from cxsite.measures import finance
from cxsite.measures.record import Derived, Facts, Given, Whole
from cxsite.model.items.initiative import Initiative
from cxsite.model.items.part import SpentMoney
from cxsite.model.items.risk import Risk
from cxsite.model.items.strategy import Phase

_CASE_FIELDS = fields(finance.Case)
_MONEY = ("cost", "benefit", "horizon_years")


def _case(item: Initiative) -> finance.Case | None:
    return finance.case(item.cost, item.benefit, item.horizon_years)


def _business_case(item: Initiative, given: Given) -> Facts | None:
    found = _case(item)
    if found is None:
        return None
    # All fields but one are numbers: `asdict` would copy each of them, for every initiative.
    values = {field.name: getattr(found, field.name) for field in _CASE_FIELDS}
    values["payback"] = asdict(found.payback) if found.payback else None
    return {
        **{name: value for name, value in values.items() if value is not None},
        "roi_formula": finance.ROI_BY_YEAR_FORMULA if found.by_year else finance.ROI_FORMULA,
        "payback_formula": finance.PAYBACK_BY_YEAR_FORMULA if found.by_year else finance.PAYBACK_FORMULA,
    }


def _roi(item: Initiative, given: Given) -> float | None:
    found = _case(item)
    return found.roi if found else None


def _payback(item: Initiative, given: Given) -> float | None:
    found = _case(item)
    return found.payback.years if found and found.payback else None


def spent_until(spent: Sequence[SpentMoney], today: dt.date) -> float | None:
    """What was spent up to a day; None where nobody said."""
    known = [one.value for one in spent if one.date is None or one.date <= today]
    return sum(known) if known else None


def _spending(item: Initiative, given: Given) -> Facts | None:
    """What is spent of what was planned: of the budget, else of the cost."""
    spent, planned = spent_until(item.spent, given.today), item.cost if item.budget is None else item.budget
    return _of_planned(spent, planned)


def _of_planned(spent: float | None, planned: float | None) -> Facts | None:
    if spent is None:
        return None
    return {"spent": spent} | ({"planned": planned, "share": spent / planned} if planned else {})


def _by_phase(whole: Whole) -> dict[str, list[Initiative]]:
    return _grouped(whole, lambda item: (item.phase,))


def _by_team(whole: Whole) -> dict[str, list[Initiative]]:
    return _grouped(whole, lambda item: (item.responsible or item.owner,))


def _grouped(whole: Whole, keys: Callable[[Initiative], Iterable[str | None]]) -> dict[str, list[Initiative]]:
    """What was not dropped, by phase or team."""
    found: dict[str, list[Initiative]] = {}
    for item in whole.items.get("initiative", {}).values():
        assert isinstance(item, Initiative)
        for key in keys(item) if item.status != "dropped" else ():
            if key:
                found.setdefault(key, []).append(item)
    return found


_GROUPS = {"phase": _by_phase, "team": _by_team}


def money_of(items: Iterable[Initiative]) -> finance.Sums:
    """Cost, benefit over the horizons and return of several initiatives together."""
    cases = ((item.cost, found.benefit if (found := _case(item)) else None) for item in items)
    return finance.sums(cases)


def _sum(kind: str, name: str) -> Callable[[Whole], Mapping[str, Any]]:
    def compute(whole: Whole) -> dict[str, Any]:
        return {
            id_: getattr(money_of(items), name)
            for id_, items in _GROUPS[kind](whole).items()
            if id_ in whole.items.get(kind, {})
        }

    return compute


def _spent_of(kind: str) -> Callable[[Whole], Mapping[str, Any]]:
    def compute(whole: Whole) -> dict[str, float | None]:
        groups = _GROUPS[kind](whole)
        return {
            id_: _spent_together(item, groups.get(id_, ()), whole) for id_, item in whole.items.get(kind, {}).items()
        }

    return compute


def _spent_together(item: object, initiatives: Iterable[Initiative], whole: Whole) -> float | None:
    """What a phase says of itself, else the sum of its initiatives."""
    own = spent_until(item.spent, whole.today) if isinstance(item, Phase) else None
    if own is not None:
        return own
    known = [spent for one in initiatives if (spent := spent_until(one.spent, whole.today)) is not None]
    return sum(known) if known else None


def _people_needed(whole: Whole) -> dict[str, float | None]:
    return {id_: people_at_once(items, whole.today) for id_, items in _by_phase(whole).items()}


def people_at_once(items: Sequence[Initiative], today: dt.date) -> float | None:
    """The most people at work on one day from today on; what has no dates counts on every day."""
    open_items = [item for item in items if item.people is not None and item.status != "shipped"]
    dated = [item for item in open_items if item.start and item.end and item.end.last >= today]
    always = sum(item.people or 0 for item in open_items if not (item.start and item.end))
    days = {max(item.start.first, today) for item in dated if item.start}
    at_once = [
        sum(item.people or 0 for item in dated if item.start and item.end and item.start.first <= day <= item.end.last)
        for day in days
    ]
    return always + max(at_once, default=0) if open_items else None


def _contingency(whole: Whole) -> dict[str, float | None]:
    """What is set aside for the risks of a phase's initiatives; each risk once."""
    of_initiative: dict[str, list[Risk]] = {}
    for risk in whole.items.get("risk", {}).values():
        assert isinstance(risk, Risk)
        for name in risk.affects if risk.status != "closed" else ():
            of_initiative.setdefault(name.removeprefix("initiative:"), []).append(risk)
    found = {}
    for id_, items in _by_phase(whole).items():
        risks = {risk.id: risk.contingency_budget for item in items for risk in of_initiative.get(item.id, ())}
        known = [budget for budget in risks.values() if budget is not None]
        found[id_] = sum(known) if known else None
    return found


def _together(kind: str) -> tuple[Derived, ...]:
    own = ("spent",) if kind == "phase" else ()
    return (
        Derived(kind, "cost", "Σ cost of its initiatives.", many=_sum(kind, "cost"), internal=True),
        Derived(
            kind, "benefit", "Σ benefit over the horizon of its initiatives.", many=_sum(kind, "benefit"), internal=True
        ),
        Derived(kind, "roi", "(Σ benefit − Σ cost) ÷ Σ cost.", many=_sum(kind, "roi"), internal=True),
        Derived(kind, "spent", "What is spent up to today.", many=_spent_of(kind), inputs=own, internal=True),
    )


VALUES: tuple[Derived, ...] = (
    Derived(
        "initiative",
        "business_case",
        "Cost, benefit over the years that it lasts, return and payback, with the formulas used.",
        one=_business_case,
        inputs=_MONEY,
    ),
    Derived("initiative", "roi", finance.ROI_FORMULA, one=_roi, inputs=_MONEY),
    Derived("initiative", "payback_years", finance.PAYBACK_FORMULA, one=_payback, inputs=_MONEY),
    Derived(
        "initiative",
        "spending",
        "What is spent up to today, of the budget, else of the cost.",
        one=_spending,
        inputs=("spent", "budget", "cost"),
    ),
    *_together("phase"),
    Derived(
        "phase",
        "people_needed",
        "Most people of its initiatives at work on one day.",
        many=_people_needed,
        internal=True,
    ),
    Derived(
        "phase",
        "contingency",
        "Σ contingency budget of the open risks of its initiatives.",
        many=_contingency,
        internal=True,
    ),
    *_together("team"),
)
