"""Addresses within a site that two things would share."""

from __future__ import annotations

from collections.abc import Iterator

from cxsite.check.context import Context
from cxsite.check.place import Place
from cxsite.check.rule import Problem
from cxsite.model.roadmap import Key


def taken_points(context: Context) -> Iterator[Problem]:
    """Two parts of a journey that an audience would find at one anchor; told once for each two."""
    for key, journey in context.journeys():
        if not any("id" in words for point in journey.points() for words in point.wording.values()):
            continue
        told: set[tuple[str, str]] = set()
        for level in context.roadmap.levels:
            rules = context.visibility
            visibility = type(rules).of(context.roadmap.charter, rules.levels, level, context.today)
            taken: dict[str, str] = {}
            for point in journey.points():
                if not visibility.sees(context.point_levels.get(f"{key[1]}/{point.id}", context.item_levels[key])):
                    continue
                shown = visibility.worded(point.wording, "id") or point.id
                first = taken.setdefault(shown, point.id)
                if first != point.id and (first, point.id) not in told:
                    told.add((first, point.id))
                    message = f"`{first}` and `{point.id}` both have the id `{shown}` for {level} readers"
                    yield Problem(Place(key, ("stages",), key=True), message, "choose another id in `wording`")


def taken_aliases(context: Context) -> Iterator[Problem]:
    """Old ids that are the id, or an old id, of another item of the kind."""
    old: dict[tuple[str, str], Key] = {}
    for kind, key, found in context.items():
        for number, alias in enumerate(found.aliases):
            if alias.id == key[1]:
                continue
            is_id = alias.id in context.roadmap.items[kind.name]
            first = (kind.name, alias.id) if is_id else old.setdefault((kind.name, alias.id), key)
            if is_id or first != key:
                yield Problem(
                    Place(key, ("aliases", number)),
                    f"the old id `{alias.id}` is taken by another {kind.title.lower()}",
                    "remove it: the address can lead to one of them only",
                    ((Place(first), "this one has it"),),
                )
