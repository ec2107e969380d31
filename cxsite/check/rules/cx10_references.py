"""CX10x: references that name nothing, or nothing that stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cxsite.check import missing_names
from cxsite.check.context import Context
from cxsite.check.examples import CHARTER_FILE, initiative, item, tree
from cxsite.check.meant import Meant, meant_target
from cxsite.check.place import Place
from cxsite.check.rule import Problem, instead, rule, without
from cxsite.check.texts.body_links import SOURCE_FILE, BodyLink
from cxsite.check.texts.link_target import exists
from cxsite.check.texts.relink import of_another_kind, relinked
from cxsite.check.walks import kpis
from cxsite.check.written_reference import Reference
from cxsite.model.charter import titles
from cxsite.model.declare import Ref
from cxsite.model.items.initiative import Initiative
from cxsite.model.items.risk import Risk
from cxsite.model.link_grammar import Target
from cxsite.model.roadmap import ROADMAP, Key
from cxsite.model.typed.nearest import did_you_mean

_AREAS = CHARTER_FILE + "areas:\n  returns: Returns\n"

_RISK = (
    "category: operational\nlikelihood: 2\nimpact: 2\nresponse: mitigate\n"
    "prevention: A wall\nmitigated_by: dam\naffects: initiative:bridge"
)

_NPS = (
    "metric: nps\nscale: 10\ndirection: up\ndefinition: Would you recommend us?\nfrequency: year\n"
    "baseline: {date: 2025-12-31, value: 10}\ntargets: [{date: 2027, value: 20}]"
)

_PAST = frozenset({"shipped", "dropped"})


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
    named: dict[tuple[str, str], list[Place]] = {}
    used: dict[str, set[str]] = {}
    known: dict[str, Mapping[str, str]] = {}
    for key, at, leaf, value in context.namings:
        if leaf.ref is None or leaf.ref.vocabulary is None:
            continue
        if leaf.ref.vocabulary not in known:
            known[leaf.ref.vocabulary] = titles(context.roadmap.charter, leaf.ref.vocabulary)
            used[leaf.ref.vocabulary] = set()
        if (ROADMAP, leaf.ref.vocabulary.partition(".")[0]) in context.roadmap.broken:
            continue
        used[leaf.ref.vocabulary].add(str(value))
        if value not in known[leaf.ref.vocabulary]:
            place = Place(key, at, key=bool(at) and at[-1] == value)
            named.setdefault((leaf.ref.vocabulary, str(value)), []).append(place)
    for (vocabulary, value), places in named.items():
        yield missing_names.unknown_entry(context, vocabulary, value, places, used[vocabulary])


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
    named: dict[Key, list[Reference]] = {}
    for reference in context.references:
        if reference.form or (not reference.known and reference.ref.local):
            yield missing_names.unknown_reference(context, reference)
        elif not reference.known:
            named.setdefault(missing_names.missing_target(context, reference), []).append(reference)
    for target, references in named.items():
        if len(references) == 1:
            yield missing_names.unknown_reference(context, references[0])
        else:
            yield missing_names.renamed(context, target, references)


@rule(
    "CX103",
    "self-reference",
    "error",
    bad=tree(initiative("depends_on: self-service", "self-service")),
    good=tree(initiative("depends_on: other", "self-service"), initiative("", "other")),
    alone=True,
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
    alone=True,
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
                    without(Place(reference.item, reference.at), "remove the second one"),
                )


@rule(
    "CX106",
    "broken-link",
    "error",
    bad=tree(initiative("body: See [the portal](initiative:retrun-portal).")),
    good=tree(
        initiative("body: See [the portal](initiative:return-portal)."),
        initiative("", "return-portal"),
    ),
)
def broken_link(context: Context) -> Iterator[Problem]:
    """A link in a body leads to an item, page or source file that does not exist. Items are linked as
    `[label](kind:id)`, `[[kind:id]]`, or by their file, `[label](../initiatives/id.md)`."""
    told = {reference.target for reference in context.references if not reference.known}
    gone: dict[Key, list[BodyLink]] = {}
    for link in context.links:
        if link.target is None:
            if SOURCE_FILE.search(link.address) or link.wiki:
                yield Problem(link.place, f"`{link.address}` is no item", "write `[label](kind:id)`")
        elif link.target.kind != "asset" and not exists(context, link.target):
            target = (link.target.kind, link.target.id)
            # What fields name besides is told there, once.
            if target not in told:
                gone.setdefault(target, []).append(link)
    for links in gone.values():
        first = links[0]
        assert first.target is not None
        message = f"the link to `{first.address}` leads nowhere"
        related = tuple((link.place, "and here") for link in links[1:])
        meant = _hint(context, first.target)
        other = of_another_kind(context, links)
        help_, repair = (other.message, other) if other else (meant.help, relinked(context, links, meant))
        yield Problem(first.place, message, help_, related, repair)


def _hint(context: Context, target: Target) -> Meant:
    if target.kind == "page":
        asked = did_you_mean(target.id, context.roadmap.pages)
        return Meant(asked or "hand-written pages lie in content/pages/")
    return meant_target(context, target.kind, target.id)


@rule(
    "CX107",
    "gone-target",
    "warning",
    bad=tree(
        item("risks", "flood", _RISK),
        initiative("", "bridge"),
        item("initiatives", "dam", "status: dropped\nstatus_note: Too dear\nsuperseded_by: wall"),
        initiative("", "wall"),
    ),
    good=tree(item("risks", "flood", _RISK), initiative("", "bridge"), initiative("", "dam")),
)
def gone_target(context: Context) -> Iterator[Problem]:
    """Something that still stands refers to an initiative that was dropped or superseded: a risk counts on it, an
    initiative says that it is to be replaced by it. Reviews may name anything: they are history. What an initiative
    depends on has a rule of its own."""
    gone = {key[1]: found for key, found in context.initiatives if found.status == "dropped" or found.superseded_by}
    for reference in context.references:
        target = gone.get(reference.id) if reference.kind == "initiative" else None
        if target is None or reference.item[0] == "review" or not _stands(context, reference):
            continue
        dropped = target.status in ("dropped", "paused") if reference.field == "depends_on" else False
        if dropped:
            continue
        new, place = target.superseded_by, Place(reference.item, reference.at)
        what = f"which `{new}` supersedes" if new else "which is dropped"
        yield Problem(
            place,
            f"`{reference.field}` names `{target.id}`, {what}",
            f"name `{new}` instead" if new else "name something else, or remove the entry",
            ((Place(reference.target, ("superseded_by",) if new else ("status",)), "it says so here"),),
            instead(place, reference.naming(new), "unsafe", "it may not be meant here") if new else None,
        )


def _stands(context: Context, reference: Reference) -> bool:
    """Whether the item that refers is not itself a thing of the past."""
    found = context.roadmap.get(*reference.item)
    if isinstance(found, Initiative):
        return found.status not in _PAST
    return not (isinstance(found, Risk) and found.status == "closed")


@rule(
    "CX108",
    "unused-kpi",
    "info",
    bad=tree(item("kpis", "nps", _NPS)),
    good=tree(
        item("kpis", "nps", _NPS),
        item("objectives", "trust", "owner: care\ndue: 2027\nkpis: nps"),
        item("teams", "care", ""),
    ),
)
def unused_kpi(context: Context) -> Iterator[Problem]:
    """No objective, journey, phase or initiative names this KPI, and it names no journey that it measures. Somebody
    measures it, and nothing on the roadmap depends on how it does."""
    if not context.all_read("kpi"):
        return
    used = {reference.id for reference in context.references if reference.kind == "kpi"}
    for key, kpi in kpis(context):
        if key[1] not in used and not kpi.journeys:
            yield Problem(
                Place(key), "nothing on the roadmap uses this KPI", f"add `kpis: {key[1]}` to what it is to show"
            )
