"""The values of an item in which something is named: an item, an entry of a list in roadmap.yml, a file.

They are few of all its values, and which fields may hold them the declarations say: so only these are walked.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from cxsite.model.declare import Declared
from cxsite.model.shape import Either, Leaf, Many, Path, Record, Shape, Table, fields_of

Found = list[tuple[Path, Leaf, Any]]
_Walk = Callable[[Any, Path, Found], None]


def is_naming(leaf: Leaf) -> bool:
    """Whether a value names something that stands elsewhere."""
    return leaf.ref is not None or leaf.asset


def naming_leaves(value: Declared) -> Found:
    """Those of all `leaves` of `value` that name something, in the same order."""
    found: Found = []
    _add_of(value, (), found)
    return found


def _add_of(part: Declared, at: Path, found: Found) -> None:
    given = part.model_fields_set
    for name, walk in _walks(type(part)):
        if name in given:
            value = getattr(part, name)
            if value is not None and value != "":
                walk(value, (*at, name), found)


@cache
def _walks(model: type[Declared]) -> tuple[tuple[str, _Walk], ...]:
    """The fields of a class that may hold such values, each with how to go through it."""
    walks = ((name, _walk(declared.shape)) for name, declared in fields_of(model).items())
    return tuple((name, walk) for name, walk in walks if walk is not None)


def _walk(shape: Shape) -> _Walk | None:
    """How to go through a value of this shape; None where nothing is named in any."""
    if isinstance(shape, Leaf):
        return (lambda value, at, found: found.append((at, shape, value))) if is_naming(shape) else None
    if isinstance(shape, Record):
        return _add_of if _walks(shape.model) else None
    if isinstance(shape, Many):
        return _through_list(shape.entry)
    if isinstance(shape, Table):
        return _through_table(shape)
    return _through_either(shape)


def _through_list(entry: Shape) -> _Walk | None:
    inner = _walk(entry)
    if inner is None:
        return None

    def walk(value: Any, at: Path, found: Found) -> None:
        for index, each in enumerate(value):
            inner(each, (*at, index), found)

    return walk


def _through_table(shape: Table) -> _Walk | None:
    key, entry = _walk(shape.key), _walk(shape.entry)
    if key is None and entry is None:
        return None

    def walk(value: Any, at: Path, found: Found) -> None:
        for name, each in value.items():
            place = (*at, name)
            if key is not None:
                key(name, place, found)
            if entry is not None:
                entry(each, place, found)

    return walk


def _through_either(shape: Either) -> _Walk | None:
    one, each = _walk(shape.one), _walk(shape.each)
    if one is None and each is None:
        return None

    def walk(value: Any, at: Path, found: Found) -> None:
        inner = each if isinstance(value, dict) else one
        if inner is not None:
            inner(value, at, found)

    return walk
