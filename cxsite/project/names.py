"""What is visible, and under which id: the first pass of a projection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cxsite.model.declare import Declared
from cxsite.model.journey import Journey, Point, Stage
from cxsite.model.kinds import KINDS
from cxsite.model.levels import Level
from cxsite.model.roadmap import Key, Roadmap
from cxsite.model.shape import fields_of
from cxsite.model.sight import Sight

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


def name_everything(roadmap: Roadmap, sight: Sight) -> Names:
    """Find out what the audience may see at all."""
    items: dict[Key, str] = {}
    levels: dict[Key, Level] = {}
    points: dict[PointKey, tuple[str, str]] = {}
    taken: set[Key] = set()
    for kind in KINDS:
        for id_, item in sorted(roadmap.items.get(kind.name, {}).items()):
            level = sight.item_level(kind, item)
            if not sight.sees(level):
                continue
            shown = sight.worded(item.wording, "id") or id_
            if (kind.name, shown) in taken:
                # Two items at one address: the checker refuses it; here neither may take the other's place.
                continue
            taken.add((kind.name, shown))
            items[kind.name, id_] = shown
            levels[kind.name, id_] = level
            if isinstance(item, Journey):
                for point, name, shown_point in _points(item, level, sight):
                    points[id_, point] = (name, shown_point)
    return Names(items, points, levels)


def _points(journey: Journey, level: Level, sight: Sight) -> Iterator[tuple[str, str, str]]:
    """Every visible point of a journey: its id, what it is, its visible id."""
    stages_level = sight.levels.highest(level, _list_level(sight, journey, "journey", "stages", True))
    if not sight.sees(stages_level):
        return
    for stage in journey.stages:
        stage_level = sight.part_level(stages_level, stage, None, journey.disclose)
        if not sight.sees(stage_level):
            continue
        yield stage.id, "stage", _shown(stage, sight)
        for name, kind in (("touchpoints", "touchpoint"), ("pain_points", "pain_point")):
            declared = fields_of(Stage)[name]
            least = sight.field_level("stage", name, declared, journey.disclose, False)
            default = sight.entry_default("stage", name, declared, journey.disclose, False)
            for point in getattr(stage, name):
                parent = sight.levels.highest(stage_level, least)
                if sight.sees(sight.part_level(parent, point, default, journey.disclose)):
                    yield point.id, kind, _shown(point, sight)


def _list_level(sight: Sight, part: Declared, owner: str, name: str, top: bool) -> Level:
    disclose = getattr(part, "disclose", {})
    return sight.field_level(owner, name, fields_of(type(part))[name], disclose, top)


def _shown(part: Point, sight: Sight) -> str:
    return sight.worded(part.wording, "id") or part.id
