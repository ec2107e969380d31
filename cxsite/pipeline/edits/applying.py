"""`cxsite sheet apply`: the cells that somebody changed in a sheet, written into the files, and no other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from cxsite.edit.assign import order_of
from cxsite.edit.content_file import ContentFile
from cxsite.edit.transaction import recover
from cxsite.exchange.day_columns import read_times
from cxsite.exchange.sheets.grid import VERSION, Grid, read_csv, read_workbook
from cxsite.exchange.sheets.sheet_cells import NAMING, CellField, cell_fields, hash_of_cell, inside
from cxsite.model.declare import Declared
from cxsite.model.finding import CxsiteError
from cxsite.model.kinds import BY_FOLDER, Kind
from cxsite.model.scalars import ID_PATTERN
from cxsite.model.shape import Path
from cxsite.model.typed.dates import exists
from cxsite.model.typed.nearest import did_you_mean
from cxsite.pipeline.edits.creating import begun
from cxsite.pipeline.edits.held_files import HeldFiles
from cxsite.pipeline.edits.set_fields import ItemFile, Written, write
from cxsite.pipeline.edits.sheets import POSITION, WORKBOOK, chains, item_files, parts_at
from cxsite.pipeline.reading import read
from cxsite.pipeline.settings import Settings
from cxsite.syntax.whereabouts import CannotChange

_EMPTY = hash_of_cell("")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that changed in a sheet: the item and place, what the file said, what the sheet says; why it is not
    written, where it is not."""

    item: str
    place: str
    here: str
    there: str
    why: str = ""


@dataclass(slots=True)
class Applied:
    """What applying a sheet does: cells that are written, and those that are not; items that were begun, with their
    titles."""

    new: dict[str, str] = field(default_factory=dict)
    cells: list[Cell] = field(default_factory=list)
    conflicts: list[Cell] = field(default_factory=list)
    written: Written = field(default_factory=Written)


def apply_sheet(settings: Settings, file: FilePath, *, dry_run: bool) -> Applied:
    """Write what changed in a sheet since it was exported. What changed here meanwhile too is a conflict and stays.

    Raises `CxsiteError` for a file that is no sheet, and `Refused` where the check would find an error that was not
    there before; then nothing is written.
    """
    recover(settings.content)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise CxsiteError(f"{file} can't be read: {error.strerror}") from None
    before = read(settings)
    try:
        book = file.suffix.lower() == WORKBOOK or data.startswith(b"PK\x03\x04")
        grids = read_workbook(data) if book else [read_csv(file.stem, data)]
        sheets = [_Sheet.of(grid) for grid in grids]
    except CxsiteError as error:
        raise CxsiteError(f"{file.name}: {error}") from None
    bench = _Bench(settings)
    for sheet in sheets:
        items = {one.key[1]: one for one in item_files(before, settings, sheet.kind)}
        bench.apply(sheet, items)
    changes = bench.files.changes()
    if changes.places:
        bench.applied.written = write(settings, before, changes, only_try=dry_run)
    return bench.applied


@dataclass(slots=True)
class _Sheet:
    grid: Grid
    kind: Kind
    chain: tuple[str, ...]
    model: type[Declared]
    fields: Mapping[str, CellField]
    times: Mapping[str, Mapping[str, str]]

    @staticmethod
    def of(grid: Grid) -> _Sheet:
        """What a sheet holds: its rows say so. Raises `CxsiteError` where none does."""
        named = {row[VERSION].split()[0] for row in grid.rows if row.get(VERSION)}
        folder, *chain = next(iter(named), "").split(".")
        kind = BY_FOLDER.get(folder)
        if len(named) != 1 or kind is None:
            raise CxsiteError(f"the column `{VERSION}` does not say which sheet this is: export one, and edit that")
        model: type[Declared] | None = kind.model
        if chain:
            model = dict(chains(kind.model)).get(tuple(chain))
        if model is None:
            raise CxsiteError(
                f"there is no list `{'.'.join(chain)}` in {kind.plural.lower()}: the sheet is of another cxsite"
            )
        fields = {one.heading: one for one in cell_fields(model)}
        for heading in grid.headings:
            if heading not in (*fields, "id", POSITION, VERSION):
                asked = did_you_mean(heading, fields)
                raise CxsiteError(f"no field is called `{heading}`" + (f"; {asked}" if asked else ""))
        times = {name: _times(grid, name) for name, one in fields.items() if one.is_time and name in grid.headings}
        return _Sheet(grid, kind, tuple(chain), model, fields, times)


def _times(grid: Grid, heading: str) -> Mapping[str, str]:
    """The times of a column in the form of the format."""
    typed = {row[heading] for row in grid.rows if row.get(heading)}
    return read_times(heading, sorted(text for text in typed if not exists(text))).times


class _Bench:
    def __init__(self, settings: Settings) -> None:
        self.applied = Applied()
        self._settings = settings
        self.files = HeldFiles(settings.content)

    def apply(self, sheet: _Sheet, items: Mapping[str, ItemFile]) -> None:
        """Write the cells of a sheet that changed."""
        for row, line in zip(sheet.grid.rows, sheet.grid.lines, strict=True):
            id_, version = row.get("id", ""), row.get(VERSION, "")
            named = f"{sheet.kind.name}:{id_}"
            place = f"{sheet.grid.name}, line {line}"
            if not version or id_ not in items:
                why = "there is no such item any more" if version else self._begin(sheet, row, items)
                if why:
                    self.applied.conflicts.append(Cell(named, place, "", _in_short(row), why))
                continue
            hashes = dict(part.rpartition("=")[::2] for part in version.split()[1:])
            typed = self._changed(sheet, row, hashes)
            if typed:
                self._write(sheet, items[id_], row.get(POSITION, ""), hashes, typed)

    def _begin(self, sheet: _Sheet, row: Mapping[str, str], items: Mapping[str, ItemFile]) -> str:
        """Begin the item of a new row; why not, where it can't be."""
        id_, named = row.get("id", ""), f"{sheet.kind.name}:{row.get('id', '')}"
        if sheet.chain:
            return "a row that was not exported: begin a part with `cxsite set`"
        if not ID_PATTERN.fullmatch(id_) or not row.get("title"):
            return "a row that was not exported needs an `id` (lower-case letters, digits, hyphens) and a `title`"
        if id_ in items or named in self.applied.new:
            return f"`{id_}` is there already, and this row was not exported"
        filled = {name: text for name, text in row.items() if text and name in sheet.fields}
        said = {str(sheet.fields[name].at[0]) for name in filled}
        try:
            place, file, _ = begun(self._settings, sheet.kind, id_, said, lambda one: one.default, self.files.read)
        except CxsiteError as error:
            return str(error)
        for name, text in filled.items():
            why = self._set(file, sheet.kind, (), sheet.fields[name], text, sheet.times.get(name, {}))
            if why:
                return f"`{name}`: {why}"
        self.files.keep(place, file.data)
        self.applied.new[named] = row["title"]
        return ""

    def _changed(self, sheet: _Sheet, row: Mapping[str, str], hashes: Mapping[str, str]) -> dict[str, str]:
        """The cells that somebody typed: not those that a spreadsheet only writes in its own way."""
        found: dict[str, str] = {}
        for heading, one in sheet.fields.items():
            text = row.get(heading, "")
            then = hashes.get(heading, _EMPTY)
            if heading in sheet.grid.headings and then not in map(
                hash_of_cell, one.readings(text, sheet.times.get(heading, {}))
            ):
                found[heading] = text
        return found

    def _write(
        self, sheet: _Sheet, item: ItemFile, position: str, hashes: Mapping[str, str], typed: Mapping[str, str]
    ) -> None:
        file = self.files.open(item.place, item.prefix)
        named = f"{item.key[0]}:{item.key[1]}"
        at = self._find(sheet, file.values(), position, hashes)
        if at is None:
            why = "this part is not there any more, or changed so much that nobody can tell which one it is"
            place = f"{'.'.join(sheet.chain)} {position}"
            self.applied.conflicts.append(Cell(named, place, "", _in_short(typed), why))
            return
        for heading, text in typed.items():
            one = sheet.fields[heading]
            place = ".".join([*sheet.chain, *([position] if position else []), heading])
            here = one.text(inside(file.values(), (*at, *one.at)))
            times = sheet.times.get(heading, {})
            if here is not None and one.same(here, text, times.get(text)):
                continue
            why = ""
            if here is None:
                why = "the file says more here than a cell can"
            elif hash_of_cell(here) != hashes.get(heading, _EMPTY):
                why = "changed here as well since the export"
            if not why:
                why = self._set(file, sheet.kind, at, one, text, times)
            cell = Cell(named, place, here or "", text, why)
            (self.applied.conflicts if why else self.applied.cells).append(cell)
        self.files.keep(item.place, file.data)

    def _set(self, file: ContentFile, kind: Kind, at: Path, one: CellField, text: str, times: Mapping[str, str]) -> str:
        """Write one cell; why not, where it can't be."""
        value = one.value(text, times)
        order = order_of(kind.model)
        part = inside(file.values(), at) if at else None
        try:
            if isinstance(part, str):
                # A part that is written as a bare text so far.
                made = value if one.at == ("text",) else {"text": part, str(one.at[0]): value}
                file.set(at, made, order)
            elif value is None:
                file.unset((*at, *one.at))
            else:
                _set_value(file, (*at, *one.at), value, order)
        except CannotChange as refusal:
            return str(refusal)
        return ""

    def _find(self, sheet: _Sheet, values: Any, position: str, hashes: Mapping[str, str]) -> Path | None:
        """Where a row's part is now: in its position if it is still the same, or else where one like it is."""
        if not sheet.chain:
            return ()
        parts = list(parts_at(values, sheet.chain))
        naming = next((name for name in ("part_id", *NAMING[1:]) if name in hashes), None)

        def says(at: Path, headings: list[str]) -> bool:
            texts = (
                (sheet.fields[name].text(inside(values, (*at, *sheet.fields[name].at))), name) for name in headings
            )
            return all(text is not None and hash_of_cell(text) == hashes.get(name, _EMPTY) for text, name in texts)

        here = next((part.at for part in parts if part.position == position), None)
        if here is not None and naming and says(here, [naming]):
            return here
        like = [part.at for part in parts if says(part.at, [naming] if naming else list(sheet.fields))]
        return like[0] if len(like) == 1 else None


def _set_value(file: ContentFile, at: Path, value: Any, order: tuple[str, ...]) -> None:
    """Write a value; of a list only the entries that came or went, so that the others stay as they are written."""
    here = inside(file.values(), at)
    if not isinstance(here, list) or not isinstance(value, list):
        file.set(at, value, order)
        return
    kept = [entry for entry in here if entry in value]
    new = [entry for entry in value if entry not in here]
    if [*kept, *new] != value:
        file.set(at, value, order)
        return
    for number in range(len(here) - 1, -1, -1):
        if here[number] not in value:
            file.unset((*at, number))
    for entry in new:
        file.append(at, entry, order)


def _in_short(row: Mapping[str, str]) -> str:
    return ", ".join(f"{name}: {text}" for name, text in row.items() if text and name not in ("id", POSITION, VERSION))
