"""Assignments: what somebody typed as `FIELD=VALUE`, done to one item of a file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from cxsite.edit.content_file import ContentFile
from cxsite.edit.field_path import Assignment, find_place, parse_assignment, parse_path, shown
from cxsite.model.declare import Declared
from cxsite.model.finding import CxsiteError
from cxsite.model.shape import Either, Leaf, Many, Path, Record, Shape, Table, fields_of
from cxsite.syntax.rewrite import read_value
from cxsite.syntax.values_as_yaml import Raw
from cxsite.syntax.whereabouts import CannotChange

_LAST = ("wording", "disclose", "aliases", "ignore", "imported")
_BREAK = re.compile(r"\s*[,;]\s*")


def assign(file: ContentFile, model: type[Declared], typed: Iterable[str], unset: Iterable[str]) -> None:
    """Change the fields of an item in its file. Raises `CxsiteError` for what can't be understood or written."""
    for text in typed:
        _assign(file, model, parse_assignment(text))
    for text in unset:
        place = find_place(model, file.values(), parse_path(text))
        _try(file.unset, place.at)


def _assign(file: ContentFile, model: type[Declared], assignment: Assignment) -> None:
    values = file.values()
    place = find_place(model, values, assignment.steps)
    _may_be_set(file, place.at)
    missing = next((n for n in range(1, len(place.at)) if _value_at(values, place.at[:n]) is None), len(place.at))
    order = order_of(_home(model, place.at[:missing]))
    if assignment.operation == "-=":
        for at in _entries(place.shape, place.at, _value_at(values, place.at), assignment):
            _try(file.unset, at)
    elif assignment.operation == "+=":
        _add(file, place.shape, place.at, assignment, order)
    else:
        value = _raw(place.shape, assignment.value, assignment.typed)
        if value is None:
            _try(file.unset, place.at)
        else:
            if isinstance(value, list) and len(value) == 1 and isinstance(_value_at(values, place.at), str):
                value = value[0]
            at, value = _as_part(model, values, place.at, value)
            _try(file.set, at, value, order)


def _may_be_set(file: ContentFile, at: Path) -> None:
    if at == ("id",):
        raise CxsiteError("an id is the name of a file: `cxsite rename` changes it, and every reference to it")


def _add(file: ContentFile, shape: Shape, at: Path, assignment: Assignment, order: tuple[str, ...]) -> None:
    """Add entries to a list, or fields to a mapping."""
    text = assignment.value
    if isinstance(shape, Many):
        listed = _read(text) if text.startswith("[") else None
        entries = listed if isinstance(listed, list) else _several(shape.entry, text)
        for entry in entries:
            value = entry if isinstance(listed, list) else _raw(shape.entry, entry, assignment.typed)
            _try(file.append, at, value, order)
        return
    added = _read(text) if text.startswith("{") else None
    if not isinstance(shape, (Table, Either)) or not isinstance(added, dict):
        needed = "write `{name: value}`" if isinstance(shape, (Table, Either)) else "set it with `=`"
        raise CxsiteError(f"`{shown(at)}` is no list, so nothing can be added to it: {needed}")
    for name, value in added.items():
        _try(file.set, (*at, name), value, order)


def _entries(shape: Shape, at: Path, value: Any, assignment: Assignment) -> list[Path]:
    """The places of the entries that are to go, the last first."""
    wanted = assignment.value.strip()
    if isinstance(shape, (Table, Either)) and isinstance(value, dict):
        if wanted not in value:
            raise CxsiteError(f"there is no `{wanted}` in `{shown(at)}`{_choice(value)}")
        return [(*at, wanted)]
    if not isinstance(shape, Many):
        raise CxsiteError(f"`{shown(at)}` is no list, so nothing can be taken out of it: `--unset {shown(at)}` does")
    entries = value if isinstance(value, list) else [] if value is None else [value]
    found: set[int] = set()
    for name in _several(shape.entry, wanted):
        here = {number for number, entry in enumerate(entries) if name in _names(entry)}
        if not here:
            raise CxsiteError(f"there is no `{name}` in `{shown(at)}`{_choice(entries)}")
        found |= here
    return [(*at, number) for number in sorted(found, reverse=True)]


def _choice(entries: Iterable[Any]) -> str:
    names = [name for entry in entries for name in _names(entry)[:1]]
    return f"; there are {', '.join(f'`{name}`' for name in names)}" if names else ""


def _names(entry: Any) -> list[str]:
    """By what an entry of a list can be named: its text, its id, its title, its day."""
    if isinstance(entry, dict):
        return [entry[name] for name in ("id", "title", "text", "date") if isinstance(entry.get(name), str)]
    return [entry] if isinstance(entry, str) else []


def _several(entry: Shape, text: str) -> list[str]:
    """The entries in a text: ids can't hold a comma, so that one parts them."""
    ids = isinstance(entry, Leaf) and (entry.ref is not None or bool(entry.choices))
    return [part for part in _BREAK.split(text.strip()) if part] if ids else [text.strip()]


def _raw(shape: Shape, text: str, typed: str) -> Raw:
    """The raw value that a typed text is for a field of this shape; None where it unsets the field."""
    text = text.strip(" ")
    if isinstance(shape, Leaf):
        keeps_empty = shape.wordable or shape.level_name
        return text if text or keeps_empty else None
    if not text:
        return None
    brackets = text[0] in "[{"
    if isinstance(shape, Many):
        value = _read(text) if brackets else _several(shape.entry, text)
        return value if isinstance(value, list) else [value]
    if isinstance(shape, Record):
        if brackets:
            return _read(text)
        if shape.or_text:
            return text
        names = ", ".join(fields_of(shape.model))
        raise CxsiteError(f"`{typed}` has fields: write `{{name: value}}` with some of {names}")
    if isinstance(shape, Either) and not brackets:
        return text
    if not brackets:
        raise CxsiteError(f"`{typed}` is a mapping: write `{typed}.NAME={text}`, or `{typed}={{NAME: {text}}}`")
    return _read(text)


def _read(text: str) -> Raw:
    try:
        return read_value(text)
    except CannotChange as refusal:
        raise CxsiteError(str(refusal)) from None


def _as_part(model: type[Declared], values: Any, at: Path, value: Raw) -> tuple[Path, Raw]:
    """Where a field of a part is set that is written as a bare text so far, the whole part."""
    for length in range(1, len(at)):
        here = _value_at(values, at[:length])
        if isinstance(here, str) and isinstance(at[length], str) and here:
            rest = at[length:]
            if len(rest) == 1 and "text" in fields_of(_home(model, (*at[:length], rest[0]))):
                return at[:length], {"text": here, str(rest[0]): value} if rest[0] != "text" else value
    return at, value


def _home(model: type[Declared], at: Path) -> type[Declared]:
    """The class whose field the last name in `at` is; of a key of a mapping, that of the mapping's field."""
    shape: Shape = Record(model)
    home = model
    for step in at:
        if isinstance(shape, Record):
            home = shape.model
            shape = fields_of(home)[str(step)].shape
        elif isinstance(shape, (Many, Table)):
            shape = shape.entry
        elif isinstance(shape, Either):
            shape = shape.each.entry
    return home


@cache
def order_of(model: type[Declared]) -> tuple[str, ...]:
    """The order in which fields are written: what readers see first, then what is internal, then what steers it."""
    fields = fields_of(model)
    last = [name for name in _LAST if name in fields]
    seen = [name for name, field in fields.items() if field.level == "item" and name not in last]
    internal = [name for name, field in fields.items() if field.level != "item" and name not in last]
    return (*seen, *internal, *last)


def _value_at(values: Any, at: Path) -> Any:
    for step in at:
        if isinstance(step, int):
            values = values[step] if isinstance(values, list) and step < len(values) else values
        else:
            values = values.get(step) if isinstance(values, dict) else None
    return values


def _try(change: Any, at: Path, *further: Any) -> None:
    try:
        change(at, *further)
    except CannotChange as refusal:
        raise CxsiteError(f"`{shown(at)}` can't be changed: {refusal}") from None
