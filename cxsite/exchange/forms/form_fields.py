"""The fields of a form, made from the declarations of the model, as Sveltia CMS wants them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from cxsite.exchange.forms.choices import Choices
from cxsite.exchange.forms.file_specs import EACH, FILE, bare_field, is_share, offered
from cxsite.model.declare import Declared
from cxsite.model.items.item import Item
from cxsite.model.kinds import Kind
from cxsite.model.period import PERIOD_PATTERN
from cxsite.model.shape import Either, FieldShape, Leaf, Many, Record, Table

Field = dict[str, Any]

_SUMMARIES = ("title", "text", "name", "key", "rule", "date")
_SHORT = ("title", "unit", "actor", "timing", "lead")


class FormFields:
    """Makes the fields of the forms. Where nothing is `demanded`, a form may hold less than an item needs."""

    def __init__(self, choices: Choices, *, demanded: bool = True) -> None:
        self._choices = choices
        self._words = choices.words
        self._demanded = demanded

    def of_model(self, model: type[Declared]) -> list[Field]:
        """The fields of a class."""
        return [field for name, shape in offered(model).items() for field in self._field(model, name, shape)]

    def body(self) -> Field:
        """The text below the fields: Markdown as it is typed, since a visual editor would not keep all of it."""
        return self._named(Item, "body", {"widget": "richtext", "modes": ["raw"]}, required=False)

    def items_of(self, kind: Kind) -> Field:
        """All items of a kind in one file."""
        identifier = self._named(kind.model, "id", {"widget": "string"}, required=True)
        plural, singular = self._words.kind(kind.name)
        return {
            "name": "items",
            "label": plural,
            "label_singular": singular,
            **self._list([identifier, *self.of_model(kind.model)]),
            "required": False,
        }

    def _field(self, model: type[Declared], name: str, declared: FieldShape) -> Iterator[Field]:
        shape, required = declared.shape, declared.required and self._demanded
        if declared.csv:
            yield self._named(model, name, {"widget": "string"}, required=False, suffix=FILE)
            if isinstance(shape, Record):
                return
        if isinstance(shape, Either):
            yield self._named(model, name, self._leaf(name, shape.one), required=required)
            yield self._named(model, name, self._pairs(shape.each, name), required=False, suffix=EACH)
            return
        yield self._named(model, name, self._widget(name, shape), required=required)

    def _named(self, model: type[Declared], name: str, widget: Field, *, required: bool, suffix: str = "") -> Field:
        label = self._words.label(name)
        if suffix:
            label = f"{label} ({self._words.text(suffix.removeprefix('_'))})"
        hint = self._words.help(model, name)
        return {"name": f"{name}{suffix}", "label": label, "hint": hint, **widget, "required": required}

    def _widget(self, name: str, shape: Leaf | Many | Table | Record | Either) -> Field:
        if isinstance(shape, Leaf):
            return self._leaf(name, shape)
        if isinstance(shape, Many):
            return self._many(name, shape)
        if isinstance(shape, Table):
            return self._pairs(shape, name)
        assert isinstance(shape, Record)
        return {"widget": "object", "collapsed": "auto", "fields": self.of_model(shape.model)}

    def _many(self, name: str, shape: Many) -> Field:
        entry = shape.entry
        if isinstance(entry, Record):
            fields = self.of_model(entry.model)
            return self._list(_first(fields, bare_field(entry.model)) if entry.or_text else fields)
        assert isinstance(entry, Leaf)
        one = self._leaf(name, entry)
        if one["widget"] in ("select", "relation"):
            return one | {"multiple": True}
        return {"widget": "list"}

    def _list(self, fields: list[Field]) -> Field:
        names = [field["name"] for field in fields]
        shown = next((name for name in _SUMMARIES if name in names), names[0])
        return {"widget": "list", "collapsed": True, "summary": f"{{{{fields.{shown}}}}}", "fields": fields}

    def _pairs(self, shape: Table, name: str) -> Field:
        key = {"name": "key", "label": self._words.text("key"), **self._leaf(name, shape.key), "required": True}
        if isinstance(shape.entry, Record):
            return self._list([key, *self.of_model(shape.entry.model)])
        value = self._widget(name, shape.entry)
        label = self._words.text("value" if value["widget"] != "list" else "values")
        return self._list([key, {"name": "value", "label": label, **value, "required": True}])

    def _leaf(self, name: str, leaf: Leaf) -> Field:
        if leaf.ref is not None:
            return self._choices.of_reference(leaf.ref)
        if leaf.level_name:
            return self._choices.of_level()
        if leaf.asset:
            return self._choices.of_assets()
        if leaf.choices:
            return self._choices.of_values(name, leaf.choices)
        if leaf.type is bool:
            return self._choices.yes_or_no()
        if leaf.is_period:
            return {"widget": "string", "pattern": [PERIOD_PATTERN, self._words.text("period")]}
        if leaf.type is dt.date:
            return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
        if leaf.type in (int, float) and not is_share(leaf):
            return _number(leaf)
        return {"widget": "text" if leaf.wordable and name not in _SHORT else "string"}


def _first(fields: list[Field], name: str) -> list[Field]:
    """The fields with this one before the others."""
    return sorted(fields, key=lambda field: field["name"] != name)


def _number(leaf: Leaf) -> Field:
    """A number, kept as it is typed; its limits are told while it is typed."""
    marks = list(getattr(leaf.annotation, "__metadata__", ()))
    limits: dict[str, int | float] = {}
    while marks:
        mark = marks.pop()
        marks += getattr(mark, "metadata", ())
        for name, key in (("min", "ge"), ("max", "le")):
            if isinstance(limit := getattr(mark, key, None), int | float):
                limits[name] = limit
    return {"widget": "number", "value_type": "int/string" if leaf.type is int else "float/string", **limits}


def named_fields(model: type[Declared]) -> Iterator[tuple[type[Declared], str]]:
    """Every field that a form of this class shows, in it and in its parts, with the class that declares it."""
    for name, field in offered(model).items():
        yield model, name
        shapes = [] if field.csv and isinstance(field.shape, Record) else [field.shape]
        while shapes:
            shape = shapes.pop()
            if isinstance(shape, Record):
                yield from named_fields(shape.model)
            elif isinstance(shape, Many | Table):
                shapes.append(shape.entry)
            elif isinstance(shape, Either):
                shapes.append(shape.each)
