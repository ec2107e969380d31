"""`cxsite sheet export`: the items of a kind as sheets, everything of them that a cell can say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from cxsite.edit.assign import order_of
from cxsite.exchange.sheets.grid import VERSION, Grid, as_csv, as_workbook
from cxsite.exchange.sheets.sheet_cells import CellField, cell_fields, hash_of_cell, inside, part_lists
from cxsite.model.declare import Declared
from cxsite.model.finding import CxsiteError
from cxsite.model.kinds import KINDS, Kind, find_kind
from cxsite.model.shape import Path
from cxsite.model.typed.nearest import meant_or_listed
from cxsite.pipeline.edits.set_fields import ItemFile, files_of
from cxsite.pipeline.reading import Reading, read
from cxsite.pipeline.settings import Settings

POSITION = "position"
WORKBOOK, TABLE = ".xlsx", ".csv"
_USUAL = 12
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an item in its raw values: where it is, and its place as a sheet says it, counted from 1: `2.1`."""

    at: Path
    position: str


def export_sheets(settings: Settings, kind_text: str, file: FilePath) -> list[tuple[FilePath, int]]:
    """Write the sheets of a kind: a workbook with all of them, or a CSV file and one beside it for each list of parts.

    Returns each file (of a workbook, each sheet) with its rows. Raises `CxsiteError`; nothing is written over.
    """
    kind = find_kind(kind_text)
    if kind is None:
        raise CxsiteError(f"there is no kind `{kind_text}`{meant_or_listed(kind_text, [one.name for one in KINDS])}")
    if file.suffix.lower() not in (WORKBOOK, TABLE):
        raise CxsiteError(f"`{file.name}` ends neither in {TABLE} nor in {WORKBOOK}")
    reading = read(settings)
    items = {found.key[1]: found.open(settings.content).values() for found in item_files(reading, settings, kind)}
    if not items:
        raise CxsiteError(f"there is no {kind.name} yet")
    grids = list(_grids(kind, items))
    if file.suffix.lower() == WORKBOOK:
        files = {file: as_workbook(grids)}
    else:
        files = {
            file.with_name(f"{file.stem}{one.name.removeprefix(kind.folder)}{TABLE}"): as_csv(one) for one in grids
        }
    for path, data in files.items():
        try:
            with path.open("xb") as out:
                out.write(data)
        except FileExistsError:
            raise CxsiteError(f"{path} is there already: name another file, nothing is written over") from None
    named = [file.with_name(one.name) for one in grids] if file.suffix.lower() == WORKBOOK else list(files)
    return [(path, len(one.rows)) for path, one in zip(named, grids, strict=True)]


def item_files(reading: Reading, settings: Settings, kind: Kind) -> Iterator[ItemFile]:
    """The items of a kind that commands may write, by id."""
    found = [one for files in files_of(reading.usable(), settings).values() for one in files if one.key[0] == kind.name]
    yield from sorted(found, key=lambda one: one.key)


def parts_at(values: Any, chain: Sequence[str], at: Path = (), position: str = "") -> Iterator[Part]:
    """Every part of an item that a chain of lists leads to."""
    if not chain:
        yield Part(at, position)
        return
    here = (*at, chain[0])
    listed = inside(values, here)
    if chain[0] and isinstance(listed, (list, dict, str)):
        count = len(listed) if isinstance(listed, list) else 1
        for number in range(count):
            step = f"{position}.{number + 1}" if position else str(number + 1)
            yield from parts_at(values, chain[1:], (*here, number), step)


def chains(model: type[Declared], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], type[Declared]]]:
    """Every list of parts in a class, however deep: the fields that lead to it, and the class of its parts."""
    for name, part in part_lists(model):
        yield (*above, name), part
        if len(above) + 1 < _DEEPEST:
            yield from chains(part, (*above, name))


def _grids(kind: Kind, items: Mapping[str, dict[str, Any]]) -> Iterator[Grid]:
    order = order_of(kind.model)
    rank = {name: number for number, name in enumerate(order)}
    fields = sorted(cell_fields(kind.model), key=lambda one: rank[str(one.at[0])])
    rows = [({"id": id_}, values, ()) for id_, values in items.items()]
    yield _grid(kind.folder, ["id"], fields, rows, usual=_USUAL)
    for chain, model in chains(kind.model):
        parts = [
            ({"id": id_, POSITION: part.position}, values, part.at)
            for id_, values in items.items()
            for part in parts_at(values, chain)
            # Measurements may be the name of a file.
            if not isinstance(inside(values, part.at), str) or "text" in model.model_fields
        ]
        if parts:
            yield _grid(".".join((kind.folder, *chain)), ["id", POSITION], list(cell_fields(model)), parts, usual=99)


def _grid(
    name: str,
    keys: list[str],
    fields: Sequence[CellField],
    rows: Sequence[tuple[dict[str, str], dict[str, Any], Path]],
    usual: int,
) -> Grid:
    texts = [{one.heading: one.text(inside(values, (*at, *one.at))) or "" for one in fields} for _, values, at in rows]
    shown = [
        one.heading for number, one in enumerate(fields) if number < usual or any(row[one.heading] for row in texts)
    ]
    grid = Grid(name, [*keys, *shown, VERSION])
    for (key, _, _), row in zip(rows, texts, strict=True):
        filled = {heading: row[heading] for heading in shown if row[heading]}
        version = " ".join([name, *(f"{heading}={hash_of_cell(text)}" for heading, text in filled.items())])
        grid.rows.append({**key, **filled, VERSION: version})
    return grid
