"""CX42x: risks without a plan, and teams with too much to do."""

from __future__ import annotations

from collections.abc import Iterator

from cxsite.check.context import Context
from cxsite.check.examples import initiative, item, tree
from cxsite.check.place import Place
from cxsite.check.rule import Problem, on_day, rule
from cxsite.check.walks import initiatives, risky_initiatives
from cxsite.measures.derived import of_item
from cxsite.measures.load import peaks
from cxsite.measures.network import team_work
from cxsite.model.items.initiative import UNDER_WAY, Initiative
from cxsite.model.items.risk import Risk
from cxsite.model.items.strategy import Team
from cxsite.model.roadmap import Key

_RISK = "category: operational\nlikelihood: 4\nimpact: 4\nresponse: mitigate\n"

_PLAN = "prevention: A wall\ndetection: A gauge\ncorrection: Pumps\n"

_CARE = item("teams", "care", "")


def risks(context: Context) -> Iterator[tuple[Key, Risk, str]]:
    """Every risk that is not closed, with its level."""
    for _, key, found in context.items():
        if isinstance(found, Risk) and found.status != "closed":
            facts = of_item("risk", found, context.roadmap.charter, context.today)
            yield key, found, str(facts.get("level", ""))


@rule(
    "CX421",
    "serious-risk-without-plan",
    "warning",
    bad=tree(item("risks", "flood", _RISK + "tested: 2026-01-01")),
    good=tree(item("risks", "flood", _RISK + _PLAN + "owner: care\ntested: 2026-01-01"), _CARE),
    alone=True,
    given=on_day,
)
def serious_risk_without_plan(context: Context) -> Iterator[Problem]:
    """A risk in the two highest bands lacks an owner, prevention, detection or a contingency plan (`correction`)."""
    bands = list(context.roadmap.charter.risk_bands)
    serious = set(bands[-2:]) if context.roadmap.charter.risk_matrix == "product" else {"high", "very-high"}
    for key, found, level in risks(context):
        missing = [name for name in ("owner", "prevention", "detection", "correction") if context.lacks(key, name)]
        if level in serious and found.response != "accept" and missing:
            names = ", ".join(f"`{name}`" for name in missing)
            yield Problem(Place(key), f"the risk is {level}, but lacks {names}", "add what is missing")


@rule(
    "CX422",
    "accepted-risk-without-review",
    "warning",
    bad=tree(item("risks", "flood", _RISK.replace("mitigate", "accept"))),
    good=tree(item("risks", "flood", _RISK.replace("mitigate", "accept") + "reviewed: 2026-03-01\nreview_every: 6m")),
    alone=True,
    given=on_day,
)
def accepted_risk_without_review(context: Context) -> Iterator[Problem]:
    """A risk is accepted, and nothing says when somebody looks at it again."""
    for key, found, _ in risks(context):
        if found.response == "accept" and context.lacks(key, "review_every"):
            message = "the risk is accepted, but nothing says when it is looked at again"
            yield Problem(Place(key, ("response",)), message, "add `reviewed` and `review_every: 6m`")


@rule(
    "CX423",
    "untested-contingency",
    "info",
    bad=tree(item("risks", "flood", _RISK + _PLAN + "owner: care"), _CARE),
    good=tree(item("risks", "flood", _RISK + _PLAN + "owner: care\ntested: 2026-01-01"), _CARE),
    alone=True,
    given=on_day,
)
def untested_contingency(context: Context) -> Iterator[Problem]:
    """There is a contingency plan, but it was never tested. An untested plan is a hope."""
    for key, found, _ in risks(context):
        if found.correction and context.lacks(key, "tested"):
            yield Problem(
                Place(key, ("correction",)), "the contingency plan was never tested", "test it, then add `tested`"
            )


@rule(
    "CX424",
    "big-effort-without-risk",
    "info",
    bad=tree(
        item("initiatives", "portal", "status: in-progress\nowner: care\nkpis: nps\nobjectives: trust\neffort: 5"),
        _CARE,
        item(
            "kpis",
            "nps",
            "metric: nps\nscale: 10\ndirection: up\ndefinition: x\nfrequency: year\n"
            "baseline: {date: 2026-01-01, value: 1}\ntargets: [{date: 2027, value: 2}]",
        ),
        item("objectives", "trust", "owner: care\ndue: 2027\nkpis: nps"),
    ),
    good=tree(
        item("initiatives", "portal", "status: in-progress\nowner: care\nkpis: nps\nobjectives: trust\neffort: 2"),
        _CARE,
        item(
            "kpis",
            "nps",
            "metric: nps\nscale: 10\ndirection: up\ndefinition: x\nfrequency: year\n"
            "baseline: {date: 2026-01-01, value: 1}\ntargets: [{date: 2027, value: 2}]",
        ),
        item("objectives", "trust", "owner: care\ndue: 2027\nkpis: nps"),
    ),
)
def big_effort_without_risk(context: Context) -> Iterator[Problem]:
    """Something big is under way, and nobody has named what could go wrong."""
    if not context.are_known("risk", "affects"):
        return
    named = risky_initiatives(context)
    for key, found in initiatives(context, *UNDER_WAY):
        if (found.effort or 0) >= 4 and key not in named:
            yield Problem(
                Place(key, ("effort",)),
                f"the effort is {found.effort}, but no risk names this initiative",
                f"add a risk with `affects: initiative:{key[1]}`",
            )


@rule(
    "CX425",
    "quick-win-waits",
    "info",
    bad=tree(initiative("impact: 5\neffort: 1\ndepends_on: slow", "quick"), initiative("impact: 2\neffort: 5", "slow")),
    good=tree(
        initiative("impact: 5\neffort: 1\ndepends_on: slow", "quick"), initiative("impact: 5\neffort: 2", "slow")
    ),
)
def quick_win_waits(context: Context) -> Iterator[Problem]:
    """A quick win depends on something that is worth less for more effort."""
    for key, found in initiatives(context, "idea", "planned"):
        if _quadrant(context, found) != "quick-win":
            continue
        for number, id_ in enumerate(found.depends_on):
            other = context.roadmap.get("initiative", id_)
            if (
                isinstance(other, Initiative)
                and _quadrant(context, other) == "reconsider"
                and other.status != "shipped"
            ):
                yield Problem(
                    Place(key, ("depends_on", number)),
                    f"this quick win waits for `{id_}`, which has little impact for its effort",
                    "find a way without it, or look at its impact again",
                )


_QUADRANT = frozenset({"quadrant"})


def _quadrant(context: Context, found: Initiative) -> object:
    return of_item("initiative", found, context.roadmap.charter, context.today, _QUADRANT).get("quadrant")


@rule(
    "CX426",
    "team-over-capacity",
    "warning",
    bad=tree(
        initiative("owner: care\nstart: 2026-Q2\nend: 2026-Q3", "a"),
        initiative("owner: care\nstart: 2026-Q3\nend: 2026-Q4", "b"),
        item("teams", "care", "capacity: 1"),
    ),
    good=tree(
        initiative("owner: care\nstart: 2026-Q2\nend: 2026-Q2", "a"),
        initiative("owner: care\nstart: 2026-Q3\nend: 2026-Q4", "b"),
        item("teams", "care", "capacity: 1"),
    ),
)
def team_over_capacity(context: Context) -> Iterator[Problem]:
    """On some day a team has more initiatives at work than it can do at once. Counted are those that it is responsible
    for, or owns where nobody is named responsible, from today on; what follows another is not at once with it."""
    work = team_work(context.roadmap.items.get("initiative", {}).values())
    for _, key, one in context.items():
        if not isinstance(one, Team) or one.capacity is None:
            continue
        over = [peak for peak in peaks(work.get(key[1], ()), context.today) if len(peak.ids) > one.capacity]
        if over:
            listed = ", ".join(f"`{id_}`" for id_ in over[0].ids)
            yield Problem(
                Place(key, ("capacity",)),
                f"in {over[0].quarter} the team has {len(over[0].ids)} initiatives at once, "
                f"and can do {one.capacity}: {listed}",
                "move one of them, or raise `capacity`",
            )
