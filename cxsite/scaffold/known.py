"""What a content holds that an editor can complete: levels, lists of roadmap.yml, ids with their titles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cxsite.model.charter import titles
from cxsite.model.declare import Ref
from cxsite.model.items.journey import POINTS, Journey
from cxsite.model.levels import DEFAULT_LEVELS
from cxsite.model.roadmap import Roadmap
from cxsite.model.shape import part_name

_VOCABULARIES = ("areas", "channels", "departments", "risk_categories", "prioritization.criteria")


@dataclass(frozen=True, slots=True)
class Known:
    """The names that a content has: levels, and for each kind, sort of point and list of roadmap.yml what may be
    named, with its title."""

    levels: tuple[str, ...] = ()
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @staticmethod
    def of(roadmap: Roadmap) -> Known:
        """The names in a roadmap."""
        names = {kind: {id_: one.title for id_, one in items.items()} for kind, items in roadmap.items.items()}
        names |= {kind: {} for kind in POINTS}
        for id_, journey in roadmap.items.get("journey", {}).items():
            for point in journey.points() if isinstance(journey, Journey) else ():
                names[part_name(type(point))][f"{id_}/{point.id}"] = point.title
        names |= {name: titles(roadmap.charter, name) for name in _VOCABULARIES}
        return Known(roadmap.levels.names, names)

    def of_reference(self, ref: Ref) -> dict[str, str]:
        """What a reference may name, as it is written, with the titles."""
        if ref.vocabulary is not None:
            return dict(self.names.get(ref.vocabulary, {}))
        if ref.local:
            return {}
        if not ref.qualified:
            return dict(self.names.get(ref.kinds[0], {}))
        return {f"{kind}:{id_}": title for kind in ref.kinds for id_, title in self.names.get(kind, {}).items()}

    @property
    def level_names(self) -> tuple[str, ...]:
        """The levels of the site; the usual ones where no content was read."""
        return self.levels or DEFAULT_LEVELS
