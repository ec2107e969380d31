"""CX56x: embargoes, the days from which readers below internal see an item."""

from __future__ import annotations

from collections.abc import Iterator

from cxsite.check.context import Context
from cxsite.check.examples import CHARTER_FILE, PUBLISHED, TEAM, initiative, tree
from cxsite.check.place import Place
from cxsite.check.rule import Problem, rule, without
from cxsite.check.texts.body_links import links_in
from cxsite.model.items.item import Item
from cxsite.model.items.journey import POINTS
from cxsite.model.kinds import Kind
from cxsite.model.levels import Level
from cxsite.model.roadmap import Key
from cxsite.model.shape import fields_of

_APPROVED = {"roadmap.yml": CHARTER_FILE + "approvals: {public: care}\n", **TEAM}
_LATER = initiative(PUBLISHED + "visible_from: 2199-12-01", "second-step")


def _embargoed(context: Context) -> Iterator[tuple[Kind, Key, Item, Level]]:
    """Every item with a day that could be read, and the level that it has when no embargo holds."""
    for kind, key, found in context.items():
        if found.visible_from is not None and context.is_read(key, "visible_from"):
            yield kind, key, found, context.visibility.opened_level(kind, found)


@rule(
    "CX560",
    "embargo-over",
    "info",
    bad=tree(initiative(PUBLISHED + "visible_from: 2020-12-01")),
    good=tree(initiative(PUBLISHED)),
)
def embargo_over(context: Context) -> Iterator[Problem]:
    """The day of `visible_from` has come: the item has the level that it says, and the line does nothing any more."""
    for _, key, found, level in _embargoed(context):
        if not context.visibility.is_embargoed(found) and context.roadmap.levels.is_below_internal(level):
            yield Problem(
                Place(key, ("visible_from",)),
                f"{level} readers see the item since {found.visible_from}: this day is over",
                "remove the line",
                repair=without(Place(key, ("visible_from",)), "remove the line"),
            )


@rule(
    "CX561",
    "embargo-without-effect",
    "warning",
    bad=tree(initiative("visible_from: 2199-12-01")),
    good=tree(initiative(PUBLISHED + "visible_from: 2199-12-01"), _APPROVED),
)
def embargo_without_effect(context: Context) -> Iterator[Problem]:
    """The item is internal anyway, also when the day of `visible_from` has come. Somebody believes that readers will
    see it then, and they will not."""
    for _, key, found, level in _embargoed(context):
        if not context.roadmap.levels.is_below_internal(level):
            yield Problem(
                Place(key, ("visible_from",)),
                f"nothing opens on {found.visible_from}, because the item is {level} then too",
                "remove the line, or say with `visibility` who may see the item then",
            )


@rule(
    "CX562",
    "embargo-without-approval",
    "warning",
    bad=tree(initiative(PUBLISHED + "visible_from: 2199-12-01")),
    good=tree(initiative(PUBLISHED + "visible_from: 2199-12-01"), _APPROVED),
)
def embargo_without_approval(context: Context) -> Iterator[Problem]:
    """The item opens by itself on the day of `visible_from`, and `approvals` in roadmap.yml names nobody who has to
    agree to what its readers will notice. With `approvals`, what will open needs agreement with the edit that writes
    it, since nobody edits anything on the day."""
    levels, approvals = context.roadmap.levels, context.roadmap.charter.approvals
    for _, key, found, level in _embargoed(context):
        readers = [one.name for one in levels.at_or_above(level) if levels.is_below_internal(one)]
        if readers and context.visibility.is_embargoed(found) and not any(approvals.get(name) for name in readers):
            yield Problem(
                Place(key, ("visible_from",)),
                f"it opens to {level} readers by itself on {found.visible_from}, and nobody has to agree",
                f"name the teams that must, in roadmap.yml: `approvals: {{{level}: [a team]}}`",
            )


@rule(
    "CX563",
    "link-before-embargo",
    "warning",
    bad=tree(initiative(PUBLISHED + "body: See [what follows](initiative:second-step)."), _LATER, _APPROVED),
    good=tree(initiative("body: See [what follows](initiative:second-step)."), _LATER, _APPROVED),
    follows=("CX506",),
)
def link_before_embargo(context: Context) -> Iterator[Problem]:
    """An item that readers below internal see names one that they will see only from the day of `visible_from`. Until
    then its link is no link for them, and a dependency is not told; and a text around it may say too much."""
    told: set[Place] = set()
    if not any(context.visibility.is_embargoed(found) for _, _, found in context.items()):
        return
    for level, place, target in _named(context):
        found = context.roadmap.get(*target)
        if found is None or place in told or not context.is_read(target, "visible_from"):
            continue
        if context.visibility.is_embargoed(found) and not context.level_of(*target).visible_to(level):
            told.add(place)
            named = f"`{target[0]}:{target[1]}`"
            depends = place.at[:1] == ("depends_on",)
            yield Problem(
                place,
                f"{level} readers see this, but {f'what it depends on, {named},' if depends else named} only from "
                f"{found.visible_from} on",
                "be sure that nothing here tells of it; or give both the same `visible_from`",
                ((Place(target, ("visible_from",)), "the day is said here"),),
            )


def _named(context: Context) -> Iterator[tuple[Level, Place, Key]]:
    """What lesser readers see named, in fields and in bodies: the least of them, where, and which item."""
    for kind, key, found, level in context.lesser:
        for reference in context.references_of(key):
            name = str(reference.at[0])
            declared = fields_of(kind.model)[name]
            own = context.visibility.field_level(kind.name, name, declared, found.disclose, True)
            if reference.known and (own.visible_to(level) or name == "depends_on"):
                yield level, Place(key, reference.at), _item(*reference.target)
    for key in dict.fromkeys(body.key for body in context.bodies if "[" in body.text):
        for read in context.body_readings(key):
            if not context.roadmap.levels.is_below_internal(read.level):
                continue
            for link in links_in(read.text, key):
                if link.target is not None:
                    place = read.body.place(link.offset, link.length)
                    yield read.level, place, _item(link.target.kind, link.target.id)


def _item(kind: str, id_: str) -> Key:
    """The item of a reference: of a part of a journey, the journey."""
    return ("journey", id_.partition("/")[0]) if kind in POINTS else (kind, id_.partition("/")[0])
