"""JSON Schemas of the content format, so that an editor completes fields and marks what is wrong while typing.

They describe files as editors read them: numbers and booleans have their YAML type, dates are texts.
"""

from __future__ import annotations

import re
from typing import Any

from pydantic import BeforeValidator, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from cxsite.model.charter import Charter
from cxsite.model.declare import Declared, Ref
from cxsite.model.item import Item
from cxsite.model.kinds import KINDS, Kind
from cxsite.model.levels import DEFAULT_LEVELS
from cxsite.model.scalars import ID_PATTERN, as_many
from cxsite.model.shape import Either, FieldShape, Leaf, Many, Record, Shape, Table, fields_of

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ID = ID_PATTERN.pattern
_NULL: Schema = {"type": "null"}
_CSV: Schema = {"type": "string", "pattern": r"\.csv$", "description": "The name of a CSV file beside this file."}
# pydantic leaves a limit that follows a function under its own name.
_LIMITS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}


def schemas() -> dict[str, Schema]:
    """Every schema by the name of its file, without its ending."""
    found = {"roadmap": _document("roadmap.yml", Charter)}
    for kind in KINDS:
        found[kind.name] = _document(f"cxsite: {kind.title}", kind.model)
        found[f"all-{kind.folder}"] = _mapping_document(kind)
    return found


def _document(title: str, model: type[Declared]) -> Schema:
    parts: dict[str, Schema] = {}
    root = _record(model, parts)
    return {"$schema": DIALECT, "title": title, **root, "$defs": dict(sorted(parts.items()))}


def _mapping_document(kind: Kind) -> Schema:
    """All items of a kind in one file: id, then fields."""
    parts: dict[str, Schema] = {}
    parts[kind.model.__name__] = _record(kind.model, parts)
    return {
        "$schema": DIALECT,
        "title": f"cxsite: {kind.plural}",
        "description": f"All {kind.folder} in one file: id, then fields.",
        "type": "object",
        "propertyNames": {"pattern": f"^{_ID}$"},
        "additionalProperties": {"$ref": f"#/$defs/{kind.model.__name__}"},
        "$defs": dict(sorted(parts.items())),
    }


def _record(model: type[Declared], parts: dict[str, Schema]) -> Schema:
    # The id of an item is its file's name.
    fields = {n: f for n, f in fields_of(model).items() if not (issubclass(model, Item) and n == "id")}
    record: Schema = {
        "type": "object",
        "description": " ".join((model.__doc__ or "").split()),
        "properties": {name: _field(declared, model.model_fields[name], parts) for name, declared in fields.items()},
        "additionalProperties": False,
    }
    required = [name for name, declared in fields.items() if declared.required]
    return {**record, "required": required} if required else record


def _field(declared: FieldShape, info: FieldInfo, parts: dict[str, Schema]) -> Schema:
    schema = _field_value(declared, info, parts)
    if not declared.required:
        # A field that is written without a value counts as one that is not written.
        schema = _any_of(schema, _NULL)
    note = " Internal unless disclosed." if declared.level == "internal" else ""
    described: Schema = {"description": declared.meaning + note, **schema}
    if declared.example:
        described["examples"] = [declared.example]
    return described


def _field_value(declared: FieldShape, info: FieldInfo, parts: dict[str, Schema]) -> Schema:
    shape = declared.shape
    if declared.csv and isinstance(shape, Record):
        return _CSV
    schema = _value(shape, parts)
    if isinstance(shape, Many):
        least = max((getattr(mark, "min_length", 0) or 0 for mark in info.metadata), default=0)
        entry = schema["items"]
        if least:
            schema["minItems"] = least
        if any(isinstance(mark, BeforeValidator) and mark.func is as_many for mark in info.metadata):
            schema = _any_of(schema, entry)
    elif isinstance(shape, Table) and _accepts_list(info):
        schema = _any_of(schema, {"type": "array", "items": _scalar(shape.key)})
    return _any_of(schema, _CSV) if declared.csv else schema


def _accepts_list(info: FieldInfo) -> bool:
    """Whether a list of ids may stand for a table of titles."""
    try:
        TypeAdapter(info.rebuild_annotation()).validate_python(["some-id"])
    except ValidationError:
        return False
    return True


def _value(shape: Shape, parts: dict[str, Schema]) -> Schema:
    if isinstance(shape, Leaf):
        return _scalar(shape)
    if isinstance(shape, Many):
        return {"type": "array", "items": _value(shape.entry, parts)}
    if isinstance(shape, Table):
        names = {name: rule for name, rule in _scalar(shape.key).items() if name in ("pattern", "enum")}
        table: Schema = {"type": "object", "additionalProperties": _value(shape.entry, parts)}
        return {**table, "propertyNames": names} if names else table
    if isinstance(shape, Either):
        return _any_of(_scalar(shape.one), _value(shape.each, parts))
    return part_schema(shape, parts)


def part_schema(shape: Record, parts: dict[str, Schema]) -> Schema:
    """A reference to the schema of a part, which is put into `parts`."""
    name = shape.model.__name__
    if name not in parts:
        parts[name] = {}
        parts[name] = _record(shape.model, parts)
    link: Schema = {"$ref": f"#/$defs/{name}"}
    return _any_of(_as_typed({"type": "string"}), link) if shape.or_text else link


def _any_of(*options: Schema) -> Schema:
    """Any of several schemas, without nesting."""
    flat: list[Schema] = []
    for option in options:
        for one in option["anyOf"] if set(option) == {"anyOf"} else [option]:
            if one not in flat:
                flat.append(one)
    return {"anyOf": flat}


def _scalar(leaf: Leaf) -> Schema:
    if leaf.ref is not None:
        return _as_typed({"type": "string", "pattern": f"^{_reference(leaf.ref)}$"})
    if leaf.level_name:
        return {"type": "string", "examples": list(DEFAULT_LEVELS)}
    said = TypeAdapter(leaf.annotation).json_schema()
    return _as_typed({_LIMITS.get(name, name): value for name, value in said.items()})


def _reference(ref: Ref) -> str:
    if ref.qualified:
        return f"({'|'.join(ref.kinds)}):{_ID}"
    if not ref.local and ref.kinds in (("pain_point",), ("touchpoint",)):
        return f"{_ID}/{_ID}"
    return _ID


def _as_typed(schema: Schema) -> Schema:
    """The schema of a text as an editor sees it: `title: 2026` is a number to YAML, and a text to us."""
    if schema.get("type") != "string" or "enum" in schema or "format" in schema:
        return schema
    if "pattern" not in schema:
        return {**schema, "type": ["string", "number", "boolean"]}
    return {**schema, "type": ["string", "integer"]} if re.search(schema["pattern"], "12") else schema
