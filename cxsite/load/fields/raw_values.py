"""Walking an item's raw values side by side with the shape that the model declares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cxsite.model.declare import Declared
from cxsite.model.shape import Either, FieldShape, Leaf, Many, Path, Record, Shape, Table, fields_of


def shape_at(model: type[Declared], at: Path) -> Shape | None:
    """The shape that the model declares for the value at `at`; None for what it does not know."""
    shape: Shape | None = Record(model)
    for step in at:
        if isinstance(shape, Record):
            declared: FieldShape | None = fields_of(shape.model).get(str(step))
            shape = declared.shape if declared else None
        elif isinstance(shape, (Many, Table)):
            shape = shape.entry
        elif isinstance(shape, Either):
            shape = shape.each.entry
        else:
            return None
    return shape


def at_home(model: type[Declared], at: Path) -> type[Declared] | None:
    """The class of the part at `at`."""
    shape = shape_at(model, at)
    if isinstance(shape, Many) and isinstance(shape.entry, Record):
        shape = shape.entry
    return shape.model if isinstance(shape, Record) else None


def value_at(tree: object, at: Path) -> Any:
    """The raw value at `at`, None where nothing is; one value where a list is meant is its entry 0."""
    value = tree
    for step in at:
        if isinstance(step, int):
            if isinstance(value, list):
                value = value[step] if step < len(value) else None
        elif isinstance(value, Mapping):
            value = value.get(step)
        elif not (step == "text" and isinstance(value, str)):
            return None
    return value


def unset_fields(shape: Shape, value: object, at: Path = ()) -> Iterator[Path]:
    """The declared fields that are written without a value, innermost last; of optional ones also those with an empty
    one, if that has no meaning of its own."""
    if isinstance(value, list):
        if isinstance(shape, Many):
            for index, entry in enumerate(value):
                yield from unset_fields(shape.entry, entry, (*at, index))
    elif isinstance(value, dict):
        record = shape.entry if isinstance(shape, Many) else shape
        for key, entry in value.items():
            if isinstance(record, Record):
                declared = fields_of(record.model).get(key)
                if declared is not None and (entry is None or _is_empty(declared, entry)):
                    yield (*at, key)
                elif declared is not None:
                    yield from unset_fields(declared.shape, entry, (*at, key))
            elif isinstance(record, Table):
                yield from unset_fields(record.entry, entry, (*at, key))


def _is_empty(declared: FieldShape, value: object) -> bool:
    """Whether an empty value counts as none, as web forms write it."""
    return value in ("", [], {}) and declared.may_be_empty


def remove(tree: dict[str, Any], at: Path) -> Path:
    """Take the value at `at` out of `tree`, or the innermost mapping entry that holds it; say which one it was."""
    for length in range(len(at), 0, -1):
        parent = value_at(tree, at[: length - 1])
        if isinstance(parent, dict) and at[length - 1] in parent:
            del parent[str(at[length - 1])]
            return at[:length]
    return ()


def put(tree: dict[str, Any], at: Path, value: object) -> None:
    """Write another value at `at`, where there is one already or nothing is set."""
    parent, step = value_at(tree, at[:-1]), at[-1]
    known = step < len(parent) if isinstance(parent, list) and isinstance(step, int) else isinstance(parent, dict)
    if known:
        parent[step] = value


def level_names(shape: Shape, value: object, at: Path = ()) -> Iterator[tuple[Path, str, bool]]:
    """Every text in raw values that names a level: its place, the text, and whether it is a key."""
    if isinstance(shape, Leaf):
        if shape.level_name and isinstance(value, str):
            yield at, value.strip(), False
    elif isinstance(shape, Many):
        if not isinstance(shape.entry, Leaf) or shape.entry.level_name:
            for index, entry in enumerate(value if isinstance(value, list) else [value]):
                yield from level_names(shape.entry, entry, (*at, index))
    elif isinstance(shape, Table):
        if isinstance(value, dict):
            for key, entry in value.items():
                if shape.key.level_name:
                    yield (*at, key), key, True
                yield from level_names(shape.entry, entry, (*at, key))
    elif isinstance(shape, Record) and isinstance(value, dict):
        declared = fields_of(shape.model)
        for key, entry in value.items():
            if key in declared and (isinstance(entry, (dict, list)) or key in _LEVEL_FIELDS):
                yield from level_names(declared[key].shape, entry, (*at, key))


_LEVEL_FIELDS = frozenset({"visibility", "default_visibility"})
