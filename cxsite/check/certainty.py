"""What is sure of a roadmap in which something could not be read: nobody is told that something is missing which may be
there."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cached_property

from cxsite.check.written_reference import Reference
from cxsite.model.roadmap import ANY, Key, Roadmap
from cxsite.model.shape import Path


class Certainty(ABC):
    """What could be read of a roadmap."""

    roadmap: Roadmap

    @property
    @abstractmethod
    def references(self) -> tuple[Reference, ...]:
        """Every reference to an item or point of a journey."""

    def exists(self, key: Key) -> bool:
        """Whether there is such an item, be its file readable or not."""
        kind, id_ = key
        return id_ in self.roadmap.items.get(kind, {}) or self.is_broken(kind, id_)

    def is_broken(self, kind: str, id_: str) -> bool:
        """Whether the file of this item, or the one file of its whole kind, could not be read."""
        return (kind, id_) in self.roadmap.broken or (kind, ANY) in self.roadmap.broken

    def is_read(self, key: Key, *names: str | int) -> bool:
        """Whether nothing is written at a place of an item that could not be read: what is missing there is missing."""
        return not any(_overlap(names, at) for at in self._unread.get(key, ()))

    def lacks(self, key: Key, name: str) -> bool:
        """Whether an item has no value of this field, and none that could not be read."""
        return not getattr(self.roadmap.items[key[0]][key[1]], name) and self.is_read(key, name)

    def is_whole(self, key: Key, at: Path = ()) -> bool:
        """Whether what stands at a place was read as it was written, and no field is left out whose place is taken."""
        return not any(one == at[: len(one)] and ANY not in one for one in self._unread.get(key, ()))

    @cached_property
    def _unread(self) -> dict[Key, list[Path]]:
        found: dict[Key, list[Path]] = {}
        for key, at in self.roadmap.unread:
            found.setdefault(key, []).append(at)
        return found

    def are_known(self, kind: str, *names: str) -> bool:
        """Whether these fields (without any: the files) of all items of a kind could be read, and what they name is
        there: then nobody means what nobody names."""
        if any(broken == kind for broken, _ in self.roadmap.broken):
            return False
        unread = any(not self.is_read(key, name) for key in self._unread if key[0] == kind for name in names)
        return not unread and not any(key[0] == kind and name in names for key, name in self._astray)

    def is_sure(self, key: Key, *names: str) -> bool:
        """Whether these fields of an item could be read, and all that they name is there."""
        return all(self.is_read(key, name) and (key, name) not in self._astray for name in names)

    @cached_property
    def _astray(self) -> frozenset[tuple[Key, str]]:
        """The fields in which something is named that is not there."""
        return frozenset((one.item, str(one.at[0])) for one in self.references if not one.known)

    def all_read(self, kind: str = "") -> bool:
        """Whether everything could be read, and all that is named is there; with a `kind`, all that names such."""
        if self.roadmap.broken or self.roadmap.unread:
            return False
        return all(one.known for one in self.references if not kind or one.kind == kind)

    def is_level_known(self, key: Key) -> bool:
        """Whether it could be read who may see an item, and what of it."""
        settled = all(self.is_read(key, name) for name in ("visibility", "visible_from", "disclose", "wording"))
        return settled and not any(at[-1:] in (("visibility",), (ANY,), ()) for at in self._unread.get(key, ()))


def _overlap(names: tuple[str | int, ...], at: Path) -> bool:
    """Whether one of two places lies in the other, or is it; `*` is any field."""
    return all(one == other or other == ANY for one, other in zip(names, at, strict=False))
