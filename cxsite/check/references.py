"""CX1xx: references that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from cxsite.check.context import CHARTER, Context, Reference
from cxsite.check.examples import CHARTER_FILE, initiative, tree
from cxsite.check.nearest import did_you_mean, nearest
from cxsite.check.place import Place
from cxsite.check.rule import Problem, rule
from cxsite.model.charter import entries
from cxsite.model.declare import Ref
from cxsite.model.kinds import BY_NAME
from cxsite.model.roadmap import Key

_AREAS = CHARTER_FILE + "areas:\n  returns: Returns\n"


@rule(
    "CX101",
    "unknown-entry",
    "error",
    bad=tree(initiative("area: retuns"), {"roadmap.yml": _AREAS}),
    good=tree(initiative("area: returns"), {"roadmap.yml": _AREAS}),
)
def unknown_entry(context: Context) -> Iterator[Problem]:
    """Areas, channels, departments, risk categories and scoring criteria are lists in roadmap.yml. An item names an
    entry by its id. An entry that is not in the list would give readers a page without a heading, so add it to
    roadmap.yml or correct the name."""
    for key, at, leaf, value in context.leaves:
        if leaf.ref is None or leaf.ref.vocabulary is None:
            continue
        if (CHARTER[0], leaf.ref.vocabulary.partition(".")[0]) in context.roadmap.broken:
            continue
        known = entries(context.roadmap.charter, leaf.ref.vocabulary)
        if value not in known:
            listed = ", ".join(sorted(known)) or "nothing yet"
            near = nearest(str(value), known)
            yield Problem(
                Place(key, at),
                f"`{value}` is not in `{leaf.ref.vocabulary}` of roadmap.yml",
                f"did you mean `{near[0]}`?" if near else f"the list has {listed}",
            )


@rule(
    "CX102",
    "unknown-target",
    "error",
    bad=tree(initiative("depends_on: retrun-portal"), initiative("", "return-portal")),
    good=tree(initiative("depends_on: return-portal"), initiative("", "return-portal")),
)
def unknown_target(context: Context) -> Iterator[Problem]:
    """A reference names an item that does not exist. References are ids, which are file names without their ending; a
    pain point or touchpoint is written as journey/point, and a field that may name several kinds as kind:id."""
    for reference in context.references:
        if not reference.known:
            yield _unknown(context, reference)


def _unknown(context: Context, reference: Reference) -> Problem:
    place = Place(reference.item, reference.at)
    if reference.form == "kind":
        kinds = " or ".join(f"`{kind}:…`" for kind in reference.ref.kinds)
        return Problem(
            place,
            f"`{reference.field}` may name several kinds, and `{reference.value}` does not say which",
            _with_kind(context, reference) or f"write {kinds}",
        )
    label = BY_NAME[reference.kind].title.lower() if reference.kind in BY_NAME else reference.kind.replace("_", " ")
    label = "KPI" if reference.kind == "kpi" else label
    named = reference.value if not reference.ref.qualified else reference.id
    return Problem(
        place,
        f"`{reference.field}` names `{reference.value}`, which is no {label}",
        did_you_mean(context, reference.kind, named),
    )


def _with_kind(context: Context, reference: Reference) -> str:
    bare = reference.value.rsplit(":", 1)[-1]
    found = next((kind for kind in reference.ref.kinds if context.exists((kind, bare))), None)
    return f"write `{found}:{bare}`" if found else ""


@rule(
    "CX103",
    "self-reference",
    "error",
    bad=tree(initiative("depends_on: self-service", "self-service")),
    good=tree(initiative("depends_on: other", "self-service"), initiative("", "other")),
)
def self_reference(context: Context) -> Iterator[Problem]:
    """An item names itself as what it depends on, belongs to or is replaced by. Such a sentence says nothing, and
    schedules and trees can't be drawn from it."""
    for reference in context.references:
        if reference.target == reference.item:
            yield Problem(
                Place(reference.item, reference.at),
                f"`{reference.field}` names the item itself",
                "name another item, or remove the entry",
            )


@rule(
    "CX104",
    "dependency-cycle",
    "error",
    bad=tree(initiative("depends_on: b", "a"), initiative("depends_on: a", "b")),
    good=tree(initiative("depends_on: b", "a"), initiative("", "b")),
)
def dependency_cycle(context: Context) -> Iterator[Problem]:
    """Items wait for each other in a circle (`depends_on`), or belong to each other in one (`parent`). Nothing in the
    circle could ever start. The finding stands at the first file of the circle and shows all of it."""
    edges: dict[str, dict[Key, list[Reference]]] = {"depends_on": {}, "parent": {}, "superseded_by": {}}
    for reference in context.references:
        if reference.at[0] in edges and reference.known and reference.target != reference.item:
            edges[str(reference.at[0])].setdefault(reference.item, []).append(reference)
    for name, of_items in edges.items():
        for cycle in _cycles(of_items):
            path = " → ".join([*(step.item[1] for step in cycle), cycle[0].item[1]])
            yield Problem(
                Place(cycle[0].item, cycle[0].at),
                f"`{name}` runs in a circle: {path}",
                "remove one of these references",
                tuple((Place(step.item, step.at), f"{step.item[1]} names {step.target[1]}") for step in cycle[1:]),
            )


def _cycles(edges: dict[Key, list[Reference]]) -> Iterator[list[Reference]]:
    """Each circle from its first item on: a depth-first walk, without recursion."""
    done: dict[Key, bool] = {}
    for start in sorted(edges):
        if start in done:
            continue
        path, steps, ahead = [start], list[Reference](), [iter(edges[start])]
        done[start] = False
        while path:
            step = next(ahead[-1], None)
            if step is None:
                done[path.pop()] = True
                ahead.pop()
                if steps:
                    steps.pop()
            elif step.target not in done:
                done[step.target] = False
                path.append(step.target)
                steps.append(step)
                ahead.append(iter(edges.get(step.target, ())))
            elif not done[step.target]:
                circle = [*steps[path.index(step.target) :], step]
                first = min(range(len(circle)), key=lambda index: circle[index].item)
                yield [*circle[first:], *circle[:first]]


@rule(
    "CX105",
    "repeated-entry",
    "warning",
    bad=tree(initiative("depends_on: [b, b]", "a"), initiative("", "b")),
    good=tree(initiative("depends_on: [b]", "a"), initiative("", "b")),
)
def repeated_entry(context: Context) -> Iterator[Problem]:
    """A list names the same item twice. Readers would see it twice."""
    seen: dict[tuple[Key, tuple[str | int, ...], Ref, str], Reference] = {}
    for reference in context.references:
        if reference.at and isinstance(reference.at[-1], int):
            identity = (reference.item, reference.at[:-1], reference.ref, reference.value)
            first = seen.setdefault(identity, reference)
            if first is not reference:
                yield Problem(
                    Place(reference.item, reference.at),
                    f"`{reference.field}` names `{reference.value}` twice",
                    "remove one of the two",
                    ((Place(first.item, first.at), "the first"),),
                )
