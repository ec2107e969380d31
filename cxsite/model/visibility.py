"""What level a value has: the one place that decides who may see it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from cxsite.model.charter import Charter
from cxsite.model.declare import Declared
from cxsite.model.items.item import Item
from cxsite.model.kinds import Kind
from cxsite.model.levels import Level, Levels
from cxsite.model.period import DatePrecision, is_finer
from cxsite.model.shape import FieldShape, fields_of, part_name

FEWEST_BELOW_INTERNAL = 30
FEWEST_IN_FILES = 5
"""The smallest samples that are shown, unless roadmap.yml says others in `min_n`."""
_DEFAULT_PRECISION: tuple[DatePrecision, ...] = ("quarter", "month", "day")


@dataclass(frozen=True, slots=True)
class Visibility:
    """The rules of one site, asked for one audience on one day.

    A level name that the site does not know counts as the most restricted one: the checker reports it, and what
    is in doubt stays hidden.
    """

    levels: Levels
    audience: Level
    today: dt.date
    default: Level
    policy: Mapping[str, Mapping[str, str]]
    precision: DatePrecision
    min_n: Mapping[str, int] = field(default_factory=dict)
    _cache: dict[tuple[str, str], Level | None] = field(default_factory=dict, compare=False)

    @staticmethod
    def of(charter: Charter, levels: Levels, audience: Level, today: dt.date) -> Visibility:
        """The visibility of `audience` on a site with this charter, on `today`."""
        return Visibility(
            levels=levels,
            audience=audience,
            today=today,
            default=levels.get(charter.default_visibility),
            policy=charter.policy,
            precision=date_precision(charter, levels, audience),
            min_n=charter.min_n,
        )

    def fewest_answers(self, *, from_file: bool) -> int:
        """The smallest sample that the audience is shown, of what a data file holds or of what somebody typed.

        Never smaller than for those who see more: what roadmap.yml says of one level holds for those beside it.
        """
        return max(self._fewest(level, from_file) for level in self.levels.at_or_above(self.audience))

    def _fewest(self, level: Level, from_file: bool) -> int:
        said = self.min_n.get(level.name)
        if said is not None:
            return said
        usual = FEWEST_IN_FILES if from_file else 0
        if self.levels.is_below_internal(level):
            usual = FEWEST_BELOW_INTERNAL
        return min(usual, *(self.min_n.get(lesser.name, usual) for lesser in self.levels.up_to(level)))

    def sees(self, level: Level) -> bool:
        """Whether the audience may see what has this level."""
        return level.visible_to(self.audience)

    def item_level(self, kind: Kind, item: Item) -> Level:
        """The level of an item on this day: that of `opened_level`, and at least internal before its embargo ends."""
        level = self.opened_level(kind, item)
        return self.levels.highest(level, self.levels.internal) if self.is_embargoed(item) else level

    def is_embargoed(self, item: Item) -> bool:
        """Whether the day from which readers below internal see the item is still to come."""
        return item.visible_from is not None and self.today < item.visible_from

    def opened_level(self, kind: Kind, item: Item) -> Level:
        """The level of an item when no embargo holds: what it says, else the higher of its kind's and the site's
        default; never below that of a field that it can't be shown without."""
        if item.visibility is not None:
            level = self.levels.get(item.visibility)
        elif kind.default_level is not None:
            level = self.levels.highest(self.levels.get(kind.default_level), self.default)
        else:
            level = self.default
        return self.levels.highest(level, *self._required(kind.model, kind.name, item.disclose))

    def page_level(self, visibility: str | None) -> Level:
        """The level of a hand-written page: what it says, else the site's default."""
        return self.default if visibility is None else self.levels.get(visibility)

    def part_level(self, parent: Level, part: Declared, default: Level | None, disclose: Mapping[str, str]) -> Level:
        """The level of a part inside something of level `parent`; `default` is that of a part which says none."""
        said = getattr(part, "visibility", None)
        own = self.levels.get(said) if said is not None else default
        required = self._required(type(part), part_name(type(part)), disclose)
        return self.levels.highest(parent, *required, *([own] if own is not None else []))

    def field_level(self, owner: str, name: str, declared: FieldShape, disclose: Mapping[str, str], top: bool) -> Level:
        """The least level of a field: what the item discloses, else the site's policy, else the model."""
        said = self.said_level(owner, name, disclose, top)
        if said is not None:
            return said
        return self.levels.internal if declared.level == "internal" else self.levels.least

    def sees_field(self, kind: Kind, name: str, item: Item) -> bool:
        """Whether the audience may see a field of an item."""
        return self.sees(self.field_level(kind.name, name, fields_of(kind.model)[name], item.disclose, True))

    def said_level(self, owner: str, name: str, disclose: Mapping[str, str], top: bool) -> Level | None:
        """What the item or the site's policy says of a field (or derived value); `None` when neither does."""
        said = disclose.get(name if top else f"{owner}.{name}") if disclose else None
        if said is not None:
            return self.levels.get(said)
        key = (owner, name)
        if key not in self._cache:
            policy = self.policy.get(owner, {}).get(name)
            self._cache[key] = self.levels.get(policy) if policy is not None else None
        return self._cache[key]

    def entry_default(
        self, owner: str, name: str, declared: FieldShape, disclose: Mapping[str, str], top: bool
    ) -> Level | None:
        """The level of the entries of a list that say none, where the list has a default of its own."""
        if declared.parts != "internal":
            return None
        return self.said_level(owner, name, disclose, top) or self.levels.internal

    def worded(self, wording: Mapping[str, Mapping[str, str]], name: str) -> str | None:
        """The words that the audience reads instead: the entry of the least level at or above it."""
        if wording:
            for level in self.levels.at_or_above(self.audience):
                if (words := wording.get(level.name, {}).get(name)) is not None:
                    return words
        return None

    def _required(self, model: type[Declared], owner: str, disclose: Mapping[str, str]) -> list[Level]:
        top = is_item(model)
        return (
            [
                level
                for name, declared in fields_of(model).items()
                if declared.required and (level := self.said_level(owner, name, disclose, top)) is not None
            ]
            if disclose or owner in self.policy
            else []
        )


@cache
def is_item(model: type[Declared]) -> bool:
    """Whether this is a kind of item, and not of a part; asking the class itself each time is slow."""
    return issubclass(model, Item)


def date_precision(charter: Charter, levels: Levels, audience: Level) -> DatePrecision:
    """How precisely plans are told to `audience`: never finer than to a level above it."""
    found: DatePrecision = "day"
    for number, level in reversed(list(enumerate(levels))):
        default = _DEFAULT_PRECISION[min(number, 2)] if levels.is_below_internal(level) else "day"
        said = charter.date_precision.get(level.name, default)
        if is_finer(found, said):
            found = said
        if level == audience:
            return found
    return found


def has_edit_links(charter: Charter, levels: Levels, audience: Level) -> bool:
    """Whether pages of an audience's site lead to the files of the repository: only where roadmap.yml asks for it, and
    only on the most restricted of its sites, since whoever reads a file reads all of it."""
    site = charter.site.get(audience.name)
    named = [levels[name] for name in charter.site if name in levels]
    return (
        site is not None
        and site.edit_links
        and not levels.is_below_internal(audience)
        and all(level.visible_to(audience) for level in named)
    )
