"""What the page of the forms must know of the files: of what sort each value is, as `page/values.js` reads it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pydantic import BeforeValidator

from cxsite.model.charter import Charter
from cxsite.model.declare import Declared
from cxsite.model.items.item import Item
from cxsite.model.scalars import parse_share
from cxsite.model.shape import Either, FieldShape, Leaf, Many, Record, Shape, Table, fields_of

Spec = dict[str, Any]

EACH, FILE = "_each", "_file"
"""What the second place of a field of two sorts is called: a value for each key, the name of a file."""

# What commands and the reading of files keep by themselves.
_KEPT = ("imported", "provenance")
_RARE = (
    "tags",
    "links",
    "notes",
    "reviewed",
    "review_every",
    "visible_from",
    "wording",
    "disclose",
    "aliases",
    "ignore",
)
# What rules visibility and the sites is left to whoever reviews roadmap.yml.
_OF_CHARTER = ("title", "vision", "mission", "values", "scope", "horizons", "disclaimer", "feedback")
_VOCABULARIES = ("areas", "channels", "departments")


def offered(model: type[Declared]) -> dict[str, FieldShape]:
    """The fields of a class that a form shows in the order of their declaration, those that few need behind the others.
    The body of an item is beside them."""
    fields = fields_of(model)
    if model is Charter:
        return {name: fields[name] for name in (*_OF_CHARTER, *_VOCABULARIES)}
    left_out = {*_KEPT, "body", "path", *(("id",) if issubclass(model, Item) else ())}
    rare = _RARE if issubclass(model, Item) else ("visibility", *_RARE)
    shown = [name for name in fields if name not in left_out]
    return {name: fields[name] for name in sorted(shown, key=lambda name: rare.index(name) + 1 if name in rare else 0)}


def record_spec(model: type[Declared], *, or_text: bool = False) -> Spec:
    """A part, or a whole file; where a bare text may stand for it, the field that this text is."""
    fields = {name: _field_spec(field) for name, field in offered(model).items()}
    if not or_text:
        return {"is": "record", "fields": fields}
    return {"is": "record", "fields": fields, "bare": bare_field(model)}


def bare_field(model: type[Declared]) -> str:
    """The field that a bare text stands for: the only required one."""
    (name,) = (name for name, field in fields_of(model).items() if field.required)
    return name


def file_of_many_spec(model: type[Declared]) -> Spec:
    """A file with all items of a kind: their ids, then their fields."""
    return {"is": "table", "key": "id", "of": record_spec(model)}


def _field_spec(field: FieldShape) -> Spec:
    if field.csv:
        return {"is": "file", "of": None if isinstance(field.shape, Record) else _spec(field.shape)}
    return _spec(field.shape)


def is_share(leaf: Leaf) -> bool:
    """Whether a share is meant, which may be written in per cent."""
    marks = getattr(leaf.annotation, "__metadata__", ())
    return any(isinstance(mark, BeforeValidator) and mark.func is parse_share for mark in marks)


def _sort(leaf: Leaf) -> str:
    if leaf.type is bool:
        return "bool"
    if leaf.type is dt.date:
        return "day"
    return "number" if leaf.type in (int, float) and not is_share(leaf) else "text"


def _spec(shape: Shape) -> Spec:
    if isinstance(shape, Leaf):
        return {"is": _sort(shape)}
    if isinstance(shape, Many):
        return {"is": "many", "of": _spec(shape.entry)}
    if isinstance(shape, Table):
        return {"is": "table", "key": "key", "of": _spec(shape.entry)}
    if isinstance(shape, Either):
        return {"is": "either", "one": _spec(shape.one), "each": _spec(shape.each)}
    return record_spec(shape.model, or_text=shape.or_text)
