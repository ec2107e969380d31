"""Who may see what, straight from DESIGN §4: a second, plain implementation to compare the projection with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cxsite.model.charter import Charter
from cxsite.model.declare import Declared
from cxsite.model.items.item import Item
from cxsite.model.items.journey import Point
from cxsite.model.kinds import BY_NAME, KINDS
from cxsite.model.period import DatePrecision, Period
from cxsite.model.roadmap import Roadmap
from cxsite.model.shape import Either, Leaf, Many, Record, Shape, Table, fields_of, part_name
from tests.bodies import NEVER, WORD, Bodies
from tests.sites import LEVELS, TODAY

RANK = {name: rank for rank, name in enumerate(LEVELS)}
DEFAULT_PRECISION: dict[str, DatePrecision] = {"open": "quarter", "partner": "month"}
PRECISIONS: tuple[DatePrecision, ...] = ("day", "month", "quarter", "half", "year", "horizon")


def highest(*levels: str) -> str:
    """The most restricted of some levels."""
    return max(levels, key=RANK.__getitem__, default=LEVELS[0])


def sees(audience: str, level: str) -> bool:
    """Whether an audience sees a level."""
    return RANK[level] <= RANK[audience]


def precision(charter: Charter, audience: str) -> DatePrecision:
    """How precisely an audience learns of plans: no finer than any level above it."""
    above = [charter.date_precision.get(level, DEFAULT_PRECISION.get(level, "day")) for level in LEVELS]
    return max(above[RANK[audience] :], key=PRECISIONS.index)


@dataclass(frozen=True)
class Value:
    """A scalar with its place in the raw values and its level. `words`: for whom `wording` replaces it or is it."""

    at: tuple[str | int, ...]
    value: Any
    level: str
    leaf: Leaf | None = None
    required: bool = False
    wording: dict[str, dict[str, str]] | None = None
    field: str = ""
    worded: str | None = None

    def allowed(self, audience: str) -> bool:
        """Whether this audience may read it, if only levels and wording count."""
        if not sees(audience, self.level):
            return False
        if self.wording is None:
            return True
        chosen = next((level for level in LEVELS[RANK[audience] :] if self.field in self.wording.get(level, {})), None)
        return chosen == self.worded


class Oracle:
    """The levels of one roadmap."""

    def __init__(self, roadmap: Roadmap) -> None:
        self.roadmap = roadmap
        self.policy = roadmap.charter.policy

    def field_level(self, owner: str, name: str, model: type[Declared], disclose: dict[str, str]) -> str:
        """Level of a field: disclosed, else by policy, else by the model."""
        dotted = name if issubclass(model, Item) else f"{owner}.{name}"
        said = disclose.get(dotted) or self.policy.get(owner, {}).get(name)
        return said or ("internal" if fields_of(model)[name].level == "internal" else LEVELS[0])

    def required(self, owner: str, model: type[Declared], disclose: dict[str, str]) -> list[str]:
        """The levels of the fields without which nothing can be shown."""
        names = [name for name, declared in fields_of(model).items() if declared.required]
        return [self.field_level(owner, name, model, disclose) for name in names]

    def item_level(self, kind: str, item: Item) -> str:
        """Level of an item."""
        default = self.roadmap.charter.default_visibility
        kind_default = BY_NAME[kind].default_level
        said = item.visibility or (highest(kind_default, default) if kind_default else default)
        embargo = "internal" if item.visible_from is not None and item.visible_from > TODAY else LEVELS[0]
        return highest(said, embargo, *self.required(kind, type(item), item.disclose))

    def values(self) -> Iterator[tuple[tuple[str, str], Value]]:
        """Every scalar of the roadmap with the item (or page, or roadmap.yml) that holds it."""
        charter = self.roadmap.charter
        for value in self.record(charter, "roadmap", LEVELS[0], {}, ()):
            yield ("roadmap", "roadmap"), value
        for kind in KINDS:
            for id_, item in self.roadmap.items.get(kind.name, {}).items():
                level = self.item_level(kind.name, item)
                for value in self.record(item, kind.name, level, item.disclose, ()):
                    yield (kind.name, id_), value
        for path, page in self.roadmap.pages.items():
            level = page.visibility or charter.default_visibility
            for name in ("title", "body"):
                yield ("page", path), Value((name,), getattr(page, name), level)

    def record(
        self, value: Declared, owner: str, level: str, disclose: dict[str, str], at: tuple[str | int, ...]
    ) -> Iterator[Value]:
        """The scalars of a part; `level` is its own."""
        model = type(value)
        wording: dict[str, dict[str, str]] = getattr(value, "wording", {})
        for name, declared in fields_of(model).items():
            if declared.consumed or name == "visibility":
                continue
            own = highest(level, self.field_level(owner, name, model, disclose))
            if name == "id":
                own = level
            if declared.wordable or (name == "id" and isinstance(value, (Item, Point))):
                for said, words in wording.items():
                    if name in words:
                        place = (*at, "wording", said, name)
                        yield Value(place, words[name], own, None, False, wording, name, said)
            if name not in value.model_fields_set or getattr(value, name) is None:
                continue
            found = getattr(value, name)
            if isinstance(declared.shape, Leaf):
                words_of = wording if declared.wordable or name == "id" else None
                yield Value((*at, name), found, own, declared.shape, declared.required, words_of, name)
                continue
            said_default = disclose.get(name if issubclass(model, Item) else f"{owner}.{name}")
            said_default = said_default or self.policy.get(owner, {}).get(name) or "internal"
            default = said_default if declared.parts == "internal" else None
            yield from self.shape(declared.shape, found, own, default, disclose, (*at, name))

    def shape(
        self,
        shape: Shape,
        value: Any,
        level: str,
        default: str | None,
        disclose: dict[str, str],
        at: tuple[str | int, ...],
    ) -> Iterator[Value]:
        """The scalars of any value."""
        if isinstance(shape, Leaf):
            yield Value(at, value, level, shape)
        elif isinstance(shape, Many):
            for index, entry in enumerate(value):
                yield from self.shape(shape.entry, entry, level, default, disclose, (*at, index))
        elif isinstance(shape, Table):
            for key, entry in value.items():
                yield Value((*at, key), key, level, shape.key)
                yield from self.shape(shape.entry, entry, level, default, disclose, (*at, key))
        elif isinstance(shape, Record):
            own = getattr(value, "visibility", None) or default or LEVELS[0]
            own = highest(level, own, *self.required(part_name(shape.model), shape.model, disclose))
            yield from self.record(value, part_name(shape.model), own, disclose, at)
        else:
            assert isinstance(shape, Either)
            yield from self.shape(shape.of(value), value, level, default, disclose, at)


@dataclass(frozen=True)
class Known:
    """Where one marker (word, number or day) stands: the value that holds it, and the block of a body."""

    item: tuple[str, str]
    value: Value
    block: str | None = None

    def allowed(self, audience: str) -> bool:
        """Whether this audience may read it."""
        inside = self.block is None or (self.block != NEVER and sees(audience, self.block))
        return inside and self.value.allowed(audience)


def markers(roadmap: Roadmap, bodies: Bodies) -> dict[str, list[Known]]:
    """Everything that can be told apart in a dump of a View, with all places where it stands."""
    found: dict[str, list[Known]] = {}
    for item, value in Oracle(roadmap).values():
        if value.at == ("visible_from",):
            # Days around today can't be told from it; that they are not told is for the tests of hidden things.
            continue
        if isinstance(value.value, str) and value.value in bodies.pieces:
            for piece in bodies.pieces[value.value]:
                for word in WORD.findall(piece.text):
                    if word.startswith("b"):
                        block = NEVER if word.endswith(f"{NEVER}z") else piece.level
                        found.setdefault(word, []).append(Known(item, value, block))
                for asset in piece.assets:
                    found.setdefault(asset, []).append(Known(item, value, piece.level))
        elif isinstance(value.value, str):
            for word in WORD.findall(value.value):
                found.setdefault(word, []).append(Known(item, value))
            if value.leaf is not None and value.leaf.asset:
                found.setdefault(value.value, []).append(Known(item, value))
        elif isinstance(value.value, (int, float)) and value.value > 7_000_000:
            found.setdefault(str(int(value.value)), []).append(Known(item, value))
        elif not isinstance(value.value, Period) and hasattr(value.value, "isoformat"):
            found.setdefault(repr(value.value), []).append(Known(item, value))
    return found
