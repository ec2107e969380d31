"""CX5xx: words that steer visibility (levels, `disclose`, `wording`, `policy`) and steer nothing."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from cxsite.check.context import CHARTER, Context
from cxsite.check.examples import CHARTER_FILE, initiative, tree
from cxsite.check.nearest import nearest
from cxsite.check.place import Place
from cxsite.check.rule import Problem, rule
from cxsite.measures.catalogue import DERIVED_BY_KIND
from cxsite.model.declare import Declared
from cxsite.model.item import Item
from cxsite.model.journey import Point
from cxsite.model.kinds import KINDS, Kind
from cxsite.model.period import is_finer
from cxsite.model.roadmap import Key
from cxsite.model.scalars import ID_PATTERN
from cxsite.model.shape import Many, Path, Record, Shape, Table, fields_of, part_name, records


@rule(
    "CX502",
    "unknown-steered-field",
    "error",
    bad=tree(initiative("disclose: {onwer: public}")),
    good=tree(initiative("disclose: {owner: customer}\nvisibility: customer\nsummary: We begin.")),
)
def unknown_steered_field(context: Context) -> Iterator[Problem]:
    """`disclose`, `wording` or `policy` names a field (or part, or derived value) that does not exist, so it would have
    no effect. Parts are named with a dot: `touchpoint.backstage`."""
    names = {kind.name: steerable(kind) for kind in KINDS}
    worded = {key for key, at, _, _ in context.leaves if "wording" in at}
    for kind, key, found in context.items():
        known = names[kind.name]
        for name in found.disclose:
            if name not in known:
                yield _unknown_field(Place(key, ("disclose", name), key=True), name, known)
        for at, part in records(kind.model, found) if key in worded else ():
            yield from _wording(key, at, part)
    charter = context.roadmap.charter
    yield from _wording(CHARTER, (), charter)
    policies = policy_fields()
    for owner, fields in charter.policy.items():
        if owner not in policies:
            yield _unknown_field(Place(CHARTER, ("policy", owner), key=True), owner, set(policies))
            continue
        for name in fields:
            if name not in policies[owner]:
                place = Place(CHARTER, ("policy", owner, name), key=True)
                yield _unknown_field(place, name, policies[owner])


def _wording(key: Key, at: Path, part: Declared) -> Iterator[Problem]:
    known = {name for name, declared in fields_of(type(part)).items() if declared.wordable}
    if isinstance(part, (Item, Point)):
        known.add("id")
    for level, words in getattr(part, "wording", {}).items():
        for name, text in words.items():
            place = Place(key, (*at, "wording", level, name), key=name not in known)
            if name not in known:
                yield _unknown_field(place, name, known)
            elif name == "id" and not ID_PATTERN.fullmatch(text):
                yield Problem(place, f"`{text}` can't be an id", "use lower-case letters, digits and hyphens")


def _unknown_field(place: Place, name: str, known: set[str]) -> Problem:
    near = nearest(name, known)
    help_ = f"did you mean `{near[0]}`?" if near else "known are " + ", ".join(sorted(known))
    return Problem(place, f"there is nothing called `{name}` here", help_)


def steerable(kind: Kind) -> set[str]:
    """What `disclose` may name on an item of this kind: fields, fields of parts with a dot, derived values."""
    names = {name for name, declared in fields_of(kind.model).items() if not declared.consumed}
    for part in parts_of(kind.model):
        names |= {f"{part_name(part)}.{name}" for name, declared in fields_of(part).items() if not declared.consumed}
    return names | {derived.name for derived in DERIVED_BY_KIND.get(kind.name, ())}


def policy_fields() -> dict[str, set[str]]:
    """What `policy` may name: kinds, parts and the roadmap itself, each with its fields."""
    found: dict[str, set[str]] = {}
    for kind in KINDS:
        found[kind.name] = {name for name in steerable(kind) if "." not in name}
        for part in parts_of(kind.model):
            found[part_name(part)] = {name for name, declared in fields_of(part).items() if not declared.consumed}
    return found


def parts_of(model: type[Declared]) -> list[type[Declared]]:
    """Every class of parts inside a class of the model, however deep."""
    found: list[type[Declared]] = []
    waiting: list[Shape] = [declared.shape for declared in fields_of(model).values()]
    while waiting:
        shape = waiting.pop()
        if isinstance(shape, Many | Table):
            waiting.append(shape.entry)
        elif isinstance(shape, Record) and shape.model not in found:
            found.append(shape.model)
            waiting.extend(declared.shape for declared in fields_of(shape.model).values())
    return sorted(found, key=lambda part: part.__name__)


@rule(
    "CX507",
    "finer-dates-for-lesser-readers",
    "error",
    bad={"roadmap.yml": CHARTER_FILE + "date_precision: {public: day, customer: month}\n", **initiative()},
    good={"roadmap.yml": CHARTER_FILE + "date_precision: {public: half, customer: month}\n", **initiative()},
)
def finer_dates_for_lesser_readers(context: Context) -> Iterator[Problem]:
    """`date_precision` tells a less restricted level more than a more restricted one. Plans are never told more
    precisely to the public than to colleagues."""
    said = [(level, context.roadmap.charter.date_precision.get(level.name)) for level in context.roadmap.levels]
    known = [(level, precision) for level, precision in said if precision]
    for (lesser, fine), (higher, coarse) in itertools.pairwise(known):
        if is_finer(fine, coarse):
            yield Problem(
                Place(CHARTER, ("date_precision", lesser.name)),
                f"{lesser} readers are told the {fine}, but {higher} readers only the {coarse}",
                f"write `{coarse}` or coarser for {lesser}",
            )
