"""An item in the folder of another kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cxsite.model.kinds import KINDS, Kind
from cxsite.model.shape import fields_of

_LEAST = 2
"""So many fields that its kind does not have make an item one of another kind."""


def other_kind(kind: Kind, values: Mapping[str, Any]) -> Kind | None:
    """The kind that an item has by its fields, where it is plainly not the one of its folder.

    It has all fields of the item and all that it requires are there; its own kind lacks several, or lacks one and
    requires one that is not there.
    """
    foreign = _foreign(kind, values)
    lacking = [name for name, field in fields_of(kind.model).items() if field.required and name not in values]
    lacking = [name for name in lacking if name not in ("id", "title")]
    if foreign < _LEAST and not (foreign and lacking):
        return None
    fitting = [other for other in KINDS if other is not kind and _fits(other, values)]
    return fitting[0] if len(fitting) == 1 else None


def _foreign(kind: Kind, values: Mapping[str, Any]) -> int:
    return sum(name not in fields_of(kind.model) for name in values)


def _fits(kind: Kind, values: Mapping[str, Any]) -> bool:
    required = [name for name, field in fields_of(kind.model).items() if field.required and name != "id"]
    return not _foreign(kind, values) and all(name in values for name in required)
