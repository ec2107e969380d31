"""CX5xx: what would show too much, or says nothing about who may see it. These can't be suppressed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cxsite.check.context import CHARTER, Context
from cxsite.check.examples import initiative, tree
from cxsite.check.place import Place
from cxsite.check.rule import Problem, rule
from cxsite.model.body import WIKI, read_target
from cxsite.model.declare import Declared
from cxsite.model.kinds import BY_NAME, link_folders
from cxsite.model.levels import Level
from cxsite.model.roadmap import Key
from cxsite.model.shape import Path, Record, fields_of, part_name


@rule(
    "CX503",
    "visibility-without-effect",
    "error",
    bad=tree(initiative("milestones:\n- {title: Pilot, visibility: public}")),
    good=tree(initiative("milestones:\n- {title: Pilot, visibility: restricted}")),
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
    sight, owner = context.sight, key[0]
    value: Declared = context.roadmap.items[key[0]][key[1]]
    disclose, level = context.roadmap.items[key[0]][key[1]].disclose, context.item_levels[key]
    steps = at[:-1]
    while steps:
        name, declared = str(steps[0]), fields_of(type(value))[str(steps[0])]
        top = len(steps) == len(at) - 1
        least = sight.levels.highest(level, sight.field_level(owner, name, declared, disclose, top))
        default = sight.entry_default(owner, name, declared, disclose, top)
        part: Any = getattr(value, name)
        steps = steps[1:]
        if not isinstance(declared.shape, Record):
            part, steps = part[steps[0]], steps[1:]
        own = getattr(part, "visibility", None)
        if isinstance(own, str) and own in sight.levels and sight.levels[own].rank < least.rank:
            return None if steps else (name, least)
        level = sight.part_level(least, part, default, disclose)
        value = part
        owner = part_name(type(value))
    return None


@rule(
    "CX504",
    "withheld-required-field",
    "error",
    bad=tree(initiative("disclose: {title: internal}\nvisibility: public\nsummary: We begin.")),
    good=tree(initiative("disclose: {summary: restricted}\nvisibility: internal\nsummary: We begin.")),
)
def withheld_required_field(context: Context) -> Iterator[Problem]:
    """A field without which an item can't be shown (its title, its status) is withheld from readers who see the item.
    Raise the level of the item instead."""
    for kind, key, found in context.items():
        own = context.sight.levels.get(found.visibility) if found.visibility else None
        for name, level in found.disclose.items():
            declared = fields_of(kind.model).get(name)
            if declared and declared.required and level in context.sight.levels:
                item_level = own or context.sight.item_level(kind, found.model_copy(update={"disclose": {}}))
                if context.sight.levels[level].rank > item_level.rank:
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
                    Place(CHARTER, ("policy", owner, name)),
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
    for level in context.roadmap.levels:
        sight = type(context.sight).of(context.roadmap.charter, context.roadmap.levels, level)
        taken: dict[tuple[str, str], Key] = {}
        for kind, key, found in context.items():
            if not sight.sees(context.item_levels[key]):
                continue
            shown = sight.worded(found.wording, "id") or key[1]
            first = taken.setdefault((kind.name, shown), key)
            if first != key and level == _first_level(context, key, first):
                yield Problem(
                    Place(key, ("wording",), key=True) if found.wording else Place(key),
                    f"the id `{shown}` is taken by another {kind.title.lower()} for {level} readers",
                    "choose another id",
                    ((Place(first), "this one has it"),),
                )
    yield from _taken_points(context)
    yield from _taken_aliases(context)


def _taken_points(context: Context) -> Iterator[Problem]:
    """Two parts of a journey that an audience would find at one anchor; told once for each two."""
    for key, journey in context.journeys():
        if not any("id" in words for point in journey.points() for words in point.wording.values()):
            continue
        told: set[tuple[str, str]] = set()
        for level in context.roadmap.levels:
            sight = type(context.sight).of(context.roadmap.charter, context.roadmap.levels, level)
            taken: dict[str, str] = {}
            for point in journey.points():
                if not sight.sees(context.point_levels.get(f"{key[1]}/{point.id}", context.item_levels[key])):
                    continue
                shown = sight.worded(point.wording, "id") or point.id
                first = taken.setdefault(shown, point.id)
                if first != point.id and (first, point.id) not in told:
                    told.add((first, point.id))
                    message = f"`{first}` and `{point.id}` both have the id `{shown}` for {level} readers"
                    yield Problem(Place(key, ("stages",), key=True), message, "choose another id in `wording`")


def _taken_aliases(context: Context) -> Iterator[Problem]:
    old: dict[tuple[str, str], Key] = {}
    for kind, key, found in context.items():
        for number, alias in enumerate(found.aliases):
            if alias == key[1]:
                continue
            is_id = alias in context.roadmap.items[kind.name]
            first = (kind.name, alias) if is_id else old.setdefault((kind.name, alias), key)
            if is_id or first != key:
                yield Problem(
                    Place(key, ("aliases", number)),
                    f"the old id `{alias}` is taken by another {kind.title.lower()}",
                    "remove it: the address can lead to one of them only",
                    ((Place(first), "this one has it"),),
                )


def _first_level(context: Context, *keys: Key) -> Level:
    """The least audience that sees all of these items: where a clash between them is told, once."""
    return context.sight.levels.highest(*(context.item_levels[key] for key in keys))


@rule(
    "CX506",
    "hidden-title-link",
    "error",
    bad=tree(
        initiative("visibility: public\nsummary: We begin.\nbody: 'See [[initiative:b]].'", "a"), initiative("", "b")
    ),
    good=tree(
        initiative("visibility: public\nsummary: We begin.\nbody: 'See [what comes next](initiative:b).'", "a"),
        initiative("", "b"),
    ),
)
def hidden_title_link(context: Context) -> Iterator[Problem]:
    """A text that lesser readers see links an item by its title, `[[kind:id]]`, which they may not see: their sentence
    would have a hole. Write `[label](kind:id)`, which becomes its label for them, or move it into a block for the
    level that sees the item."""
    for key, body in context.bodies:
        if "[[" not in body:
            continue
        reader = _body_level(context, key)
        segments, problems = context.scanned(body)
        offset = 0
        for segment in segments if not problems else ():
            offset = body.index(segment.text, offset)
            audience = context.sight.levels.highest(
                reader, *([context.sight.levels.get(segment.level)] if segment.level else [])
            )
            for match in WIKI.finditer(segment.text):
                target = read_target(match["target"].strip(), link_folders(), key[0])
                level = _target_level(context, target.kind, target.id) if target else None
                if level is not None and not level.visible_to(audience):
                    yield Problem(
                        Place(key, body=(offset + match.start(), len(match[0]))),
                        f"`{match[0]}` is {level}, but {audience} readers read this text",
                        "write `[label](kind:id)`, or put it into a block for that level",
                    )
            offset += len(segment.text)


def _body_level(context: Context, key: Key) -> Level:
    if key[0] == "page":
        return context.sight.page_level(context.roadmap.pages[key[1]].visibility)
    found = context.roadmap.items[key[0]][key[1]]
    declared = fields_of(BY_NAME[key[0]].model)["body"]
    return context.sight.levels.highest(
        context.sight.item_level(BY_NAME[key[0]], found),
        context.sight.field_level(key[0], "body", declared, found.disclose, True),
    )


def _target_level(context: Context, kind: str, id_: str) -> Level | None:
    if kind == "page":
        page = context.roadmap.pages.get(id_)
        return context.sight.page_level(page.visibility) if page else None
    found = context.roadmap.get(kind, id_.partition("/")[0])
    return context.sight.item_level(BY_NAME[kind], found) if found else None
