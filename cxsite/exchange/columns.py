"""What each column of an export is for: a field, a remark for colleagues, or nothing at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cxsite.exchange.export_entries import key_of, title_of
from cxsite.exchange.export_layout import Layout, Role
from cxsite.exchange.export_table import Table
from cxsite.exchange.import_map import ImportMap, choices_of, guessed_fields, proposed, seen
from cxsite.exchange.people import hold_people, names_people
from cxsite.exchange.statuses import status_meant
from cxsite.model.finding import CxsiteError
from cxsite.model.shape import fields_of
from cxsite.model.typed.nearest import fold, nearest
from cxsite.model.typed.synonyms import field_meant

_FIELD_OF: Mapping[Role, str] = {
    "title": "title",
    "text": "body",
    "start": "start",
    "end": "end",
    "shipped": "shipped",
    "tags": "tags",
}
_CONTROLS: tuple[Role, ...] = (
    "key",
    "number",
    "status",
    "category",
    "resolution",
    "type",
    "url",
    "parent",
    "blocked_by",
    "blocks",
    "archived",
    "confidential",
    "comment",
)
_MOST_SHOWN = 30
_MOST_SIGNS = 2
_FOR_TITLES = """
item items initiative initiatives maßnahme massnahme vorhaben projekt project feature task mesure medida iniciativa
proyecto projet thema
"""
_TITLES = frozenset(map(fold, _FOR_TITLES.split()))


@dataclass(slots=True)
class Columns:
    """`fields` is field → the columns that fill it; `remarks` are kept as one note, `people` are not read."""

    fields: dict[str, list[str]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    named: set[str] = field(default_factory=set)


def columns_of(table: Table, layout: Layout, said: ImportMap) -> Columns:
    """What the columns of a table are for. Raises `CxsiteError` where a map names one that is not there."""
    _are_there(table, said)
    known = fields_of(said.kind.model)
    found = Columns(named={heading for heading in table.headings if said.fields.get(fold(heading))})
    controls = {heading for role in _CONTROLS for heading in layout.columns(table, role)}
    controls |= {key_of(table, layout, said) or ""}
    by_role = {layout.column(table, role): name for role, name in _FIELD_OF.items() if name in known}
    title = title_of(table, layout, said)
    mapped = {name for name in said.fields.values() if name}
    for heading in table.headings:
        name = said.fields.get(fold(heading))
        if name is None and by_role.get(heading) not in mapped:
            name = by_role.get(heading)
        if heading == title:
            name = "title"
        if name:
            found.fields.setdefault(name, []).append(heading)
        elif heading in controls:
            continue
        elif layout.holds_people(heading) or names_people(heading) or hold_people(table.values(heading)):
            found.people.append(heading)
        elif layout.says_nothing(heading):
            found.dropped.append(heading)
        else:
            found.remarks.append(heading)
    return found


def map_to_start_from(table: Table, layout: Layout, said: ImportMap) -> str:
    """A map for a table, with guesses, and with the words for statuses that it has."""
    known = guessed_fields(said.kind)
    taken: set[str] = {name for name in said.fields.values() if name}
    fields: dict[str, str | None] = {}
    people: list[str] = []
    statuses: dict[str, int] = {}
    for heading in table.headings:
        values = table.values(heading)
        if layout.holds_people(heading) or names_people(heading) or hold_people(values):
            people.append(heading)
            continue
        name = said.fields.get(fold(heading)) or _guess(heading, known, taken, layout, table)
        if name:
            taken.add(name)
        if name or not layout.roles:
            fields[heading] = name
        if name == "status" or heading in layout.columns(table, "status"):
            statuses |= seen(values)
    choices = choices_of(said.kind)
    words = {word: said.status.get(fold(word)) or status_meant(word, choices) for word in list(statuses)[:_MOST_SHOWN]}
    return proposed(fields, words if choices else {}, people)


def refuse_other_tool(table: Table, layout: Layout, others: tuple[Layout, ...]) -> None:
    """Raise `CxsiteError` where a table has none of the headings by which a layout is known."""
    if layout.fits(table.headings):
        return
    there = ", ".join(f"`{name}`" for name in table.headings[:_MOST_SHOWN])
    if others:
        other = others[0]
        raise CxsiteError(
            f"this is no export of {layout.title} but one of {other.title}: `cxsite import {other.name}` reads it"
        )
    wanted = " or ".join(", ".join(f"`{name}`" for name in sorted(signs)) for signs in layout.signs[:_MOST_SIGNS])
    raise CxsiteError(
        f"this is no export of {layout.title}, which has the columns {wanted}; there are {there}. If it is one with "
        "other names, say in a map what they mean, as in `fields: {Column: title}`"
    )


def _are_there(table: Table, said: ImportMap) -> None:
    there = {fold(heading): heading for heading in table.headings}
    for column in said.columns():
        if column not in there:
            near = nearest(column, there)
            all_ = ", ".join(f"`{name}`" for name in there.values())
            hint = f"did you mean `{there[near[0]]}`?" if near else f"there are {all_}"
            raise CxsiteError(f"the map names a column `{column}`, which the file has not; {hint}")


def _guess(heading: str, known: tuple[str, ...], taken: set[str], layout: Layout, table: Table) -> str | None:
    for role, name in {**_FIELD_OF, "status": "status"}.items():
        if layout.column(table, role) == heading:
            return name if name not in taken else None
    if layout.roles:
        return None
    free = [name for name in known if name not in taken]
    plain = fold(heading)
    exact = next((name for name in free if plain == fold(name)), None)
    return exact or field_meant(heading, free) or ("title" if plain in _TITLES and "title" in free else None)
