"""`cxsite list`: the items of a kind as a table, JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from cxsite.model.finding import CxsiteError
from cxsite.model.kinds import Kind
from cxsite.model.nearest import did_you_mean
from cxsite.model.plain import item_record
from cxsite.model.roadmap import View
from cxsite.model.shape import fields_of

Records = list[dict[str, Any]]
_COLUMNS = ("id", "title", "visibility", "status", "horizon", "rag", "level", "end", "due", "date", "owner")
_MAX_WIDTH = 60


def records(view: View, kind: Kind, sort: str = "") -> Records:
    """The items of a kind that the audience sees, by id or by the field `sort` (those without it last).

    A field that items of this kind don't have is a `CxsiteError`; `-field` sorts the other way round.
    """
    found = [item_record(view, kind.name, item) for _, item in sorted(view.items.get(kind.name, {}).items())]
    name = sort.removeprefix("-")
    if not name:
        return found
    known = {"kind", "url", *fields_of(kind.model), *(key for record in found for key in record)}
    if name not in known:
        raise CxsiteError(f"items of kind `{kind.name}` have no field `{name}`{did_you_mean(name, sorted(known))}")
    having = sorted((r for r in found if name in r), key=lambda r: _sortable(r[name]), reverse=sort.startswith("-"))
    return having + [record for record in found if name not in record]


def _sortable(value: Any) -> tuple[int, float, str]:
    """Numbers by value before texts; of a mapping its `value`."""
    if isinstance(value, dict) and "value" in value:
        value = value["value"]
    if isinstance(value, (int, float)):
        return (0, float(value), "")
    return (1, 0.0, value.casefold() if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def as_json(found: Records) -> str:
    """A list of objects."""
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def as_csv(found: Records) -> str:
    """One column for each field that any item has; lists and mappings as JSON.

    A text that a spreadsheet would run as a formula is marked as text.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    columns = list(dict.fromkeys(name for record in found for name in record))
    writer.writerow(columns)
    writer.writerows([_cell(record.get(name)) for name in columns] for record in found)
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and re.match(r"[=+\-@\t\r]", value):
        return f"'{value}"
    return value


def as_table(found: Records) -> str:
    """Aligned columns for people: the fields that tell most of a kind, where any item has them."""
    columns = [name for name in _COLUMNS if any(name in record for record in found)]
    rows = [columns, *([_short(record.get(name, "")) for name in columns] for record in found)]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(_padded(text, width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join(lines) + "\n" if found else ""


def _short(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("value", json.dumps(value, ensure_ascii=False))
    text = " ".join("".join(char if char.isprintable() else " " for char in str(value)).split())
    return text if len(text) <= _MAX_WIDTH else f"{text[: _MAX_WIDTH - 1]}…"


def _width(text: str) -> int:
    return len(text) + sum(unicodedata.east_asian_width(char) in "WF" for char in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


FORMS: Mapping[str, Callable[[Records], str]] = {"table": as_table, "json": as_json, "csv": as_csv}
