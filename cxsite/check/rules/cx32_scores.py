"""CX32x: scores off their scale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from cxsite.check.context import Context
from cxsite.check.examples import CHARTER_FILE, initiative, item, tree
from cxsite.check.place import Place
from cxsite.check.rule import Problem, rule
from cxsite.check.walks import initiatives
from cxsite.measures import prioritization
from cxsite.measures import risk as risks
from cxsite.model.items.risk import Risk
from cxsite.model.roadmap import ROADMAP_KEY

_RICE = "rice: {{reach: 100, impact: {impact}, confidence: 0.8, effort: {effort}, period: {period}}}"


def _rice(impact: str = "2", effort: str = "3", period: str = "quarter") -> str:
    return _RICE.format(impact=impact, effort=effort, period=period)


@rule(
    "CX321",
    "score-off-scale",
    "warning",
    bad=tree(initiative(_rice(impact="4"))),
    good=tree(initiative(_rice())),
    alone=True,
)
def score_off_scale(context: Context) -> Iterator[Problem]:
    """An input of a score is not on its scale: RICE impact is 3, 2, 1, 0.5 or 0.25; WSJF inputs are 1, 2, 3, 5, 8, 13
    or 20; a weighted criterion lies between its `min` and `max`. The ranking would compare apples with pears."""
    criteria = context.roadmap.charter.prioritization.criteria
    for key, found in initiatives(context):
        if found.rice and found.rice.impact not in prioritization.RICE_IMPACTS:
            yield _off(Place(key, ("rice", "impact")), found.rice.impact, prioritization.RICE_IMPACTS)
        for name in ("value", "time_criticality", "risk_reduction", "job_size") if found.wsjf else ():
            size = getattr(found.wsjf, name)
            if size not in prioritization.WSJF_SIZES and size > 0:
                yield _off(Place(key, ("wsjf", name)), size, prioritization.WSJF_SIZES)
        for name, value in found.weighted.items():
            criterion = criteria.get(name)
            if criterion and not criterion.min <= value <= criterion.max:
                yield Problem(
                    Place(key, ("weighted", name)),
                    f"{value:g} is not between {criterion.min:g} and {criterion.max:g}",
                    "correct the score, or the criterion's scale in roadmap.yml",
                )


def _off(place: Place, value: float, scale: Iterable[float]) -> Problem:
    listed = ", ".join(f"{point:g}" for point in sorted(scale))
    return Problem(place, f"{value:g} is not on the scale", f"use one of {listed}")


@rule(
    "CX322",
    "no-effort",
    "error",
    bad=tree(initiative(_rice(effort="0"))),
    good=tree(initiative(_rice())),
    alone=True,
)
def no_effort(context: Context) -> Iterator[Problem]:
    """Effort or job size is not above 0. A score divides by it, so it has no value."""
    for key, found in initiatives(context):
        if found.rice and found.rice.effort <= 0:
            yield Problem(Place(key, ("rice", "effort")), "effort must be above 0", "give person-months, such as 0.5")
        if found.wsjf and found.wsjf.job_size <= 0:
            yield Problem(Place(key, ("wsjf", "job_size")), "job size must be above 0", "give 1, 2, 3, 5, 8, 13 or 20")


@rule(
    "CX323",
    "mixed-reach-periods",
    "warning",
    bad=tree(initiative(_rice(), "a"), initiative(_rice(), "b"), initiative(_rice(period="year"), "c")),
    good=tree(initiative(_rice(), "a"), initiative(_rice(), "b"), initiative(_rice(), "c")),
)
def mixed_reach_periods(context: Context) -> Iterator[Problem]:
    """In one ranking, reach is counted per quarter for some and per month or year for others."""
    used = Counter(found.rice.period for _, found in initiatives(context) if found.rice)
    if len(used) < 2:
        return
    usual = used.most_common(1)[0][0]
    for key, found in initiatives(context):
        if found.rice and found.rice.period != usual:
            yield Problem(
                Place(key, ("rice", "period")),
                f"reach is per {found.rice.period} here, but per {usual} for most",
                f"convert the reach to one {usual}",
            )


@rule(
    "CX324",
    "risk-bands-off",
    "error",
    bad={"roadmap.yml": CHARTER_FILE + "risk_bands: {low: 1-5, high: 5-25}\n", **initiative()},
    good={"roadmap.yml": CHARTER_FILE + "risk_bands: {low: 1-5, high: 6-25}\n", **initiative()},
)
def risk_bands_off(context: Context) -> Iterator[Problem]:
    """The bands of the risk score overlap or leave holes. Each score from 1 to 25 must be in exactly one."""
    bands = risks.bands_of(context.roadmap.charter.risk_bands)
    faults = risks.band_faults(bands)
    said = [
        (faults.uncovered, "in no band"),
        (faults.repeated, "in more than one band"),
        (faults.misshapen, "running backwards or beyond 1–25"),
    ]
    for what, message in said:
        if what:
            listed = ", ".join(str(one) for one in what)
            yield Problem(
                Place(ROADMAP_KEY, ("risk_bands",)), f"{listed}: {message}", "let the bands cover 1 to 25 once"
            )


@rule(
    "CX325",
    "residual-above-inherent",
    "warning",
    bad=tree(
        item(
            "risks",
            "flood",
            "category: operational\nlikelihood: 2\nimpact: 2\nresponse: mitigate\nresidual: {likelihood: 3, impact: 3}",
        )
    ),
    good=tree(
        item(
            "risks",
            "flood",
            "category: operational\nlikelihood: 3\nimpact: 3\nresponse: mitigate\n"
            "residual: {likelihood: 2, impact: 2}\nprevention: A wall",
        )
    ),
    alone=True,
)
def residual_above_inherent(context: Context) -> Iterator[Problem]:
    """What remains of a risk after the response is more than there was before it."""
    for _, key, found in context.items():
        if isinstance(found, Risk) and found.residual:
            before, after = found.likelihood * found.impact, found.residual.likelihood * found.residual.impact
            if after > before:
                yield Problem(
                    Place(key, ("residual",)),
                    f"the residual score {after} is above the score {before}",
                    "correct one of the two",
                )


@rule(
    "CX326",
    "horizon-beyond-benefit",
    "warning",
    bad=tree(initiative("cost: 100\nbenefit: [10, 20]\nhorizon_years: 5")),
    good=tree(initiative("cost: 100\nbenefit: [10, 20]\nhorizon_years: 2")),
    alone=True,
)
def horizon_beyond_benefit(context: Context) -> Iterator[Problem]:
    """The benefit is said year by year, and the horizon has more years. What the others bring is not known, so there is
    no return and no payback."""
    for key, found in initiatives(context):
        years = len(found.benefit)
        if found.horizon_years is not None and 1 < years < found.horizon_years:
            yield Problem(
                Place(key, ("horizon_years",)),
                f"the benefit has {years} years, and the horizon {found.horizon_years:g}",
                f"add the benefit of the other years, or write `horizon_years: {years}`",
                ((Place(key, ("benefit",)), "the benefit"),),
            )
