"""CX40x: holes in the whole, from pain points to objectives."""

from __future__ import annotations

from collections.abc import Iterator

from cxsite.check.context import Context
from cxsite.check.examples import EVIDENCE, MEASURED, initiative, item, journey_tree, tree
from cxsite.check.place import Place
from cxsite.check.rule import Problem, rule
from cxsite.check.walks import initiatives, kpis, planned_here
from cxsite.model.items.initiative import COMMITTED
from cxsite.model.items.research import Persona
from cxsite.model.items.strategy import Objective, Phase

_SHOWS = ("evidence", "stages", "state")


@rule(
    "CX401",
    "unaddressed-pain-point",
    "warning",
    bad=tree(journey_tree(5)),
    good=tree(journey_tree(5), initiative("addresses: order/wait")),
)
def unaddressed_pain_point(context: Context) -> Iterator[Problem]:
    """A pain point of severity 4 or 5 is answered by no initiative that is still on the roadmap."""
    if not context.are_known("initiative", "addresses"):
        return
    answered = {point for _, found in initiatives(context) if found.status != "dropped" for point in found.addresses}
    for key, journey in context.journeys():
        for number, stage in enumerate(journey.stages):
            for place, point in enumerate(stage.pain_points):
                if (point.severity or 0) >= 4 and f"{key[1]}/{point.id}" not in answered:
                    yield Problem(
                        Place(key, ("stages", number, "pain_points", place)),
                        f"“{point.title}” has severity {point.severity}, and no initiative addresses it",
                        f"add `addresses: {key[1]}/{point.id}` to an initiative",
                    )


@rule(
    "CX402",
    "unmeasured-moment-of-truth",
    "warning",
    bad=tree(
        item(
            "journeys",
            "order",
            "evidence: survey\nstages:\n"
            "- {id: a, title: Ask, touchpoints: [{id: b, title: Call, moment_of_truth: yes}]}",
        ),
        EVIDENCE,
    ),
    good=tree(
        item(
            "journeys",
            "order",
            "evidence: survey\nstages:\n"
            "- {id: a, title: Ask, touchpoints: [{id: b, title: Call, moment_of_truth: yes, kpis: nps}]}",
        ),
        EVIDENCE,
        item("kpis", "nps", MEASURED),
    ),
    alone=True,
)
def unmeasured_moment_of_truth(context: Context) -> Iterator[Problem]:
    """The relationship is decided at this touchpoint, but no KPI measures it."""
    for key, journey in context.journeys():
        for number, stage in enumerate(journey.stages):
            for place, point in enumerate(stage.touchpoints):
                at = ("stages", number, "touchpoints", place)
                bare = not point.kpis and context.is_read(key, *at, "kpis") and context.is_read(key, "state")
                if point.moment_of_truth and bare and journey.state == "as-is":
                    yield Problem(
                        Place(key, at),
                        f"“{point.title}” is a moment of truth without a KPI",
                        "add `kpis: …`",
                    )


@rule(
    "CX403",
    "initiative-without-reason",
    "warning",
    bad=tree(item("initiatives", "portal", "status: shipped\nshipped: 2026-01-05\nresult: It works")),
    good=tree(
        item("initiatives", "portal", "status: shipped\nshipped: 2026-01-05\nresult: It works\naddresses: order/wait"),
        journey_tree(3),
    ),
    alone=True,
)
def initiative_without_reason(context: Context) -> Iterator[Problem]:
    """An initiative addresses no pain point and serves no objective. Why is it on the roadmap? An idea may
    still look for its reason."""
    for key, _ in planned_here(context, *COMMITTED, "shipped"):
        if context.lacks(key, "addresses") and context.lacks(key, "objectives"):
            yield Problem(
                Place(key),
                "it addresses no pain point and serves no objective",
                "add `addresses: journey/pain-point` or `objectives: …`",
            )


@rule(
    "CX404",
    "no-expected-change",
    "warning",
    bad=tree(
        item("initiatives", "portal", "status: planned\nowner: care\nstart: 2199\nend: 2199\naddresses: order/wait"),
        item("teams", "care", ""),
        journey_tree(3),
    ),
    good=tree(
        item(
            "initiatives",
            "portal",
            "status: planned\nowner: care\nstart: 2199\nend: 2199\naddresses: order/wait\nexpected: {nps: 2}",
        ),
        item("teams", "care", ""),
        item("kpis", "nps", MEASURED),
        journey_tree(3),
    ),
    alone=True,
)
def no_expected_change(context: Context) -> Iterator[Problem]:
    """Work is planned, but nothing says by how much it is to move which KPI. Nobody will be able to tell whether it
    worked."""
    for key, _ in planned_here(context, "planned"):
        if context.lacks(key, "expected"):
            yield Problem(
                Place(key), "no expected change of a KPI is named", "add `expected: {kpi-id: 2}`, in its unit"
            )


@rule(
    "CX405",
    "objective-not-smart",
    "warning",
    bad=tree(item("objectives", "trust", "why: It lasts")),
    good=tree(
        item("objectives", "trust", "why: It lasts\nowner: care\ndue: 2027\nkpis: nps"),
        item("teams", "care", ""),
        item("kpis", "nps", MEASURED),
    ),
)
def objective_not_smart(context: Context) -> Iterator[Problem]:
    """An objective is specific, measurable, achievable, relevant and time-bound. Without a KPI that has a target, a due
    date and an owner it is a wish."""
    targets = {key[1] for key, kpi in kpis(context) if not context.lacks(key, "targets")}
    known = context.are_known("kpi")
    for _, key, found in context.items():
        if isinstance(found, Objective):
            missing = []
            named = [kpi for kpi in found.kpis if kpi in targets or kpi not in context.roadmap.items["kpi"]]
            if not named and known and context.is_read(key, "kpis"):
                missing.append("a KPI with a target (`kpis`)")
            if context.lacks(key, "due"):
                missing.append("a time (`due`)")
            if context.lacks(key, "owner"):
                missing.append("an owner (`owner`)")
            if missing:
                yield Problem(Place(key), "the objective is not SMART", "it lacks " + ", ".join(missing))


@rule(
    "CX406",
    "persona-without-journey",
    "warning",
    bad=tree(item("personas", "parent", "")),
    good=tree(
        item("personas", "parent", ""),
        item("journeys", "order", "personas: parent\nevidence: survey\nstages:\n- {id: a, title: Ask}"),
        EVIDENCE,
    ),
)
def persona_without_journey(context: Context) -> Iterator[Problem]:
    """A persona goes through no journey, so nothing on the roadmap is seen with its eyes."""
    if not context.are_known("journey", "personas"):
        return
    used = {persona for _, journey in context.journeys() for persona in journey.personas}
    for _, key, found in context.items():
        if isinstance(found, Persona) and key[1] not in used:
            yield Problem(Place(key), "no journey names this persona", "add it to `personas` of a journey")


@rule(
    "CX407",
    "research-without-evidence",
    "warning",
    bad=tree(
        item("personas", "parent", "basis: research"),
        item("journeys", "order", "personas: parent\nevidence: survey\nstages:\n- {id: a, title: Ask}"),
        EVIDENCE,
    ),
    good=tree(
        item("personas", "parent", "basis: research\nevidence: survey"),
        item("journeys", "order", "personas: parent\nevidence: survey\nstages:\n- {id: a, title: Ask}"),
        EVIDENCE,
    ),
    alone=True,
)
def research_without_evidence(context: Context) -> Iterator[Problem]:
    """A persona is said to rest on research, but names no evidence."""
    for _, key, found in context.items():
        if isinstance(found, Persona) and found.basis == "research" and context.lacks(key, "evidence"):
            yield Problem(
                Place(key, ("basis",)),
                "it says research, but names no evidence",
                "add `evidence: …`, or write `basis: assumption`",
            )


@rule(
    "CX408",
    "journey-without-evidence",
    "info",
    bad=tree(item("journeys", "order", "stages:\n- {id: a, title: Ask}")),
    good=tree(item("journeys", "order", "evidence: survey\nstages:\n- {id: a, title: Ask}"), EVIDENCE),
    alone=True,
)
def journey_without_evidence(context: Context) -> Iterator[Problem]:
    """A journey of today rests on nothing: no evidence for it or for any of its pain points."""
    for key, journey in context.journeys():
        shown = journey.evidence or any(point.evidence for stage in journey.stages for point in stage.pain_points)
        if journey.state == "as-is" and not shown and all(context.is_read(key, at) for at in _SHOWS):
            yield Problem(Place(key), "nothing shows that customers go through this", "add `evidence: …`")


@rule(
    "CX409",
    "phase-without-success-criteria",
    "info",
    bad=tree(item("phases", "build", "start: 2026-Q1\nend: 2026-Q2")),
    good=tree(item("phases", "build", "start: 2026-Q1\nend: 2026-Q2\nsuccess_criteria: It stands")),
    alone=True,
)
def phase_without_success_criteria(context: Context) -> Iterator[Problem]:
    """Nobody will be able to tell whether the phase worked."""
    for _, key, found in context.items():
        if isinstance(found, Phase) and context.lacks(key, "success_criteria"):
            yield Problem(Place(key), "the phase has no success criteria", "add `success_criteria: …`")
