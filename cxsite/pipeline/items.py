"""The items of a kind that an audience sees, as records, in the order that somebody asks for."""

from __future__ import annotations

import json
from typing import Any

from cxsite.model.finding import CxsiteError
from cxsite.model.kinds import Kind
from cxsite.model.roadmap import View
from cxsite.model.shape import fields_of
from cxsite.model.typed.nearest import meant_or_listed
from cxsite.render.files.export import item_json
from cxsite.report.listing import Records


def records(view: View, kind: Kind, sort: str = "") -> Records:
    """The items of a kind that the audience sees, by id or by the field `sort` (those without it last).

    A field that items of this kind don't have is a `CxsiteError`; `-field` sorts the other way round.
    """
    found = [item_json(view, kind.name, item) for _, item in sorted(view.items.get(kind.name, {}).items())]
    name = sort.removeprefix("-")
    if not name:
        return found
    known = {"kind", "url", *fields_of(kind.model), *(key for record in found for key in record)}
    if name not in known:
        raise CxsiteError(f"items of kind `{kind.name}` have no field `{name}`{meant_or_listed(name, sorted(known))}")
    having = sorted((r for r in found if name in r), key=lambda r: _sortable(r[name]), reverse=sort.startswith("-"))
    return having + [record for record in found if name not in record]


def _sortable(value: Any) -> tuple[int, float, str]:
    """Numbers by value before texts; of a mapping its `value`."""
    if isinstance(value, dict) and "value" in value:
        value = value["value"]
    if isinstance(value, (int, float)):
        return (0, float(value), "")
    return (1, 0.0, value.casefold() if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
