"""Sheets as files: CSV as spreadsheets want it, and Excel workbooks. Every cell is a text, and none is a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cxsite.exchange.decoding import MAX_BYTES, decoded
from cxsite.exchange.export_table import read_table
from cxsite.model.finding import CxsiteError
from cxsite.syntax.formulas import bare, harmless

VERSION = "_version"
_HEADINGS = 20
"""Lines in which a table's headings may stand."""
_LONGEST_NAME = 31
_LONGEST_CELL = 32_767
_MOST_UNPACKED = 200_000_000


@dataclass(slots=True)
class Grid:
    """One sheet: its name, its headings, its rows; each row as texts by heading, with its number in the file."""

    name: str
    headings: list[str]
    rows: list[dict[str, str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


def as_csv(grid: Grid) -> bytes:
    """A sheet as CSV with a byte-order mark. What a spreadsheet would run has an apostrophe before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(grid.headings)
    for row in grid.rows:
        writer.writerow([harmless(row.get(heading, "")) for heading in grid.headings])
    return out.getvalue().encode("utf-8-sig")


def read_csv(name: str, data: bytes) -> Grid:
    """Read a CSV file that was written by `as_csv`, and what a spreadsheet made of it. Raises `CxsiteError`."""
    table = read_table(decoded(data), lambda headings: "id" in headings and VERSION in headings)
    grid = Grid(name, [*table.headings])
    for row in table.rows:
        grid.rows.append({heading: bare("\n".join(cells)) for heading, cells in row.cells.items() if heading})
        grid.lines.append(row.line)
    return grid


def as_workbook(grids: Iterable[Grid]) -> bytes:
    """Sheets as an Excel workbook; every cell is a text, so that Excel makes no days or numbers of them.

    Raises `CxsiteError` where the extra `xlsx` is not installed.
    """
    openpyxl = _openpyxl()
    book = openpyxl.Workbook()
    book.remove(book.active)
    for grid in grids:
        sheet = book.create_sheet(_sheet_name(grid.name, book.sheetnames))
        for number, row in enumerate([dict(zip(grid.headings, grid.headings, strict=True)), *grid.rows], 1):
            for column, heading in enumerate(grid.headings, 1):
                text = row.get(heading, "")
                if len(text) > _LONGEST_CELL:
                    raise CxsiteError(f"`{heading}` of {row.get('id')} is too long for a cell of Excel: export CSV")
                cell = sheet.cell(number, column)
                cell.number_format = "@"
                if text:
                    cell.value = text
                    # Set behind the value: a text that begins with = is none of a formula.
                    cell.data_type = "s"
        sheet.freeze_panes = "B2"
        sheet.column_dimensions[openpyxl.utils.get_column_letter(len(grid.headings))].hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def is_sheet(name: str, data: bytes) -> bool:
    """Whether it is a file as `as_csv` and `as_workbook` make them, or what a spreadsheet has made of one: it holds
    everything that the content says of a kind."""
    if name.lower().endswith((".xlsx", ".xlsm")):
        return _says_version(data)
    if not name.lower().endswith((".csv", ".tsv", ".txt")):
        return False
    try:
        lines = decoded(data).lstrip("\ufeff").splitlines()[:_HEADINGS]
    except CxsiteError:
        return False
    return any(VERSION in re.split(r"[\s,;|\"']+", line) for line in lines)


def _says_version(data: bytes) -> bool:
    """Whether a cell of a workbook has the name of that column; so without openpyxl, which need not be here."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [one for one in archive.infolist() if one.filename.endswith(".xml")]
            return any(f">{VERSION}<".encode() in archive.open(one).read(_MOST_UNPACKED // 10) for one in parts)
    except (OSError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error):
        return False


def read_workbook(data: bytes) -> list[Grid]:
    """The sheets of a workbook. Raises `CxsiteError` for what is none, and for a formula: none is ever worked out."""
    openpyxl = _openpyxl()
    if len(data) > MAX_BYTES:
        raise CxsiteError(f"it is larger than {MAX_BYTES // 1_000_000} MB")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(one.file_size for one in archive.infolist()) > _MOST_UNPACKED:
                raise CxsiteError("unpacked it is larger than any sheet of a roadmap is")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=False, data_only=False)
    except CxsiteError:
        raise
    except Exception:
        raise CxsiteError("it can't be read as an Excel workbook: is it one, and whole?") from None
    found = [grid for sheet in book.worksheets if (grid := _grid(sheet)) is not None]
    book.close()
    if not found:
        raise CxsiteError(f"none of its sheets has the columns `id` and `{VERSION}`: export one first")
    return found


def _grid(sheet: Any) -> Grid | None:
    rows = [list(row) for row in sheet.iter_rows()]
    headings = [_text(cell) for cell in rows[0]] if rows else []
    if "id" not in headings or VERSION not in headings:
        return None
    grid = Grid(sheet.title, [heading for heading in headings if heading])
    for number, row in enumerate(rows[1:], 2):
        texts = {heading: _text(cell) for heading, cell in zip(headings, row, strict=False) if heading}
        if any(texts.values()):
            grid.rows.append(texts)
            grid.lines.append(number)
    return grid


def _text(cell: Any) -> str:
    value = cell.value
    if cell.data_type == "f":
        raise CxsiteError(
            f"{cell.parent.title}!{cell.coordinate} holds a formula: put its value there, none is worked out"
        )
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.10f}".rstrip("0").rstrip(".")
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _sheet_name(name: str, taken: list[str]) -> str:
    short, number = name[:_LONGEST_NAME], 2
    while short in taken:
        short, number = f"{name[: _LONGEST_NAME - 3]}~{number}", number + 1
    return short


def _openpyxl() -> Any:
    try:
        import openpyxl
    except ImportError:
        raise CxsiteError(
            "Excel workbooks need the extra `xlsx`: pip install 'cxsite[xlsx]'; CSV needs nothing"
        ) from None
    return openpyxl
