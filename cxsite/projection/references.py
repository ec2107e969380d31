"""References as the audience has them, and what refers to what."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cxsite.model.charter import Charter, entries
from cxsite.model.declare import Ref
from cxsite.model.items.item import Item
from cxsite.model.items.journey import POINTS
from cxsite.model.kinds import KINDS
from cxsite.model.link_grammar import Target
from cxsite.model.roadmap import Backlink, Key
from cxsite.model.shape import references
from cxsite.projection.names import Names


def resolver(names: Names, charter: Charter, here: Key) -> Callable[[Ref, str], str | None]:
    """How a reference inside the item `here` reads for the audience; `None` for what it does not see."""

    def resolve(ref: Ref, value: str) -> str | None:
        if ref.vocabulary is not None:
            return value if value in entries(charter, ref.vocabulary) else None
        if ref.local:
            return _point(names, here[1], value, ref.kinds, local=True)
        kind, bare = value.split(":", 1) if ref.qualified and ":" in value else (ref.kinds[0], value)
        if kind not in ref.kinds:
            return None
        if kind in POINTS:
            journey, _, point = bare.partition("/")
            return _point(names, journey, point, (kind,), local=False)
        shown = names.items.get((kind, bare))
        return None if shown is None else f"{kind}:{shown}" if ref.qualified else shown

    return resolve


def _point(names: Names, journey: str, point: str, kinds: tuple[str, ...], *, local: bool) -> str | None:
    found = names.points.get((journey, point))
    parent = names.items.get(("journey", journey))
    if found is None or parent is None or found[0] not in kinds:
        return None
    return found[1] if local else f"{parent}/{found[1]}"


def canonical(names: Names, title: Callable[[str, str], str], target: Target) -> tuple[str, str] | None:
    """The address `kind:id` and the title of a link's target for the audience.

    `title` gives the visible title of an item or of a point (`journey`, `journey/point`).
    """
    if (target.kind == "journey" and "/" in target.id) or target.kind in POINTS:
        journey, _, point = target.id.partition("/")
        found = _point(names, journey, point, POINTS, local=False)
        return (f"journey:{found}", title("journey", target.id)) if found else None
    shown = names.items.get((target.kind, target.id))
    return (f"{target.kind}:{shown}", title(target.kind, target.id)) if shown else None


def backlinks(items: Mapping[str, Mapping[str, Item]]) -> dict[Key, tuple[Backlink, ...]]:
    """Who refers to what, by target: items, and points of journeys by `journey/point`."""
    found: dict[Key, dict[Backlink, None]] = {}
    for kind in KINDS:
        for id_, item in items.get(kind.name, {}).items():
            for field, ref, value in references(kind.model, item):
                if not ref.kinds:
                    continue
                if ref.local:
                    target: Key = (ref.kinds[0], f"{id_}/{value}")
                elif ref.qualified:
                    target_kind, _, bare = value.partition(":")
                    target = (target_kind, bare)
                else:
                    target = (ref.kinds[0], value)
                found.setdefault(target, {})[Backlink(kind.name, id_, field)] = None
    return {target: tuple(links) for target, links in found.items()}


def redirects(items: Mapping[str, Mapping[str, Item]]) -> dict[Key, str]:
    """Which item is found under an old id."""
    found: dict[Key, str] = {}
    for kind, of_kind in items.items():
        for id_, item in of_kind.items():
            for alias in item.aliases:
                if alias.id not in of_kind:
                    found.setdefault((kind, alias.id), id_)
    return dict(sorted(found.items()))
