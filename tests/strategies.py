"""Whole valid roadmaps, generated from the model's declarations: a new field is covered without a change here.

Every text, id, number and day of a generated roadmap is unique, a marker that says where it came from wherever it
turns up. Values are drawn from a seeded `Random`, since a roadmap has thousands of choices; hypothesis draws the
seed, the number of items and how full they are, and makes the last two small when it finds a counterexample.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from cxsite.model.charter import Charter
from cxsite.model.declare import Declared, Ref
from cxsite.model.items.journey import Point
from cxsite.model.kinds import KINDS
from cxsite.model.period import Period
from cxsite.model.roadmap import Page
from cxsite.model.shape import Either, FieldShape, Leaf, Many, Record, Shape, Table, fields_of, part_name
from tests.bodies import Bodies
from tests.sites import LEVELS, STEERING, Raw, Site


@dataclass
class PointRef:
    """A reference to a part of a journey, chosen when all journeys are there."""

    kind: str
    journey: str | None = None


@dataclass
class Maker:
    """Makes the values of one site."""

    rng: random.Random
    density: float
    bodies: Bodies
    ids: dict[str, list[str]] = field(default_factory=dict)
    points: list[tuple[str, str, str]] = field(default_factory=list)
    charter: Raw = field(default_factory=dict)
    assets: list[str] = field(default_factory=list)
    here: str = ""

    def word(self, mark: str = "t") -> str:
        """A unique text that is also a valid id."""
        return self.bodies.word(mark)

    def level(self) -> str:
        """A level, the lower ones more often."""
        return self.rng.choice((*LEVELS, *LEVELS[:2]))

    def record(self, model: type[Declared]) -> Raw:
        """Values of all required and some optional fields, in the order in which the model has them."""
        raw: Raw = {}
        if issubclass(model, Point):
            raw["id"] = self.word("p")
            self.points.append((self.here, part_name(model), raw["id"]))
        elif "id" in fields_of(model) and "wording" not in fields_of(model):
            raw["id"] = self.word("a")
        for name, declared in fields_of(model).items():
            if name in STEERING or declared.consumed:
                continue
            if declared.required or self.rng.random() < self.density:
                value = self.body() if name == "body" else self.field(declared)
                if value is not None:
                    raw[name] = value
        if "visibility" in fields_of(model) and self.rng.random() < 0.6:
            raw["visibility"] = self.level()
        if "wording" in fields_of(model) and self.rng.random() < 0.3:
            raw["wording"] = self.wording(model)
        return raw

    def body(self) -> str:
        """A body of a few pieces."""
        return self.bodies.make(self.rng, self.ids, self.points, self.assets)

    def wording(self, model: type[Declared]) -> dict[str, dict[str, str]]:
        """Other words for some levels."""
        wordable = [name for name, declared in fields_of(model).items() if declared.wordable]
        found: dict[str, dict[str, str]] = {}
        for level in self.rng.sample(LEVELS, self.rng.randint(1, 2)):
            names = self.rng.sample(wordable, min(len(wordable), self.rng.randint(1, 3)))
            found[level] = {name: self.body() if name == "body" else self.word() for name in names}
            if "id" in fields_of(model) and self.rng.random() < 0.5:
                found[level]["id"] = self.word("i")
        return found

    def field(self, declared: FieldShape) -> Any:
        """A value for a field; `None` where nothing could be referred to."""
        if declared.name == "benefit":
            # A list of one year is refused: nobody could tell whether it is one year or each.
            return [self.bodies.number(), self.bodies.number()]
        return self.value(declared.shape, declared.required)

    def value(self, shape: Shape, required: bool = False) -> Any:
        """A value of this shape."""
        if isinstance(shape, Leaf):
            return self.leaf(shape)
        if isinstance(shape, Record):
            return self.record(shape.model)
        if isinstance(shape, Many):
            entries = [self.value(shape.entry) for _ in range(self.rng.randint(1, 3))]
            kept = [entry for entry in entries if entry is not None]
            return kept if kept or required else None
        if isinstance(shape, Either):
            return self.value(self.rng.choice((shape.one, shape.each)))
        return self.table(shape)

    def table(self, shape: Table) -> Any:
        """A mapping of a few keys."""
        found = {}
        for _ in range(self.rng.randint(1, 2)):
            key, entry = self.leaf(shape.key), self.value(shape.entry)
            if isinstance(key, str) and entry is not None:
                found[key] = entry
        return found or None

    def leaf(self, leaf: Leaf) -> Any:
        """A scalar, as unique as its type allows."""
        if leaf.ref is not None:
            return self.reference(leaf.ref)
        if leaf.asset:
            return self.rng.choice(self.assets)
        if leaf.choices:
            return self.rng.choice(leaf.choices)
        if leaf.level_name:
            return self.level()
        if leaf.type is Period:
            return self.period()
        if leaf.type is dt.date:
            return self.bodies.day()
        if leaf.type is bool:
            return "yes" if self.rng.random() < 0.5 else "no"
        return self.scalar(leaf)

    def scalar(self, leaf: Leaf) -> str:
        """The most distinctive text or number that the field takes."""
        number = self.bodies.number()
        if leaf.type in (int, float):
            candidates = [number, str(self.rng.randint(1, 5)), "0.5"]
        else:
            candidates = [self.word(), "6m", "EUR", "en", "1-4"]
        return candidates[_accepted(leaf, tuple(range(len(candidates))), tuple(candidates))]

    def period(self) -> str:
        """A plan in the 2030s, never a day that begins or ends anything; facts lie before 2021."""
        year, month = 2031 + self.rng.randint(0, 3), self.rng.randint(1, 12)
        day = f"{year}-{month:02d}-{self.rng.randint(4, 26):02d}"
        coarser = (f"{year}-{month:02d}", f"{year}-Q{(month + 2) // 3}", f"{year}-H{(month + 5) // 6}", str(year))
        return self.rng.choice((day, day, *coarser))

    def reference(self, ref: Ref) -> Any:
        """Something that a reference may name."""
        if ref.vocabulary is not None:
            names: Any = self.charter
            for step in ref.vocabulary.split("."):
                names = names.get(step, {})
            return self.rng.choice(sorted(names)) if names else None
        kind = self.rng.choice(ref.kinds)
        if kind in ("touchpoint", "pain_point", "stage"):
            return PointRef(kind, self.here if ref.local else None)
        if not self.ids.get(kind):
            return None
        id_ = self.rng.choice(self.ids[kind])
        return f"{kind}:{id_}" if ref.qualified else id_

    def item(self, kind: str, id_: str, model: type[Declared]) -> Raw:
        """One item."""
        self.here = id_
        raw = self.record(model)
        if self.rng.random() < 0.3:
            # Before, on and after the day; never a day that anything else has.
            raw["visible_from"] = self.rng.choice(("2026-03-30", "2026-03-31", "2026-04-01", "2027-01-02"))
        if self.rng.random() < 0.4:
            names = sorted(set(fields_of(model)) - STEERING)
            raw["disclose"] = {self.rng.choice(names): self.level() for _ in range(2)}
        if self.rng.random() < 0.2:
            owner, name = self.rng.choice(PART_FIELDS)
            raw.setdefault("disclose", {})[f"{owner}.{name}"] = self.level()
        return raw

    def resolved(self, value: Any) -> Any:
        """The value with its references to parts of journeys; `None` where there is no such part."""
        if isinstance(value, PointRef):
            fitting = [p for p in self.points if p[1] == value.kind and value.journey in (None, p[0])]
            if not fitting:
                return None
            journey, _, point = self.rng.choice(fitting)
            return point if value.journey else f"{journey}/{point}"
        if isinstance(value, list):
            return [found for entry in value if (found := self.resolved(entry)) is not None]
        if isinstance(value, dict):
            return {key: found for key, entry in value.items() if (found := self.resolved(entry)) is not None}
        return value


def _accepted(leaf: Leaf, order: tuple[int, ...], candidates: tuple[str, ...]) -> int:
    for index in order:
        try:
            _adapter(leaf).validate_python(candidates[index])
        except ValidationError:
            continue
        return index
    raise AssertionError(f"no value for {leaf}")


@cache
def _adapter(leaf: Leaf) -> TypeAdapter[Any]:
    return TypeAdapter(leaf.annotation)


def _collect_parts(model: type[Declared], into: dict[str, type[Declared]]) -> None:
    def visit(shape: Shape) -> None:
        if isinstance(shape, Record) and part_name(shape.model) not in into:
            into[part_name(shape.model)] = shape.model
            _collect_parts(shape.model, into)
        elif isinstance(shape, (Many, Table)):
            visit(shape.entry)

    for declared in fields_of(model).values():
        visit(declared.shape)


PARTS: dict[str, type[Declared]] = {}
for _kind in KINDS:
    _collect_parts(_kind.model, PARTS)
PART_FIELDS = [(owner, name) for owner, model in PARTS.items() for name in fields_of(model) if name not in STEERING]
KIND_FIELDS = [(kind.name, name) for kind in KINDS for name in fields_of(kind.model) if name not in STEERING]


def make_charter(maker: Maker) -> Raw:
    """A roadmap.yml: every field of the model, and how the site steers visibility."""
    rng = maker.rng
    charter = maker.charter
    vocabularies = ("areas", "channels", "departments", "risk_categories")
    charter.update({name: {maker.word("v"): maker.word() for _ in range(3)} for name in vocabularies})
    charter["prioritization"] = {"criteria": {maker.word("v"): {"weight": "2"} for _ in range(2)}, "model": "weighted"}
    charter |= {name: value for name, value in maker.record(Charter).items() if name not in charter}
    charter["risk_bands"] = rng.choice(({"low": "1-12", "high": "13-25"}, {"low": "1-4", "some": "5-25"}))
    charter["levels"] = list(LEVELS)
    # What is withheld because few stand behind it has tests of its own.
    charter["min_n"] = dict.fromkeys(LEVELS, 0)
    charter["default_visibility"] = maker.level()
    if rng.random() < 0.5:
        charter["date_precision"] = {"open": rng.choice(("quarter", "half", "year", "horizon")), "partner": "quarter"}
    charter["policy"] = {}
    for owner, name in rng.sample(KIND_FIELDS, 4) + rng.sample(PART_FIELDS, 3):
        charter["policy"].setdefault(owner, {})[name] = maker.level()
    charter["site"] = {level: {"site_name": maker.word("s"), "site_url": maker.word("s")} for level in LEVELS}
    return charter


def make_site(seed: int, size: int, density: float) -> Site:
    """The site of a seed: up to `size` items of each kind, each with about `density` of its fields."""
    maker = Maker(random.Random(seed), density, Bodies(LEVELS))
    maker.assets = [maker.word("a") + ".png" for _ in range(3)]
    maker.ids = {kind.name: [maker.word("i") for _ in range(maker.rng.randint(1, size))] for kind in KINDS}
    charter = make_charter(maker)
    journeys_first = sorted(KINDS, key=lambda kind: kind.name != "journey")
    items = {
        kind.name: {id_: maker.item(kind.name, id_, kind.model) for id_ in maker.ids[kind.name]}
        for kind in journeys_first
    }
    pages = {maker.word("g"): maker.record(Page) for _ in range(2)}
    for page in pages.values():
        page.pop("path", None)
    return Site(charter, maker.resolved(items), pages, maker.assets, maker.bodies)


def sites(size: int = 3) -> st.SearchStrategy[Site]:
    """Whole sites."""
    return st.builds(make_site, st.integers(0, 2**32), st.integers(1, size), st.sampled_from((0.15, 0.4, 0.75)))
