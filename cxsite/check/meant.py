"""What somebody who named the wrong thing may have meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from cxsite.check.context import Context
from cxsite.model.items.item import Item
from cxsite.model.items.journey import POINTS
from cxsite.model.kinds import BY_NAME
from cxsite.model.scalars import suggest_id
from cxsite.model.typed.names import names_in
from cxsite.model.typed.nearest import did_you_mean, fold, nearest
from cxsite.model.typed.unseen import foreign_letters, odd_characters, plain

_SEPARATORS = (re.compile(r"\s*[,;|]\s*"), re.compile(r"\s+(?:and|und|et|y|&|\+|/)\s+", re.IGNORECASE))


@dataclass(frozen=True, slots=True)
class Meant:
    """What is probably meant: words, and the text to type (several where a list is meant); `sure` where it can be
    nothing else."""

    help: str
    texts: tuple[str, ...] = ()
    sure: bool = False


def meant_target(context: Context, kind: str, value: str) -> Meant:
    """Which item or point of this kind somebody who typed `value` probably means."""
    if kind in POINTS:
        return _point(context, kind, value)
    items = context.roadmap.items.get(kind, {})
    if odd := _look_alike(value, items):
        return odd
    if named := _by_title(items.values(), value):
        return Meant(f"this is a title; write the id: `{named}`", (named,), True)
    same = suggest_id(value)
    if same != value and same in items:
        return Meant(f"did you mean `{same}`?", (same,), True)
    if written := next((name for name in names_in(value, _homes(kind)) if name != value and name in items), None):
        return Meant(f"here the id stands alone: write `{written}`", (written,), True)
    if by_alias := next((item.id for item in items.values() if value in map(str, item.aliases)), None):
        return Meant(f"`{value}` is an old id; write `{by_alias}`", (by_alias,), True)
    elsewhere = [name for name in BY_NAME if name != kind and value in context.roadmap.items.get(name, {})]
    if elsewhere:
        return Meant(f"`{value}` is {_a(elsewhere[0])}, and here {_a(kind)} is meant")
    return _near(value, items) or Meant(_choice(list(items), BY_NAME[kind].folder))


def meant_list(value: str, one: Callable[[str], str | None]) -> tuple[str, ...]:
    """The several names that stand in one text, as `one` knows each; nothing unless all of them are known."""
    for separator in _SEPARATORS:
        parts = [part for part in separator.split(value.strip(" ,;")) if part]
        if len(parts) > 1:
            found = [one(part) for part in parts]
            known = [name for name in found if name is not None]
            return tuple(known) if len(known) == len(found) else ()
    return ()


def entry_meant(value: str, known: Mapping[str, str], of_charter: str) -> Meant:
    """Which entry of a list in roadmap.yml (id, then title) somebody who typed `value` probably means."""
    if odd := _look_alike(value, known):
        return odd
    titled = [id_ for id_, title in known.items() if value.casefold() in (title.casefold(), id_.casefold())]
    if len(titled) == 1:
        return Meant(f"this is a title; write the id: `{titled[0]}`", (titled[0],), True)
    add = f"add `{suggest_id(value) or value}` to `{of_charter}` in roadmap.yml"
    if found := _near(value, known):
        return Meant(f"{found.help} Or {add}", found.texts)
    few = f"; the list has {', '.join(sorted(known))}" if 0 < len(known) <= 8 else ""
    return Meant(f"{add}, or name another entry{few}")


def _look_alike(value: str, known: Iterable[str]) -> Meant | None:
    """The name that looks like what was typed, which holds other characters."""
    names = set(known)
    bare = plain(value)
    odd = odd_characters(value)
    if odd and bare in names:
        return Meant(f"it looks like `{bare}`, but holds {odd}: type it again", (bare,), True)
    near = nearest(value, names)
    if len(near) == 1 and not value.isascii() and near[0].isascii() and fold(value) != near[0]:
        return Meant(f"did you mean `{near[0]}`? What is typed holds {foreign_letters(value)}", near)
    return None


def _near(value: str, known: Iterable[str]) -> Meant | None:
    found = nearest(value, known)
    if not found:
        # A name that was not written to its end, or has a word too many.
        longer = [one for one in known if one.startswith(f"{value}-") or value.startswith(f"{one}-")]
        return Meant(f"did you mean `{longer[0]}`?", (longer[0],)) if len(longer) == 1 and "-" in value else None
    return Meant(did_you_mean(value, found), found, fold(value) == fold(found[0]))


def _choice(ids: list[str], folder: str) -> str:
    """How much there is to choose from, where nothing is near."""
    if len(ids) > 1:
        return f"none of the {len(ids)} ids in {folder} is like it"
    return f"the only id in {folder} is `{ids[0]}`" if ids else f"there are no {folder} yet"


def _point(context: Context, kind: str, value: str) -> Meant:
    label = kind.replace("_", " ")
    full = {f"{journey}/{point}" for (journey, point), found in context.points.items() if found == kind}
    if odd := _look_alike(value, full):
        return odd
    ends = sorted(name for name in full if name.split("/", 1)[1] == value.rsplit("/", 1)[-1])
    if len(ends) == 1 and "/" not in value:
        return Meant(f"write the journey too: `{ends[0]}`", (ends[0],), True)
    homes = (*_homes("journey"), *_homes(kind))
    if written := next((name for name in names_in(value, homes) if name != value and name in full), None):
        return Meant(f"write `{written}`", (written,), True)
    for key, journey in context.journeys():
        for point in journey.points():
            if point.title.casefold() == value.casefold() and f"{key[1]}/{point.id}" in full:
                return Meant(f"this is a title; write `{key[1]}/{point.id}`", (f"{key[1]}/{point.id}",), True)
    journey_id, _, point_id = value.partition("/")
    if context.points.get((journey_id, point_id)):
        found = context.points[journey_id, point_id].replace("_", " ")
        return Meant(f"`{value}` is a {found}, and here a {label} is meant")
    if near := _near(value, full):
        return near
    if ends:
        return Meant(f"did you mean {' or '.join(f'`{name}`' for name in ends[:3])}?", tuple(ends))
    return Meant(f"a {label} is written as journey/{label.replace(' ', '-')}")


def _homes(kind: str) -> tuple[str, ...]:
    """The words that stand before an id elsewhere: the kind, and the folder of its items."""
    return (kind, f"{kind}s", BY_NAME[kind].folder) if kind in BY_NAME else (kind, f"{kind}s")


def _a(kind: str) -> str:
    """A kind with its article: `an initiative`, `a KPI`, `evidence`."""
    if kind in ("kpi", "evidence"):
        return "a KPI" if kind == "kpi" else "evidence"
    return f"an {kind}" if kind[0] in "aeio" else f"a {kind}"


def _by_title(items: Iterable[Item], text: str) -> str | None:
    found = [item.id for item in items if item.title.casefold() == plain(text).casefold()]
    return found[0] if len(found) == 1 else None
