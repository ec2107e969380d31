"""What is read of items: the fields of each where they were written, and the items as they come in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path as FilePath
from pathlib import PurePosixPath
from typing import Any

from cxsite.load.additions import Fields
from cxsite.load.files.document import Document
from cxsite.load.files.listing import FoundFile
from cxsite.load.files.origin import FileOrigin
from cxsite.load.findings import Reporter
from cxsite.load.rules.cx00_fields import UNKNOWN_FIELD
from cxsite.model.finding import Change, Fix, Move, Origin
from cxsite.model.items.item import Item
from cxsite.model.kinds import Kind
from cxsite.model.levels import Level
from cxsite.model.roadmap import Key
from cxsite.model.shape import Path, fields_of
from cxsite.syntax.positions import Source, TextFile


@dataclass(slots=True)
class Shelf:
    """Items as they come in, and the CSV files that each was made of."""

    items: dict[str, dict[str, Item]] = field(default_factory=dict)
    origins: dict[Key, Origin] = field(default_factory=dict)
    broken: set[Key] = field(default_factory=set)
    unread: set[tuple[Key, Path]] = field(default_factory=set)
    data: dict[Key, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """The fields of one item where they were written. `id` is empty where it can't be one.

    `name` is that of a file of its own; `told` is how many findings there were before it was read, -1 where it is known
    and in order.
    """

    kind: Kind
    id: str
    values: dict[str, Any]
    document: Document
    source: Source
    file: TextFile
    folder: FilePath
    prefix: Path = ()
    floor: Level | None = None
    name: str = ""
    told: int = -1

    @property
    def is_known(self) -> bool:
        """Whether its file is known to be in order."""
        return bool(self.name) and self.told < 0


@dataclass(frozen=True, slots=True)
class Read:
    """What one file says of an item; `wrong` are the places of levels that are none, `unread` of all that is lost;
    `data` are the CSV files that it was made of."""

    fields: Fields
    source: Source
    wrong: tuple[Path, ...] = ()
    unread: frozenset[Path] = frozenset()
    data: tuple[str, ...] = ()


def names_files(written: Written) -> bool:
    """Whether a field names a file with data: then what the item is hangs on more than its own file."""
    return any(name in written.values for name in _naming_files(written.kind))


@cache
def _naming_files(kind: Kind) -> tuple[str, ...]:
    """The fields of a kind that may name a file with data."""
    return tuple(name for name, declared in fields_of(kind.model).items() if declared.csv)


def fix_of_id(origin: Origin, id_: str, hint: str) -> Fix | None:
    """The file, or the key in the file of its kind, under the name that was probably meant."""
    sure = re.sub(r"[\s_]+", "-", id_.strip().lower()) == hint
    why = "" if sure else ": other letters stand in the name"
    message = f"call it `{hint}`{why}"
    if isinstance(origin, FileOrigin):
        path = PurePosixPath(origin.path)
        moves = (Move(origin.path, str(path.with_name(hint + path.suffix))),)
        return Fix("safe" if sure else "unsafe", message, moves=moves)
    edits = origin.edits(Change((), hint, key=True))
    return Fix("safe" if sure else "unsafe", message, edits) if edits else None


def tell_wrong_folder(
    kind: Kind, other: Kind, found: FoundFile, source: Source, document: Document, report: Reporter
) -> None:
    """Tell that the fields of a file in the folder of a kind are those of another one."""
    names = [name for name in document.values if name not in fields_of(kind.model)]
    kpi = "KPI" if other.name == "kpi" else other.name
    what = "evidence" if kpi == "evidence" else f"{'an' if kpi[0] in 'eio' else 'a'} {kpi}"
    target = f"{found.shown.rpartition('/')[0].rpartition('/')[0]}/{other.folder}/{found.name}"
    moves = (Move(found.shown, target.lstrip("/")),)
    data = any(name in document.values for name in _naming_files(other))
    fix = None if data else Fix("safe", f"move the file to `{other.folder}/{found.name}`", moves=moves)
    report.add(
        UNKNOWN_FIELD,
        source.span((names[0],), key=True),
        f"these are the fields of {what}, and `{kind.folder}` holds something else",
        f"move the file to `{other.folder}/{found.name}`" + (", and its data file with it" if data else ""),
        names[0],
        fix=fix,
    )
