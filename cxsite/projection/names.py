"""What is visible, and under which id: the first pass of a projection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cxsite.model.items.journey import Journey, Point
from cxsite.model.kinds import KINDS
from cxsite.model.levels import Level
from cxsite.model.readers import Readers
from cxsite.model.roadmap import Key, Roadmap
from cxsite.model.scalars import ID_PATTERN
from cxsite.model.shape import Path, part_name
from cxsite.model.visibility import Visibility

PointKey = tuple[str, str]
"""A journey's id and the id of one of its points."""


@dataclass(frozen=True, slots=True)
class Names:
    """Ids as the audience has them. A key that is missing is not visible.

    `items` maps kind and id as written to the visible id; `points` the stages, touchpoints and pain points of a
    journey (by its id as written) to what they are and their visible id; `levels` holds the items' levels.
    """

    items: Mapping[Key, str]
    points: Mapping[PointKey, tuple[str, str]]
    levels: Mapping[Key, Level]


def name_everything(roadmap: Roadmap, visibility: Visibility, without: frozenset[Key] = frozenset()) -> Names:
    """Find out what the audience may see at all; `without` are items that it may not for another reason."""
    items: dict[Key, str] = {}
    levels: dict[Key, Level] = {}
    points: dict[PointKey, tuple[str, str]] = {}
    taken: set[Key] = set()
    for kind in KINDS:
        for id_, item in sorted(roadmap.items.get(kind.name, {}).items()):
            level = visibility.item_level(kind, item)
            if not visibility.sees(level) or (kind.name, id_) in without:
                continue
            shown = _shown(item.wording, id_, visibility)
            if shown is None or (kind.name, shown) in taken:
                # No address, or two items at one: the checker refuses it; here neither may take the other's place.
                continue
            taken.add((kind.name, shown))
            items[kind.name, id_] = shown
            levels[kind.name, id_] = level
            if isinstance(item, Journey):
                for point, name, shown_point in _points(item, level, visibility):
                    points[id_, point] = (name, shown_point)
    return Names(items, points, levels)


def _points(journey: Journey, level: Level, visibility: Visibility) -> Iterator[tuple[str, str, str]]:
    """Every visible point of a journey: its id, what it is, its visible id. What is in a hidden stage is hidden."""
    hidden: set[Path] = set()
    for placed in Readers(visibility, journey.disclose).parts(journey, "journey", level):
        if not isinstance(placed.part, Point):
            continue
        shown = _shown(placed.part.wording, placed.part.id, visibility)
        if placed.at[:2] in hidden or not visibility.sees(placed.level) or shown is None:
            hidden.add(placed.at)
        else:
            yield placed.part.id, part_name(type(placed.part)), shown


def _shown(wording: Mapping[str, Mapping[str, str]], id_: str, visibility: Visibility) -> str | None:
    """The id for the audience; `None` where it is given one that can't be an address."""
    worded = visibility.worded(wording, "id")
    return id_ if worded is None else worded if ID_PATTERN.fullmatch(worded) else None
