"""`cxsite list`: the items of a kind as a table, JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cxsite.syntax.formulas import harmless

Records = list[dict[str, Any]]
_COLUMNS = (
    "id",
    "title",
    "visibility",
    "opens",
    "visible_from",
    "status",
    "horizon",
    "rag",
    "level",
    "end",
    "due",
    "date",
    "owner",
)
_MAX_WIDTH = 60


def as_json(found: Records) -> str:
    """A list of objects."""
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def as_csv(found: Records) -> str:
    """One column for each field that any item has, and for what is inside of one: `current.value`.

    Lists are joined by `; `. A text that a spreadsheet would run as a formula is marked as text.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    rows = [{name: dict(_flat(name, value)) for name, value in record.items()} for record in found]
    names = dict.fromkeys(name for row in rows for name in row)
    # What belongs to one field stands side by side, whichever item has it first.
    columns = [
        (name, column) for name in names for column in dict.fromkeys(c for row in rows for c in row.get(name, ()))
    ]
    writer.writerow(column for _, column in columns)
    writer.writerows([_cell(row.get(name, {}).get(column)) for name, column in columns] for row in rows)
    return out.getvalue()


def _flat(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """A value as columns: those of a mapping by its keys."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(f"{name}.{key}", inner)
    else:
        yield name, value


def _cell(value: Any) -> Any:
    if isinstance(value, (list, bool)):
        value = _as_text(value)
    return harmless(value) if isinstance(value, str) else value


def _as_text(value: Any, between: str = "; ") -> str:
    """A value in words for one cell: entries joined, of parts their fields by name: `date 2026-03-31, value 4.5`."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case dict():
            return ", ".join(f"{key} {_as_text(inner, '/')}" for key, inner in value.items())
        case list():
            return between.join(_as_text(one, "/") for one in value)
    return str(value)


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
