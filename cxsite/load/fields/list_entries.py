"""Entries of lists that are written as something else than parts with fields: bare texts, a day and a text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cxsite.load.fields.raw_values import at_home, shape_at, value_at
from cxsite.load.fields.said import Said
from cxsite.load.fields.suggestions import accepts
from cxsite.load.fields.unknown_names import list_of
from cxsite.load.rules.cx00_fields import INVALID_VALUE, MISSING_FIELD, UNKNOWN_FIELD
from cxsite.model.declare import Declared
from cxsite.model.finding import Change
from cxsite.model.shape import Leaf, Many, Path, Record, fields_of
from cxsite.model.typed.dates import read_time
from cxsite.syntax.phrases import short


def bare_entries(model: type[Declared], tree: Mapping[str, Any], said: list[Said]) -> list[Said]:
    """The problems, with those of the entries of one list as one where all of them are written in one other way."""
    texts: dict[Path, list[Said]] = {}
    days: dict[Path, list[Said]] = {}
    for one in said:
        if one.rule is INVALID_VALUE and _needed(model, one.at) and isinstance(value_at(tree, one.at), str):
            texts.setdefault(one.at[:-1], []).append(one)
        elif one.rule is UNKNOWN_FIELD and _dated(model, tree, one.at):
            days.setdefault(one.at[:-2], []).append(one)
    said = [_of_the_one_above(model, tree, one) for one in said]
    told = [_texts(model, tree, same) for same in texts.values()]
    told += [_days(model, tree, same) for same in days.values()]
    gone = {id(one) for same in (*texts.values(), *days.values()) for one in same}
    entries = {one.at[:-1] for same in days.values() for one in same}
    return [
        *(one for one in said if id(one) not in gone and not (one.rule is MISSING_FIELD and one.at[:-1] in entries)),
        *told,
    ]


def _of_the_one_above(model: type[Declared], tree: Mapping[str, Any], one: Said) -> Said:
    """What is said of an entry that holds only fields which the entry above it lacks: its dash is one too many."""
    if one.rule is not MISSING_FIELD or len(one.at) < 3 or not isinstance(one.at[-2], int) or one.at[-2] < 1:
        return one
    entry, above = value_at(tree, one.at[:-1]), value_at(tree, (*one.at[:-2], one.at[-2] - 1))
    home = at_home(model, one.at[:-1])
    known = fields_of(home) if home else {}
    if not isinstance(entry, Mapping) or not entry or not set(entry) <= set(known):
        return one
    if any(known[name].required for name in entry) or (isinstance(above, Mapping) and set(above) & set(entry)):
        return one
    name = next(iter(entry))
    text = f", and the text above becomes `{one.at[-1]}: …`" if isinstance(above, str) else ""
    message = f"this entry has no `{one.at[-1]}`; `{name}` seems to belong to the entry above"
    help_ = f"write two spaces for the dash, so that `{name}` stands below `{one.at[-1]}`{text}"
    return replace(one, message=message, help=help_)


def _needed(model: type[Declared], at: Path) -> str:
    """The only field that the entry at `at` of a list of parts needs; empty where that is not so."""
    shape = shape_at(model, at[:-1]) if at and isinstance(at[-1], int) else None
    if not isinstance(shape, Many) or not isinstance(shape.entry, Record) or shape.entry.or_text:
        return ""
    needed = [name for name, field in fields_of(shape.entry.model).items() if field.required]
    return needed[0] if len(needed) == 1 else ""


def _texts(model: type[Declared], tree: Mapping[str, Any], same: list[Said]) -> Said:
    first = same[0]
    name = _needed(model, first.at)
    values = [str(value_at(tree, one.at)) for one in same]
    if any(value.endswith(".csv") or f"{name}:" in value for value in values):
        return replace(first, covers=tuple(one.at for one in same[1:]))
    changes = tuple(Change(one.at, {name: value}) for one, value in zip(same, values, strict=True))
    more = f", and so on: {len(same)} entries" if len(same) > 1 else ""
    help_ = f"write `- {name}: {short(values[0])}`{more}"
    message = f"an entry of `{list_of(first.at)}` is a text, where a part with fields belongs"
    return Said(INVALID_VALUE, first.at, message, help_, changes=changes, covers=tuple(one.at for one in same[1:]))


def _text_field(home: type[Declared]) -> str:
    """The field of a dated part that says what happened on its day."""
    return next((name for name in ("text", "title", "value") if name in fields_of(home)), "")


def _dated(model: type[Declared], tree: Mapping[str, Any], at: Path) -> bool:
    """Whether the field at `at` is a day in the place of a name, in a part that has a date and a text."""
    home = at_home(model, at[:-1]) if len(at) > 1 else None
    if home is None or "date" not in fields_of(home) or not _text_field(home) or not isinstance(at[-2], int):
        return False
    date = fields_of(home)["date"].shape
    entry = value_at(tree, at[:-1])
    fits = isinstance(date, Leaf) and len(_days_meant(date, str(at[-1]))) == 1
    return fits and isinstance(entry, Mapping) and isinstance(entry.get(at[-1]), str)


def _days_meant(date: Leaf, text: str) -> list[str]:
    return [one for one in dict.fromkeys((text, *read_time(text).readings)) if accepts(date, one)]


def _days(model: type[Declared], tree: Mapping[str, Any], same: list[Said]) -> Said:
    """One problem of entries such as `- 2026-02-16: It works`."""
    first = same[0]
    home = at_home(model, first.at[:-1])
    assert home is not None
    field, date = _text_field(home), fields_of(home)["date"].shape
    assert isinstance(date, Leaf)
    listed = isinstance(value_at(tree, first.at[:-2]), list)
    changes = []
    for one in same:
        entry = value_at(tree, one.at[:-1])
        if listed and len(entry) == 1:
            changes.append(
                Change(one.at[:-1], {"date": _days_meant(date, str(one.at[-1]))[0], field: str(entry[one.at[-1]])})
            )
    day = _days_meant(date, str(first.at[-1]))[0]
    said = short(str(value_at(tree, first.at)))
    where = "" if listed else "each is an entry of a list: "
    help_ = f"{where}write `- date: {day}`, and on a line of its own below `date`: `{field}: {said}`"
    message = f"`{first.at[-1]}` is a day, where a field's name belongs"
    whole = tuple(changes) if len(changes) == len(same) else ()
    return Said(UNKNOWN_FIELD, first.at, message, help_, True, None, whole, covers=tuple(one.at for one in same))
