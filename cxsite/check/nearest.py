"""What somebody who named the wrong thing may have meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from cxsite.check.context import Context
from cxsite.model.item import Item
from cxsite.model.journey import POINTS
from cxsite.model.kinds import BY_NAME
from cxsite.model.scalars import suggest_id


def nearest(text: str, known: Iterable[str]) -> list[str]:
    """The names nearest to `text`, at most three, the best first."""
    return difflib.get_close_matches(text, sorted(known), n=3, cutoff=0.6)


def did_you_mean(context: Context, kind: str, value: str) -> str:
    """A sentence that names the nearest targets of this kind; empty when nothing is near."""
    if kind in POINTS:
        return _point(context, kind, value)
    items = context.roadmap.items.get(kind, {})
    if named := _by_title(items.values(), value):
        return f"this is a title; write the id: `{named}`"
    plain = suggest_id(value)
    if plain != value and plain in items:
        return f"did you mean `{plain}`?"
    if by_alias := next((item.id for item in items.values() if value in map(str, item.aliases)), None):
        return f"`{value}` is an old id; write `{by_alias}`"
    elsewhere = [name for name in BY_NAME if name != kind and value in context.roadmap.items.get(name, {})]
    if elsewhere:
        return f"`{value}` is {_a(elsewhere[0])}, and here {_a(kind)} is meant"
    return _quote(nearest(plain or value, items)) or _choice(list(items), BY_NAME[kind].folder)


def _choice(ids: list[str], folder: str) -> str:
    """How much there is to choose from, where nothing is near."""
    if len(ids) > 1:
        return f"none of the {len(ids)} ids in {folder} is like it"
    return f"the only id in {folder} is `{ids[0]}`" if ids else f"there are no {folder} yet"


def _point(context: Context, kind: str, value: str) -> str:
    label = kind.replace("_", " ")
    full = {f"{journey}/{point}" for (journey, point), found in context.points.items() if found == kind}
    ends = sorted(name for name in full if name.split("/", 1)[1] == value.rsplit("/", 1)[-1])
    if ends:
        return f"write the journey too: `{ends[0]}`" if "/" not in value else f"did you mean `{ends[0]}`?"
    for key, journey in context.journeys():
        for point in journey.points():
            if point.title.casefold() == value.casefold():
                return f"this is a title; write `{key[1]}/{point.id}`"
    journey_id, _, point_id = value.partition("/")
    if context.points.get((journey_id, point_id)):
        found = context.points[journey_id, point_id].replace("_", " ")
        return f"`{value}` is a {found}, and here a {label} is meant"
    return _quote(nearest(value, full)) or f"a {label} is written as journey/{label.replace(' ', '-')}"


def _a(kind: str) -> str:
    """A kind with its article: `an initiative`, `a KPI`, `evidence`."""
    if kind in ("kpi", "evidence"):
        return "a KPI" if kind == "kpi" else "evidence"
    return f"an {kind}" if kind[0] in "aeio" else f"a {kind}"


def _by_title(items: Iterable[Item], text: str) -> str | None:
    return next((item.id for item in items if item.title.casefold() == text.casefold()), None)


def _quote(names: list[str]) -> str:
    return f"did you mean {' or '.join(f'`{name}`' for name in names)}?" if names else ""
