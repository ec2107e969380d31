"""What a content folder holds, by what it is for."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from cxsite.model.kinds import KINDS


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What an editor holds of a file and has not saved: read in its place."""

    name: str
    data: bytes

    @property
    def size(self) -> int:
        """How many bytes it is."""
        return len(self.data)

    def open(self) -> BinaryIO:
        """Open it for reading."""
        return io.BytesIO(self.data)


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file: its name, where it is, and its path as findings tell it; what an editor holds of it instead."""

    name: str
    place: Path
    shown: str
    unsaved: Unsaved | None = None

    @property
    def size(self) -> int:
        """How many bytes are read of it."""
        return self.unsaved.size if self.unsaved is not None else self.place.stat().st_size

    def open(self) -> BinaryIO:
        """Open it for reading, as the editor holds it or else as it is on the disk."""
        return self.unsaved.open() if self.unsaved is not None else self.place.open("rb")

    def read(self) -> bytes:
        """All that it holds."""
        return self.unsaved.data if self.unsaved is not None else self.place.read_bytes()

    def read_up_to(self, most: int) -> bytes | None:
        """All that it holds; None where that is more than so many bytes."""
        if self.unsaved is not None:
            return self.unsaved.data if self.unsaved.size <= most else None
        with open(self.place, "rb", buffering=0) as stream:  # noqa: PTH123 - paths are slow
            return stream.readall() if os.fstat(stream.fileno()).st_size <= most else None

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return self.name.rpartition(".")[0]

    @property
    def ending(self) -> str:
        """The ending with its dot."""
        return "." + self.name.rpartition(".")[2] if "." in self.name else ""


def file_at(place: Path, shown: str, name: str, unsaved: Mapping[str, bytes]) -> FoundFile:
    """A file in a folder, which findings call `shown`, with what an editor holds of it."""
    path = f"{shown}/{name}" if shown else name
    data = unsaved.get(path)
    return FoundFile(name, place / name, path, None if data is None else Unsaved(name, data))


def never_saved(shown: str, unsaved: Mapping[str, bytes]) -> set[str]:
    """The names that an editor holds in a folder, whether or not there are files of them."""
    paths = map(PurePosixPath, unsaved)
    return {path.name for path in paths if str(path.parent) == (shown or ".") and path.name.isprintable()}


@dataclass(slots=True)
class Listing:
    """What the content folder holds. `data` are CSV files by the folder in which they stand, `empty` the folders of
    kinds without an item, `astray` the items (kind and id) that files in wrong places or with wrong endings may be."""

    charter: list[FoundFile] = field(default_factory=list)
    items: dict[str, list[FoundFile]] = field(default_factory=lambda: {kind.name: [] for kind in KINDS})
    mappings: dict[str, list[FoundFile]] = field(default_factory=lambda: {kind.name: [] for kind in KINDS})
    pages: dict[str, FoundFile] = field(default_factory=dict)
    assets: dict[str, FoundFile] = field(default_factory=dict)
    data: dict[Path, dict[str, FoundFile]] = field(default_factory=dict)
    empty: list[tuple[str, FoundFile]] = field(default_factory=list)
    astray: set[tuple[str, str]] = field(default_factory=set)
