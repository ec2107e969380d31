"""Items as JSON: one shape for `roadmap.json` and for `cxsite list`."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from cxsite.measures.derived_values import DERIVED_BY_KIND
from cxsite.measures.record import Derived
from cxsite.model.charter import FORMAT
from cxsite.model.declare import Declared
from cxsite.model.items.item import Item
from cxsite.model.items.part import Alias
from cxsite.model.kinds import KINDS
from cxsite.model.period import Period
from cxsite.model.roadmap import View
from cxsite.model.shape import set_fields
from cxsite.render.address import item_address

_AS_THEY_ARE = frozenset({str, int, bool, type(None)})


def item_json(view: View, kind: str, item: Item) -> dict[str, Any]:
    """Everything that the audience sees of an item, and the values derived from it.

    `kind`, `id` and `url` (relative to the site) come first. What is unset, withheld or without a value has no key;
    references are ids, periods stand at the audience's precision, numbers are not rounded. Where a field and a
    derived value have one name, the derived one stands. `opens` is the level that an
    item has from `visible_from` on. Links in bodies are written `[label](kind:id)`.
    """
    found: dict[str, Any] = {"kind": kind, "id": item.id, "url": item_address(kind, item.id)}
    # That everything on a public site is public goes without saying.
    if (opening := view.openings.get((kind, item.id))) is not None:
        found["opens"] = opening.level.name
    found.update(_record(item, view.audience.name if view.audience.is_public else ""))
    facts = view.facts.get((kind, item.id), {})
    parts = {one.name: one for one in DERIVED_BY_KIND.get(kind, ()) if one.part}
    found.update((name, plain(value)) for name, value in facts.items() if value is not None and name not in parts)
    for name, one in parts.items():
        if name in facts:
            _into_parts(found, one, facts[name])
    return found


def _into_parts(found: Any, derived: Derived, value: Any) -> None:
    """Put the values of parts into the parts: a list by their order, a mapping by their ids."""
    name = derived.name_in_part
    if isinstance(value, list):
        for part, own in zip(found.get(derived.part, ()), value, strict=True):
            part[name] = plain(own)
    elif isinstance(found, dict):
        for key, entry in found.items():
            for part in entry if isinstance(entry, list) else ():
                if key == derived.part and part.get("id") in value:
                    part[name] = plain(value[part["id"]])
                elif key != derived.part:
                    _into_parts(part, derived, value)


def roadmap_json(view: View) -> bytes:
    """The whole View for other programs: what it is, then every item."""
    content = {
        "format": FORMAT,
        "title": view.charter.title,
        "url": view.site_url,
        "language": view.charter.language,
        "audience": view.audience.name,
        "as_of": view.today.isoformat(),
        "items": [
            item_json(view, kind.name, item)
            for kind in KINDS
            for _, item in sorted(view.items.get(kind.name, {}).items())
        ],
    }
    return (json.dumps(content, ensure_ascii=False) + "\n").encode()


def plain(value: Any, level: str = "") -> Any:
    """A value as JSON has it: days and periods as text, whole numbers without a point.

    `level` is the one of what the value belongs to: only parts with another one say theirs.
    """
    # The most frequent first, by their type; whatever is left asks what it is.
    if type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, Alias):
        return value.id
    if isinstance(value, Declared):
        return _record(value, level)
    if isinstance(value, (dt.date, Period)):
        return str(value)
    if isinstance(value, dict):
        return {str(key): plain(entry, level) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(entry, level) for entry in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _record(value: Declared, level: str) -> dict[str, Any]:
    said = value.__dict__
    own = said.get("visibility") or level
    found = {}
    for name, shape in set_fields(value):
        field = said[name]
        if shape.consumed or field is None or field in ("", (), {}) or (name == "visibility" and field == level):
            continue
        found[name] = plain(field, own)
    return found
