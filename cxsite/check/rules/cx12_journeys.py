"""CX12x: journeys of today, and the target pictures that stand for them."""

from __future__ import annotations

from collections.abc import Iterator

from cxsite.check.context import Context
from cxsite.check.examples import EVIDENCE, item, tree
from cxsite.check.place import Place
from cxsite.check.rule import Problem, rule
from cxsite.model.items.journey import Journey

_TODAY = item(
    "journeys",
    "order",
    "evidence: survey\nstages:\n- {id: a, title: Ask, touchpoints: [{id: call, title: Call}]}",
)
_TARGET = "state: to-be\n%sstages:\n- {id: a, title: Ask, touchpoints: [{id: tap, title: Tap, replaces: order/call}]}"


@rule(
    "CX120",
    "replaces-elsewhere",
    "error",
    bad=tree(_TODAY, item("journeys", "better", _TARGET % ""), EVIDENCE),
    good=tree(_TODAY, item("journeys", "better", _TARGET % "as_is: order\n"), EVIDENCE),
)
def replaces_elsewhere(context: Context) -> Iterator[Problem]:
    """A touchpoint says what it replaces, but its journey is no target picture of the journey that has that touchpoint.
    Only a journey with `state: to-be` replaces anything, and only touchpoints of its `as_is`: the two are laid beside
    each other."""
    for key, journey in context.journeys():
        if not (context.is_read(key, "state") and context.is_read(key, "as_is")):
            continue
        for number, stage in enumerate(journey.stages):
            for place, point in enumerate(stage.touchpoints):
                for at, name in enumerate(point.replaces):
                    if help_ := _amiss(journey, name):
                        yield Problem(
                            Place(key, ("stages", number, "touchpoints", place, "replaces", at)),
                            f"`{name}` is no touchpoint of the journey that this one is the target picture of",
                            help_,
                        )


def _amiss(journey: Journey, name: str) -> str:
    """What to do instead; empty where the journey replaces this touchpoint."""
    of = name.partition("/")[0]
    if journey.state == "to-be" and journey.as_is == of:
        return ""
    if journey.state == "to-be" and journey.as_is:
        return f"name a touchpoint of `{journey.as_is}`, or remove the entry"
    return f"only a target picture replaces something: it has `state: to-be` and `as_is: {of}`"
