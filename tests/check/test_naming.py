"""Only fields in which something may be named are walked, and nothing that is named is missed."""

from __future__ import annotations

from typing import Any

import pytest

from cxsite.check.naming import is_naming, naming_leaves
from cxsite.model.declare import Declared
from cxsite.model.items.initiative import Initiative
from cxsite.model.kinds import KINDS, Kind
from cxsite.model.shape import Leaf, Many, Record, Shape, Table, fields_of, leaves


def _full(model: type[Declared], one: bool) -> Declared:
    """Something with values in all its fields; where there may be `one` or several, that."""
    return model.model_construct(
        **{name: _value(declared.shape, name, one) for name, declared in fields_of(model).items()}
    )


def _value(shape: Shape, name: str, one: bool) -> Any:
    if isinstance(shape, Leaf):
        return f"a {name}"
    if isinstance(shape, Many):
        return tuple(_value(shape.entry, f"{name} {number}", one) for number in range(2))
    if isinstance(shape, Table):
        return {f"{name} {number}": _value(shape.entry, f"{name} {number}", one) for number in range(2)}
    if isinstance(shape, Record):
        return _full(shape.model, one)
    return _value(shape.one if one else shape.each, name, one)


@pytest.mark.parametrize("one", [False, True])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_they_are_those_of_all_values_in_the_same_order(kind: Kind, one: bool) -> None:
    item = _full(kind.model, one)
    found = naming_leaves(item)
    assert found == [leaf for leaf in leaves(kind.model, item) if is_naming(leaf[1])]
    assert len(found) > 1


def test_what_is_not_set_or_empty_is_not_there() -> None:
    item = Initiative.model_construct(depends_on=("b",), phase="", area=None)
    assert [(at, value) for at, _, value in naming_leaves(item)] == [(("depends_on", 0), "b")]
