"""Visibility levels: a total order from what everyone may see to what few may."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

DEFAULT_LEVELS = ("public", "customer", "internal", "restricted")
INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Level:
    """One visibility level; an audience is a level too.

    `rank` orders levels of one site, 0 is the least restricted. Ask `visible_to` instead of comparing ranks.
    """

    name: str
    rank: int

    def visible_to(self, audience: Level) -> bool:
        """Whether a reader of `audience` may see what has this level."""
        return self.rank <= audience.rank

    def is_below(self, other: Level) -> bool:
        """Whether more readers may see what has this level than what has the other."""
        return self.rank < other.rank

    @property
    def is_public(self) -> bool:
        """Whether this is the least restricted level, the one that everybody has."""
        return self.rank == 0

    def __str__(self) -> str:
        return self.name


class Levels:
    """The ordered levels of a site, least restricted first. Raises `ValueError` for an unusable list."""

    __slots__ = ("_by_name", "_ordered")

    def __init__(self, names: Iterable[str] = DEFAULT_LEVELS) -> None:
        self._ordered = tuple(Level(name, rank) for rank, name in enumerate(names))
        self._by_name = {level.name: level for level in self._ordered}
        if not self._ordered:
            raise ValueError("at least one level is needed")
        if len(self._by_name) != len(self._ordered):
            raise ValueError("a level is named twice")
        if INTERNAL not in self._by_name:
            raise ValueError(f"a level named `{INTERNAL}` is needed")

    def __iter__(self) -> Iterator[Level]:
        return iter(self._ordered)

    def __len__(self) -> int:
        return len(self._ordered)

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __getitem__(self, name: str) -> Level:
        return self._by_name[name]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Levels) and self._ordered == other._ordered

    def __hash__(self) -> int:
        return hash(self._ordered)

    def get(self, name: str) -> Level:
        """The level of this name; the most restricted one for a name that the site does not have."""
        return self._by_name.get(name, self._ordered[-1])

    @property
    def names(self) -> tuple[str, ...]:
        """The names, least restricted first."""
        return tuple(level.name for level in self._ordered)

    @property
    def least(self) -> Level:
        """The least restricted level: "public" in the documentation means this one."""
        return self._ordered[0]

    @property
    def internal(self) -> Level:
        """The level that fields for colleagues have."""
        return self._by_name[INTERNAL]

    @property
    def below_internal(self) -> tuple[Level, ...]:
        """The levels of readers who are no colleagues, least restricted first."""
        return self._ordered[: self.internal.rank]

    def is_below_internal(self, level: Level) -> bool:
        """Whether readers who are no colleagues may see what has this level."""
        return level.is_below(self.internal)

    def lowest(self, *levels: Level) -> Level:
        """The least restricted of `levels`; the most of the site when none is given."""
        return min(levels, key=lambda level: level.rank, default=self._ordered[-1])

    @property
    def most(self) -> Level:
        """The most restricted level."""
        return self._ordered[-1]

    def highest(self, *levels: Level) -> Level:
        """The most restricted of `levels`; the least of the site when none is given."""
        found = self._ordered[0]
        for level in levels:
            if level.rank > found.rank:
                found = level
        return found

    def at_or_above(self, level: Level) -> tuple[Level, ...]:
        """The levels from `level` to the most restricted, in this order."""
        return self._ordered[level.rank :]

    def up_to(self, level: Level) -> tuple[Level, ...]:
        """The levels that a reader of `level` may see, least restricted first."""
        return self._ordered[: level.rank + 1]
