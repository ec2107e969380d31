"""What is read of items: the fields of each where they were written, and the items as they come in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from pathlib import PurePosixPath
from typing import Any

from cxsite.load.additions import Fields
from cxsite.load.files.document import Document
from cxsite.load.files.origin import FileOrigin
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


@dataclass(frozen=True, slots=True)
class Read:
    """What one file says of an item; `wrong` are the places of levels that are none, `unread` of all that is lost;
    `data` are the CSV files that it was made of."""

    fields: Fields
    source: Source
    wrong: tuple[Path, ...]
    unread: frozenset[Path]
    data: tuple[str, ...] = ()


def names_files(written: Written) -> bool:
    """Whether a field names a file with data: then what the item is hangs on more than its own file."""
    return any(declared.csv and name in written.values for name, declared in fields_of(written.kind.model).items())


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
