"""The fields that `disclose` and `policy` may name."""

from __future__ import annotations

from cxsite.measures.derived_values import DERIVED_BY_KIND
from cxsite.model.declare import Declared
from cxsite.model.kinds import KINDS, Kind
from cxsite.model.shape import Many, Record, Shape, Table, fields_of, part_name


def steerable(kind: Kind) -> set[str]:
    """What `disclose` may name on an item of this kind: fields, fields of parts with a dot, derived values."""
    names = {name for name, declared in fields_of(kind.model).items() if not declared.consumed}
    for part in parts_of(kind.model):
        names |= {f"{part_name(part)}.{name}" for name, declared in fields_of(part).items() if not declared.consumed}
    return names | {derived.name for derived in DERIVED_BY_KIND.get(kind.name, ())}


def policy_fields() -> dict[str, set[str]]:
    """What `policy` may name: kinds, parts and the roadmap itself, each with its fields."""
    found: dict[str, set[str]] = {}
    for kind in KINDS:
        found[kind.name] = {name for name in steerable(kind) if "." not in name}
        for part in parts_of(kind.model):
            found[part_name(part)] = {name for name, declared in fields_of(part).items() if not declared.consumed}
    return found


def parts_of(model: type[Declared]) -> list[type[Declared]]:
    """Every class of parts inside a class of the model, however deep."""
    found: list[type[Declared]] = []
    waiting: list[Shape] = [declared.shape for declared in fields_of(model).values()]
    while waiting:
        shape = waiting.pop()
        if isinstance(shape, Many | Table):
            waiting.append(shape.entry)
        elif isinstance(shape, Record) and shape.model not in found:
            found.append(shape.model)
            waiting.extend(declared.shape for declared in fields_of(shape.model).values())
    return sorted(found, key=lambda part: part.__name__)
