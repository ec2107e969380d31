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
from cxsite.model.items.item import Item
from cxsite.model.kinds import KINDS, Kind
from cxsite.model.levels import DEFAULT_LEVELS
from cxsite.model.scalars import ID_PATTERN, as_many
from cxsite.model.shape import Either, FieldShape, Leaf, Many, Record, Shape, Table, fields_of
from cxsite.scaffold.known import Known

Schema = dict[str, Any]

_WORDS = {
    r"^(\d{4})(?:": "write a time as 2026-07-15, 2026-07, 2026-Q3, 2026-H2 or 2026",
    r"^\d{4}-\d{2}-\d{2}$": "write the day as 2026-07-15",
    "^[1-9][0-9]*[dmy]$": "write a number and d, m or y: 90d, 6m or 1y",
    "^[A-Z]{3}$": "write three capitals: EUR",
    "^[a-z]{2,3}(": "write a language as en or pt-BR",
    "^[0-9]{1,2}(": "write the lowest and the highest score: 10-16",
    "^[a-z0-9]+(": "use lower-case letters, digits and single hyphens",
}
"""What is said of a text that does not fit, by the beginning of the pattern."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ID = ID_PATTERN.pattern
# A value that is left out; said so, editors don't offer to write `null`.
_NULL: Schema = {"not": {"type": ["string", "number", "boolean", "array", "object"]}}
_EMPTY: Schema = {"type": ["string", "array", "object"], "maxLength": 0, "maxItems": 0, "maxProperties": 0}
_CSV: Schema = {"type": "string", "pattern": r"\.csv$", "description": "The name of a CSV file beside this file."}
# pydantic leaves a limit that follows a function under its own name.
_LIMITS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}


class Definitions(dict[str, Schema]):
    """The schemas of parts by their names, and the names that the content has."""

    def __init__(self, known: Known | None = None) -> None:
        super().__init__()
        self.known = known or Known()


def schemas(known: Known | None = None) -> dict[str, Schema]:
    """Every schema by the name of its file, without its ending; they complete what is `known`, and accept new names."""
    found = {"roadmap": _document("roadmap.yml", Charter, known)}
    for kind in KINDS:
        found[kind.name] = _document(f"cxsite: {kind.title}", kind.model, known)
        found[f"all-{kind.folder}"] = _mapping_document(kind, known)
    return found


def _document(title: str, model: type[Declared], known: Known | None) -> Schema:
    parts = Definitions(known)
    root = _record(model, parts)
    return {"$schema": DIALECT, "title": title, **root, "$defs": dict(sorted(parts.items()))}


def _mapping_document(kind: Kind, known: Known | None) -> Schema:
    """All items of a kind in one file: id, then fields."""
    parts = Definitions(known)
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


def _record(model: type[Declared], parts: Definitions) -> Schema:
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


def _field(declared: FieldShape, info: FieldInfo, parts: Definitions) -> Schema:
    schema = _field_value(declared, info, parts)
    if not declared.required:
        # A field that is written without a value counts as one that is not written.
        schema = _any_of(schema, _NULL, *([_EMPTY] if declared.may_be_empty else []))
    note = " Internal unless disclosed." if declared.level == "internal" else ""
    described: Schema = {"description": declared.meaning + note, **schema}
    if declared.example:
        described["examples"] = [declared.example]
    return described


def _field_value(declared: FieldShape, info: FieldInfo, parts: Definitions) -> Schema:
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
        schema = _any_of(schema, {"type": "array", "items": _scalar(shape.key, parts.known)})
    return _any_of(schema, _CSV) if declared.csv else schema


def _accepts_list(info: FieldInfo) -> bool:
    """Whether a list of ids may stand for a table of titles."""
    try:
        TypeAdapter(info.rebuild_annotation()).validate_python(["some-id"])
    except ValidationError:
        return False
    return True


def _value(shape: Shape, parts: Definitions) -> Schema:
    if isinstance(shape, Leaf):
        return _scalar(shape, parts.known)
    if isinstance(shape, Many):
        return {"type": "array", "items": _value(shape.entry, parts)}
    if isinstance(shape, Table):
        key = _scalar(shape.key, parts.known)
        names = {name: rule for name, rule in key.items() if name in ("pattern", "enum", "anyOf")}
        entry = _value(shape.entry, parts)
        if isinstance(shape.entry, Many):
            # One value stands for a list of one.
            entry = _any_of(entry, entry["items"])
        table: Schema = {"type": "object", "additionalProperties": entry}
        return {**table, "propertyNames": names} if names else table
    if isinstance(shape, Either):
        return _any_of(_scalar(shape.one, parts.known), _value(shape.each, parts))
    return part_schema(shape, parts)


def part_schema(shape: Record, parts: Definitions) -> Schema:
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


def _scalar(leaf: Leaf, known: Known) -> Schema:
    if leaf.ref is not None:
        told = f"{_reference_words(leaf.ref)}: lower-case letters, digits and single hyphens"
        new = _as_typed({"type": "string", "pattern": f"^{_reference(leaf.ref)}$", "patternErrorMessage": told})
        names = known.of_reference(leaf.ref)
        if not names:
            return new
        written = [int(name) if name.isdecimal() else name for name in sorted(names)]
        return _any_of({"enum": written, "markdownEnumDescriptions": [names[name] for name in sorted(names)]}, new)
    if leaf.level_name:
        return {"type": "string", "enum": list(known.levels)} if known.levels else _some_level()
    said = TypeAdapter(leaf.annotation).json_schema()
    return _with_words(_as_typed({_LIMITS.get(name, name): value for name, value in said.items()}))


def _some_level() -> Schema:
    return {"type": "string", "examples": list(DEFAULT_LEVELS)}


def _with_words(schema: Schema) -> Schema:
    """The schema with words for a text that does not fit, in the place of its pattern."""
    if "anyOf" in schema:
        return {**schema, "anyOf": [_with_words(one) for one in schema["anyOf"]]}
    told = next((words for begin, words in _WORDS.items() if schema.get("pattern", "").startswith(begin)), "")
    return {**schema, "patternErrorMessage": told} if told else schema


def _reference_words(ref: Ref) -> str:
    if ref.qualified:
        return f"a kind ({', '.join(ref.kinds)}), a colon and an id"
    return "a journey, a slash and a point" if "/" in _reference(ref) else "an id"


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
