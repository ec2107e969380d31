"""An item of a View as plain data: the one shape that lists and feeds give to other programs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cxsite.model.declare import Declared
from cxsite.model.item import Item
from cxsite.model.kinds import BY_NAME
from cxsite.model.period import Period
from cxsite.model.roadmap import View
from cxsite.model.shape import set_fields


def item_record(view: View, kind: str, item: Item) -> dict[str, Any]:
    """Kind, id, address, every field that the audience sees and the derived ones.

    What is unset, withheld or without a value is absent; references are plain ids; periods are as written, numbers
    unrounded. Where a field and a derived value share a name, the derived one stands, its inputs inside.
    """
    record: dict[str, Any] = {"kind": kind, "id": item.id, "url": f"{BY_NAME[kind].folder}/{item.id}/"}
    fields = {name: plain(getattr(item, name)) for name, _ in set_fields(item) if name != "id"}
    facts = {name: plain(value) for name, value in view.facts.get((kind, item.id), {}).items()}
    record.update((name, value) for name, value in {**fields, **facts}.items() if not _empty(value))
    return record


def plain(value: Any) -> Any:
    """A value of the model as JSON has it: parts as mappings of what is set, days and periods as they are written."""
    if isinstance(value, Declared):
        parts = {name: plain(getattr(value, name)) for name, _ in set_fields(value)}
        return {name: part for name, part in parts.items() if not _empty(part)}
    if isinstance(value, (dt.date, Period)):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(entry) for entry in value]
    return value


def _empty(value: Any) -> bool:
    return value is None or value == "" or value == [] or value == {}
