"""CX11x: references that lead where they may not: to a later content folder, or past a target picture's journey."""

from __future__ import annotations

from collections.abc import Iterator

from cxsite.check.context import Context
from cxsite.check.examples import EVIDENCE, initiative, item, tree
from cxsite.check.place import Place
from cxsite.check.rule import Problem, rule, span_of
from cxsite.model.items.journey import POINTS, Journey
from cxsite.model.roadmap import Key
from cxsite.model.roots import number_of_root
from cxsite.model.shape import records

_MERGER = "../private/initiatives/merger.yml"

_TODAY = item(
    "journeys",
    "order",
    "evidence: survey\nstages:\n- {id: a, title: Ask, touchpoints: [{id: call, title: Call}]}",
)
_TARGET = "state: to-be\n%sstages:\n- {id: a, title: Ask, touchpoints: [{id: tap, title: Tap, replaces: order/call}]}"


@rule(
    "CX110",
    "named-ahead",
    "error",
    bad=tree(initiative("depends_on: merger"), {_MERGER: "title: Merger\nstatus: idea\n"}),
    good=tree(initiative("", "portal"), {_MERGER: "title: Merger\nstatus: idea\ndepends_on: portal\n"}),
)
def named_ahead(context: Context) -> Iterator[Problem]:
    """Something in an earlier content folder names what only a later one has. Whoever reads the earlier folder learns
    of it from the name, and without the later one nothing could be built. References lead from later folders to earlier
    ones."""
    for place, name, file in _named_ahead(context):
        yield Problem(
            place,
            f"`{name}` lies in a later content folder ({file}), of which this one may not tell",
            "write this field into a file of the same name in that folder, or the reference the other way round",
        )


def _named_ahead(context: Context) -> Iterator[tuple[Place, str, str]]:
    """Places that name what only a later content folder has: the place, what it names, and the file of that."""
    roots = context.roadmap.roots
    if len(roots) < 2:
        return
    files = _files(context)
    for place, key in _names(context):
        file = files.get(key)
        if file is not None and number_of_root(file, roots) > number_of_root(span_of(context, place).path, roots):
            yield place, key[1], file


def _names(context: Context) -> Iterator[tuple[Place, Key]]:
    for reference in context.references:
        yield (
            Place(reference.item, reference.at),
            ("point" if reference.kind in POINTS else reference.kind, reference.id),
        )
    for key, at, leaf, value in context.namings:
        if leaf.asset:
            yield Place(key, at), ("asset", str(value))
    for link in context.links:
        if link.target is not None:
            kind = "point" if link.target.kind in POINTS else link.target.kind
            yield link.place, (kind, link.target.id)


def _files(context: Context) -> dict[Key, str]:
    """The file of every item, page and asset, and of every point of a journey."""
    found = {key: origin.path for key, origin in context.roadmap.origins.items()}
    for id_, journey in context.roadmap.items.get("journey", {}).items():
        origin = context.roadmap.origins.get(("journey", id_))
        for at, part in records(Journey, journey) if origin is not None else ():
            if at and isinstance(name := getattr(part, "id", None), str) and origin is not None:
                found["point", f"{id_}/{name}"] = origin.span(at).path
    return found


@rule(
    "CX111",
    "replaces-elsewhere",
    "error",
    bad=tree(_TODAY, item("journeys", "better", _TARGET % ""), EVIDENCE),
    good=tree(_TODAY, item("journeys", "better", _TARGET % "as_is: order\n"), EVIDENCE),
    alone=True,
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
