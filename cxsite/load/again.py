"""Loading a second state of the same content: a file that says what it said is not read again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from cxsite.load.files.listing import FoundFile, Listing
from cxsite.model.finding import Origin
from cxsite.model.items.item import Item
from cxsite.model.kinds import Kind
from cxsite.model.roadmap import ROADMAP, Key, Roadmap
from cxsite.model.shape import fields_of


class KnownItem(NamedTuple):
    """An item as another state has it, where it is written, and the CSV files that it was made of."""

    item: Item
    origin: Origin
    data: tuple[FoundFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """Another state of content that has one folder only: what was loaded of it, and where it lies.

    `digests` instead: an earlier state of the same folder, with the SHA-256 of those of its files, by the paths that
    findings name, of which nothing is to be told again; `now` are those of all files today, `data` the CSV files that
    each item was made of.
    """

    roadmap: Roadmap
    folder: Path
    digests: Mapping[str, bytes] | None = None
    now: Mapping[str, bytes] = field(default_factory=dict)
    data: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)

    def fits(self, listing: Listing, folder: Path, unsaved: Mapping[str, bytes]) -> bool:
        """Whether both have the same roadmap.yml, on which hangs how items are read, and it is in order."""
        if unsaved and self.digests is None:
            return False
        if any(kind == ROADMAP for kind, _ in (*self.roadmap.broken, *(key for key, _ in self.roadmap.unread))):
            return False
        return bool(listing.charter) and all(self._says_the_same(found, folder) for found in listing.charter)

    def take(self, listing: Listing, folder: Path, kind: Kind) -> Mapping[str, KnownItem]:
        """The items of a kind that are known, out of the files of `listing` in `folder`; the others stay in it."""
        if listing.mappings[kind.name]:
            return {}
        times = Counter(found.stem for found in listing.items[kind.name])
        unclear = self.roadmap.broken | {key for key, _ in self.roadmap.unread}
        tables = {file.shown: file for beside in listing.data.values() for file in beside.values()}
        known: dict[str, KnownItem] = {}
        rest: list[FoundFile] = []
        for found in listing.items[kind.name]:
            is_clear = times[found.stem] == 1 and (kind.name, found.stem) not in unclear
            item = self._known(kind, found, folder, tables) if is_clear else None
            if item is None:
                rest.append(found)
            else:
                known[found.stem] = item
        listing.items[kind.name] = rest
        return known

    def _known(self, kind: Kind, found: FoundFile, folder: Path, tables: Mapping[str, FoundFile]) -> KnownItem | None:
        """The item of a file that says what it said, as the files do that it names."""
        key = (kind.name, found.stem)
        item, origin = self.roadmap.get(*key), self.roadmap.origins.get(key)
        if item is None or origin is None or origin.path != found.shown:
            return None
        names_files = any(name in item.model_fields_set for name, field in fields_of(kind.model).items() if field.csv)
        data = self._same_data(key, tables) if names_files else ()
        if data is None or not self._says_the_same(found, folder):
            return None
        return KnownItem(item, origin, data)

    def _same_data(self, key: Key, tables: Mapping[str, FoundFile]) -> tuple[FoundFile, ...] | None:
        """The CSV files that an item was made of, where they are known to be what they were."""
        named = self.data.get(key)
        if named is None or not all(name in tables and self._is_known(name) for name in named):
            return None
        return tuple(tables[name] for name in named)

    def _is_known(self, path: str) -> bool:
        digests = self.digests or {}
        return path in digests and digests[path] == self.now.get(path)

    def _says_the_same(self, found: FoundFile, folder: Path) -> bool:
        if self.digests is not None:
            return self._is_known(found.shown)
        there = self.folder / found.place.relative_to(folder.absolute())
        # Two copies of commits share a file that is in both.
        return there.is_file() and (there.samefile(found.place) or there.read_bytes() == found.place.read_bytes())
