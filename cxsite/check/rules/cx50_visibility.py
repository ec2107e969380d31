"""CX50x: settings of visibility that have no effect, or another than meant."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from cxsite.check.clashes import taken_aliases, taken_points
from cxsite.check.context import Context
from cxsite.check.examples import CHARTER_FILE, PUBLISHED, initiative, tree
from cxsite.check.place import Place
from cxsite.check.rule import Problem, instead, rule
from cxsite.check.steering import policy_fields, steerable
from cxsite.model.declare import Declared
from cxsite.model.items.item import Item
from cxsite.model.items.journey import Point
from cxsite.model.kinds import BY_NAME, KINDS, link_folders
from cxsite.model.levels import Level
from cxsite.model.link_grammar import WIKI, read_target
from cxsite.model.period import is_finer
from cxsite.model.roadmap import ROADMAP_KEY, Key
from cxsite.model.scalars import ID_PATTERN
from cxsite.model.shape import Path, Record, fields_of, part_name, records
from cxsite.model.typed.nearest import did_you_mean, nearest

_FEW = 8


@rule(
    "CX502",
    "unknown-steered-field",
    "error",
    bad=tree(initiative("disclose: {onwer: public}")),
    good=tree(initiative("disclose: {owner: customer}\nvisibility: customer\nsummary: We begin.")),
    alone=True,
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
    yield from _wording(ROADMAP_KEY, (), charter)
    policies = policy_fields()
    for owner, fields in charter.policy.items():
        if owner not in policies:
            yield _unknown_field(Place(ROADMAP_KEY, ("policy", owner), key=True), owner, set(policies))
            continue
        for name in fields:
            if name not in policies[owner]:
                place = Place(ROADMAP_KEY, ("policy", owner, name), key=True)
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
    few = "known are " + ", ".join(sorted(known)) if len(known) <= _FEW else "docs/format.md lists the fields"
    near = nearest(name, known)
    help_ = did_you_mean(name, known) or few
    repair = instead(place, near[0], "unsafe", "it is only the nearest name") if len(near) == 1 else None
    return Problem(place, f"there is nothing called `{name}` here", help_, repair=repair)


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
                Place(ROADMAP_KEY, ("date_precision", lesser.name)),
                f"{lesser} readers are told the {fine}, but {higher} readers only the {coarse}",
                f"write `{coarse}` or coarser for {lesser}",
            )


@rule(
    "CX503",
    "visibility-without-effect",
    "error",
    bad=tree(initiative("milestones:\n- {title: Pilot, visibility: public}")),
    good=tree(initiative("milestones:\n- {title: Pilot, visibility: restricted}")),
    alone=True,
)
def visibility_without_effect(context: Context) -> Iterator[Problem]:
    """A part says that it is more public than what it stands in. It is not: a part is never more visible than its
    parent. Raise the parent, or remove the word, so that nobody believes that it has been published."""
    for key, at, _, said in context.leaves:
        if at[-1] == "visibility" and len(at) > 1 and (found := _above(context, key, at)):
            name, level = found
            yield Problem(
                Place(key, at),
                f"`visibility: {said}` has no effect, because `{name}` is {level} here",
                f"remove it, or make the item (or with `disclose` the field) {said}",
            )


def _above(context: Context, key: Key, at: Path) -> tuple[str, Level] | None:
    """The field that is less visible than what a part in it says, and its level; not of parts in such a part."""
    visibility, owner = context.visibility, key[0]
    item = context.roadmap.items[key[0]][key[1]]
    value: Declared = item
    disclose, level = item.disclose, visibility.opened_level(BY_NAME[owner], item)
    steps = at[:-1]
    while steps:
        name, declared = str(steps[0]), fields_of(type(value))[str(steps[0])]
        top = len(steps) == len(at) - 1
        least = visibility.levels.highest(level, visibility.field_level(owner, name, declared, disclose, top))
        default = visibility.entry_default(owner, name, declared, disclose, top)
        part: Any = getattr(value, name)
        steps = steps[1:]
        if not isinstance(declared.shape, Record):
            part, steps = part[steps[0]], steps[1:]
        own = getattr(part, "visibility", None)
        if isinstance(own, str) and own in visibility.levels and visibility.levels[own].is_below(least):
            return None if steps else (name, least)
        level = visibility.part_level(least, part, default, disclose)
        value = part
        owner = part_name(type(value))
    return None


@rule(
    "CX504",
    "withheld-required-field",
    "error",
    bad=tree(initiative("disclose: {title: internal}\nvisibility: public\nsummary: We begin.")),
    good=tree(initiative("disclose: {summary: restricted}\nvisibility: internal\nsummary: We begin.")),
    alone=True,
)
def withheld_required_field(context: Context) -> Iterator[Problem]:
    """A field without which an item can't be shown (its title, its status) is withheld from readers who see the item.
    Raise the level of the item instead."""
    for kind, key, found in context.items():
        own = context.visibility.levels.get(found.visibility) if found.visibility else None
        for name, level in found.disclose.items():
            declared = fields_of(kind.model).get(name)
            if declared and declared.required and level in context.visibility.levels:
                item_level = own or context.visibility.opened_level(kind, found.model_copy(update={"disclose": {}}))
                if item_level.is_below(context.visibility.levels[level]):
                    yield Problem(
                        Place(key, ("disclose", name)),
                        f"`{name}` is required and can't be withheld",
                        f"set `visibility: {level}` on the item",
                    )
    for owner, fields in context.roadmap.charter.policy.items():
        model = BY_NAME[owner].model if owner in BY_NAME else None
        for name in fields:
            if model and name in fields_of(model) and fields_of(model)[name].required:
                yield Problem(
                    Place(ROADMAP_KEY, ("policy", owner, name)),
                    f"`{name}` of {BY_NAME[owner].plural.lower()} is required and can't be withheld",
                    "set `visibility` on the items",
                )


@rule(
    "CX505",
    "address-taken",
    "error",
    bad=tree(
        initiative("visibility: public\nsummary: We begin.\nwording: {public: {id: b}}", "a"),
        initiative("visibility: public\nsummary: We go on.", "b"),
    ),
    good=tree(
        initiative("visibility: public\nsummary: We begin.\nwording: {public: {id: c}}", "a"),
        initiative("visibility: public\nsummary: We go on.", "b"),
    ),
)
def address_taken(context: Context) -> Iterator[Problem]:
    """For some audience two items of a kind, or two parts of a journey, have the same id, because `wording` gives one
    of them another id or an old id (`aliases`) is in use. Each needs an address of its own."""
    # Where nobody gives an item another id, each has its own.
    is_worded = any("id" in words for _, _, found in context.items() for words in found.wording.values())
    for level in context.roadmap.levels if is_worded else ():
        visibility = type(context.visibility).of(context.roadmap.charter, context.roadmap.levels, level, context.today)
        taken: dict[tuple[str, str], Key] = {}
        for kind, key, found in context.items():
            if not visibility.sees(context.item_levels[key]):
                continue
            shown = visibility.worded(found.wording, "id") or key[1]
            first = taken.setdefault((kind.name, shown), key)
            if first != key and level == _first_level(context, key, first):
                yield Problem(
                    Place(key, ("wording",), key=True) if found.wording else Place(key),
                    f"the id `{shown}` is taken by another {kind.title.lower()} for {level} readers",
                    "choose another id",
                    ((Place(first), "this one has it"),),
                )
    yield from taken_points(context)
    yield from taken_aliases(context)


def _first_level(context: Context, *keys: Key) -> Level:
    """The least audience that sees all of these items: where a clash between them is told, once."""
    return context.visibility.levels.highest(*(context.item_levels[key] for key in keys))


@rule(
    "CX506",
    "hidden-title-link",
    "error",
    bad=tree(initiative(PUBLISHED + "body: 'See [[initiative:b]].'", "a"), initiative("", "b")),
    good=tree(
        initiative(PUBLISHED + "body: 'See [what comes next](initiative:b).'", "a"),
        initiative("", "b"),
    ),
)
def hidden_title_link(context: Context) -> Iterator[Problem]:
    """A text that lesser readers see links an item by its title, `[[kind:id]]`, which they may not see: their sentence
    would have a hole. Write `[label](kind:id)`, which becomes its label for them, or move it into a block for the
    level that sees the item."""
    told: set[Place] = set()
    for key in dict.fromkeys(body.key for body in context.bodies if "[[" in body.text):
        for read in context.body_readings(key):
            for match in WIKI.finditer(read.text):
                place = read.body.place(match.start(), len(match[0]))
                target = read_target(match["target"].strip(), link_folders(), key[0])
                level = _target_level(context, target.kind, target.id) if target and place not in told else None
                if level is not None and not level.visible_to(read.level):
                    yield Problem(
                        place,
                        f"`{match[0]}` is {level}, but {read.level} readers read this text",
                        "write `[label](kind:id)`, or put it into a block for that level",
                    )
                told.add(place)


def _target_level(context: Context, kind: str, id_: str) -> Level | None:
    if not context.is_level_known((kind, id_.partition("/")[0])):
        return None
    if kind == "page":
        page = context.roadmap.pages.get(id_)
        return context.visibility.page_level(page.visibility) if page else None
    found = context.roadmap.get(kind, id_.partition("/")[0])
    return context.visibility.item_level(BY_NAME[kind], found) if found else None
