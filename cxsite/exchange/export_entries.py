"""From the rows of an export to the entries that a roadmap is about: what is put away, below others, or there twice is
left out, and counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cxsite.exchange.export_layout import Layout, is_yes
from cxsite.exchange.export_table import Row, Table
from cxsite.exchange.import_map import ImportMap
from cxsite.exchange.prose import in_one_line
from cxsite.model.finding import CxsiteError
from cxsite.model.typed.nearest import fold


@dataclass(slots=True)
class Entry:
    """A row with its name: `key` names it for good."""

    row: Row
    key: str
    title: str
    parent: Entry | None = None
    children: list[Entry] = field(default_factory=list)


@dataclass(slots=True)
class Entries:
    """The entries that are taken, everything by the names that references use, and why others are left out."""

    taken: list[Entry]
    known: Mapping[str, Entry]
    left_out: dict[str, int]


def entries_of(table: Table, layout: Layout, said: ImportMap, *, archived: bool) -> Entries:
    """The entries of a table that are to be imported. Raises `CxsiteError` where one key names two of them."""
    left: dict[str, int] = {}
    title_column = title_of(table, layout, said)
    key_column = key_of(table, layout, said)
    found: list[Entry] = []
    for row in table.rows:
        title = in_one_line(row.first(title_column))
        if not title:
            _count(left, "without a title")
        else:
            found.append(Entry(row, row.first(key_column) or title, title))
    found = _once(found, key_column or title_column, left)
    known = _names(found, table, layout)
    _relate(found, known, table, layout)
    found = [one for one in found if _is_wanted(one, table, layout, said, archived, left)]
    return Entries(_large(found, table, layout, said, left), known, left)


def title_of(table: Table, layout: Layout, said: ImportMap) -> str:
    """The column of titles. Raises `CxsiteError` where there is none."""
    mapped = [heading for heading in table.headings if said.fields.get(fold(heading)) == "title"]
    found = mapped[0] if mapped else layout.column(table, "title")
    if found is None:
        raise CxsiteError(
            f"no column is the title; there are {', '.join(f'`{name}`' for name in table.headings)}: "
            "say in a map which one is it, as in `fields: {Column: title}`"
        )
    return found


def key_of(table: Table, layout: Layout, said: ImportMap) -> str | None:
    """The column that names entries for good; None where only their titles do.

    A spreadsheet makes 1.21143E+15 of long numbers, and of several the same one: these name nothing.
    """
    found = table.named(said.id) if said.id else layout.column(table, "key")
    if said.id and found is None:
        raise CxsiteError(f"there is no column `{said.id}`, which `id` of the map names")
    return None if found and is_spoilt(table.values(found)) else found


def is_spoilt(keys: Iterable[str]) -> bool:
    """Whether a spreadsheet has rounded long numbers."""
    return any("e+" in key.casefold() and key[:1].isdigit() for key in keys)


def _once(found: list[Entry], column: str, left: dict[str, int]) -> list[Entry]:
    first: dict[str, Entry] = {}
    for one in found:
        other = first.setdefault(one.key, one)
        if other is one:
            continue
        if other.row.cells != one.row.cells:
            raise CxsiteError(
                f"`{one.key}` in the column `{column}` names two different entries, in lines {other.row.line} and "
                f"{one.row.line}: say in a map which column names each of them for good, as in `id: Column`"
            )
        _count(left, "there twice, word for word")
    return list(first.values())


def _names(found: Iterable[Entry], table: Table, layout: Layout) -> dict[str, Entry]:
    """Entries by key, by number and by title; a title that two of them have names none."""
    number = layout.column(table, "number")
    known: dict[str, Entry] = {}
    twice: set[str] = set()
    for one in found:
        title = fold(one.title)
        if title in known:
            twice.add(title)
        known[title] = one
    for title in twice:
        del known[title]
    for one in found:
        known |= {fold(name): one for name in (one.row.first(number), one.key) if name}
    return known


def _relate(found: Iterable[Entry], known: Mapping[str, Entry], table: Table, layout: Layout) -> None:
    columns = layout.columns(table, "parent")
    for one in found:
        named = [known.get(fold(value)) for heading in columns for value in one.row.cells.get(heading, ())]
        parent = next((other for other in named if other is not None and other is not one), None)
        if parent is not None:
            one.parent = parent
            parent.children.append(one)


def _is_wanted(one: Entry, table: Table, layout: Layout, said: ImportMap, archived: bool, left: dict[str, int]) -> bool:
    for heading in table.headings:
        values = said.only.get(fold(heading))
        if values is not None and not values & {fold(cell) for cell in one.row.cells.get(heading, ())}:
            _count(left, f"for which `only` has no {heading}")
            return False
    put_away = any(is_yes(one.row.first(heading)) for heading in layout.columns(table, "archived"))
    if put_away and not archived:
        _count(left, "archived; `--archived` takes them")
    return archived or not put_away


def _large(found: list[Entry], table: Table, layout: Layout, said: ImportMap, left: dict[str, int]) -> list[Entry]:
    """What stands at the top: by its type where a tool has types, otherwise what is part of nothing else."""
    type_column = layout.column(table, "type")
    if type_column and fold(type_column) in said.only:
        return found
    for one in [one for one in found if fold(one.row.first(type_column)) in layout.small]:
        found.remove(one)
        _count(left, f"{one.row.first(type_column)}: no part of a roadmap")
    columns = layout.columns(table, "parent")
    large = {one.key for one in found if type_column and fold(one.row.first(type_column)) in layout.large}
    taken: list[Entry] = []
    for one in found:
        alone = one.parent is None and not any(one.row.cells.get(heading) for heading in columns)
        if (one.key in large or (alone and one.children)) if large else one.parent is None:
            taken.append(one)
        elif large and type_column:
            what = one.row.first(type_column) or "of no type"
            _count(left, f"{what}: a part, not the whole; `only: {{{type_column}: […]}}` in a map takes types")
        else:
            _count(left, "a part of another entry")
    return taken


def _count(left: dict[str, int], why: str) -> None:
    left[why] = left.get(why, 0) + 1
