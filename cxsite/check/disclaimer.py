"""Who is shown plans without being told that plans may change."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cxsite.check.context import Context
from cxsite.check.place import Place
from cxsite.check.rule import Problem
from cxsite.model.items.item import Item
from cxsite.model.levels import Level
from cxsite.model.readers import Readers
from cxsite.model.roadmap import ROADMAP, ROADMAP_KEY, Key
from cxsite.model.visibility import Visibility

_PAST = ("shipped", "dropped")
# One word of Latin letters, a dash, nothing: what people write where a form wants something.
_SAYS_NOTHING = re.compile(r"[\W_]*[A-Za-z/.]*[\W_]*")


def missing_disclaimer(context: Context) -> Iterator[Problem]:
    """The first level below internal that sees a plan and is not told that plans may change, unless on purpose."""
    charter, levels = context.roadmap.charter, context.roadmap.levels
    if charter.no_disclaimer and not charter.disclaimer:
        return
    if charter.no_disclaimer:
        message = "there is a `disclaimer`, and `no_disclaimer` says that there is none"
        yield Problem(Place(ROADMAP_KEY, ("no_disclaimer",), key=True), message, "remove one of the two")
    for audience in levels:
        plan = next(_plans(context, audience), None) if levels.is_below_internal(audience) else None
        if plan is not None and (said := _says_nothing(context, audience)) is not None:
            what = f"their `disclaimer` says nothing: `{said}`" if said else "they get no `disclaimer`"
            yield Problem(
                Place(ROADMAP_KEY, ("disclaimer",)),
                f"{audience} readers see plans such as “{plan[1].title}”, and {what}",
                "write `disclaimer: This is a plan, not a promise. …`; where none is wanted, `no_disclaimer:` and why",
                ((Place(plan[0]), "a plan"),),
            )
            return


def _plans(context: Context, audience: Level) -> Iterator[tuple[Key, Item]]:
    for kind, key, item, level in context.lesser:
        if kind.name == "initiative" and level.visible_to(audience) and getattr(item, "status", "") not in _PAST:
            yield key, item


def _says_nothing(context: Context, audience: Level) -> str | None:
    """What this audience reads where it says nothing; None where a disclaimer stands there."""
    charter, levels = context.roadmap.charter, context.roadmap.levels
    readers = Readers(Visibility.of(charter, levels, audience, context.today), {})
    found = next((one for one in readers.fields(charter, ROADMAP, levels.least) if one.name == "disclaimer"), None)
    reading = found.reading_of(audience) if found is not None else None
    said = str(reading.value).strip() if reading is not None else ""
    return said if _SAYS_NOTHING.fullmatch(said) else None
