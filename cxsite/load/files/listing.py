"""What a content folder holds, by what it is for."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from cxsite.model.kinds import KINDS


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file: its name, where it is, and its path as findings tell it."""

    name: str
    place: Path
    shown: str

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return self.name.rpartition(".")[0]

    @property
    def ending(self) -> str:
        """The ending with its dot."""
        return "." + self.name.rpartition(".")[2] if "." in self.name else ""


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
