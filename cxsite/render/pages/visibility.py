"""Who sees what: how many values of each field have which level, up to the audience's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from cxsite.model.kinds import KINDS
from cxsite.render.site import Site
from cxsite.render.stage import StagePage


@dataclass(frozen=True, slots=True)
class FieldCount:
    """A field with the number of its values at each level, in the order of the levels."""

    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class KindCount:
    """A kind of item, or a part of one, with its fields; `items` counts the items themselves."""

    name: str
    title: str
    items: tuple[int, ...]
    fields: tuple[FieldCount, ...]


def pages(site: Site) -> Iterator[StagePage]:
    """The one page, for colleagues."""
    yield site.index(
        "visibility", "visibility.html", kinds=list(_kinds(site)), parts=list(_parts(site)), levels=site.view.levels
    )


def _kinds(site: Site) -> Iterator[KindCount]:
    for kind in KINDS:
        levels = Counter(level.name for (name, _), level in site.view.item_levels.items() if name == kind.name)
        if levels:
            items = tuple(levels[level.name] for level in site.view.levels)
            yield KindCount(kind.name, site.title(kind.name), items, _fields(site, kind.name))


def _parts(site: Site) -> Iterator[KindCount]:
    """Parts of items (touchpoints, updates …) and the roadmap itself, which have fields of their own."""
    known = {kind.name for kind in KINDS}
    for name in sorted({owner for owner, _ in site.view.census} - known):
        yield KindCount(name, site.words.of("part", name.replace("_", "-")), (), _fields(site, name))


def _fields(site: Site, owner: str) -> tuple[FieldCount, ...]:
    found = (
        FieldCount(field, tuple(counts.get(level.name, 0) for level in site.view.levels))
        for (of, field), counts in site.view.census.items()
        if of == owner
    )
    return tuple(sorted((one for one in found if any(one.counts)), key=lambda one: one.name))
