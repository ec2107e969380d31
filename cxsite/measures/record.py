"""What a derived value is: one record with its name, its meaning, what it is made from and how it is computed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cxsite.model.charter import Charter
from cxsite.model.declare import FieldLevel
from cxsite.model.items.item import Item
from cxsite.model.kinds import BY_NAME
from cxsite.model.past import Past
from cxsite.model.roadmap import Key
from cxsite.model.shape import fields_of

Facts = dict[str, Any]
Items = Mapping[str, Mapping[str, Item]]


@dataclass(frozen=True, slots=True)
class Given:
    """What a value of one item is computed with, beside the item: roadmap.yml and the day."""

    charter: Charter
    today: dt.date


@dataclass(frozen=True, slots=True)
class Whole:
    """What a value over many items is computed with: all that an audience sees.

    `facts` are the values derived so far, by item: those of single items, and those of many that are declared before.
    `past` are the earlier editions, as far as the audience may see them.
    """

    items: Items
    facts: Mapping[Key, Mapping[str, Any]]
    charter: Charter
    today: dt.date
    past: Past = field(default_factory=Past)


OfOne = Callable[[Any, Given], Any]
"""The value of one item, or `None` where an input is missing. The item is of the record's kind."""
OfMany = Callable[[Whole], Mapping[str, Any]]
"""The values of all items of the record's kind that have one: id → value."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A derived value of a kind: declared and computed here, once.

    Either `one` or `many` computes it. `inputs` are the fields of the item that it is made from, `settings` those of
    roadmap.yml: it is as restricted as the most restricted of them. `optional` are fields of which it takes what is
    visible, and is true without the rest. `respects` are fields that only take the value away: they count also where
    the audience does not see them. `internal`: it would assert an absence. `names_parts`: it holds ids.
    `soften` gives, from the item and the value, what those are told who may not know of what is missing. `part` is the
    field of the parts that it is about: a value for each of them, in their order, or by their ids.
    """

    kind: str
    name: str
    meaning: str
    one: OfOne | None = None
    many: OfMany | None = None
    inputs: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    respects: tuple[str, ...] = ()
    internal: bool = False
    names_parts: bool = False
    part: str = ""
    soften: Callable[[Any, Any], Any] | None = None

    def __post_init__(self) -> None:
        if (self.one is None) == (self.many is None):
            raise ValueError(f"{self.kind}.{self.name} needs `one` or `many`: the function that computes it")

    @property
    def of_many(self) -> bool:
        """Whether it needs other items."""
        return self.many is not None

    @property
    def name_in_part(self) -> str:
        """What it is called inside its part: `state` of `milestone_state`."""
        return self.name.removeprefix(f"{self.part.removesuffix('s')}_")

    @property
    def level(self) -> FieldLevel:
        """The level by declaration: internal where it is said, or where an input or setting is."""
        fields = fields_of(BY_NAME[self.kind].model)
        used = [fields[name] for name in self.inputs] + [fields_of(Charter)[name] for name in self.settings]
        return "internal" if self.internal or any(field.level == "internal" for field in used) else "item"
