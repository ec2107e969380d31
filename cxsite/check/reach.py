"""CX517 to CX520: what a policy, an address or a reference shows or hides beyond its own line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cxsite.check.context import CHARTER, Context
from cxsite.check.examples import CHARTER_FILE, initiative, item, tree
from cxsite.check.metadata import assets_seen
from cxsite.check.place import Place
from cxsite.check.rule import Problem, rule
from cxsite.model.item import Item
from cxsite.model.kinds import BY_NAME, Kind
from cxsite.model.levels import Level
from cxsite.model.roadmap import Key
from cxsite.model.shape import fields_of

_PUBLIC = "visibility: public\nsummary: We begin.\n"


@rule(
    "CX517",
    "lowered-policy",
    "warning",
    bad={"roadmap.yml": CHARTER_FILE + "policy: {initiative: {cost: public}}\n", **initiative()},
    good={"roadmap.yml": CHARTER_FILE + "policy: {initiative: {cost: restricted}}\n", **initiative()},
)
def lowered_policy(context: Context) -> Iterator[Problem]:
    """The site's policy makes a field of a whole kind more visible than it is by itself. One line publishes it for
    every item that is visible, also for those still to be written."""
    levels = context.roadmap.levels
    for owner, fields in context.roadmap.charter.policy.items():
        if owner not in BY_NAME:
            continue
        kind = BY_NAME[owner]
        for name, said in fields.items():
            declared = fields_of(kind.model).get(name)
            if declared is None or said not in levels or declared.level != "internal":
                continue
            if levels[said].rank < levels.internal.rank:
                count = sum(name in found.model_fields_set for found in context.roadmap.items.get(owner, {}).values())
                yield Problem(
                    Place(CHARTER, ("policy", owner, name)),
                    f"`{name}` of all {kind.plural.lower()} becomes {said}; {count} have it now",
                    "be sure, or use `disclose` on single items",
                )


@rule(
    "CX518",
    "code-name-in-address",
    "warning",
    bad=tree(item("initiatives", "falcon", "status: idea\n" + _PUBLIC + "wording: {public: {title: Faster returns}}")),
    good=tree(
        item(
            "initiatives",
            "falcon",
            "status: idea\n" + _PUBLIC + "wording: {public: {title: Faster returns, id: faster-returns}}",
        )
    ),
)
def code_name_in_address(context: Context) -> Iterator[Problem]:
    """`wording` replaces words of the title for some readers, but the id, an alias or an asset's name that they see
    still holds them. Give these readers another `id` too."""
    assets: dict[Key, set[tuple[str, int]]] = {}
    for name, seen in assets_seen(context):
        assets.setdefault(seen.place.item, set()).add((name, seen.level.rank))
    for kind, key, found, level in context.lesser:
        for said, words in found.wording.items():
            readers = context.roadmap.levels.get(said)
            if "title" not in words or not level.visible_to(readers):
                continue
            kept = set(_words(words["title"]))
            gone = {word for word in _words(found.title) if word not in kept and len(word) > 3}
            names = [("the address", words.get("id", key[1]), f"add an `id` for {said} readers")]
            names += [("the old address", alias, _UNSAID) for alias in _aliases(context, kind, found, readers)]
            names += [
                ("the file name", name, "rename the file")
                for name, rank in sorted(assets.get(key, ()))
                if rank <= readers.rank
            ]
            for what, name, help_ in names:
                if left := sorted(gone & set(_words(name))):
                    message = f"{what} `{name}` keeps “{left[0]}”, which the title for {said} avoids"
                    yield Problem(Place(key, ("wording", said), key=True), message, help_)


_UNSAID = "remove the alias, or do not disclose it"


def _aliases(context: Context, kind: Kind, found: Item, readers: Level) -> tuple[str, ...]:
    """The old ids of an item that these readers see."""
    declared = fields_of(Item)["aliases"]
    level = context.sight.field_level(kind.name, "aliases", declared, found.disclose, True)
    return found.aliases if level.visible_to(readers) else ()


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


@rule(
    "CX519",
    "undisclosed-alias",
    "info",
    bad=tree(initiative(_PUBLIC + "aliases: old-name")),
    good=tree(initiative(_PUBLIC + "aliases: old-name\ndisclose: {aliases: public}")),
)
def undisclosed_alias(context: Context) -> Iterator[Problem]:
    """The item had another address once. For lesser readers that address leads nowhere, because old ids are internal
    unless disclosed."""
    declared = fields_of(Item)["aliases"]
    for kind, key, found, level in context.lesser:
        seen = context.sight.field_level(kind.name, "aliases", declared, found.disclose, True)
        if found.aliases and not seen.visible_to(level):
            yield Problem(
                Place(key, ("aliases",)),
                f"{level} readers' old links to `{found.aliases[0]}` lead nowhere",
                f"add `disclose: {{aliases: {level}}}`, if the old id may be seen",
            )


@rule(
    "CX520",
    "partly-hidden",
    "info",
    bad=tree(
        initiative(_PUBLIC + "phase: build"),
        item("phases", "build", "start: 2026-Q1\nend: 2026-Q2\nsuccess_criteria: It stands"),
    ),
    good=tree(
        initiative(_PUBLIC + "phase: build"),
        item("phases", "build", _PUBLIC + "start: 2026-Q1\nend: 2026-Q2\nsuccess_criteria: It stands"),
    ),
)
def partly_hidden(context: Context) -> Iterator[Problem]:
    """What lesser readers will not see of an item that they see: references to items that are hidden from them."""
    for kind, key, found, level in context.lesser:
        hidden: dict[str, list[str]] = {}
        total: dict[str, int] = {}
        for reference in context.references_of(key):
            name = str(reference.at[0])
            declared = fields_of(kind.model)[name]
            seen = context.sight.field_level(kind.name, name, declared, found.disclose, True)
            if not reference.known or not seen.visible_to(level) or reference.ref.local or len(reference.at) > 2:
                continue
            total[name] = total.get(name, 0) + 1
            if context.is_hidden(reference, level):
                hidden.setdefault(name, []).append(reference.id)
        reasons = {"objectives", "addresses"}
        if hidden and not (set(hidden) <= reasons and all(len(ids) == total[n] for n, ids in hidden.items())):
            parts = "; ".join(_of(name, ids, total[name]) for name, ids in sorted(hidden.items()))
            yield Problem(Place(key), f"{level} readers don't see {parts}", "nothing to do, if that is meant")


def _of(name: str, ids: list[str], total: int) -> str:
    shown = ", ".join(f"`{id_}`" for id_ in ids[:3]) + (f" and {len(ids) - 3} more" if len(ids) > 3 else "")
    return f"{len(ids)} of {total} in `{name}` ({shown})"
