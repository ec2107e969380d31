"""Who is shown plans without being told that plans may change."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cxsite.check.context import Context
from cxsite.model.item import Item
from cxsite.model.levels import Level
from cxsite.model.readers import Readers
from cxsite.model.roadmap import ROADMAP, Key
from cxsite.model.visibility import Visibility

_PAST = ("shipped", "dropped")
# One word of Latin letters, a dash, nothing: what people write where a form wants something.
_SAYS_NOTHING = re.compile(r"[\W_]*[A-Za-z/.]*[\W_]*", re.ASCII)


def told_plans_only(context: Context) -> Iterator[tuple[Level, Key, str, str]]:
    """Levels below internal that see a plan and no disclaimer: the level, the plan, its title, and what stands in the
    place of a disclaimer."""
    levels = context.roadmap.levels
    for audience in levels:
        if not levels.is_below_internal(audience):
            continue
        plan = next(((key, item.title) for key, item in _plans(context, audience)), None)
        if plan is not None and (said := disclaimer_of(context, audience)) is not None:
            yield audience, *plan, said


def _plans(context: Context, audience: Level) -> Iterator[tuple[Key, Item]]:
    for kind, key, item, level in context.lesser:
        if kind.name == "initiative" and level.visible_to(audience) and getattr(item, "status", "") not in _PAST:
            yield key, item


def disclaimer_of(context: Context, audience: Level) -> str | None:
    """What this audience reads where it says nothing; None where a disclaimer stands there."""
    charter, levels = context.roadmap.charter, context.roadmap.levels
    readers = Readers(Visibility.of(charter, levels, audience), {})
    found = next((one for one in readers.fields(charter, ROADMAP, levels.least) if one.name == "disclaimer"), None)
    reading = found.reading_of(audience) if found is not None else None
    said = str(reading.value).strip() if reading is not None else ""
    return said if _SAYS_NOTHING.fullmatch(said) else None
