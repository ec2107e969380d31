"""The kinds of items, in the order in which a site shows them: the one list of them."""

from __future__ import annotations

from dataclasses import dataclass

from cxsite.model.items.initiative import Initiative
from cxsite.model.items.item import Item
from cxsite.model.items.journey import Journey
from cxsite.model.items.kpi import Kpi
from cxsite.model.items.research import Evidence, Persona
from cxsite.model.items.risk import Risk
from cxsite.model.items.strategy import Objective, Phase, Review, Segment, Team
from cxsite.model.levels import INTERNAL


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of item: its name, its folder in `content/` (and address), its class and its default level."""

    name: str
    folder: str
    title: str
    plural: str
    model: type[Item]
    default_level: str | None = None


KINDS: tuple[Kind, ...] = (
    Kind("objective", "objectives", "Objective", "Objectives", Objective),
    Kind("segment", "segments", "Segment", "Segments", Segment),
    Kind("persona", "personas", "Persona", "Personas", Persona),
    Kind("journey", "journeys", "Journey", "Journeys", Journey),
    Kind("evidence", "evidence", "Evidence", "Evidence", Evidence),
    Kind("initiative", "initiatives", "Initiative", "Initiatives", Initiative),
    Kind("kpi", "kpis", "KPI", "KPIs", Kpi),
    Kind("risk", "risks", "Risk", "Risks", Risk, INTERNAL),
    Kind("team", "teams", "Team", "Teams", Team),
    Kind("phase", "phases", "Phase", "Phases", Phase),
    Kind("review", "reviews", "Review", "Reviews", Review, INTERNAL),
)

BY_NAME = {kind.name: kind for kind in KINDS}
BY_FOLDER = {kind.folder: kind for kind in KINDS}


def find_kind(text: str) -> Kind | None:
    """The kind of this name, in the singular or the plural, in any case."""
    name = text.strip().lower()
    return BY_NAME.get(name) or BY_FOLDER.get(name)


def link_folders() -> dict[str, str]:
    """What a folder in a relative link stands for: a kind, or the hand-written pages."""
    return {kind.folder: kind.name for kind in KINDS} | {"pages": "page"}
